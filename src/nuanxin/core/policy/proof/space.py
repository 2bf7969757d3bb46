"""The situation space as Boolean variables: needs, scene, facts by their thresholds, and the day.

A whole number is order-encoded: one variable 'at least t' for each threshold that some condition names. The day is
encoded likewise over the days on which the law changes, so that one proof covers the book's whole life.
"""

import dataclasses
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nuanxin.core.policy import conditions, words
from nuanxin.core.policy.book import Book, Law, Place, Rule
from nuanxin.core.policy.conditions import Compare, Condition, Param, Value
from nuanxin.core.policy.planner.scripts import Entry, entries_of, reading_for
from nuanxin.core.policy.proof.formulas import FALSE, TRUE, Session, Store
from nuanxin.core.policy.situation import Situation


def parameters_of(rule: Rule, book: Book) -> list[str]:
    """Return the parameters on which a rule's text depends, those of its terms included."""
    return parameters_in((rule.when, rule.effects), book)


def parameters_in(spoken: object, book: Book) -> list[str]:
    """Return the parameters that conditions or effects speak of, those of their terms included."""
    names: set[str] = set()
    terms: set[str] = set()

    def look(value: object) -> None:
        match value:
            case Param(name):
                names.add(name)
            case conditions.Is(term) if term not in terms:
                terms.add(term)
                look(book.terms[term].when)
            case tuple() | frozenset():
                for part in value:
                    look(part)
            case Mapping():
                for part in value.values():
                    look(part)
            case _ if dataclasses.is_dataclass(value):
                for field in dataclasses.fields(value):
                    look(getattr(value, field.name))

    look(spoken)
    return sorted(names)


class Space:
    """The variables of one book, and conditions as formulas over them."""

    def __init__(self, book: Book) -> None:
        self.book, self.store = book, Store()
        self.laws = book.laws
        self._memo: dict[tuple[Condition, str], int] = {}
        self._thresholds: dict[tuple[str, str], set[int]] = {}
        self._worlds: dict[tuple[str, Place | None], int] = {}
        self._cut: dict[Place, list[tuple[int, int]]] = {}

    def for_book(self, book: Book) -> "Space":
        """Return the space of a book with the same tables and days, sharing all formulas."""
        other = Space.__new__(Space)
        other.__dict__.update(self.__dict__)
        other.book, other.laws, other._cut = book, book.laws, {}
        return other

    # -- the day -------------------------------------------------------------------------------------------

    def from_period(self, index: int) -> int:
        """Return 'the day is in this period of the law or a later one'."""
        return TRUE if index <= 0 else FALSE if index >= len(self.laws) else self.store.variable("day", index)

    def in_periods(self, first: int, until: int) -> int:
        """Return 'the day is in a period from first up to but not including until'."""
        return self.store.both([self.from_period(first), -self.from_period(until)])

    def periods_of(self, since: date | None, until: date | None) -> tuple[int, int]:
        """Return the periods in which a text with these dates holds: the first, and the one after the last."""
        days = [law.since for law in self.laws]
        first = sum(1 for day in days if since is not None and day < since)
        last = sum(1 for day in days if until is None or day < until)
        return first, last

    # -- conditions ----------------------------------------------------------------------------------------

    def literal(self, condition: Condition, service: str) -> int:
        """Return the formula of a resolved condition that looks at no step, method or control."""
        key = (condition, service)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self.literal_with(condition, service, {})
        return found

    def literal_with(self, condition: Condition, service: str, given: Mapping[Condition, int]) -> int:
        """Return the formula of a condition; ``given`` holds the formulas of its steps, methods and controls."""
        match condition:
            case conditions.Always(holds):
                return TRUE if holds else FALSE
            case conditions.All(parts):
                return self.store.both([self.literal_with(part, service, given) for part in parts])
            case conditions.Any(parts):
                return self.store.either([self.literal_with(part, service, given) for part in parts])
            case conditions.Not(part):
                return -self.literal_with(part, service, given)
            case conditions.Need(code):
                return self.store.variable("need", code)
            case conditions.Scene(code):
                return self.store.variable("scene", code)
            case Compare():
                return self._compare(condition, service)
            case _:
                return given.get(condition, FALSE)

    def _compare(self, atom: Compare, service: str) -> int:
        fact = self.book.facts[atom.fact]
        implied = self.book.services[service].implies if service else {}
        if atom.fact in implied:
            return TRUE if conditions.compare(implied[atom.fact], atom.op, atom.value) else FALSE  # type: ignore[arg-type]
        owner = service if fact.of == "service" else ""
        if fact.type == "bool":
            variable = self.store.variable("true", owner, atom.fact)
            return variable if atom.value else -variable
        if fact.type == "enum":
            return self.store.variable("value", owner, atom.fact, atom.value)
        bound = int(atom.value)  # type: ignore[arg-type]
        if atom.op == "is":
            return self.store.both(
                [self.at_least(owner, atom.fact, bound), -self.at_least(owner, atom.fact, bound + 1)]
            )
        threshold = bound if atom.op in ("at_least", "under") else bound + 1
        literal = self.at_least(owner, atom.fact, threshold)
        return literal if atom.op in ("at_least", "over") else -literal

    def at_least(self, owner: str, fact: str, threshold: int) -> int:
        """Return 'the number is at least this'."""
        if threshold <= 0:
            return TRUE
        if threshold > self.book.facts[fact].maximum:
            return FALSE
        self._thresholds.setdefault((owner, fact), set()).add(threshold)
        return self.store.variable("least", owner, fact, threshold)

    def values_of(self, fact: str) -> Sequence[Value]:
        """Return one value of a fact for each class that some condition tells apart."""
        declared = self.book.facts[fact]
        if declared.type == "bool":
            return [False, True]
        if declared.type == "enum":
            return list(declared.values)
        found = [bounds for (_, name), bounds in self._thresholds.items() if name == fact]
        return sorted({0}.union(*found))

    # -- rules over the book's life ---------------------------------------------------------------------------

    def entries(self, service: str) -> list[tuple[Entry, int]]:
        """Return every rule as read for a service, with the formula of the days on which it reads so."""
        read = [reading_for(law, service) for law in self.laws]
        found: list[tuple[Entry, int]] = []
        for rule in self.book.rules:
            for start, end in self._stretches(rule):
                days = self.in_periods(start, end)
                found += [(entry, days) for entry in entries_of(self.laws[start], rule, read[start])]
        return found

    def _stretches(self, rule: Rule) -> list[tuple[int, int]]:
        """Cut a rule's life where one of its numbers changes."""
        found = self._cut.get(rule.place)
        if found is None:
            first, until = self.periods_of(rule.since, rule.until)
            names = parameters_of(rule, self.book)
            numbers = [[law.numbers[name] for name in names] for law in self.laws]
            cuts = [first, *(index for index in range(first + 1, until) if numbers[index] != numbers[index - 1]), until]
            found = self._cut[rule.place] = list(itertools.pairwise(cuts)) if first < until else []
        return found

    # -- the world --------------------------------------------------------------------------------------------

    def tell_world(self, session: Session, services: Iterable[str], *, without: Place | None = None) -> None:
        """Tell a solver what is so in every lawful situation for these services, one line left out if asked."""
        services = tuple(services)
        self._exactly_one(session, [self.store.variable("scene", scene) for scene in words.SCENES])
        for service in services:
            session.tell([self.world_literal(service, without=without)])
            self._tell_implied(session, service)
        self._tell_values(session, {"", *services})
        for index in range(2, len(self.laws)):
            session.tell_clause([-self.from_period(index), self.from_period(index - 1)])

    def laws_with_days(self) -> list[tuple[Law, int]]:
        """Return one law for each stretch of days with the same numbers."""
        found: list[tuple[int, int]] = []
        for index, law in enumerate(self.laws):
            if found and self.laws[found[-1][0]].numbers == law.numbers:
                found[-1] = (found[-1][0], index + 1)
            else:
                found.append((index, index + 1))
        return [(self.laws[first], self.in_periods(first, until)) for first, until in found]

    def world_literal(self, service: str, *, without: Place | None = None) -> int:
        """Return what the book's world says of a service's situations: derived needs, meaning of facts, exclusions."""
        key = (service, without)
        if key not in self._worlds:
            parts = [part for law, days in self.laws_with_days() for part in self._of_law(law, days, service, without)]
            self._worlds[key] = self.store.both(parts)
        return self._worlds[key]

    def _of_law(self, law: Law, days: int, service: str, without: Place | None) -> Iterable[int]:
        read, world, store = reading_for(law, service), self.book.world, self.store
        for need, when in world.derived.items():
            variable, literal = store.variable("need", need), self.literal(read.of(when), service)
            yield store.either([-days, -variable, literal])
            yield store.either([-days, variable, -literal])
        for implication in world.implies:
            literal = self.literal(read.of(implication.when), service)
            yield store.either([-days, -literal, store.variable("need", implication.need)])
        for fact in self.book.facts.values():
            if fact.only_if is not None and fact.name not in read.lacking and fact.otherwise is not None:
                meaning = self.literal(read.of(fact.only_if), service)
                yield store.either([-days, meaning, self.literal(Compare(fact.name, "is", fact.otherwise), service)])
        for line in world.impossible:
            if line.place != without:
                yield store.either([-days, -self.literal(read.of(line.when), service)])

    def _tell_implied(self, session: Session, service: str) -> None:
        """Tell what whoever has this service is: so it is for the services beside it too."""
        for name, value in self.book.services[service].implies.items():
            if self.book.facts[name].of != "service":
                session.tell([self.literal(Compare(name, "is", value), "")])

    def _tell_values(self, session: Session, owners: set[str]) -> None:
        """Tell that an enumeration has one value and that thresholds are in order."""
        enumerated = {name[1:3] for name in self.store.variables if name[0] == "value" and name[1] in owners}
        for owner, fact in sorted(enumerated, key=str):
            values = self.book.facts[str(fact)].values
            self._exactly_one(session, [self.store.variable("value", owner, fact, code) for code in values])
        for (owner, fact), thresholds in self._thresholds.items():
            rising = sorted(thresholds) if owner in owners else []
            for low, high in itertools.pairwise(rising):
                variables = [self.store.variable("least", owner, fact, bound) for bound in (high, low)]
                session.tell_clause([-variables[0], variables[1]])

    def _exactly_one(self, session: Session, literals: list[int]) -> None:
        session.tell_clause(literals)
        for index, one in enumerate(literals):
            for other in literals[index + 1 :]:
                session.tell_clause([-one, -other])

    # -- back to situations -----------------------------------------------------------------------------------

    def situation(self, model: set[int], services: tuple[str, ...]) -> tuple[Situation, Law]:
        """Return the situation and the law of a model."""
        facts: dict[str, Value] = {}
        implied = {name for service in services for name in self.book.services[service].implies}
        for name, variable in self.store.variables.items():
            family, owner = name[0], str(name[1])
            if family not in ("true", "value", "least") or (owner and owner not in services):
                continue
            if name[2] in implied:
                continue
            called = f"{owner}.{name[2]}" if owner else str(name[2])
            if family == "true":
                facts[called] = variable in model
            elif family == "value" and variable in model:
                facts[called] = str(name[3])
            elif family == "least":
                bound = int(str(name[3])) if variable in model else 0
                facts[called] = max(bound, int(facts.get(called, 0)))  # type: ignore[arg-type]
        needs = frozenset(need for need in words.NEEDS if self.store.variable("need", need) in model)
        scene = next(scene for scene in words.SCENES if self.store.variable("scene", scene) in model)
        period = max((index for index in range(len(self.laws)) if self._in(model, index)), default=0)
        return Situation(services=services, needs=needs, scene=scene, facts=facts), self.laws[period]

    def _in(self, model: set[int], index: int) -> bool:
        literal = self.from_period(index)
        return literal == TRUE or literal in model

    def size(self) -> int:
        """Return how many situations a single service has at most: needs × scenes × days × values of the facts.

        An upper estimate: it counts what the world excludes too. Numbers count by their bands.
        """
        facts: dict[str, int] = {}
        for name in self.store.variables:
            if name[0] == "true":
                facts[str(name[2])] = 2
            elif name[0] == "value":
                facts[str(name[2])] = len(self.book.facts[str(name[2])].values)
        bands: dict[str, int] = {}
        for (_, fact), thresholds in self._thresholds.items():
            bands[fact] = max(bands.get(fact, 0), len(thresholds) + 1)
        free = len(words.NEEDS) - len(self.book.world.derived)
        situations: int = (
            2**free * len(words.SCENES) * len(self.laws) * math.prod(facts.values()) * math.prod(bands.values())
        )
        return situations
