"""The plan on A4: what a branch works by on paper, with the lines that this plan needs signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner.plans import Plan
from nuanxin.web import asking, planning, reader
from nuanxin.web.plan import desk
from nuanxin.web.telling.naming import Namer


@dataclass(frozen=True)
class SignatureLine:
    """A line to sign on, or a field for a thumbprint."""

    who: str
    what: str
    print: bool = False


def lay(query: QueryDict, *, today: datetime.date) -> dict[str, Any] | None:
    """Return what the paper shows, None when the question has no plan."""
    asked = desk.canonical(asking.read(query), today)
    answered = desk.answer(asked, today=today)
    if answered.plan is None or answered.told is None:
        return None
    namer = Namer(planning.book(), reader.language())
    return {
        "told": answered.told,
        "about": desk.about_line(namer, asked),
        "query": asked.query(),
        "on": answered.on,
        "today": today,
        "lines": tuple(signature_lines(namer, answered.plan)) if answered.told.steps else (),
        "english": namer.language != "zh",
    }


def signature_lines(namer: Namer, plan: Plan) -> Iterator[SignatureLine]:
    """Yield a line for each person who has to put a name to this plan, and none for anybody else."""
    for step in plan.steps:
        if step.kind == "sign":
            thumb = "thumbprint" in step.methods
            what = namer.join([namer.method("sign", method) for method in step.methods])
            yield SignatureLine(namer.actor(step.actor), what, print=thumb)
    if plan.weight != "ticket":
        yield SignatureLine(gettext("Teller"), gettext("has done the steps"))
    if _stands(plan, "second_staff"):
        yield SignatureLine(gettext("Second member of staff"), gettext("was present"))
    if _stands(plan, "witness"):
        yield SignatureLine(gettext("Witness"), gettext("has seen the signing"))
    for rank in sorted({str(one["approval"]) for one in _all_controls(plan) if one.get("approval")}):
        yield SignatureLine(namer.actor(rank), gettext("approves"))


def _all_controls(plan: Plan) -> list[Mapping[str, ControlValue]]:
    return [step.controls for step in plan.steps] + [plan.case]


def _stands(plan: Plan, control: str) -> bool:
    return any(controls.get(control) for controls in _all_controls(plan))
