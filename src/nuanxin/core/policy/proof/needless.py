"""Effects without which no plan changes: another rule says the same wherever this one speaks.

Not a fault, but something for a reader of the book to know: such an effect protects nothing by itself.
"""

from collections.abc import Iterator

from nuanxin.core.policy import effects
from nuanxin.core.policy.planner.combining import covers
from nuanxin.core.policy.planner.scripts import identity_of, kind_of
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.symbolic import Guarded, SymbolicReading

Effect = tuple[str, str]
"""Rule and what it does, in short words."""


def note(session: Session, reading: SymbolicReading, needed: dict[Effect, bool]) -> None:
    """Note of each effect that can speak in this service whether some plan would change without it."""
    for required in _required(reading):
        needed.setdefault(required, False)  # what never stands is in no formula
    for effect, alone in _alone(reading):
        if not needed.get(effect):
            needed[effect] = alone != FALSE and session.solve([alone]) is not None


def _alone(reading: SymbolicReading) -> Iterator[tuple[Effect, int]]:
    """Yield each effect and where it speaks alone."""
    yield from _decisions(reading)
    yield from _ways(reading)
    yield from _steps(reading)
    for step, standing in reading.controls.items():
        there = reading.both(-reading.refuse, reading.present[step])
        yield from _controls(reading, standing, there, "")
    yield from _controls(reading, reading.case, -reading.refuse, " on the case")


def _decisions(reading: SymbolicReading) -> Iterator[tuple[Effect, int]]:
    for kind, word in ((effects.Refuse, "refuses"), (effects.Refer, "refers")):
        speaking = [
            (entry.rule.id, where)
            for entry, where in reading.holds
            if any(isinstance(effect, kind) for effect in entry.effects)
        ]
        for rule, where in speaking:
            others = [-other for name, other in speaking if name != rule]
            beaten = [-reading.refuse] if kind is effects.Refer else []
            yield (rule, word), reading.both(where, *others, *beaten)


def _ways(reading: SymbolicReading) -> Iterator[tuple[Effect, int]]:
    kinds = reading.space.book.kinds
    for (step, method), rules in reading.used.items():
        chosen = reading.both(reading.serve, reading.present[step], reading.method(step, method))
        for rule, where in rules:
            others = [-other for name, other in rules if name != rule]
            ordinary = kinds[kind_of(step)].ordinary == method
            alone = FALSE if ordinary else reading.both(chosen, where, *others)
            yield (rule, f"uses {kind_of(step)} by {method}"), alone


def _steps(reading: SymbolicReading) -> Iterator[tuple[Effect, int]]:
    kinds = reading.space.book.kinds
    chain = {identity_of(name, reading.service, kinds) for name in reading.space.book.services[reading.service].steps}
    adding: dict[str, list[tuple[str, int]]] = {}
    for entry, where in reading.holds:
        for effect in entry.effects:
            if isinstance(effect, effects.Add):
                adding.setdefault(identity_of(effect.step, reading.service, kinds), []).append((entry.rule.id, where))
    for step, rules in adding.items():
        for rule, where in rules:
            others = [-other for name, other in rules if name != rule]
            laid_anyway = -reading.refer if step in chain else FALSE
            alone = reading.both(where, -reading.refuse, -laid_anyway, *others)
            yield (rule, f"adds {step.partition(':')[0]}"), alone


def _required(reading: SymbolicReading) -> Iterator[Effect]:
    """Yield each control that a rule requires in this service, whether or not it can ever stand."""
    for entry, _ in reading.space.entries(reading.service):
        for effect in entry.effects:
            if isinstance(effect, effects.Require):
                where = " on the case" if effect.target is None else ""
                for name, value in effect.controls.items():
                    least = value.least if isinstance(value, effects.Attempts) else value
                    for part in least if isinstance(least, frozenset) else (least,):
                        yield entry.rule.id, _said(name, part, where)


def _said(name: str, part: object, where: str) -> str:
    return f"{name}{'' if part is True else f' {part}'}{where}"


def _controls(
    reading: SymbolicReading, standing: list[Guarded], there: int, where: str
) -> Iterator[tuple[Effect, int]]:
    kinds = reading.space.book.controls
    for one in standing:
        for part in one.value if isinstance(one.value, frozenset) else (one.value,):
            others = [
                -other.guard
                for other in standing
                if other.rule != one.rule and other.name == one.name and covers(one.name, other.value, part, kinds)
            ]
            yield (one.rule, _said(one.name, part, where)), reading.both(there, one.guard, *others)
