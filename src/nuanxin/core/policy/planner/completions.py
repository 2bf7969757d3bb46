"""The completions of what is not known, as a tree: a split for each fact tried, values as branches, plans as leaves.

A reading depends on unknown facts only through what rules say of them. So readings are kept by the verdicts of the
conditions' parts, and a tree whose branches are all the same is one branch: what is left of it are the facts
that matter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from nuanxin.core.policy import effects
from nuanxin.core.policy.conditions import Compare, Range, Value, Verdict
from nuanxin.core.policy.planner.agreements import signature, strictness
from nuanxin.core.policy.planner.drafts import Basis, Reading
from nuanxin.core.policy.planner.openings import Opening
from nuanxin.core.policy.planner.readings import basis_of, read
from nuanxin.core.policy.planner.scripts import Entry, Script
from nuanxin.core.policy.planner.views import excluded, settle
from nuanxin.core.policy.situation import View

MOST_COMPLETIONS = 64
"""Above this many completions no further facts are tried; what is then still open is asked without being tried."""

Undecided: TypeAlias = tuple[Entry | tuple[str, str], frozenset[str]]
"""A rule (or kind and method) of which it is not known whether it holds, and the facts on which that hangs."""


Waits: TypeAlias = Callable[[str, Reading], bool]
"""Says of a fact whether, in a plan like this reading, a step still ahead will find it."""


Told: TypeAlias = tuple[bool | frozenset[str], ...]
"""What parts of conditions say of a view: a verdict, or the facts on which it still hangs."""


@dataclass(frozen=True, eq=False)
class State:
    """What the rules make of a view, as far as they can tell views apart by what the parts of conditions say of it."""

    told: Told
    reading: Reading
    signature: object
    undecided: tuple[Undecided, ...]


@dataclass(frozen=True, eq=False)
class Leaf:
    """A plan, with every state that gives it."""

    states: list[State]

    @property
    def reading(self) -> Reading:
        """The reading of the plan."""
        return self.states[0].reading


@dataclass(frozen=True, eq=False)
class Split:
    """A fact and what follows from each of its lawful values; ``matters`` if two of them differ in themselves."""

    fact: str
    branches: tuple[tuple[Value, "Tree"], ...]
    matters: bool


Tree: TypeAlias = Leaf | Split


@dataclass
class Completer:
    """Builds trees for one service; keeps readings and equal trees once."""

    script: Script
    key: str
    unanswerable: frozenset[str]
    count: int = 0
    _basis: Basis | None = None
    _first: State = field(init=False)
    _telling: tuple[Opening, ...] = ()
    """Parts of conditions that are not known at the start and on which a rule may hang: they tell views apart."""
    _order: dict[str, tuple[bool, bool, int]] = field(default_factory=dict)
    _states: dict[Told, State] = field(default_factory=dict)
    _leaves: dict[object, Leaf] = field(default_factory=dict)
    _splits: dict[tuple[object, ...], Split] = field(default_factory=dict)
    _values: dict[tuple[int, str, object], list[Value]] = field(default_factory=dict)

    def start(self, view: View, reading: Reading) -> State:
        """Take the view from which completions begin, just read; return its state."""
        self._basis = basis_of(self.script, view, reading)
        acting: list[Entry | tuple[str, str]] = [*self._basis.pending, *self._basis.by_method, *self._basis.by_control]
        acting += self.script.cannot
        parts = dict.fromkeys(part for one in acting for part in self.script.prospect(one).telling)
        self._telling = tuple(part for part in parts if part(view)[0] is None)
        self._first = first = self._state_of(tuple([_said(part, view) for part in self._telling]), view, reading)
        deciding = {fact for undecided, facts in first.undecided if decides(undecided) for fact in facts}
        book_order = self.script.fact_order
        self._order = {name: (name in self.unanswerable, name not in deciding, book_order[name]) for name in book_order}
        return first

    def _after(self, state: State, changed: frozenset[str], view: View) -> State:
        """Return the state of a completed view; only what hung on a changed fact can be otherwise than before."""
        told = tuple(
            [
                said if isinstance(said, bool) or said.isdisjoint(changed) else _said(part, view)
                for said, part in zip(state.told, self._telling, strict=True)
            ]
        )
        found = self._states.get(told)
        return found or self._state_of(told, view, read(self.script, view, self.key, self._basis))

    def _state_of(self, told: Told, view: View, reading: Reading) -> State:
        """Return the state of a view just read, and keep it for all views that no rule tells apart from it."""
        undecided = () if is_final(reading) else tuple(self._undecided(view, reading))
        state = self._states[told] = State(told, reading, signature(reading), undecided)
        return state

    def _undecided(self, view: View, reading: Reading) -> Iterator[Undecided]:
        open_now: list[Entry | tuple[str, str]] = [entry for entry in reading.maybe if entry.material]
        for one in [*open_now, *reading.unsure]:
            yield one, self.script.prospect(one).opening(view)[1]

    def tree(self, view: View, waits: Waits, state: State | None = None) -> Tree:
        """Return the reduced tree of all lawful completions; facts that wait in a completion stay unknown there."""
        state = state or self._first
        name = self._next_fact(state, waits)
        if name is None or self.count >= MOST_COMPLETIONS:
            self.count += 1
            return self._leaf(state)
        completed = self._completed(view, state, name)
        branches = [(value, self.tree(further, waits, after)) for value, further, after in completed]
        if not branches:
            return self._leaf(state)
        if name in self.unanswerable:
            return max((leaf for _, tree in branches for leaf in leaves(tree)), key=lambda one: strictness(one.reading))
        return self._split(name, tuple(branches))

    def decisions(self, view: View, state: State | None = None) -> Iterator[str]:
        """Yield the decision of every lawful completion, one after the other, so that a caller can stop early."""
        state = state or self._first
        name = self._next_fact(state, nothing_waits)
        if name is None:
            yield state.reading.decision
            return
        for _, further, after in self._completed(view, state, name):
            yield from self.decisions(further, after)

    def _completed(self, view: View, state: State, name: str) -> Iterator[tuple[Value, View, State]]:
        """Yield each telling value of a fact that the world allows, the view with it, and its state."""
        for value in self._telling_values(name, view, state):
            completed = with_fact(self.script, view, name, value)
            if not excluded(self.script, completed):
                changed = frozenset({name, *(completed.facts.keys() - view.facts.keys())})
                yield value, completed, self._after(state, changed, completed)

    def _leaf(self, state: State) -> Leaf:
        leaf = self._leaves.setdefault(state.signature, Leaf([]))
        if state not in leaf.states:
            leaf.states.append(state)
        return leaf

    def _split(self, name: str, branches: tuple[tuple[Value, Tree], ...]) -> Tree:
        first = branches[0][1]
        if all(tree is first for _, tree in branches):
            return first
        key = (name, *((value, id(tree)) for value, tree in branches))
        found = self._splits.get(key)
        if found is None:
            trees = [tree for _, tree in branches]
            matters = any(differ(one, other) for place, one in enumerate(trees) for other in trees[place + 1 :])
            found = self._splits[key] = Split(name, branches, matters)
        return found

    def _next_fact(self, state: State, waits: Waits) -> str | None:
        """Choose the next fact to try: what decides the service first, what nobody can answer last."""
        found: set[str] = set()
        for _, facts in state.undecided:
            if not any(waits(fact, state.reading) for fact in facts):
                found |= facts
        return min(found, key=self._order.__getitem__, default=None)

    def _telling_values(self, name: str, view: View, state: State) -> list[Value]:
        """Return one value for each class of values that something can tell apart."""
        known = view.fact(name)
        key = (id(state), name, known)
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._classes(name, known, state)
        return found

    def _classes(self, name: str, known: Value | None, state: State) -> list[Value]:
        fact = self.script.book.facts[name]
        if fact.type == "bool":
            return [False, True]
        speaking = set(self.script.compared_beside.get(name, ()))
        for undecided, _ in state.undecided:
            speaking |= self.script.prospect(undecided).compared.get(name, frozenset())
        if fact.type == "enum":
            telling = {atom.value for atom in speaking}
            silent = [code for code in fact.values if code not in telling]
            return [code for code in fact.values if code in telling or code in silent[:1]]
        low, high = (known.low, known.high) if isinstance(known, Range) else (0, fact.maximum)
        cuts = sorted({cut for atom in speaking for cut in cuts_of(atom)} | {low})
        return [cut for cut in cuts if low <= cut <= high]


def _said(part: Opening, view: View) -> bool | frozenset[str]:
    verdict, facts = part(view)
    return facts if verdict is None else verdict


def nothing_waits(fact: str, reading: Reading) -> bool:
    """Complete every fact."""
    del fact, reading
    return False


def is_final(reading: Reading) -> bool:
    """Say whether a reading refuses by a rule that nothing still undecided could silence."""
    return reading.refused_by_rule and not any(entry.silences for entry in reading.maybe)


def decides(undecided: Entry | tuple[str, str]) -> bool:
    """Say whether a rule may end in not serving: by its word, or by a step for which no way is left."""
    if isinstance(undecided, tuple):
        return True
    ends = effects.Refuse | effects.Refer | effects.Forbid | effects.Add
    return any(isinstance(effect, ends) for effect in undecided.effects)


def with_fact(script: Script, view: View, name: str, value: Value) -> View:
    """Return the view with one more fact, and what follows from it."""
    needs: dict[str, Verdict] = {need: verdict for need, verdict in view.needs.items() if verdict is True}
    completed = View(needs, view.scene, {**view.facts, name: value})
    settle(script, completed)
    return completed


def cuts_of(atom: Compare) -> tuple[int, ...]:
    """Return the numbers at which a comparison changes its answer."""
    bound = int(atom.value)  # type: ignore[arg-type]
    if atom.op == "is":
        return bound, bound + 1
    return (bound,) if atom.op in ("at_least", "under") else (bound + 1,)


def leaves(tree: Tree) -> list[Leaf]:
    """Return the leaves of a tree, each once, in their order."""
    if isinstance(tree, Leaf):
        return [tree]
    return list(dict.fromkeys(leaf for _, branch in tree.branches for leaf in leaves(branch)))


def splits(tree: Tree) -> list[Split]:
    """Return the splits of a tree, each once."""
    if isinstance(tree, Leaf):
        return []
    return list(dict.fromkeys([tree, *(split for _, branch in tree.branches for split in splits(branch))]))


def given(tree: Tree, name: str, value: Value) -> Tree | None:
    """Return what is left of a tree once a fact is answered; None where the world excludes the answer."""
    if isinstance(tree, Leaf):
        return tree
    if tree.fact == name:
        return next((branch for known, branch in tree.branches if known == value), None)
    branches = [(known, given(branch, name, value)) for known, branch in tree.branches]
    kept = tuple((known, branch) for known, branch in branches if branch is not None)
    if not kept:
        return None
    first = kept[0][1]
    return first if all(branch is first for _, branch in kept) else Split(tree.fact, kept, tree.matters)


def differ(one: Tree, other: Tree) -> bool:
    """Say whether some completion that both trees allow gives different plans."""
    if one is other:
        return False
    if isinstance(one, Split):
        pairs = ((branch, given(other, one.fact, value)) for value, branch in one.branches)
        return any(rest is not None and differ(branch, rest) for branch, rest in pairs)
    if isinstance(other, Split):
        return any(differ(one, branch) for _, branch in other.branches)
    return True
