"""What is known of a visit when a plan is asked for, and how a rule sees it."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Fact, Text
from nuanxin.core.policy.conditions import Range, Value, Verdict
from nuanxin.core.policy.words import CANNOT_BE_ANSWERED, require_known

PLACES = {service: place for place, service in enumerate(words.SERVICES)}
"""Service → its place among all services."""


class Impossible(ValueError):
    """A situation that the book's world excludes; ``because`` says why."""

    def __init__(self, because: Text) -> None:
        self.because = because
        super().__init__(because.en)


class BadValue(ValueError):
    """A fact with a value that it cannot have."""


@dataclass(frozen=True)
class Situation:
    """Needs, wanted services, scene and facts of one visit.

    ``services`` are keys: a service, or ``service#2`` for a second one of its kind. ``facts`` are named as in the
    book; a service's fact as ``key.fact``, or plainly for every service that has it. ``at`` is ``door`` or
    ``counter``: which questions can be asked now. ``done`` are the kinds of steps already done.
    """

    services: tuple[str, ...]
    needs: frozenset[str]
    scene: str
    facts: Mapping[str, Value] = field(default_factory=dict)
    at: str = "counter"
    done: frozenset[str] = frozenset()

    def with_facts(self, **facts: Value) -> "Situation":
        """Return the situation with further facts (dots and # may be given by unpacking a mapping)."""
        return dataclasses.replace(self, facts={**self.facts, **facts})


def service_of(key: str) -> str:
    """Return the service of a key: ``transfer`` of ``transfer#2``."""
    return key.partition("#")[0]


def place_in_order(key: str) -> tuple[int, int]:
    """Return the canonical place of a service key, so that the order of asking never matters."""
    service, _, number = key.partition("#")
    return PLACES[service], int(number or 1)


def split_name(name: str, facts: Collection[str]) -> tuple[str | None, str]:
    """Split a fact's name into service key and fact: ``transfer#2.amount`` → (``transfer#2``, ``amount``)."""
    if name in facts:
        return None, name
    key, _, fact = name.partition(".")
    return (key, fact) if service_of(key) in words.SERVICES else (None, name)


def check(situation: Situation, facts: Mapping[str, Fact]) -> None:
    """Refuse a situation with unknown words or values of the wrong kind.

    :raises words.UnknownWord: naming the nearest known word.
    :raises BadValue: saying what the fact can be.
    """
    if not situation.services:
        raise BadValue("no service is named: say what the person wants")
    for key in situation.services:
        require_known("service", service_of(key), words.SERVICES)
        if "#" in key and not key.partition("#")[2].isdigit():
            raise BadValue(f"'{key}': a second service of a kind is written service#2")
    for need in situation.needs:
        require_known("need", need, words.NEEDS)
    require_known("scene", situation.scene, words.SCENES)
    require_known("moment", situation.at, ("door", "counter"))
    for name, value in situation.facts.items():
        _check_fact(situation, name, value, facts)


def _check_fact(situation: Situation, name: str, value: Value, facts: Mapping[str, Fact]) -> None:
    fact = facts.get(name)
    if fact is None:
        key, plain = split_name(name, facts)
        require_known("fact", plain, facts)
        fact = facts[plain]
        if key is not None:
            _check_owner(situation, name, key, fact)
    if value != CANNOT_BE_ANSWERED:
        check_value(fact, value)


def _check_owner(situation: Situation, name: str, key: str, fact: Fact) -> None:
    if fact.of != "service" or (fact.services and service_of(key) not in fact.services):
        raise BadValue(f"'{name}': {fact.name} is not a fact of {service_of(key)}")
    if key not in situation.services:
        raise BadValue(f"'{name}': {key} is not among the wanted services")


def check_value(fact: Fact, value: Value) -> None:
    """Refuse a value that the fact cannot have.

    :raises BadValue: saying what it can be.
    """
    if fact.type == "bool" and not isinstance(value, bool):
        raise BadValue(f"{fact.name}: '{value}' is not true or false")
    if fact.type == "enum" and value not in fact.values:
        near = words.nearest(str(value), fact.values)
        hint = f"; did you mean '{near}'?" if near else f"; it is one of {', '.join(fact.values)}"
        raise BadValue(f"{fact.name}: unknown value '{value}'{hint}")
    if fact.type == "int":
        bounds = (value.low, value.high) if isinstance(value, Range) else (value, value)
        if any(isinstance(bound, bool) or not isinstance(bound, int) for bound in bounds):
            raise BadValue(f"{fact.name}: '{value}' is not a whole number")
        if not all(0 <= int(bound) <= fact.maximum for bound in bounds) or int(bounds[0]) > int(bounds[1]):
            raise BadValue(f"{fact.name}: {value} is not between 0 and {fact.maximum} {fact.unit}".rstrip())


class View:
    """The situation as one service's rules see it; mutable while a reading grows."""

    __slots__ = ("controls", "facts", "kinds", "maybe_kinds", "methods", "needs", "scene")

    def __init__(self, needs: dict[str, Verdict], scene: str, facts: dict[str, Value]) -> None:
        self.needs, self.scene, self.facts = needs, scene, facts
        self.kinds: Collection[str] = ()
        self.maybe_kinds: Collection[str] = ()
        self.methods: Collection[str] = ()
        self.controls: Collection[str] = ()

    def need(self, code: str) -> Verdict:
        """Say whether the person has the need; None if that follows from a fact not known."""
        return self.needs.get(code, False)

    def fact(self, name: str) -> Value | None:
        """Give the fact's value, a range of it, or None."""
        return self.facts.get(name)


def facts_for(key: str, facts: Mapping[str, Value], known: Mapping[str, Fact]) -> Iterator[tuple[str, Value]]:
    """Yield the facts that one service sees: the general ones, then its own, which come last and win."""
    own = []
    for name, value in facts.items():
        if name in known:
            yield name, value
            continue
        owner, plain = split_name(name, known)
        if owner == key:
            own.append((plain, value))
    yield from own
