"""Circles of order: steps that wait for one another, within one service or between two.

Edges stand or not by the situation. Only steps that could wait for one another at all (a strongly connected part of
the graph of all edges) can close a circle; within such a part every simple circle is a question to the solver.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nuanxin.core.policy import effects
from nuanxin.core.policy.planner.scripts import kind_of, names_of
from nuanxin.core.policy.proof.claims import CYCLE, Claim
from nuanxin.core.policy.proof.formulas import FALSE, TRUE
from nuanxin.core.policy.proof.symbolic import SymbolicReading

Edges = Mapping[tuple[str, str], int]

MOST_CIRCLES = 1000
"""Of a part with more circles than this, these many are asked about; a sound book has none."""


@dataclass(frozen=True)
class Own:
    """What one service brings to the graph: its steps and the edges between them, each with where it stands."""

    reading: SymbolicReading
    present: Mapping[str, int]
    edges: Edges
    orders: tuple[tuple[effects.Order, int], ...]


def circles(readings: Mapping[str, SymbolicReading]) -> Iterator[Claim]:
    """Yield each circle of order that one service, or two together, could close, with where it would."""
    owns = [_own(reading) for reading in readings.values()]
    alone = {own.reading.service: _edges((own,)) for own in owns}
    for own in owns:
        yield from _closed((own,), alone[own.reading.service], [])
    for one, other in itertools.combinations(owns, 2):
        known = [alone[one.reading.service], alone[other.reading.service]]
        yield from _closed((one, other), _edges((one, other)), known)


def _closed(group: tuple[Own, ...], edges: Edges, known: list[Edges]) -> Iterator[Claim]:
    """Yield the circles of a group but those of one member alone, which are known."""
    for steps in itertools.islice(_simple_circles(edges), MOST_CIRCLES):
        circle = list(itertools.pairwise([*steps, steps[0]]))
        if any(all(edge in own for edge in circle) for own in known):
            continue
        where = group[0].reading.both(*(own.reading.serve for own in group), *(edges[edge] for edge in circle))
        if where != FALSE:
            yield Claim(CYCLE, " ".join(sorted(steps)), tuple(own.reading.service for own in group), where)


def _own(reading: SymbolicReading) -> Own:
    present = _present(reading)
    guards: dict[tuple[str, str], list[int]] = {}
    for first, then, guard in [*reading.edges, *((*edge, TRUE) for edge in _made_edges(reading))]:
        guards.setdefault((first, then), []).append(guard)
    edges = {
        (first, then): reading.both(reading.either(parts), present[first], present[then])
        for (first, then), parts in guards.items()
    }
    orders = tuple(
        (effect, where)
        for entry, where in reading.holds
        for effect in entry.effects
        if isinstance(effect, effects.Order)
    )
    return Own(reading, present, edges, orders)


def _edges(group: tuple[Own, ...]) -> Edges:
    """Return the edges of services together: their own, and those that rules lay by name."""
    found: dict[tuple[str, str], list[int]] = {}
    for own in group:
        for edge, where in own.edges.items():
            found.setdefault(edge, []).append(where)
        for order, where in own.orders:
            for first, there in _called(group, order.first, own):
                for then, here in _called(group, order.then, own):
                    if first != then:
                        found.setdefault((first, then), []).append(own.reading.both(where, there, here))
    united = {edge: group[0].reading.either(guards) for edge, guards in found.items()}
    return {edge: where for edge, where in united.items() if where != FALSE}


def _present(reading: SymbolicReading) -> dict[str, int]:
    """Return every step, those included that controls make, with where it stands."""
    found = dict(reading.present)
    for step in reading.present:
        for name, made in _made_for(reading, step):
            where = reading.both(reading.present[step], reading.has(step, name, True))
            found[made] = reading.either([found.get(made, FALSE), where])
    return found


def _made_for(reading: SymbolicReading, step: str) -> Iterator[tuple[str, str]]:
    """Yield each control of a step that makes another, with the name of that one."""
    for name in {one.name for one in reading.controls.get(step, ())}:
        kind = reading.space.book.controls.get(name)
        if kind is None or kind.makes is None:
            continue
        if kind.makes == "consent":
            values = (one.value for one in reading.controls[step] if one.name == name)
            yield from ((name, f"consent.{code}") for value in values for code in sorted(_codes(value)))
        else:
            labels = {"approve": f".{step}", "attempt": f".{kind_of(step)}"}
            yield name, kind.makes + labels.get(kind.makes, "")


def _codes(value: object) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset({str(value)})


def _made_edges(reading: SymbolicReading) -> Iterator[tuple[str, str]]:
    """Yield the edges of made steps: before the step (a call-back after it), approvals before every booking."""
    for step in reading.present:
        for _, made in _made_for(reading, step):
            yield (step, made) if kind_of(made) == "callback" else (made, step)
            if kind_of(made) == "approve":
                yield from ((made, booking) for booking in reading.present if kind_of(booking) == "execute")


def _called(group: tuple[Own, ...], name: str, own: Own) -> list[tuple[str, int]]:
    """Return the steps that an order means by a name, each with where it stands."""
    service, _, step = name.rpartition("/")
    meant = [one for one in group if one.reading.service == (service or own.reading.service)]
    return [(identity, where) for one in meant for identity, where in one.present.items() if step in names_of(identity)]


def _simple_circles(edges: Edges) -> Iterator[list[str]]:
    """Yield every simple circle once, begun at its first step by name."""
    following: dict[str, list[str]] = {}
    for first, then in sorted(edges):
        following.setdefault(first, []).append(then)
    caught = _caught(following)
    for start in sorted(caught):
        yield from _circles_from(start, [start], {step for step in caught if step >= start}, following)


def _circles_from(
    start: str, path: list[str], allowed: set[str], following: Mapping[str, list[str]]
) -> Iterator[list[str]]:
    for then in following.get(path[-1], ()):
        if then == start:
            yield list(path)
        elif then in allowed and then not in path:
            yield from _circles_from(start, [*path, then], allowed, following)


def _caught(following: Mapping[str, list[str]]) -> set[str]:
    """Return the steps left when, again and again, those go that wait for nothing or that nothing waits for."""
    left = {*following, *(then for thens in following.values() for then in thens)}
    while True:
        awaited = {step for step in left if any(then in left for then in following.get(step, ()))}
        waiting = {then for step in left for then in following.get(step, ()) if then in left}
        kept = awaited & waiting
        if kept == left:
            return left
        left = kept
