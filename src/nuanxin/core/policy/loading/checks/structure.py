"""What holds articles, clauses, services and dated texts together."""

import datetime
from collections.abc import Iterator
from itertools import pairwise

from nuanxin.core.policy import effects, words
from nuanxin.core.policy.book import Place, Rule
from nuanxin.core.policy.loading.articles import Block, Page
from nuanxin.core.policy.loading.checks import possibility
from nuanxin.core.policy.loading.draft import Draft
from nuanxin.core.policy.loading.faults import Faults


def check(draft: Draft, faults: Faults) -> None:
    """Note what is wrong with numbers, citations, services, days and overrides."""
    _check_numbers(draft, faults)
    _check_chapters(draft, faults)
    for page in draft.pages:
        _check_citations(page, faults)
    _check_services(draft, faults)
    texts = by_id(draft)
    for blocks in texts.values():
        _check_days(draft, blocks, faults)
    for rule, block in draft.rules():
        _check_overrides(rule, block, texts, faults)
    for parameter in draft.parameters.values():
        if parameter.values and parameter.values[0].since > draft.cover.since:
            message = f"'{parameter.name}' has no value on the book's first day, {draft.cover.since}"
            faults.add(parameter.place, message)


def by_id(draft: Draft) -> dict[str, list[tuple[Rule, Block]]]:
    """Return the texts of each rule id, in the order of their days."""
    texts: dict[str, list[tuple[Rule, Block]]] = {}
    for rule, block in draft.rules():
        texts.setdefault(rule.id, []).append((rule, block))
    for own in texts.values():
        own.sort(key=lambda text: text[0].since)
    return texts


def _check_numbers(draft: Draft, faults: Faults) -> None:
    for before, page in pairwise(draft.pages):
        if page.article.number <= before.article.number:
            message = f"{page.article.numeral} follows {before.article.numeral}: numbers rise with the file names"
            faults.add(page.article.place, message)


def _check_chapters(draft: Draft, faults: Faults) -> None:
    numbers = [page.article.number for page in draft.pages]
    place = Place("book.yaml", 1)
    for chapter in draft.cover.chapters:
        if chapter.first not in numbers:
            faults.add(place, f"the chapter '{chapter.title.en}' begins with article {chapter.first}: there is none")
    if numbers and draft.cover.chapters and draft.cover.chapters[0].first > numbers[0]:
        faults.add(place, f"article {numbers[0]} stands before the first chapter")


def _check_citations(page: Page, faults: Faults) -> None:
    numbers = [clause.number for clause in page.article.clauses]
    if not numbers:
        faults.add(page.article.place, "the article quotes no paragraph (lines that begin with '>')")
    cited: set[str] = set()
    for block in page.blocks:
        cited.update(block.value.cites)
        place = block.at("cites")
        if not any(block.value.cites):
            faults.add(place, "the block cites no paragraph of its article")
        for number in block.value.cites:
            if number and number not in numbers:
                faults.add_unknown(place, f"paragraph of {page.article.numeral}", number, numbers)
    for number in numbers:
        if number not in cited:
            message = f"nothing cites {number}: a rule, a service or a no-rule with its reason does"
            faults.add(page.clause_places[number], message)


def _check_services(draft: Draft, faults: Faults) -> None:
    first: dict[str, Place] = {}
    for service, block in draft.services():
        if service.id in first:
            faults.add(block.at("id"), f"the service '{service.id}' stands also in {first[service.id]}")
        first.setdefault(service.id, block.at("id"))
        if service.since > draft.cover.since:
            message = f"the service is in force from the book's first day: 'from' no later than {draft.cover.since}"
            faults.add(block.at("from"), message)
    missing = [code for code in words.SERVICES if code not in first]
    if missing:
        faults.add(Place("articles", 1), f"no article has these services: {', '.join(missing)}")


def _check_days(draft: Draft, blocks: list[tuple[Rule, Block]], faults: Faults) -> None:
    """Two texts of a rule follow one another; each is in force on some day of the book."""
    for (before, _), (rule, block) in pairwise(blocks):
        if before.until is None or before.until > rule.since:
            message = f"'{rule.id}' has two texts from {rule.since}: the one in {before.place} ends {_end(before)}"
            faults.add(block.at("from"), message)
        elif before.until < rule.since:
            message = f"'{rule.id}' has no text from {before.until} until {rule.since}"
            faults.add(block.at("from"), message)
    for rule, block in blocks:
        if rule.until is not None and rule.until <= draft.cover.since:
            faults.add(block.at("until"), f"the text ends before the book's first day, {draft.cover.since}")
        if draft.cover.until is not None and rule.since >= draft.cover.until:
            faults.add(block.at("from"), f"the text begins after the book's last day (until {draft.cover.until})")


def _end(rule: Rule) -> str:
    day: datetime.date | None = rule.until
    return f"only {day}" if day else "never"


def _check_overrides(rule: Rule, block: Block, texts: dict[str, list[tuple[Rule, Block]]], faults: Faults) -> None:
    for override, place in zip(rule.overrides, block.override_places, strict=True):
        targets = [text for text, _ in texts.get(override.rule, [])]
        if not targets or override.rule == rule.id:
            faults.add_unknown(place, "rule to override", override.rule, [name for name in texts if name != rule.id])
            continue
        if all(possibility.looks_ahead(text.when) for text in targets):
            message = f"'{override.rule}' looks at 'method' or 'control': nothing silences what is read so late"
            faults.add(place, message)
        if override.effect not in {word for text in targets for word in effect_words(text)}:
            faults.add(place, f"'{override.rule}' has no '{override.effect}' to override")
        if rule.basis != "law" and any(text.basis == "law" for text in targets):
            message = f"'{override.rule}' rests on law: a rule of basis '{rule.basis}' does not override it"
            faults.add(place, message)


def effect_words(rule: Rule) -> Iterator[str]:
    """Yield the word of each effect of a rule."""
    for effect in rule.effects:
        yield effects.WORDS[type(effect)]
