"""No worse fact gives fewer controls: a rule that permits must not be the only one that protects.

A fact that declares its worse side is set to two neighbouring values with everything else the same; where both are
served, by the same method, the worse one must stand under every control of the better one. Two copies of the
formulas are compared, made by putting constants for the fact's variables.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from nuanxin.core.policy.book import Fact
from nuanxin.core.policy.proof.formulas import FALSE, TRUE, Session, Store
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading


@dataclass(frozen=True)
class Relief:
    """A control that falls away when a fact gets worse: the question to the solver."""

    fact: str
    better: str
    worse: str
    step: str
    control: str
    where: int


Values: TypeAlias = tuple[str, dict[int, int]]
"""A value of a fact, and the constants that it means for the fact's variables."""


class Substitution:
    """Formulas with constants put for some variables."""

    def __init__(self, store: Store, constants: Mapping[int, int]) -> None:
        self._store = store
        self._known: dict[int, int] = dict(constants)
        self._mask = sum(1 << variable for variable in constants)

    def touches(self, literal: int) -> bool:
        """Say whether the constants change a formula at all."""
        return bool(self._store.mask(literal) & self._mask)

    def of(self, literal: int) -> int:
        """Return the literal with the constants put in."""
        if not self.touches(literal):
            return literal
        node = abs(literal)
        found = self._known.get(node)
        if found is None:
            parts = self._store.parts(node)
            found = self._store.both([self.of(part) for part in parts]) if parts else node
            self._known[node] = found
        return found if literal > 0 else -found


def reliefs(space: Space, reading: SymbolicReading, session: Session) -> tuple[int, list[Relief]]:
    """Return how many questions were asked of a service, and every relief that some lawful situation shows."""
    standing = [
        (step, name, reading.both(reading.present[step], reading.has(step, name, value)))
        for step, controls in reading.controls.items()
        for name, value in {(one.name, one.value) for one in controls}
    ]
    asked = {
        relief.where: relief
        for fact in space.book.facts.values()
        for better, worse in _neighbours(space, reading, fact)
        for relief in _questions(space, reading, fact, better, worse, standing)
    }
    if session.solve([space.store.either(asked)]) is None:
        return len(asked), []
    return len(asked), [relief for where, relief in asked.items() if session.solve([where]) is not None]


def _neighbours(space: Space, reading: SymbolicReading, fact: Fact) -> Iterator[tuple[Values, Values]]:
    """Yield pairs of neighbouring values, the better first, each with the constants that it means."""
    if fact.worse is None:
        return
    values = _values(space, reading, fact)
    if fact.worse in ("low", "false"):
        values.reverse()
    yield from itertools.pairwise(values)


def _values(space: Space, reading: SymbolicReading, fact: Fact) -> list[Values]:
    owner = reading.service if fact.of == "service" else ""
    named = space.store.variables
    if fact.type == "bool":
        variable = named.get(("true", owner, fact.name))
        return [("false", {variable: FALSE}), ("true", {variable: TRUE})] if variable else []
    if fact.type == "enum":
        codes = [code for code in fact.worse or () if ("value", owner, fact.name, code) in named]
        every = [named[name] for name in named if name[:3] == ("value", owner, fact.name)]
        return [
            (
                code,
                {variable: TRUE if variable == named["value", owner, fact.name, code] else FALSE for variable in every},
            )
            for code in codes
        ]
    bounds = sorted(int(str(name[3])) for name in named if name[:3] == ("least", owner, fact.name))
    variables = {bound: named["least", owner, fact.name, bound] for bound in bounds}
    return [(str(low), {variables[bound]: TRUE if bound <= low else FALSE for bound in bounds}) for low in [0, *bounds]]


def _questions(
    space: Space,
    reading: SymbolicReading,
    fact: Fact,
    better: Values,
    worse: Values,
    standing: list[tuple[str, str, int]],
) -> Iterator[Relief]:
    good, bad = Substitution(space.store, better[1]), Substitution(space.store, worse[1])
    touched = [one for one in standing if good.touches(one[2]) and good.of(one[2]) != bad.of(one[2])]
    world = space.world_literal(reading.service) if touched else FALSE
    both_served = reading.both(good.of(reading.serve), bad.of(reading.serve), good.of(world), bad.of(world))
    for step, name, literal in touched if both_served != FALSE else ():
        same = [
            reading.either([-good.of(where), bad.of(where)])
            for (one, _), where in reading.methods.items()
            if one == step
        ]
        here = [good.of(literal), -bad.of(literal), bad.of(reading.present[step])]
        where = reading.both(both_served, *here, *same)
        if where != FALSE:
            yield Relief(fact.name, better[0], worse[0], step, name, where)
