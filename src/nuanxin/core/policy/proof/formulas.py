"""Boolean formulas, each stored once, and their clauses for the solver.

A literal is a whole number; its negative is its negation. Equal formulas are the same number, so that two readings
which agree are seen to agree without asking the solver.
"""

from collections.abc import Iterable

from pysat.solvers import Solver

TRUE, FALSE = 1, -1


class Store:
    """All formulas of one proof."""

    def __init__(self) -> None:
        self._parts: dict[int, tuple[int, ...]] = {}
        self._known: dict[tuple[int, ...], int] = {}
        self._variables: dict[tuple[object, ...], int] = {}
        self._masks: dict[int, int] = {1: 0}
        self._last = 1

    def _new(self) -> int:
        self._last += 1
        return self._last

    def variable(self, *name: object) -> int:
        """Return the variable of this name."""
        found = self._variables.get(name)
        if found is None:
            found = self._variables[name] = self._new()
        return found

    @property
    def variables(self) -> dict[tuple[object, ...], int]:
        """The variables by name."""
        return self._variables

    def both(self, parts: Iterable[int]) -> int:
        """Return the literal of 'all of these'."""
        kept: set[int] = set()
        for part in parts:
            if part == FALSE or -part in kept:
                return FALSE
            if part != TRUE:
                kept.add(part)
        if not kept:
            return TRUE
        if len(kept) == 1:
            return kept.pop()
        key = tuple(sorted(kept))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._new()
            self._parts[found] = key
        return found

    def either(self, parts: Iterable[int]) -> int:
        """Return the literal of 'at least one of these'."""
        return -self.both([-part for part in parts])

    def parts(self, node: int) -> tuple[int, ...]:
        """Return the parts of an 'all of' formula; empty for a variable."""
        return self._parts.get(node, ())

    def mask(self, literal: int) -> int:
        """Return the variables of which a formula speaks, as the bits of a number."""
        node = abs(literal)
        found = self._masks.get(node)
        if found is None:
            parts = self._parts.get(node)
            found = 0 if parts else 1 << node
            for part in parts or ():
                found |= self.mask(part)
            self._masks[node] = found
        return found

    def holds(self, literal: int, model: set[int], known: dict[int, bool]) -> bool:
        """Evaluate a literal in a total model of the variables."""
        node = abs(literal)
        value = known.get(node)
        if value is None:
            parts = self._parts.get(node)
            value = all(self.holds(part, model, known) for part in parts) if parts else (node == 1 or node in model)
            known[node] = value
        return value if literal > 0 else not value


class Session:
    """A solver that is told only the formulas it is asked about, and the facts of the world."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._solver = Solver(name="cadical195", bootstrap_with=[[1]])
        self._told: set[int] = {1}

    def close(self) -> None:
        """Free the solver."""
        self._solver.delete()

    def tell(self, literals: Iterable[int]) -> None:
        """Let each of the literals hold from now on."""
        for literal in literals:
            self._explain(literal)
            self._solver.add_clause([literal])

    def tell_clause(self, literals: list[int]) -> None:
        """Let at least one of the literals hold from now on."""
        for literal in literals:
            self._explain(literal)
        self._solver.add_clause(literals)

    def _explain(self, literal: int) -> None:
        """Give the solver the clauses that define a formula and its parts."""
        waiting = [abs(literal)]
        while waiting:
            node = waiting.pop()
            if node in self._told:
                continue
            self._told.add(node)
            parts = self._store.parts(node)
            for part in parts:
                self._solver.add_clause([-node, part])
                waiting.append(abs(part))
            if parts:
                self._solver.add_clause([node, *(-part for part in parts)])

    def solve(self, assumed: Iterable[int]) -> set[int] | None:
        """Return a model (the literals that hold) in which all assumed literals hold, or None."""
        literals = [literal for literal in assumed if literal != TRUE]
        if FALSE in literals:
            return None
        for literal in literals:
            if abs(literal) not in self._told:
                self._explain(literal)
        if not self._solver.solve(assumptions=literals):
            return None
        return set(self._solver.get_model() or ())

    def core(self) -> set[int]:
        """Return the assumed literals that the last failed question could not do without."""
        return set(self._solver.get_core() or ())
