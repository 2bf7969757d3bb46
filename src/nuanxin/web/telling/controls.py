"""Controls in words: what must be so, who must do it, what to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner.plans import Plan, PlannedStep
from nuanxin.web.telling.naming import Namer

ICONS: Mapping[str, str] = {
    "approval": "stamp",
    "second_staff": "users",
    "witness": "witness",
    "attempts": "turn",
    "relation": "hands",
    "consent": "agree",
    "film": "film",
    "evidence": "folder",
    "cooling": "clock",
    "callback": "phone",
    "limit": "scales",
    "custody": "lock",
    "retention": "folder",
}
FAMILIES: Mapping[str, str] = {
    "approval": "ranks",
    "consent": "consents",
    "evidence": "evidence",
    "retention": "retentions",
    "limit": "limits",
}
"""The family of words.yaml in which the codes of a control's value are named."""

APPROVE, PRESENT, AGREE, KEEP, LATER, ELSE = "approve", "present", "agree", "keep", "later", "else"
GROUPS: Mapping[str, str] = {
    "approval": APPROVE,
    "second_staff": PRESENT,
    "witness": PRESENT,
    "relation": AGREE,
    "consent": AGREE,
    "film": KEEP,
    "evidence": KEEP,
    "retention": KEEP,
    "callback": LATER,
    "cooling": LATER,
}


@dataclass(frozen=True)
class Control:
    """One control in words."""

    name: str
    icon: str
    text: str


@dataclass(frozen=True)
class Line:
    """A control, and the steps that it is about; no steps: the whole visit."""

    text: str
    icon: str
    steps: str


@dataclass(frozen=True)
class Group:
    """Controls that answer one question of the teller: who approves, who is present, what to keep."""

    title: str
    lines: tuple[Line, ...]


def tell(namer: Namer, name: str, value: ControlValue) -> Control:
    """Return one control in words."""
    return Control(name, ICONS.get(name, "check"), _text(namer, name, value))


def _text(namer: Namer, name: str, value: ControlValue) -> str:
    if name == "approval":
        return gettext("%(rank)s approves") % {"rank": namer.actor(str(value))}
    if name == "attempts" and isinstance(value, int) and not isinstance(value, bool):
        return ngettext(
            "at least %(number)s real attempt before", "at least %(number)s real attempts before", value
        ) % {"number": value}
    label = namer.name("controls", name)
    if isinstance(value, bool) or (isinstance(value, str) and not _family(namer, name, value)):
        return label
    return gettext("%(name)s: %(value)s") % {"name": label, "value": _value(namer, name, value)}


def _value(namer: Namer, name: str, value: ControlValue) -> str:
    if isinstance(value, frozenset):
        return namer.join([_code(namer, name, code) for code in sorted(value)])
    if isinstance(value, int):
        kind = namer.book.controls.get(name)
        return namer.amount(value, kind.unit if kind else "")
    return _code(namer, name, value)


def _code(namer: Namer, name: str, code: str) -> str:
    family = _family(namer, name, code)
    return namer.name(family, code) if family else code


def _family(namer: Namer, name: str, code: str) -> str | None:
    """Return the family of words.yaml that names a code of a control, None if none does."""
    named = [FAMILIES[name]] if name in FAMILIES else list(namer.book.words)
    return next((family for family in named if code in namer.book.words.get(family, {})), None)


def on_step(namer: Namer, step: PlannedStep) -> tuple[Control, ...]:
    """Return the controls that a step shows: those for which the plan has no step of their own, and not retention."""
    return tuple(
        tell(namer, name, value)
        for name, value in step.controls.items()
        if value and name != "retention" and _is_shown(namer, name, step)
    )


def _is_shown(namer: Namer, name: str, step: PlannedStep) -> bool:
    """Say whether a control shows on a step; one that makes a step is told by that step's name, but for the count."""
    kind = namer.book.controls.get(name)
    makes = kind.makes if kind else None
    return makes is None or (name == "attempts" and step.kind == makes)


def in_groups(namer: Namer, plan: Plan) -> tuple[Group, ...]:
    """Return every control of the plan once, by the question it answers, with the steps it is about."""
    about = _about(namer, plan)
    titles = {
        APPROVE: gettext("Who must approve"),
        PRESENT: gettext("Who must be there"),
        AGREE: gettext("What is asked of whom"),
        KEEP: gettext("What to keep"),
        ELSE: gettext("Also needed"),
        LATER: gettext("Waiting and afterwards"),
    }
    grouped: dict[str, list[Line]] = {group: [] for group in titles}
    for (name, text), steps in about.items():
        line = Line(text, ICONS.get(name, "check"), namer.join(list(dict.fromkeys(steps))))
        grouped[GROUPS.get(name, ELSE)].append(line)
    return tuple(Group(titles[group], tuple(lines)) for group, lines in grouped.items() if lines)


def _about(namer: Namer, plan: Plan) -> Mapping[tuple[str, str], list[str]]:
    """Return for each control in words the names of its steps: the ones that need it, not the ones made for it."""
    about: dict[tuple[str, str], list[str]] = {}
    for name, value in plan.case.items():
        for single in _singly(value):
            about.setdefault((name, tell(namer, name, single).text), [])
    for step in plan.steps:
        if step.made_for:
            continue
        for name, value in step.controls.items():
            for single in _singly(value):
                about.setdefault((name, tell(namer, name, single).text), []).append(namer.step(step.key))
    return about


def _singly(value: ControlValue) -> Iterable[ControlValue]:
    if isinstance(value, frozenset):
        return [frozenset({code}) for code in sorted(value)]
    return [value] if value else []
