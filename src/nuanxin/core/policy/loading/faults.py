"""What is wrong with a book's text: each fault with its place, all of them in one go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Place

SHOWN = 12
"""Known words listed in a message when none is near; more would hide the message."""


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place, and what would be right."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Unreadable(ValueError):
    """A folder that is not a rulebook as it stands; ``faults`` are in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=_order))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _order(fault: Fault) -> tuple[str, int, str]:
    return fault.place.file, fault.place.line, fault.message


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, place: Place, message: str) -> None:
        """Note a fault."""
        self.found.append(Fault(place, message))

    def add_unknown(self, place: Place, family: str, word: str, known: Collection[str], cure: str = "") -> None:
        """Note a word that nobody knows, with the nearest known one, else with the cure or what is known."""
        message = str(words.UnknownWord(family, word, known))
        if words.nearest(word, known) is None:
            message += f"; {cure}" if cure else _listed(known)
        self.add(place, message)

    def stop_if_any(self) -> None:
        """Give up reading where it makes no sense to go on.

        :raises Unreadable: with every fault so far.
        """
        if self.found:
            raise Unreadable(self.found)


def _listed(known: Collection[str]) -> str:
    shown = ", ".join(list(known)[:SHOWN])
    more = ", …" if len(known) > SHOWN else ""
    return f"; known: {shown}{more}" if shown else ""
