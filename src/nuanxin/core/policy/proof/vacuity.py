"""No vacuous proof: which services are never served with a need, in a scene, for an applicant.

A book in which nothing is served breaks no invariant. So the proof lists what is never served, a person signs the
list, and whatever is found beside it counts against the book.
"""

from collections.abc import Mapping

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, Law
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.proof.formulas import Session
from nuanxin.core.policy.proof.smallest import irreducible, plain_model
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading
from nuanxin.core.policy.situation import Impossible, Situation

VACUOUS = "vacuous"

Side = tuple[str, str]
"""What a service is never served with: ('need', 'vision'), ('scene', 'phone'), ('applicant', 'heir')."""


def signed(book: Book) -> Mapping[Side, frozenset[str]]:
    """Return the signed list, by side."""
    found: dict[Side, frozenset[str]] = {}
    for line in book.never_served or ():
        side = (line.family, line.code)
        found[side] = found.get(side, frozenset()) | line.services
    return found


def _sides(space: Space) -> dict[Side, int]:
    variable = space.store.variable
    found = {("need", need): variable("need", need) for need in words.NEEDS}
    found.update({("scene", scene): variable("scene", scene) for scene in words.SCENES})
    if ("value", "", "applicant", "customer") in space.store.variables:
        found.update({("applicant", one): variable("value", "", "applicant", one) for one in words.APPLICANTS})
    return found


def note_never_served(space: Space, session: Session, reading: SymbolicReading, found: dict[Side, list[str]]) -> None:
    """Note each side with which this service is never served; each model clears all that it shows."""
    wanted = _sides(space)
    while wanted:
        model = session.solve([reading.serve, space.store.either(wanted.values())])
        if model is None:
            break
        wanted = {side: literal for side, literal in wanted.items() if literal not in model}
    for side in wanted:
        found.setdefault(side, []).append(reading.service)


def smallest(space: Space, reading: SymbolicReading, side: Side) -> tuple[Situation, Law, str]:
    """Return an irreducible situation of a side that is never served, its law, and the world lines that forbid it."""
    literal = _sides(space)[side]
    session = Session(space.store)
    space.tell_world(session, (reading.service,))
    model = plain_model(space, session, literal)
    session.close()
    cause = "; ".join(_lines_that_empty(space, reading, literal)) or "no line of world.yaml alone: the rules refuse it"
    if model is None:
        needs = frozenset({side[1]} if side[0] == "need" else ())
        return Situation((reading.service,), needs, _scene(side)), space.laws[0], cause
    situation, law = space.situation(model, (reading.service,))
    return irreducible(situation, lambda smaller: _shows(smaller, law, side)), law, cause


def _scene(side: Side) -> str:
    return side[1] if side[0] == "scene" else "counter"


def _shows(situation: Situation, law: Law, side: Side) -> bool:
    """Say whether a situation still has the side and is not served."""
    if side[0] == "need" and side[1] not in situation.needs:
        return False
    if side[0] == "applicant" and situation.facts.get("applicant", "customer") != side[1]:
        return False
    try:
        made = plan(law.book, situation, on=law.since)
    except Impossible:
        return True
    return made.decision in ("refuse", "refer")


def _lines_that_empty(space: Space, reading: SymbolicReading, literal: int) -> list[str]:
    """Return the lines of world.yaml without which the service would be served with this side."""
    found = []
    for line in space.book.world.impossible:
        session = Session(space.store)
        space.tell_world(session, (reading.service,), without=line.place)
        if session.solve([reading.serve, literal]) is not None:
            found.append(f"{line.place} ({line.because.en})")
        session.close()
    return found
