"""What changes for whom between two books: texts, numbers, and the situations whose plan differs."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nuanxin.core.policy import golden
from nuanxin.core.policy.book import Book, OutsideLife, Place, Rule
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.planner.scripts import entries_of, reading_for
from nuanxin.core.policy.proof.space import parameters_in, parameters_of
from nuanxin.core.policy.situation import BadValue, Impossible, Situation, split_name
from nuanxin.core.policy.words import UnknownWord

NOWHERE = Place("", 0)


@dataclass(frozen=True)
class TextChange:
    """A rule or a parameter that was added, removed or changed."""

    sort: str
    """``rule`` or ``parameter``."""
    name: str
    change: str
    """``added``, ``removed`` or ``changed``."""


@dataclass(frozen=True)
class PlanChange:
    """A situation whose plan differs, and in what; several of the same change are grouped, the smallest stands."""

    situation: Situation
    on: date
    differences: tuple[str, ...]
    others: int
    """How many further situations change in the same way."""


def text_changes(before: Book, after: Book) -> list[TextChange]:
    """Return which rules and parameters differ, whatever they do."""
    found = list(_compared("rule", _rules(before), _rules(after)))
    numbers = [{name: one.values for name, one in book.parameters.items()} for book in (before, after)]
    return found + list(_compared("parameter", numbers[0], numbers[1]))


def _rules(book: Book) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    for rule in book.rules:
        found.setdefault(rule.id, []).append(_content(rule))
    return dict(found)


def _content(rule: Rule) -> object:
    return rule.since, rule.until, rule.basis, rule.when, rule.effects, rule.overrides


def _compared(sort: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[TextChange]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            yield TextChange(sort, name, "added")
        elif name not in after:
            yield TextChange(sort, name, "removed")
        elif before[name] != after[name]:
            yield TextChange(sort, name, "changed")


def touched(before: Book, after: Book) -> set[str]:
    """Return the services whose plans a change can reach: those of its rules, or all where a table changed."""
    numbers = {one.name for one in text_changes(before, after) if one.sort == "parameter"}
    if _tables(before) != _tables(after) or numbers & {name for book in (before, after) for name in _spoken_of(book)}:
        return {*before.services, *after.services}
    names = {one.name for one in text_changes(before, after) if one.sort == "rule"}
    found: set[str] = set()
    for book in (before, after):
        changed = [rule for rule in book.rules if rule.id in names or numbers & set(parameters_of(rule, book))]
        found.update(service for service in book.services if any(_reaches(book, rule, service) for rule in changed))
    return found


def _tables(book: Book) -> tuple[object, ...]:
    chains = {name: (service.steps, service.implies) for name, service in book.services.items()}
    facts = [dataclasses.replace(fact, place=NOWHERE) for fact in book.facts.values()]
    kinds = [dataclasses.replace(kind, place=NOWHERE) for kind in book.kinds.values()]
    controls = [dataclasses.replace(control, place=NOWHERE) for control in book.controls.values()]
    terms = {name: term.when for name, term in book.terms.items()}
    excluded = [line.when for line in book.world.impossible]
    world = (book.world.derived, book.world.implies, excluded)
    return chains, facts, kinds, controls, terms, world, book.limit_alternatives, book.sorts, book.since, book.until


def _spoken_of(book: Book) -> list[str]:
    """Return the parameters of which the tables speak."""
    facts = tuple(fact.only_if for fact in book.facts.values())
    kinds = tuple(when for kind in book.kinds.values() for when in kind.cannot.values())
    world = (*book.world.derived.values(), *book.world.implies, *book.world.impossible)
    return parameters_in((facts, kinds, world), book)


def _reaches(book: Book, rule: Rule, service: str) -> bool:
    return any(entries_of(law, rule, reading_for(law, service)) for law in book.laws if rule.in_force(law.since))


def plan_changes(before: Book, after: Book) -> list[PlanChange]:
    """Return the situations of both golden packs whose plan differs, grouped by what differs, smallest first."""
    groups: dict[tuple[str, ...], list[golden.Golden]] = {}
    services = touched(before, after)
    packs = [*golden.pack(before, services), *golden.pack(after, services)]
    for one in {(str(one.situation), one.on): one for one in packs}.values():
        found = tuple(differences(before, after, one.situation, one.on))
        if found:
            groups.setdefault(found, []).append(one)
    changes = []
    for found, ones in groups.items():
        smallest = min(ones, key=lambda one: (_size(one.situation), str(one.situation)))
        changes.append(PlanChange(smallest.situation, smallest.on, found, len(ones) - 1))
    return sorted(changes, key=lambda change: (_size(change.situation), change.differences))


def _size(situation: Situation) -> int:
    told = [value for value in situation.facts.values() if value not in (False, 0)]
    return len(situation.needs) + len(told)


def day_changes(book: Book, first: date, second: date) -> list[PlanChange]:
    """Return the situations whose plan differs between two days of one book.

    :raises OutsideLife: when the book does not hold on one of the days.
    """
    book.law_on(first), book.law_on(second)
    groups: dict[tuple[str, ...], list[Situation]] = {}
    for one in golden.pack(book):
        found = tuple(_between(_planned(book, one.situation, first), _planned(book, one.situation, second)))
        if found:
            groups.setdefault(found, []).append(one.situation)
    return sorted(
        (PlanChange(min(ones, key=_size), second, found, len(ones) - 1) for found, ones in groups.items()),
        key=lambda change: (_size(change.situation), change.differences),
    )


def differences(before: Book, after: Book, situation: Situation, on: date) -> list[str]:
    """Return in what the plans of one situation under two books differ, in short sentences."""
    return list(_between(_planned(before, situation, on), _planned(after, situation, on)))


def _planned(book: Book, situation: Situation, on: date) -> Plan | str:
    """Plan a situation; what a book does not know as a fact makes no difference to it."""
    known = {name: value for name, value in situation.facts.items() if split_name(name, book.facts)[1] in book.facts}
    try:
        return plan(book, dataclasses.replace(situation, facts=known), on=on)
    except Impossible as excluded:
        return f"excluded by the world: {excluded}"
    except (OutsideLife, UnknownWord, BadValue) as unknown:
        return str(unknown)


def _between(one: Plan | str, other: Plan | str) -> Iterator[str]:
    if isinstance(one, str) or isinstance(other, str):
        if one != other:
            yield f"{_short(one)} -> {_short(other)}"
        return
    for key in one.services:
        was, now = one.services[key].decision, other.services[key].decision
        if was != now:
            yield f"{key}: {was} -> {now}"
    asked = [[question.name for question in made.questions] for made in (one, other)]
    if asked[0] != asked[1]:
        yield f"asks: {', '.join(asked[0]) or 'nothing'} -> {', '.join(asked[1]) or 'nothing'}"
    yield from _steps_between(one, other)
    yield from _mapping_between("case", _plain(one.case), _plain(other.case))
    yield from _mapping_between("limit", dict(one.limits), dict(other.limits))
    yield from _mapping_between("route", dict(one.route), dict(other.route))
    for what in ("target_minutes", "aids", "materials", "weight", "languages"):
        was, now = getattr(one, what), getattr(other, what)
        if was != now:
            yield f"{what}: {was} -> {now}"


def _short(made: Plan | str) -> str:
    return made if isinstance(made, str) else made.decision


def _steps_between(one: Plan, other: Plan) -> Iterator[str]:
    before, after = ({step.key: step for step in made.steps} for made in (one, other))
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield f"step {key} falls away"
        elif key not in before:
            yield f"step {key} is new"
        else:
            was, now = before[key], after[key]
            if was.methods != now.methods:
                yield f"{key}: {'+'.join(was.methods) or '-'} -> {'+'.join(now.methods) or '-'}"
            if was.actor != now.actor:
                yield f"{key}: done by {was.actor} -> {now.actor}"
            yield from _mapping_between(key, _plain(was.controls), _plain(now.controls))


def _plain(controls: Mapping[str, ControlValue]) -> dict[str, object]:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in controls.items()}


def _mapping_between(what: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{what}: {name} {before.get(name, 'none')} -> {after.get(name, 'none')}"
