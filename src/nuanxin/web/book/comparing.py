"""The difference of two laws in words: rules, numbers and clauses that came, went, or read otherwise.

A law is an edition on a day. Whose plans change is told by `nuanxin.core.policy.difference`.
"""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nuanxin.core.policy.book import Book, Law, Rule
from nuanxin.web.book import reading
from nuanxin.web.telling.naming import Namer

WORDS = re.compile(r"\d[\d,.]*|[A-Za-z_'’-]+|\s+|.", re.DOTALL)

CAME, WENT, CHANGED = "came", "went", "changed"


@dataclass(frozen=True)
class Side:
    """An edition on a day."""

    name: str
    book: Book
    day: datetime.date

    @property
    def law(self) -> Law:
        """The law of this side.

        :raises nuanxin.core.policy.book.OutsideLife: the edition does not hold on that day.
        """
        return self.book.law_on(self.day)

    @property
    def at_its_beginning(self) -> Side:
        """The same law, on the first day on which it is so."""
        return dataclasses.replace(self, day=self.law.since)


@dataclass(frozen=True)
class Piece:
    """A piece of a text: ``same``, ``gone`` or ``new``."""

    sort: str
    text: str


@dataclass(frozen=True)
class Change:
    """One rule, number or clause that differs; ``article`` is 0 where none is to be shown."""

    sort: str
    name: str
    article: int
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass(frozen=True)
class Difference:
    """What differs between two laws."""

    rules: tuple[Change, ...]
    numbers: tuple[Change, ...]
    clauses: tuple[Change, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.rules or self.numbers or self.clauses)


def compare(old: Side, new: Side, language: str) -> Difference:
    """Return what differs from one law to another, in the reader's language.

    :raises nuanxin.core.policy.book.OutsideLife: an edition does not hold on the day.
    """
    before, after = Namer(old.book, language), Namer(new.book, language)
    return Difference(
        rules=_changes(_rules(before, old.law), _rules(after, new.law), _articles(new.book)),
        numbers=_changes(_numbers(before, old.law), _numbers(after, new.law), {}),
        clauses=_changes(_clauses(old.book), _clauses(new.book), {}),
    )


def _rules(namer: Namer, law: Law) -> Mapping[str, str]:
    return {rule.id: reading.sentence(namer, rule) for rule in law.rules}


def _articles(book: Book) -> Mapping[str, int]:
    return {
        block.id: article.number for article in book.articles for block in article.blocks if isinstance(block, Rule)
    }


def _numbers(namer: Namer, law: Law) -> Mapping[str, str]:
    known = law.book.parameters
    return {namer.say(known[name].text): namer.amount(number, known[name].unit) for name, number in law.numbers.items()}


def _clauses(book: Book) -> Mapping[str, str]:
    return {number: clause.text.zh for number, clause in book.clauses.items()}


def _changes(old: Mapping[str, str], new: Mapping[str, str], articles: Mapping[str, int]) -> tuple[Change, ...]:
    return tuple(_differing(old, new, articles))


def _differing(old: Mapping[str, str], new: Mapping[str, str], articles: Mapping[str, int]) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before != after:
            sort = CAME if before is None else WENT if after is None else CHANGED
            yield Change(sort, name, articles.get(name, 0), *mark(before or "", after or ""))


def mark(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, those that the other does not have marked."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    gone, came = [], []
    for operation, start, end, begin, stop in matcher.get_opcodes():
        same = operation == "equal"
        if start < end:
            gone.append(Piece("same" if same else "gone", "".join(before[start:end])))
        if begin < stop:
            came.append(Piece("same" if same else "new", "".join(after[begin:stop])))
    return tuple(gone), tuple(came)
