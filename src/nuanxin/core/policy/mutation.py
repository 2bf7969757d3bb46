"""Books made worse on purpose, one effect at a time: a proof that does not notice has a hole.

Only what protects is taken away or weakened: controls, approvers' ranks, numbers, refusals, forbidden ways,
referrals, limits and overrides; and what serves: methods and added steps.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from nuanxin.core.policy import effects, words
from nuanxin.core.policy.book import Article, Book, Rule
from nuanxin.core.policy.conditions import Number, Param
from nuanxin.core.policy.effects import Effect, RawControl


@dataclass(frozen=True)
class Mutant:
    """One book with one effect removed or weakened."""

    sort: str
    """control, rank, number, refusal, way, referral, limit, override, method, step."""
    name: str
    rule: Rule
    """The mended rule as it stands in the true book."""
    book: Book


def mutants(book: Book) -> Iterator[Mutant]:
    """Yield every mutant of a book."""
    for rule in book.rules:
        for place, effect in enumerate(rule.effects):
            for sort, name, weaker in _weaker(book, effect):
                changed = list(rule.effects)
                changed[place : place + 1] = [weaker] if weaker is not None else []
                mutated = dataclasses.replace(rule, effects=tuple(changed))
                yield Mutant(sort, f"{rule.id}: {name}", rule, with_rule(book, rule, mutated))
        for override in rule.overrides:
            kept = tuple(other for other in rule.overrides if other != override)
            mutated = dataclasses.replace(rule, overrides=kept)
            name = f"{rule.id}: no longer silences {override.effect} of {override.rule}"
            yield Mutant("override", name, rule, with_rule(book, rule, mutated))


def with_rule(book: Book, old: Rule, new: Rule) -> Book:
    """Return the book with one text of a rule replaced."""

    def changed(article: Article) -> Article:
        if old not in article.blocks:
            return article
        return dataclasses.replace(article, blocks=tuple(new if block is old else block for block in article.blocks))

    return dataclasses.replace(book, articles=tuple(changed(article) for article in book.articles))


def _weaker(book: Book, effect: Effect) -> Iterator[tuple[str, str, Effect | None]]:
    match effect:
        case effects.Require():
            yield from _weaker_controls(book, effect)
        case effects.Refuse(reason, _):
            yield "refusal", f"no longer refuses ({reason})", None
        case effects.Forbid(step, method):
            yield "way", f"no longer forbids {step} by {method}", None
        case effects.Refer(to, _):
            yield "referral", f"no longer refers to {to}", None
        case effects.Limit(values):
            for name in values:
                kept = {other: value for other, value in values.items() if other != name}
                yield "limit", f"no longer limits {name}", effects.Limit(kept) if kept else None
                doubled = {**values, name: 2 * _number(book, values[name])}
                yield "limit", f"doubles the limit of {name}", effects.Limit(doubled)
        case effects.Use(_, method):
            yield "method", f"no longer uses {method}", None
        case effects.Add(step):
            yield "step", f"no longer adds {step}", None


def _weaker_controls(book: Book, effect: effects.Require) -> Iterator[tuple[str, str, Effect | None]]:
    where = "the case" if effect.target is None else " ".join(effect.target.names) or "its steps"
    for name, value in effect.controls.items():
        others = {other: kept for other, kept in effect.controls.items() if other != name}
        for part, weaker in _parts(book, name, value):
            controls = {**others, name: weaker} if weaker is not None else others
            changed = dataclasses.replace(effect, controls=controls) if controls else None
            sort = "control" if weaker is None or isinstance(value, frozenset) else part
            if sort in ("rank", "number"):
                yield sort, f"{name} on {where} weakened from {_said(value)} to {_said(weaker)}", changed
            else:
                yield sort, f"{name}{f' {part}' if part else ''} on {where} removed", changed


def _parts(book: Book, name: str, value: RawControl) -> Iterator[tuple[str, RawControl | None]]:
    """Yield what can be taken from a control: the whole, a member of a set, a rank, a number."""
    if isinstance(value, frozenset):
        for member in sorted(value):
            yield member, (value - {member}) or None
        return
    yield "", None
    if name == "approval" and words.RANKS.index(str(value)) > 0:
        yield "rank", words.RANKS[words.RANKS.index(str(value)) - 1]
    if isinstance(value, effects.Attempts):
        least = _number(book, value.least)
        if least > 1:
            yield "number", dataclasses.replace(value, least=least - 1)
    elif isinstance(value, Param | int) and not isinstance(value, bool):
        number = _number(book, value)
        lax = number * 2 if book.controls[name].combine == "min" else number // 2
        if lax not in (0, number):
            yield "number", lax


def _number(book: Book, value: Number) -> int:
    return book.laws[0].numbers[value.name] if isinstance(value, Param) else value


def _said(value: RawControl | None) -> str:
    if isinstance(value, Param):
        return f"${value.name}"
    return str(value.least) if isinstance(value, effects.Attempts) else str(value)
