"""An article as the page shows it: clauses, each rule as a sentence with its text in the file, notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from nuanxin.core.policy import sentences
from nuanxin.core.policy.book import Article, NoRule, Parameter, ParameterValue, Rule, Service
from nuanxin.web import planning
from nuanxin.web.pictures import ICONS
from nuanxin.web.telling.naming import Namer, places_of_clauses

HAN_BEGINS, HAN_ENDS = "\u4e00", "\u9fff"

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Shelf:
    """A chapter with its articles."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Block:
    """A rule, a service's ordinary chain, or the reason why a clause is no rule."""

    anchor: str
    kind: str
    name: str
    icon: str
    sentence: str
    cites: tuple[str, ...]
    basis: str
    since: datetime.date | None
    until: datetime.date | None
    source: str
    """The block as it stands in the file."""


@dataclass(frozen=True)
class Note:
    """A paragraph of prose, rendered without any HTML of its own."""

    html: SafeString
    chinese: bool


@dataclass(frozen=True)
class Clause:
    """A paragraph of an article in both languages; the Chinese governs."""

    number: str
    anchor: str
    zh: str
    en: str


def shelves(namer: Namer) -> tuple[Shelf, ...]:
    """Return the chapters of a book, each with its articles."""
    chapters = sorted(namer.book.chapters, key=lambda chapter: chapter.first)
    ends = [chapter.first for chapter in chapters[1:]] + [None]
    return tuple(
        Shelf(
            namer.say(chapter.title),
            tuple(
                article
                for article in namer.book.articles
                if article.number >= chapter.first and (end is None or article.number < end)
            ),
        )
        for chapter, end in zip(chapters, ends, strict=True)
    )


def clauses(namer: Namer, article: Article) -> tuple[Clause, ...]:
    """Return the paragraphs of an article."""
    return tuple(
        Clause(namer.clause(clause.number), f"clause-{article.number}-{place}", clause.text.zh, clause.text.en)
        for place, clause in enumerate(article.clauses, 1)
    )


def blocks(namer: Namer, article: Article) -> tuple[Block, ...]:
    """Return what the article's blocks say, in their order."""
    return tuple(_block(namer, block) for block in article.blocks)


AnyBlock: TypeAlias = Rule | Service | NoRule


def _block(namer: Namer, block: AnyBlock) -> Block:
    dated = None if isinstance(block, NoRule) else block
    code = block.id if isinstance(block, Service) else ""
    return Block(
        anchor=f"line-{block.place.line}",
        kind=_kind(block),
        name=_name(namer, block),
        icon=code if code in ICONS else "",
        sentence=sentence(namer, block),
        cites=tuple(namer.clause(number) for number in block.cites),
        basis=basis(dated.basis) if dated else "",
        since=dated.since if dated else None,
        until=block.until if isinstance(block, Rule) else None,
        source=planning.source(block.place),
    )


def _kind(block: AnyBlock) -> str:
    kinds = {Rule: gettext("rule"), Service: gettext("service"), NoRule: gettext("no rule")}
    return kinds[type(block)]


def _name(namer: Namer, block: AnyBlock) -> str:
    if isinstance(block, Service):
        return namer.service(block.id)
    return block.id if isinstance(block, Rule) else ""


def sentence(namer: Namer, block: AnyBlock) -> str:
    """Return a block as a sentence."""
    if isinstance(block, Rule):
        return sentences.sentence(namer.book, block, namer.language)
    if isinstance(block, NoRule):
        return namer.say(block.reason)
    arrow = " → "
    return gettext("Ordinary steps: %(steps)s") % {"steps": arrow.join(namer.step(step) for step in block.steps)}


def basis(code: str) -> str:
    """Return on what a rule rests."""
    return {
        "law": gettext("rests on law"),
        "practice": gettext("rests on practice"),
        "story": gettext("rests on the report of one week"),
        "bank": gettext("the bank’s own choice"),
    }[code]


def notes(article: Article) -> tuple[Note, ...]:
    """Return the article's prose; raw HTML in it is shown as text, never run."""
    return tuple(Note(render(text), is_chinese(text)) for text in article.prose)


def render(text: str) -> SafeString:
    """Return Markdown as HTML."""
    rendered: str = _MARKDOWN.render(text)
    return mark_safe(rendered)  # noqa: S308 the renderer escapes HTML and refuses script links


def is_chinese(text: str) -> bool:
    """Say whether a text has Chinese characters."""
    return any(HAN_BEGINS <= character <= HAN_ENDS for character in text)


@dataclass(frozen=True)
class Value:
    """A dated value of a parameter."""

    since: datetime.date
    amount: str
    source: str
    guess: bool
    current: bool


@dataclass(frozen=True)
class Number:
    """A parameter: what it is, its values by date, the bound that law sets."""

    name: str
    text: str
    values: tuple[Value, ...]
    bound: str
    bound_source: str


def numbers(namer: Namer, today: datetime.date) -> tuple[Number, ...]:
    """Return the parameters of the book, by name."""
    return tuple(_number(namer, parameter, today) for _, parameter in sorted(namer.book.parameters.items()))


def _number(namer: Namer, parameter: Parameter, today: datetime.date) -> Number:
    in_force = max((one for one in parameter.values if one.since <= today), key=_since, default=parameter.values[0])
    return Number(
        name=parameter.name,
        text=namer.say(parameter.text),
        values=tuple(
            Value(one.since, namer.amount(one.value, parameter.unit), one.source, one.guess, one is in_force)
            for one in parameter.values
        ),
        bound=_bound(namer, parameter),
        bound_source=str(parameter.legal.get("source", "")),
    )


def _since(value: ParameterValue) -> datetime.date:
    return value.since


def _bound(namer: Namer, parameter: Parameter) -> str:
    if "at_most" in parameter.legal:
        most = namer.amount(parameter.legal["at_most"], parameter.unit)
        return gettext("by law at most %(amount)s") % {"amount": most}
    if "at_least" in parameter.legal:
        least = namer.amount(parameter.legal["at_least"], parameter.unit)
        return gettext("by law at least %(amount)s") % {"amount": least}
    return ""


@dataclass(frozen=True)
class Hit:
    """A place in the book where the words stand."""

    article: Article
    title: str
    anchor: str
    where: str
    before: str
    found: str
    after: str


AROUND = 40


def search(namer: Namer, words: str) -> Iterator[Hit]:
    """Yield every clause, rule and title in which the words stand, in the book's order."""
    wanted = words.strip().casefold()
    for article in namer.book.articles if wanted else ():
        for anchor, where, text in _texts(namer, article):
            if (place := text.casefold().find(wanted)) >= 0:
                end = place + len(wanted)
                before = ("…" if place > AROUND else "") + text[max(0, place - AROUND) : place]
                after = text[end : end + AROUND] + ("…" if len(text) > end + AROUND else "")
                yield Hit(article, namer.say(article.title), anchor, where, before, text[place:end], after)


def _texts(namer: Namer, article: Article) -> Iterator[tuple[str, str, str]]:
    """Yield anchor, name and words of everything in an article that can be found."""
    yield "main", gettext("title"), f"{article.numeral} {article.title.zh} · {article.title.en}"
    for clause in article.clauses:
        number, place = places_of_clauses(namer.book)[clause.number]
        for text in (clause.text.zh, clause.text.en):
            yield f"clause-{number}-{place}", namer.clause(clause.number), text
    for block in article.blocks:
        name = _name(namer, block) or _kind(block)
        yield f"line-{block.place.line}", name, f"{name}: {sentence(namer, block)}"
