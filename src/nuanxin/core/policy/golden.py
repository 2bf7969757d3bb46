"""The golden pack: for each rule and service the smallest situations in which it works and in which it just fails.

It works once for each of its alternatives; it just fails once for each of its conditions.

The solver finds them; they show change, not error. `difference` plans them under two books.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import All, Any, Condition
from nuanxin.core.policy.planner.scripts import looks_at_steps
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


def pack(book: Book) -> list[Golden]:
    """Return the golden pack of a book, each situation once."""
    space = Space(book)
    readings = [symbolic(space, service) for service in book.services]
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
    for entry, where in reading.holds:
        if where == FALSE:
            continue
        served = reading.both(where, reading.serve)
        works = where if served == FALSE else served
        yield entry.rule.id, works
        parts = entry.when.parts if isinstance(entry.when, All) else (entry.when,)
        plain = [part for part in parts if not looks_at_steps(part)]
        for part in plain:
            if isinstance(part, Any):
                yield from ((entry.rule.id, reading.both(works, alone)) for alone in _alternatives(reading, part))
        for failing in plain:
            others = [_literal(reading, part) for part in plain if part is not failing]
            near = reading.both(reading.serve, *others, -_literal(reading, failing))
            if near != FALSE:
                yield entry.rule.id, near


def _alternatives(reading: SymbolicReading, part: Any) -> Iterator[int]:
    """Yield where each alternative holds and no other does."""
    literals = [_literal(reading, alternative) for alternative in part.parts]
    for place, literal in enumerate(literals):
        yield reading.both(literal, *(-other for other in literals[:place] + literals[place + 1 :]))


def _literal(reading: SymbolicReading, condition: Condition) -> int:
    return reading.space.literal(condition, reading.service)
