"""The situation in an address: read from a query, written to one, and changed by one thing at a time.

Keys: ``need`` and ``service`` repeat; ``scene``, ``on`` (the day whose law holds), ``at`` (``door`` or ``counter``);
``fact.<name>`` as the rulebook names facts. Nothing here names a person.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, Fact
from nuanxin.core.policy.situation import BadValue, Situation, check_value, service_of, split_name

FACT = "fact."
DROP = "drop"
MOMENTS = ("counter", "door")
YES, NO = "true", "false"
WHOLE_NUMBER = re.compile(r"\d{1,12}")


@dataclass(frozen=True)
class Fault:
    """Something in the address that cannot be read, and the nearest that could be."""

    family: str
    word: str
    nearest: str | None = None


@dataclass(frozen=True)
class Asked:
    """What an address asks: words as written, known or not."""

    needs: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    scene: str = ""
    on: str = ""
    """The day as written; empty means today."""
    at: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def query(self) -> str:
        """Return the query of the address that asks this."""
        pairs = [("need", need) for need in self.needs] + [("service", key) for key in self.services]
        pairs += [(name, value) for name, value in (("scene", self.scene), ("on", self.on), ("at", self.at)) if value]
        pairs += [(FACT + name, value) for name, value in self.facts.items()]
        return urlencode(pairs)

    def with_word(self, family: str, code: str) -> Asked:
        """Return the question with one more need or service, or with this scene."""
        if family == "scene":
            return dataclasses.replace(self, scene=code)
        if family == "need":
            return dataclasses.replace(self, needs=_and(self.needs, code))
        return dataclasses.replace(self, services=_and(self.services, code))

    def without_word(self, family: str, code: str) -> Asked:
        """Return the question without this need, service or scene."""
        if family == "scene":
            return dataclasses.replace(self, scene="")
        if family == "need":
            return dataclasses.replace(self, needs=tuple(one for one in self.needs if one != code))
        return dataclasses.replace(self, services=tuple(one for one in self.services if one != code))

    def with_fact(self, name: str, value: str) -> Asked:
        """Return the question with this answer."""
        return dataclasses.replace(self, facts={**self.facts, name: value})

    def without_fact(self, name: str) -> Asked:
        """Return the question with this answer taken back."""
        return dataclasses.replace(self, facts={key: value for key, value in self.facts.items() if key != name})

    def on_day(self, day: datetime.date) -> Asked:
        """Return the question under the law of another day."""
        return dataclasses.replace(self, on=day.isoformat())

    def next_customer(self) -> Asked:
        """Return what the next customer begins with: the same place, day and seat."""
        return Asked(scene=self.scene, on=self.on, at=self.at)

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the taps that a plan cannot do without are still to come."""
        wanted = {"service": bool(self.services), "scene": bool(self.scene)}
        return tuple(name for name, there in wanted.items() if not there)


def _and(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return codes if code in codes else (*codes, code)


def read(query: QueryDict) -> Asked:
    """Read a query; empty values are left out, and of a fact given twice the last one counts."""
    return Asked(
        needs=_codes(query.getlist("need")),
        services=_codes(query.getlist("service")),
        scene=query.get("scene", "").strip(),
        on=query.get("on", "").strip(),
        at=query.get("at", "").strip(),
        facts=_facts(query),
    )


def _facts(query: QueryDict) -> dict[str, str]:
    """Read the answers; one that is taken back (``drop``) is left out."""
    dropped = {FACT + name for name in query.getlist(DROP)}
    named = (name for name in query if name.startswith(FACT) and name not in dropped)
    return {name.removeprefix(FACT): value for name in named if (value := _last(query.getlist(name)))}


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _last(values: list[str]) -> str:
    return next((value.strip() for value in reversed(values) if value.strip()), "")


def of_situation(situation: Mapping[str, object], on: datetime.date) -> Asked:
    """Return the question that a scenario of the book asks."""
    facts = situation.get("facts") or {}
    assert isinstance(facts, Mapping)
    return Asked(
        needs=_strings(situation.get("needs")),
        services=_strings(situation.get("services")),
        scene=str(situation.get("scene", "")),
        on=on.isoformat(),
        at=str(situation.get("at", "")),
        facts={str(name): write_value(value) for name, value in facts.items()},
    )


def _strings(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, list | tuple | set | frozenset) else ()


def write_value(value: object) -> str:
    """Return a fact's value as addresses write it."""
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def find_faults(asked: Asked, book: Book) -> Iterator[Fault]:
    """Yield every word that neither contract nor book knows, and every value that a fact cannot have."""
    for need in asked.needs:
        yield from _unknown("need", need, words.NEEDS)
    for key in asked.services:
        yield from _unknown("service", service_of(key), words.SERVICES)
    if asked.scene:
        yield from _unknown("scene", asked.scene, words.SCENES)
    if asked.at:
        yield from _unknown("at", asked.at, MOMENTS)
    if asked.on and read_day(asked.on) is None:
        yield Fault("on", asked.on)
    for name, value in asked.facts.items():
        fact = find_fact(name, book)
        if fact is None:
            yield Fault("fact", name, words.nearest(name, book.facts))
        elif read_value(fact, value) is None:
            yield Fault("value", f"{name} = {value}", words.nearest(value, fact.values))


def _unknown(family: str, word: str, known: Iterable[str]) -> Iterator[Fault]:
    if word not in known:
        yield Fault(family, word, words.nearest(word, known))


def find_fact(name: str, book: Book) -> Fact | None:
    """Return the book's fact of this name, which may begin with a service."""
    return book.facts.get(split_name(name, book.facts)[1])


def read_day(written: str) -> datetime.date | None:
    """Return the day written as YYYY-MM-DD, or None."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def read_value(fact: Fact, written: str) -> bool | int | str | None:
    """Return the value as the planner wants it, or None if the fact cannot have it."""
    value: bool | int | str = written
    if written == words.CANNOT_BE_ANSWERED:
        return written
    if fact.type == "bool" and written in (YES, NO):
        value = written == YES
    elif fact.type == "int" and WHOLE_NUMBER.fullmatch(written):
        value = int(written)
    try:
        check_value(fact, value)
    except BadValue:
        return None
    return value


def situation_of(asked: Asked, book: Book) -> Situation:
    """Return the planner's situation of a question without faults; a fact of a service not wanted is left out."""
    facts = {}
    for name, written in asked.facts.items():
        key, _ = split_name(name, book.facts)
        fact = find_fact(name, book)
        value = read_value(fact, written) if fact else None
        if value is not None and (key is None or key in asked.services):
            facts[name] = value
    return Situation(
        services=asked.services,
        needs=frozenset(asked.needs),
        scene=asked.scene,
        facts=facts,
        at=asked.at or MOMENTS[0],
    )
