"""Clauses behind a plan: by number where they are needed, with their words once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nuanxin.core.policy.book import Rule
from nuanxin.core.policy.planner.plans import Plan
from nuanxin.web.telling.naming import Namer, places_of_clauses


@dataclass(frozen=True)
class Reference:
    """A clause to be found on the page: by its full number, and by a short one (18(2)) where space is dear."""

    number: str
    short: str
    anchor: str


@dataclass(frozen=True)
class Clause:
    """The words of a clause: the Chinese governs."""

    number: str
    governing: str
    """The number as the Chinese text has it."""
    short: str
    anchor: str
    zh: str
    en: str
    article: int
    since: tuple[str, ...]
    """The first days of the rules that rest on it."""


class References:
    """The clauses of one plan."""

    def __init__(self, plan: Plan, namer: Namer) -> None:
        self.plan, self.namer = plan, namer
        self.places = places_of_clauses(plan.book)
        self.rules: dict[str, Rule] = {rule.id: rule for rule in plan.book.law_on(plan.on).rules}

    def to(self, rules: Iterable[str]) -> tuple[Reference, ...]:
        """Return the clauses on which rules rest, in the order of the book."""
        numbers = {number for rule in rules if rule in self.rules for number in self.rules[rule].cites}
        return tuple(self._reference(number) for number in sorted(numbers, key=lambda number: self.places[number]))

    def _reference(self, number: str) -> Reference:
        article, place = self.places[number]
        return Reference(self.namer.clause(number), f"{article}({place})", f"clause-{article}-{place}")

    def clauses(self) -> tuple[Clause, ...]:
        """Return every clause on which the plan rests, with its words."""
        cited = {number for rule in self._behind() for number in rule.cites}
        return tuple(self._clause(number) for number in sorted(cited, key=lambda number: self.places[number]))

    def _behind(self) -> list[Rule]:
        return [self.rules[rule] for rule in self.plan.because if rule in self.rules]

    def _clause(self, number: str) -> Clause:
        text, reference = self.plan.book.clauses[number].text, self._reference(number)
        return Clause(
            number=reference.number,
            governing=number,
            short=reference.short,
            anchor=reference.anchor,
            zh=text.zh,
            en=text.en,
            article=self.places[number][0],
            since=tuple(sorted({rule.since.isoformat() for rule in self._behind() if number in rule.cites})),
        )
