"""The judge: which invariants does a plan break that the planner itself made?"""

from collections.abc import Iterator, Mapping
from typing import Any

from nuanxin.core.policy import conditions, words
from nuanxin.core.policy.book import Invariant
from nuanxin.core.policy.conditions import Param
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner import teams
from nuanxin.core.policy.planner.combining import covers
from nuanxin.core.policy.planner.plans import Plan, PlannedStep
from nuanxin.core.policy.planner.scripts import kind_of, names_of, reading_for, script
from nuanxin.core.policy.planner.views import view_of
from nuanxin.core.policy.proof import evidence
from nuanxin.core.policy.proof.claims import CONFLICT, CYCLE, GAP
from nuanxin.core.policy.situation import View, service_of

Fault = tuple[str, str]
"""Invariant (or gap, conflict, cycle) and what it is about: a step's key, or a service."""


def faults(plan: Plan, invariants: tuple[Invariant, ...]) -> set[Fault]:
    """Return what is wrong with a plan; only services that are surely served are judged."""
    found: set[Fault] = {(CONFLICT, step) for step in plan.conflicts}
    if plan.cycle:
        found.add((CYCLE, " ".join(plan.cycle)))
    for key, decision in plan.services.items():
        found.update((GAP, step) for step in decision.gap)
        if decision.decision != "ask":
            prepared = script(plan.book.law_on(plan.on), service_of(key))
            view, _ = view_of(prepared, plan.situation, key)
            for invariant in invariants:
                if _in_life(invariant, plan):
                    found.update((invariant.id, subject) for subject in _broken(plan, key, invariant, view))
    return found


def _in_life(invariant: Invariant, plan: Plan) -> bool:
    return (invariant.since is None or invariant.since <= plan.on) and (
        invariant.until is None or plan.on < invariant.until
    )


def _holds(plan: Plan, key: str, condition: conditions.Condition, view: View) -> bool:
    read = reading_for(plan.book.law_on(plan.on), service_of(key)).of(condition)
    return conditions.compiled(read)(view) is True


def _broken(plan: Plan, key: str, invariant: Invariant, view: View) -> Iterator[str]:
    form = invariant.form
    if form.get("check") == "reasons":
        yield from _reasons(plan, key)
    if not _in_question(plan, key, form) or ("when" in form and not _holds(plan, key, form["when"], view)):
        return
    steps = [step for step in plan.steps if key in step.services]
    if "each" in form:
        yield from (step.key for step in steps if _is(step, form["each"]) and _wrong(plan, key, form, step, view))
    elif "first" in form:
        yield from _out_of_order(steps, form["first"], form["then"])
    elif form.get("check") == "staff_needed":
        yield from _too_many_staff(plan)
    elif _whole_is_wrong(plan, steps, form):
        yield service_of(key)


def _in_question(plan: Plan, key: str, form: Mapping[str, Any]) -> bool:
    """Say whether a plan is judged: a served one; or, if it must be referred, one that is referred elsewhere."""
    decided = plan.services[key]
    elsewhere = decided.decision == "refer" and "refers" in form and form["refers"] not in decided.refer_to
    return decided.decision == "serve" or elsewhere


def _whole_is_wrong(plan: Plan, steps: list[PlannedStep], form: Mapping[str, Any]) -> bool:
    """Judge the forms that are about the plan as a whole."""
    if "carries" in form:
        return not any(_carries(plan, step, form["carries"]) for step in steps)
    if "case" in form:
        return not _all(plan, plan.case, form["case"])
    if "without" in form:
        return any(_carries(plan, step, form["without"]) for step in steps)
    if "forbids" in form:
        return not _forbids(plan, steps, form["forbids"])
    if "limits" in form:
        return not all(_limited(plan, name, value) for name, value in form["limits"].items())
    if form.get("check") == "approver":
        return any(
            step.actor in words.RANKS and step.controls.get("approval") for step in steps if step.kind != "approve"
        )
    if form.get("check") == "evidence_possible":
        belongs = evidence.bound(plan.book)
        return any(evidence.is_impossible(step, belongs) for step in steps)
    return bool(form.get("never_served")) or "refers" in form


def _forbids(plan: Plan, steps: list[PlannedStep], way: Mapping[str, str]) -> bool:
    """Say whether the plan names a way as forbidden, or has no step of the kind."""
    concerned = any(step.kind == kind_of(way["step"]) for step in steps)
    return not concerned or any((one.step, one.method) == (way["step"], way["method"]) for one in plan.forbidden)


def _limited(plan: Plan, name: str, value: int | Param) -> bool:
    most = plan.book.law_on(plan.on).numbers[value.name] if isinstance(value, Param) else value
    return name in plan.limits and plan.limits[name] <= most


def _is(step: PlannedStep, which: dict[str, str]) -> bool:
    return (
        ("step" not in which or which["step"] in names_of(step.key))
        and ("method" not in which or which["method"] in step.methods)
        and ("control" not in which or bool(step.controls.get(which["control"])))
    )


def _wrong(plan: Plan, key: str, form: Mapping[str, Any], step: PlannedStep, view: View) -> bool:
    must, any_of, plan_has, never = (form.get(name) for name in ("must", "any_of", "plan_has", "never"))
    if must is None and any_of is None and plan_has is None and never is None:
        return True
    if must is not None and not all(_stands(plan, step.controls, name, value) for name, value in must.items()):
        return True
    if any_of is not None and not any(_stands(plan, step.controls, name, value) for name, value in any_of.items()):
        return True
    everywhere = [plan.case, *(one.controls for one in plan.steps if key in one.services)]
    for name, value in (plan_has or {}).items():
        if not any(_stands(plan, controls, name, value) for controls in everywhere):
            return True
    return never is not None and _holds(plan, key, never, view)


def _stands(plan: Plan, controls: Mapping[str, ControlValue], name: str, wanted: object) -> bool:
    """Say whether a control is at least as strict as wanted; a parameter is the number of the plan's day."""
    if isinstance(wanted, Param):
        wanted = plan.book.law_on(plan.on).numbers[wanted.name]
    return covers(name, controls.get(name), wanted, plan.book.controls)


def _all(plan: Plan, controls: Mapping[str, ControlValue], wanted: Mapping[str, object]) -> bool:
    return all(_stands(plan, controls, name, value) for name, value in wanted.items())


def _carries(plan: Plan, step: PlannedStep, wanted: dict[str, object]) -> bool:
    controls = {name: value for name, value in wanted.items() if name not in ("step", "method")}
    named = str(wanted["step"])
    called = named in names_of(step.key) or (step.made_for and step.key.startswith(f"{named}:"))
    return (
        bool(called)
        and ("method" not in wanted or wanted["method"] in step.methods)
        and _all(plan, step.controls, controls)
    )


def _out_of_order(steps: list[PlannedStep], first: str, then: str) -> Iterator[str]:
    """Yield each later step that no earlier one secures; for 'approval', each that an approval follows."""
    for place, step in enumerate(steps):
        if then not in names_of(step.key):
            continue
        if first == "approval":
            if any(other.kind == "approve" for other in steps[place + 1 :]):
                yield step.key
        elif not any(first in names_of(other.key) for other in steps[:place]):
            yield step.key


def _reasons(plan: Plan, key: str) -> Iterator[str]:
    """A refusal carries reason, clause and a lawful alternative; a referral says where to and why."""
    decision = plan.services[key]
    if decision.decision == "refuse" and not (decision.because and decision.reasons and decision.alternatives):
        yield service_of(key)
    if decision.decision == "refer" and not (decision.because and decision.refer_to):
        yield service_of(key)


def _too_many_staff(plan: Plan) -> Iterator[str]:
    """Two are enough, at the counter and away, unless the book asks for different persons."""
    distinct = any(step.controls.get("distinct") for step in plan.steps) or plan.case.get("distinct")
    if teams.present(plan.team, plan.situation.scene) > 2 + bool(distinct):
        yield from sorted({service_of(key) for key, one in plan.services.items() if one.decision == "serve"})
