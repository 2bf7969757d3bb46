"""Checks that no single reading shows: shared steps of two services, staff, approvers, reasons, days."""

import itertools
from collections.abc import Iterable, Iterator, Mapping

from nuanxin.core.policy import conditions, effects, words
from nuanxin.core.policy.book import Book, Rule
from nuanxin.core.policy.planner.scripts import kind_of, names_of
from nuanxin.core.policy.planner.teams import AWAY
from nuanxin.core.policy.proof.claims import CONFLICT, Claim
from nuanxin.core.policy.proof.formulas import FALSE, TRUE
from nuanxin.core.policy.proof.symbolic import SymbolicReading

Readings = Mapping[str, SymbolicReading]


def shared_conflicts(readings: Readings) -> Iterator[Claim]:
    """Yield for each two services where a visit step would get two exclusive methods, or two actors."""
    for one, other in itertools.combinations(readings.values(), 2):
        for step in one.present.keys() & other.present.keys():
            if "@" in step:
                continue
            kind = one.space.book.kinds[kind_of(step)]
            ways = [
                *_two_methods(one, other, step, kind.methods if kind.choice == "one" else ()),
                *_two_actors(one, other, step),
            ]
            where = one.both(one.serve, other.serve, one.present[step], other.present[step], one.either(ways))
            if where != FALSE:
                yield Claim(CONFLICT, step, (one.service, other.service), where)


def _two_methods(one: SymbolicReading, other: SymbolicReading, step: str, methods: Iterable[str]) -> Iterator[int]:
    for first, second in itertools.permutations(methods, 2):
        yield one.both(one.method(step, first), other.method(step, second))


def _two_actors(one: SymbolicReading, other: SymbolicReading, step: str) -> Iterator[int]:
    """Yield where the step is assigned to different actors for the two services; who says nothing agrees."""
    for actor, guards in one.actors[step].items():
        for another, others in other.actors[step].items():
            if actor != another:
                yield one.both(one.either(guards), one.either(others))


def too_many_staff(reading: SymbolicReading) -> int:
    """Return where a served plan would need a third member of staff."""
    roles: dict[str, list[int]] = {}
    for entry, where in reading.holds:
        for effect in entry.effects:
            if isinstance(effect, effects.Assign) and effect.role not in (None, "teller", *words.RANKS):
                roles.setdefault(str(effect.role), []).append(where)
    assigned = {role: reading.either(guards) for role, guards in roles.items()}
    two = reading.either(reading.both(one, other) for one, other in itertools.combinations(assigned.values(), 2))
    approved = reading.either(
        reading.both(reading.present[step], reading.has(step, "approval", True)) for step in reading.present
    )
    on_site = reading.either(
        reading.both(reading.present[step], reading.has(step, "approver_on_site", True)) for step in reading.present
    )
    away = reading.either(reading.space.store.variable("scene", scene) for scene in AWAY)
    third = reading.either(
        [
            reading.both(-away, reading.either([approved, reading.case_has("approval", True)])),
            reading.both(away, approved, on_site),
        ]
    )
    distinct = reading.either(
        [reading.case_has("distinct", True), *(reading.has(step, "distinct", True) for step in reading.present)]
    )
    extra = reading.either([two, reading.both(third, reading.either(assigned.values()))])
    return reading.both(reading.serve, -distinct, extra)


def approver_is_doer(reading: SymbolicReading) -> Iterator[tuple[str, int]]:
    """Yield where a step that needs an approval would be done by one who approves."""
    for step, present in reading.present.items():
        kind = reading.space.book.kinds[kind_of(step)]
        by_method = [reading.method(step, method) for method, actor in kind.actors.items() if actor in words.RANKS]
        always = TRUE if kind.actor in words.RANKS else FALSE
        where = reading.either([always, *by_method, *_assigned_to_approvers(reading, step)])
        broken = reading.both(reading.serve, where, present, reading.has(step, "approval", True))
        if broken != FALSE:
            yield step, broken


def _assigned_to_approvers(reading: SymbolicReading, step: str) -> Iterator[int]:
    for entry, where in reading.holds:
        for effect in entry.effects:
            if (
                isinstance(effect, effects.Assign)
                and effect.actor in words.RANKS
                and effect.target is not None
                and not set(effect.target.names).isdisjoint(names_of(step))
            ):
                yield where


def refusals_for_age_alone(book: Book) -> Iterator[tuple[Rule, str]]:
    """Yield each rule that refuses a service for nothing but old age."""
    terms = {name: term.when for name, term in book.terms.items()}
    read = conditions.Reading(terms=terms, numbers=book.laws[-1].numbers, service=None, lacking=())
    for rule in book.rules:
        if any(isinstance(effect, effects.Refuse) for effect in rule.effects):
            grounds = [atom for atom in conditions.atoms(read.of(rule.when)) if _is_ground(atom)]
            if grounds and all(_is_old_age(atom) for atom in grounds):
                yield rule, "refuses for age alone"


def limits_without_a_way_out(book: Book) -> Iterator[tuple[Rule, str]]:
    """Yield each rule whose limit refuses what is above it and names no alternative."""
    for rule in book.rules:
        for effect in rule.effects:
            for name in effect.values if isinstance(effect, effects.Limit) else ():
                if name in book.facts and not book.limit_alternatives.get(name):
                    yield rule, f"refuses what is above the limit of {name} and names no alternative"


def days_without_one_text(book: Book) -> Iterator[tuple[Rule, str]]:
    """Yield each text of a rule that another one overlaps, or that leaves days without a text before it."""
    texts: dict[str, list[Rule]] = {}
    for rule in sorted(book.rules, key=lambda rule: rule.since):
        texts.setdefault(rule.id, []).append(rule)
    for own in texts.values():
        for before, rule in itertools.pairwise(own):
            if before.until is None or before.until > rule.since:
                yield rule, f"has two texts from {rule.since}"
            elif before.until < rule.since:
                yield rule, f"has no text from {before.until} until {rule.since}"


def _is_ground(atom: conditions.Atom) -> bool:
    return isinstance(atom, conditions.Need | conditions.Compare)


def _is_old_age(atom: conditions.Atom) -> bool:
    if isinstance(atom, conditions.Need):
        return atom.code == "elderly"
    return isinstance(atom, conditions.Compare) and atom.fact == "age" and atom.op in ("at_least", "over")
