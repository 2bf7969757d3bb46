"""Checks that no single reading shows: shared steps of two services, circles, staff, approvers, reasons."""

import itertools
from collections.abc import Iterator, Mapping

from nuanxin.core.policy import conditions, effects, words
from nuanxin.core.policy.book import Book, Rule
from nuanxin.core.policy.planner.scripts import kind_of, names_of
from nuanxin.core.policy.planner.teams import AWAY
from nuanxin.core.policy.proof.claims import CONFLICT, CYCLE, Claim
from nuanxin.core.policy.proof.formulas import FALSE, TRUE
from nuanxin.core.policy.proof.symbolic import SymbolicReading

Readings = Mapping[str, SymbolicReading]


def shared_conflicts(readings: Readings) -> Iterator[Claim]:
    """Yield for each two services where a visit step would get two exclusive methods."""
    for one, other in itertools.combinations(readings.values(), 2):
        for step in one.present.keys() & other.present.keys():
            kind = one.space.book.kinds[kind_of(step)]
            if kind.choice != "one" or "@" in step:
                continue
            ways = [
                one.both(one.serve, other.serve, one.method(step, first), other.method(step, second))
                for first, second in itertools.permutations(kind.methods, 2)
            ]
            where = one.both(one.present[step], other.present[step], one.either(ways))
            if where != FALSE:
                yield Claim(CONFLICT, step, (one.service, other.service), where)


def circles(readings: Readings) -> Iterator[Claim]:
    """Yield each circle of order that one service, or two together, could close, with where it would.

    Every circle holds an edge that does not always stand or that joins two services; for each such edge the shortest
    way back is tried.
    """
    singles = [(reading,) for reading in readings.values()]
    for group in [*singles, *itertools.combinations(readings.values(), 2)]:
        edges = _edges(group)
        following = _following(edges)
        for first, then in sorted(edges):
            way = _way(then, first, following)
            if way:
                circle = [(first, then), *itertools.pairwise(way)]
                guards = [edges[edge] for edge in circle]
                where = group[0].both(*(reading.serve for reading in group), *guards)
                if where != FALSE:
                    yield Claim(CYCLE, " ".join(sorted(set(way))), tuple(one.service for one in group), where)


def _edges(group: tuple[SymbolicReading, ...]) -> dict[tuple[str, str], int]:
    """Return the edges of services together, each with where it stands."""
    found: dict[tuple[str, str], list[int]] = {}
    for reading in group:
        for first, then, guard in reading.edges:
            here = reading.both(guard, reading.present[first], reading.present[then])
            found.setdefault((first, then), []).append(here)
        for entry, where in reading.holds:
            for effect in entry.effects:
                if isinstance(effect, effects.Order):
                    for first in _called(group, effect.first, reading):
                        for then in _called(group, effect.then, reading):
                            if first != then:
                                found.setdefault((first, then), []).append(where)
    return {edge: group[0].either(guards) for edge, guards in found.items()}


def _called(group: tuple[SymbolicReading, ...], name: str, reading: SymbolicReading) -> list[str]:
    service, _, step = name.rpartition("/")
    meant = [one for one in group if one.service == (service or reading.service)]
    return [identity for one in meant for identity in one.present if step in names_of(identity)]


def _following(edges: Mapping[tuple[str, str], int]) -> dict[str, list[str]]:
    following: dict[str, list[str]] = {}
    for (first, then), guard in sorted(edges.items()):
        if guard != FALSE:
            following.setdefault(first, []).append(then)
    return following


def _way(start: str, goal: str, following: Mapping[str, list[str]]) -> list[str]:
    """Return the shortest way from one step to another, or nothing."""
    came: dict[str, str] = {start: start}
    waiting = [start]
    for step in waiting:
        if step == goal:
            way = [goal]
            while way[-1] != start:
                way.append(came[way[-1]])
            return way[::-1]
        for then in following.get(step, ()):
            if then not in came:
                came[then] = step
                waiting.append(then)
    return []


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
        doers = {kind.actor, *kind.actors.values()}
        where = TRUE if doers & set(words.RANKS) else reading.either(_assigned_to_approvers(reading, step))
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


def _is_ground(atom: conditions.Atom) -> bool:
    return isinstance(atom, conditions.Need | conditions.Compare)


def _is_old_age(atom: conditions.Atom) -> bool:
    if isinstance(atom, conditions.Need):
        return atom.code == "elderly"
    return isinstance(atom, conditions.Compare) and atom.fact == "age" and atom.op in ("at_least", "over")
