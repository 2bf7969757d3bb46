"""The golden pack: for each rule and service the smallest situations in which it works and in which it just fails.

It works once for each of its alternatives; it just fails once for each of its conditions.

The solver finds them; they show change, not error. `difference` plans them under two books.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from nuanxin.core.policy import conditions
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import All, Any, Condition
from nuanxin.core.policy.planner.scripts import names_of
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.smallest import plain_model
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading, symbolic
from nuanxin.core.policy.situation import Situation


@dataclass(frozen=True)
class Golden:
    """One situation of the pack and the rule for which it was made."""

    rule: str
    situation: Situation
    on: date


def pack(book: Book, services: Collection[str] | None = None) -> list[Golden]:
    """Return the golden pack of a book, or of some of its services, each situation once."""
    space = Space(book)
    readings = [symbolic(space, service) for service in book.services if services is None or service in services]
    found: dict[tuple[object, ...], Golden] = {}
    for reading in readings:
        session = Session(space.store)
        wishes = list(_wishes(reading))
        space.tell_world(session, (reading.service,))
        for rule, wish in wishes:
            model = plain_model(space, session, wish)
            if model is not None:
                situation, law = space.situation(model, (reading.service,))
                key = (
                    situation.services,
                    situation.needs,
                    situation.scene,
                    tuple(sorted(situation.facts.items(), key=str)),
                )
                found.setdefault((*key, law.since), Golden(rule, situation, law.since))
        session.close()
    return list(found.values())


def _wishes(reading: SymbolicReading) -> Iterator[tuple[str, int]]:
    """Yield where each rule works, served if possible, by each alternative alone, and where one condition fails."""
    given = _given(reading)

    def literal(condition: Condition) -> int:
        return reading.space.literal_with(condition, reading.service, given)

    for entry, days in reading.space.entries(reading.service):
        parts = entry.when.parts if isinstance(entry.when, All) else (entry.when,)
        where = reading.both(days, *map(literal, parts))
        if where == FALSE:
            continue
        served = reading.both(where, reading.serve)
        works = where if served == FALSE else served
        yield entry.rule.id, works
        for place, part in enumerate(parts):
            for alone in _alternatives(reading, [literal(one) for one in part.parts] if isinstance(part, Any) else []):
                yield entry.rule.id, reading.both(works, alone)
            others = [literal(other) for other in parts[:place] + parts[place + 1 :]]
            yield entry.rule.id, reading.both(reading.serve, days, *others, -literal(part))


def _given(reading: SymbolicReading) -> dict[Condition, int]:
    """Return where the plan has each step, method and control of which a rule may speak."""
    found: dict[Condition, list[int]] = {}
    for step, present in reading.present.items():
        for name in names_of(step):
            found.setdefault(conditions.Step(name), []).append(present)
        for one in reading.controls.get(step, ()):
            found.setdefault(conditions.Control(one.name), []).append(one.guard)
    for (step, method), where in reading.methods.items():
        found.setdefault(conditions.Method(method), []).append(reading.both(reading.present[step], where))
    return {word: reading.either(parts) for word, parts in found.items()}


def _alternatives(reading: SymbolicReading, literals: list[int]) -> Iterator[int]:
    """Yield where each alternative holds and no other does."""
    for place, literal in enumerate(literals):
        yield reading.both(literal, *(-other for other in literals[:place] + literals[place + 1 :]))
