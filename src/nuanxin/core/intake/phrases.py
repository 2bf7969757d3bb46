"""The phrase list of a bank as values: entries, strikes, follows and how writing is levelled.

Owns what a phrase list is; `loading` makes one from files. See docs/subsystems/intake.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from nuanxin.core.intake import patterns, writing

Kind = Literal["needs", "services", "scenes"]
KINDS: tuple[Kind, ...] = ("needs", "services", "scenes")
Reach = Literal["after", "before", "clause", "inside", "sentence"]
REACHES: tuple[Reach, ...] = ("after", "before", "clause", "inside", "sentence")


@dataclass(frozen=True)
class Limits:
    """Bounds of the number in a phrase: at least `least`, below `under`."""

    least: float = 0
    under: float = float("inf")

    def admit(self, number: float | None) -> bool:
        return number is None or self.least <= number < self.under


Patterns = tuple[patterns.Pattern, ...]


@dataclass(frozen=True)
class Entry:
    """A phrase: if one of `say` is said, its codes are suggested.

    Unless it is part of `not_in`, or `unless` is said, or nothing of `also`; `firm`: no strike touches it;
    `foreign_script`: only where nothing is written in Chinese.
    """

    name: str
    codes: tuple[str, ...]
    say: Patterns
    also: Patterns = ()
    unless: Patterns = ()
    not_in: Patterns = ()
    number: Limits = Limits()
    firm: bool = False
    foreign_script: bool = False


@dataclass(frozen=True)
class Strike:
    """What takes a phrase back: `say`, for which codes, how far it reaches (characters), why.

    If `when` is not empty, it does so only where one of these codes is suggested.
    """

    name: str
    codes: frozenset[str]
    say: Patterns
    reaches: Reach
    within: int
    not_in: Patterns
    when: frozenset[str]
    why: str


@dataclass(frozen=True)
class Follow:
    """Codes that follow from codes found (all of one of the sets in `when`, none of `unless`).

    Perhaps only where `say` is said, `not_said` is not, or nothing is written in Chinese.
    """

    name: str
    codes: tuple[str, ...]
    kind: Kind
    when: tuple[frozenset[str], ...]
    unless: frozenset[str]
    say: Patterns
    not_said: Patterns
    foreign_script: bool


@dataclass(frozen=True)
class Phrases:
    """Everything that `suggest` needs; made by `loading.load`."""

    kinds: Mapping[str, Kind]
    entries: tuple[Entry, ...]
    strikes: tuple[Strike, ...]
    follows: tuple[Follow, ...]
    replaces: Mapping[str, frozenset[str]]
    leveller: writing.Leveller = field(compare=False, repr=False)
