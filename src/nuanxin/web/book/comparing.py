"""The difference of two laws in words: rules and numbers that came, went, or read otherwise.

A law is an edition on a day. Whose plans change is not decided here but by the planner's own comparison.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nuanxin.core.policy.book import Book, Law, Rule
from nuanxin.web.book import reading
from nuanxin.web.telling.naming import Namer

WORDS = re.compile(r"[A-Za-z0-9_.'’-]+|\s+|.")

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


@dataclass(frozen=True)
class Piece:
    """A piece of a text: ``same``, ``gone`` or ``new``."""

    sort: str
    text: str


@dataclass(frozen=True)
class Change:
    """One rule, number or clause that differs."""

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
    """Return what differs from one law to another, in the reader's language."""
    before, after = Namer(old.book, language), Namer(new.book, language)
    return Difference(
        rules=tuple(_changes(_rules(before, old.law), _rules(after, new.law), _articles(old.law) | _articles(new.law))),
        numbers=tuple(_changes(_numbers(before, old.law), _numbers(after, new.law), {})),
        clauses=tuple(_changes(_clauses(old.book), _clauses(new.book), _clause_articles(old.book) | _clause_articles(new.book))),
    )


def _rules(namer: Namer, law: Law) -> Mapping[str, str]:
    return {rule.id: _words(namer, rule) for rule in law.rules}


def _words(namer: Namer, rule: Rule) -> str:
    return reading.sentence(namer, rule)


def _articles(law: Law) -> Mapping[str, int]:
    return {
        block.id: article.number for article in law.book.articles for block in article.blocks if isinstance(block, Rule)
    }


def _numbers(namer: Namer, law: Law) -> Mapping[str, str]:
    parameters = law.book.parameters
    return {
        namer.say(parameters[name].text): namer.amount(number, parameters[name].unit)
        for name, number in law.numbers.items()
    }


def _clauses(book: Book) -> Mapping[str, str]:
    return {number: clause.text.zh for number, clause in book.clauses.items()}


def _clause_articles(book: Book) -> Mapping[str, int]:
    return {clause.number: article.number for article in book.articles for clause in article.clauses}


def _changes(old: Mapping[str, str], new: Mapping[str, str], articles: Mapping[str, int]) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        sort = CAME if before is None else WENT if after is None else CHANGED
        yield Change(sort, name, articles.get(name, 0), *mark(before or "", after or ""))


def mark(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, those that the other does not have marked."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    gone, came = [], []
    for operation, start, end, begin, stop in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = operation == "equal"
        if start < end:
            gone.append(Piece("same" if same else "gone", "".join(before[start:end])))
        if begin < stop:
            came.append(Piece("same" if same else "new", "".join(after[begin:stop])))
    return tuple(gone), tuple(came)
