"""The invariants as questions to the solver: where would a served plan break one?

Each claim names a subject (a step, or the service) and a formula; a model of the formula is a situation in which the
invariant is broken. `judge` asks the same of a plan that the planner made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.core.policy import effects
from nuanxin.core.policy.book import Invariant
from nuanxin.core.policy.conditions import Condition
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner.scripts import base_of, kind_of, names_of, reading_for
from nuanxin.core.policy.proof.formulas import FALSE, TRUE
from nuanxin.core.policy.proof.symbolic import SymbolicReading

GAP, CONFLICT, CYCLE = "gap", "conflict", "cycle"


@dataclass(frozen=True)
class Claim:
    """One question: the invariant (or gap, conflict), what it is about, and where it would be broken."""

    invariant: str
    subject: str
    services: tuple[str, ...]
    broken: int


def claims(reading: SymbolicReading, invariants: tuple[Invariant, ...]) -> Iterator[Claim]:
    """Yield every question about one service; those that no situation can break are left out."""
    service = reading.service
    for step, where in reading.gaps.items():
        yield Claim(GAP, step, (service,), where)
    for step, where in reading.conflicts.items():
        yield Claim(CONFLICT, step, (service,), where)
    for invariant in invariants:
        for subject, where in _broken(reading, invariant):
            yield Claim(invariant.id, subject, (service,), where)


def _broken(reading: SymbolicReading, invariant: Invariant) -> Iterator[tuple[str, int]]:
    form = invariant.form
    where = reading.both(_in_question(reading, form), _days(reading, invariant))
    if "when" in form:
        where = reading.both(where, condition_literal(reading, form["when"]))
    if where == FALSE:
        return
    if "each" in form:
        yield from _each(reading, form, where)
    elif "first" in form:
        yield from _ordered(reading, form["first"], form["then"], where)
    elif "check" not in form:
        yield reading.service, reading.both(where, _whole_is_wrong(reading, form))


def _whole_is_wrong(reading: SymbolicReading, form: Mapping[str, Any]) -> int:
    """Return where the plan as a whole is not as a form asks."""
    if "carries" in form:
        return -carried(reading, form["carries"])
    if "case" in form:
        return reading.either(-reading.case_has(name, value) for name, value in form["case"].items())
    if "without" in form:
        return carried(reading, form["without"])
    if "forbids" in form:
        return -_forbidden(reading, form["forbids"])
    if "limits" in form:
        return reading.either(-reading.limited(name, value) for name, value in form["limits"].items())
    return TRUE


def _in_question(reading: SymbolicReading, form: Mapping[str, Any]) -> int:
    """Return where a plan is judged: where the service is served; or, if it must be referred, referred elsewhere."""
    if "refers" not in form:
        return reading.serve
    there = reading.refer_to.get(form["refers"], FALSE)
    return reading.either([reading.serve, reading.both(-reading.refuse, reading.refer, -there)])


def _days(reading: SymbolicReading, invariant: Invariant) -> int:
    space = reading.space
    return space.in_periods(*space.periods_of(invariant.since, invariant.until))


def condition_literal(reading: SymbolicReading, condition: Condition) -> int:
    """Return where a condition of an invariant holds, on every day by the numbers of that day."""
    space = reading.space
    return reading.either(
        reading.both(days, space.literal(reading_for(law, reading.service).of(condition), reading.service))
        for law, days in space.laws_with_days()
    )


def _forbidden(reading: SymbolicReading, way: Mapping[str, str]) -> int:
    """Return where a way is named as forbidden, or the plan has no step of the kind that could be done so."""
    kind = kind_of(way["step"])
    present = reading.either(where for step, where in reading.present.items() if kind_of(step) == kind)
    return reading.either([-present, reading.forbidden.get((way["step"], way["method"]), FALSE)])


def _each(reading: SymbolicReading, form: Mapping[str, Any], where: int) -> Iterator[tuple[str, int]]:
    each = form["each"]
    assert isinstance(each, dict)
    for step in reading.present:
        if "step" in each and each["step"] not in names_of(step):
            continue
        stands = [where, reading.present[step]]
        if "method" in each:
            stands.append(reading.method(step, each["method"]))
        if "control" in each:
            stands.append(reading.has(step, each["control"], True))
        here = reading.both(*stands)
        if here != FALSE:
            yield step, reading.both(here, _wrong(reading, form, step))


def _wrong(reading: SymbolicReading, form: Mapping[str, Any], step: str) -> int:
    """Return where a step breaks what is asked of each such step; with nothing asked, it must not be at all."""
    wrong = []
    must, any_of, plan_has = form.get("must"), form.get("any_of"), form.get("plan_has")
    if isinstance(must, dict):
        wrong += [-reading.has(step, name, value) for name, value in must.items()]
    if isinstance(any_of, dict):
        wrong.append(-reading.either(reading.has(step, name, value) for name, value in any_of.items()))
    if isinstance(plan_has, dict):
        wrong += [-_somewhere(reading, name, value) for name, value in plan_has.items()]
    never = form.get("never")
    if never is not None:
        wrong.append(condition_literal(reading, never))
    return reading.either(wrong) if {"must", "any_of", "plan_has", "never"} & set(form) else TRUE


def _somewhere(reading: SymbolicReading, name: str, value: ControlValue) -> int:
    steps = [reading.both(reading.present[step], reading.has(step, name, value)) for step in reading.present]
    return reading.either([*steps, reading.case_has(name, value)])


def carried(reading: SymbolicReading, wanted: dict[str, object]) -> int:
    """Return where the plan has a step of this kind, method and controls, made steps included."""
    controls = {name: value for name, value in wanted.items() if name not in ("step", "method")}
    found = []
    for step in reading.present:
        if wanted["step"] in names_of(step):
            parts = [reading.present[step]]
            if "method" in wanted:
                parts.append(reading.method(step, str(wanted["method"])))
            parts += [reading.has(step, name, value) for name, value in controls.items()]  # type: ignore[arg-type]
            found.append(reading.both(*parts))
    return reading.either([*found, _made(reading, str(wanted["step"]), controls)])


def _made(reading: SymbolicReading, name: str, controls: dict[str, object]) -> int:
    """Return where a control makes such a step: ``approve``, ``consent.film``, ``attempt.sign``, ``callback`` …"""
    found = []
    label = name.partition(".")[2]
    for control, kind in reading.space.book.controls.items():
        if kind.makes != kind_of(name) or set(controls) - {control}:
            continue
        value = controls.get(control, frozenset({label}) if kind.makes == "consent" and label else True)
        for step in reading.present:
            if kind.makes == "consent" or not label or base_of(step) == label or kind_of(step) == label:
                found.append(reading.both(reading.present[step], reading.has(step, control, value)))  # type: ignore[arg-type]
        if not label or kind.makes == "consent" or label == "visit":
            found.append(reading.case_has(control, value))  # type: ignore[arg-type]
    return reading.either(found)


def _ordered(reading: SymbolicReading, first: str, then: str, where: int) -> Iterator[tuple[str, int]]:
    """Yield where a step could come without an earlier one that secures it.

    Edges are never taken away and rank decides the rest, so an order that they give holds in every plan.
    """
    if first == "approval":
        yield from _before_approval(reading, then, where)
        return
    certain, possible = _predecessors(reading, certainly=True), _predecessors(reading, certainly=False)
    for step in reading.present:
        if then not in names_of(step):
            continue
        named = [other for other in reading.present if first in names_of(other)]
        secured = [reading.present[other] for other in named if other in certain[step]]
        secured += [_by_rank(reading, other, step, possible[other]) for other in named if other not in certain[step]]
        yield step, reading.both(where, reading.present[step], -reading.either(secured))


def _before_approval(reading: SymbolicReading, then: str, where: int) -> Iterator[tuple[str, int]]:
    """Yield where a step could come before an approval: it is made to come before its step and before every booking."""
    kinds = reading.space.book.kinds
    certain = _predecessors(reading, certainly=True)
    for step in reading.present:
        for approved in reading.present if then in names_of(step) else ():
            made_at = min(kinds[kind_of(approved)].rank, kinds["execute"].rank)
            if approved in (step, *certain[step]) or kind_of(step) == "execute" or made_at <= kinds[kind_of(step)].rank:
                continue
            booked = [reading.present[other] for other in certain[step] if kind_of(other) == "execute"]
            both = [reading.present[step], reading.present[approved], reading.has(approved, "approval", True)]
            yield step, reading.both(where, *both, -reading.either(booked))


def _by_rank(reading: SymbolicReading, earlier: str, later: str, may_wait_for: set[str]) -> int:
    """Return where rank puts a step first: where neither it nor what it waits for waits for a step as late."""
    kinds = reading.space.book.kinds
    rank = kinds[kind_of(later)].rank
    if kinds[kind_of(earlier)].rank >= rank:
        return FALSE
    late = [
        reading.both(guard, reading.present[one], reading.present[other])
        for one, other, guard in _edges(reading)
        if other in (earlier, *may_wait_for) and (one == later or kinds[kind_of(one)].rank >= rank)
    ]
    return reading.both(reading.present[earlier], -reading.either(late))


def _predecessors(reading: SymbolicReading, *, certainly: bool) -> dict[str, set[str]]:
    """Return for each step those that come before it: in every plan that has both, or in some plan."""
    direct: dict[str, set[str]] = {}
    for earlier, later, guard in reading.edges if certainly else _edges(reading):
        if not certainly or guard in (TRUE, reading.present.get(earlier), reading.present.get(later)):
            direct.setdefault(later, set()).add(earlier)
    return {step: _behind(step, direct) for step in reading.present}


def _edges(reading: SymbolicReading) -> Iterator[tuple[str, str, int]]:
    """Yield every edge between the service's own steps, those included that rules lay by name."""
    yield from reading.edges
    for entry, where in reading.holds:
        for effect in entry.effects:
            if isinstance(effect, effects.Order):
                for first in _own(reading, effect.first):
                    yield from ((first, then, where) for then in _own(reading, effect.then) if then != first)


def _own(reading: SymbolicReading, name: str) -> list[str]:
    service, _, step = name.rpartition("/")
    return [one for one in reading.present if step in names_of(one)] if service in ("", reading.service) else []


def _behind(step: str, direct: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [step]
    while waiting:
        for earlier in direct.get(waiting.pop(), ()):
            if earlier not in seen:
                seen.add(earlier)
                waiting.append(earlier)
    return seen
