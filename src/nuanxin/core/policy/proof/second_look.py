"""What stands beside the proof: does a worse fact ever give fewer controls, and which effects change no plan?

Independent of `proving.prove`, so that the two can run at the same time on two cores.
"""

from dataclasses import dataclass, field

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.proof import needless, worsening
from nuanxin.core.policy.proof.formulas import Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import symbolic


@dataclass
class SecondLook:
    """What was found; only ``lightened`` counts against the book."""

    questions: int = 0
    lightened: list[str] = field(default_factory=list)
    """A control that falls away when a fact gets worse, in words."""
    needless: list[str] = field(default_factory=list)
    """'rule: effect' without which no plan changes."""


def look(book: Book) -> SecondLook:
    """Take the second look at a book."""
    found = SecondLook()
    needed: dict[needless.Effect, bool] = {}
    space = Space(book)
    readings = [symbolic(space, service) for service in book.services]
    for reading in readings:
        session = Session(space.store)
        space.tell_world(session, (reading.service,))
        asked, reliefs = worsening.reliefs(space, reading, session)
        needless.note(session, reading, needed)
        found.questions += asked
        found.lightened += [
            f"{reading.service}: {one.step} loses {one.control} when {one.fact} goes from {one.better} to {one.worse}"
            for one in reliefs
        ]
        session.close()
    found.needless = sorted(f"{rule}: {what}" for (rule, what), changes in needed.items() if not changes)
    return found
