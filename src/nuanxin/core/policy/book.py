"""A rulebook as read: articles, tables and scenarios; and the law of one day within it.

Values only. `nuanxin.core.policy.loading` makes a `Book` from a folder; `law_on` gives the texts in force on a day.
"""

import datetime
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nuanxin.core.policy.conditions import Condition
from nuanxin.core.policy.effects import Effect, Override


@dataclass(frozen=True)
class Text:
    """Words for people in the two languages of the staff pages."""

    zh: str
    en: str

    def said_in(self, language: str) -> str:
        """Return the words in ``zh`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Place:
    """Where something stands: file (relative to the book's folder) and line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Clause:
    """A paragraph of an article: its number (第十四条第一款) and its words; the Chinese governs."""

    number: str
    text: Text


@dataclass(frozen=True)
class Rule:
    """One dated text of a rule."""

    id: str
    since: datetime.date
    until: datetime.date | None
    basis: str
    when: Condition
    effects: tuple[Effect, ...]
    overrides: tuple[Override, ...]
    cites: tuple[str, ...]
    place: Place

    def in_force(self, day: datetime.date) -> bool:
        """Say whether this text holds on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Service:
    """A service with its ordinary chain of steps and what is implied for whoever has it."""

    id: str
    steps: tuple[str, ...]
    implies: Mapping[str, bool | int | str]
    since: datetime.date
    basis: str
    cites: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class NoRule:
    """A clause that is no rule of a plan, and why."""

    reason: Text
    cites: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Article:
    """An article: number, title, clauses, and its blocks in their order, with prose between them as it stands."""

    number: int
    numeral: str
    title: Text
    clauses: tuple[Clause, ...]
    blocks: tuple[Rule | Service | NoRule, ...]
    prose: tuple[str, ...]
    """Paragraphs of Markdown outside quotations and blocks: origin, what was mended, what is a guess."""
    place: Place


@dataclass(frozen=True)
class Chapter:
    """Articles from this number on, up to the next chapter."""

    title: Text
    first: int


@dataclass(frozen=True)
class Fact:
    """Something that may be known of a situation; see docs/subsystems/rulebook.md for the fields."""

    name: str
    type: str
    of: str
    source: str
    at: str
    text: Text
    unit: str = ""
    values: Mapping[str, Text] = field(default_factory=dict)
    maximum: int = 0
    services: frozenset[str] | None = None
    found_by: str | None = None
    only_if: Condition | None = None
    otherwise: bool | int | str | None = None
    default: bool | int | str | None = None
    worse: str | tuple[str, ...] | None = None
    place: Place = Place("facts.yaml", 1)


@dataclass(frozen=True)
class Kind:
    """A step kind: when it comes, how it is shared, by which methods it is done."""

    name: str
    rank: int
    share: str
    choice: str | None = None
    methods: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    ordinary: str | None = None
    cannot: Mapping[str, Condition] = field(default_factory=dict)
    actor: str = "teller"
    actors: Mapping[str, str] = field(default_factory=dict)
    courtesy: bool = False
    irreversible: bool = False
    rests_on: tuple[str, ...] = ()
    join: bool = True
    referred: bool = False
    place: Place = Place("kinds.yaml", 1)


@dataclass(frozen=True)
class ControlKind:
    """How two values of a control combine, when it is checked, whether late, and the step that it makes."""

    name: str
    combine: str
    moment: str
    late: bool = False
    makes: str | None = None
    values: tuple[str, ...] = ()
    unit: str = ""
    place: Place = Place("controls.yaml", 1)


@dataclass(frozen=True)
class Term:
    """A named condition."""

    name: str
    text: Text
    when: Condition
    place: Place


@dataclass(frozen=True)
class Implication:
    """Where the condition is known to hold, the person has the need."""

    when: Condition
    need: str


@dataclass(frozen=True)
class Impossible:
    """A situation that cannot be, and why."""

    when: Condition
    because: Text
    place: Place


@dataclass(frozen=True)
class World:
    """Which needs follow from facts, and what cannot be."""

    derived: Mapping[str, Condition]
    implies: tuple[Implication, ...]
    impossible: tuple[Impossible, ...]


@dataclass(frozen=True)
class ParameterValue:
    """A number from a day on, with its source; ``guess`` says that no rule fixes it."""

    since: datetime.date
    value: int
    source: str
    guess: bool


@dataclass(frozen=True)
class Parameter:
    """A dated number, with the bound that law sets where there is one."""

    name: str
    text: Text
    unit: str
    values: tuple[ParameterValue, ...]
    legal: Mapping[str, int | str]
    place: Place

    def on(self, day: datetime.date) -> int:
        """Return the number in force on the day (the first one before its beginning)."""
        current = self.values[0].value
        for dated in self.values:
            if dated.since <= day:
                current = dated.value
        return current


@dataclass(frozen=True)
class Scenario:
    """A situation with the plan that people expect of it; ``situation`` and ``expect`` as written, words checked."""

    name: Text
    story: int | None
    on: datetime.date
    situation: Mapping[str, Any]
    expect: Mapping[str, Any]
    place: Place


@dataclass(frozen=True)
class SignedLine:
    """Services that are never served with this need, scene or applicant, and why that is right."""

    family: str
    code: str
    services: frozenset[str]
    because: Text
    place: Place


@dataclass(frozen=True)
class Invariant:
    """One block of invariants.md: its keys as in docs/subsystems/planning.md, conditions parsed."""

    id: str
    number: int
    form: Mapping[str, Any]
    reason: str
    since: datetime.date | None
    until: datetime.date | None
    place: Place


@dataclass(frozen=True, eq=False)
class Law:
    """What holds on one day: the rules in force and the numbers."""

    book: "Book"
    since: datetime.date
    """The first day of the period in which nothing changes."""
    rules: tuple[Rule, ...]
    numbers: Mapping[str, int]

    @functools.cached_property
    def prepared(self) -> dict[str, object]:
        """What the planner makes of this law once and keeps: a script for each service."""
        return {}

    @functools.cached_property
    def figures(self) -> tuple[tuple[str, int], ...]:
        """The numbers as a value that can be a key: two laws with the same read a rule alike."""
        return tuple(sorted(self.numbers.items()))


@dataclass(frozen=True, eq=False)
class Book:
    """A whole rulebook."""

    id: str
    edition: str
    title: Text
    notice: Text
    since: datetime.date
    until: datetime.date | None
    chapters: tuple[Chapter, ...]
    articles: tuple[Article, ...]
    facts: Mapping[str, Fact]
    kinds: Mapping[str, Kind]
    controls: Mapping[str, ControlKind]
    terms: Mapping[str, Term]
    world: World
    words: Mapping[str, Mapping[str, Text]]
    """Family → code → name; see words.yaml."""
    sorts: Mapping[str, str]
    """Offer → aid, material or alternative."""
    limit_alternatives: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, Parameter]
    scenarios: tuple[Scenario, ...]
    invariants: tuple[Invariant, ...]
    never_served: tuple[SignedLine, ...] | None = None
    """The signed list of what is never served; None where the book has none."""

    @functools.cached_property
    def prepared(self) -> dict[object, object]:
        """What the planner makes of this book once and keeps: each rule as a service reads it."""
        return {}

    @functools.cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every text of every rule, in the order of the articles."""
        return tuple(block for article in self.articles for block in article.blocks if isinstance(block, Rule))

    @functools.cached_property
    def services(self) -> Mapping[str, Service]:
        """The services by their code."""
        found = (block for article in self.articles for block in article.blocks if isinstance(block, Service))
        return {service.id: service for service in found}

    @functools.cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses by their number."""
        return {clause.number: clause for article in self.articles for clause in article.clauses}

    @functools.cached_property
    def days_of_change(self) -> Sequence[datetime.date]:
        """The first day of the book and every later day on which a rule or a number changes."""
        days = {self.since}
        for rule in self.rules:
            days.update(day for day in (rule.since, rule.until) if day)
        days.update(dated.since for parameter in self.parameters.values() for dated in parameter.values)
        return sorted(day for day in days if day >= self.since and (self.until is None or day < self.until))

    @functools.cached_property
    def laws(self) -> tuple[Law, ...]:
        """One law for each period in which nothing changes, in their order."""
        return tuple(
            Law(
                book=self,
                since=day,
                rules=tuple(rule for rule in self.rules if rule.in_force(day)),
                numbers={name: parameter.on(day) for name, parameter in self.parameters.items()},
            )
            for day in self.days_of_change
        )

    def law_on(self, day: datetime.date) -> Law:
        """Return the law of the day.

        :raises OutsideLife: when the book does not hold on that day.
        """
        if day < self.since or (self.until is not None and day >= self.until):
            raise OutsideLife(self, day)
        return next(law for law in reversed(self.laws) if law.since <= day)

    def name(self, family: str, code: str) -> Text:
        """Return the name of a code; a code without one is its own name."""
        return self.words.get(family, {}).get(code) or Text(code, code)


class OutsideLife(ValueError):
    """The book does not hold on the day asked for."""

    def __init__(self, book: Book, day: datetime.date) -> None:
        life = f"from {book.since}" + (f" until {book.until}" if book.until else "")
        super().__init__(f"{book.id} {book.edition} holds {life}, not on {day}")
