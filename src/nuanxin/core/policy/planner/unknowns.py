"""What is not known: gates, questions, and the answer that every completion gives.

An unknown fact that a step still ahead will find is a gate. Every other unknown fact is tried: the reading is made
anew for each lawful value that some rule can tell apart. Two completions that differ in one fact alone and give
different readings make that fact a question; completions that all agree need none.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from nuanxin.core.policy.book import Fact
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.planner import provisos
from nuanxin.core.policy.planner.agreements import common, every_reason
from nuanxin.core.policy.planner.completions import (
    MOST_COMPLETIONS,
    Completer,
    Leaf,
    Split,
    State,
    Tree,
    Undecided,
    decides,
    given,
    is_final,
    leaves,
    nothing_waits,
    splits,
)
from nuanxin.core.policy.planner.drafts import Reading
from nuanxin.core.policy.planner.readings import read
from nuanxin.core.policy.planner.scripts import Entry, Script, identity_of, kind_of
from nuanxin.core.policy.situation import Situation, View


@dataclass
class Resolved:
    """A service's reading with what is still open about it."""

    reading: Reading
    asked: dict[str, int] = field(default_factory=dict)
    """Fact → how many different readings are left in the worst case once it is answered."""
    because: dict[str, set[str]] = field(default_factory=dict)
    """Fact → the rules that hang on it."""
    gates: dict[str, set[str]] = field(default_factory=dict)
    """Fact → the steps that will find it."""
    provisional: dict[str, set[str]] = field(default_factory=dict)
    """Step → the facts on which it hangs."""
    confirmed_by_supervisor: bool = False


def resolve(script: Script, situation: Situation, key: str, view: View, unanswerable: Collection[str]) -> Resolved:
    """Read a service, trying every unknown fact of this moment."""
    first = read(script, view, key)
    if is_final(first):
        return Resolved(first)
    if not any(entry.material for entry in first.maybe) and not first.unsure:
        return Resolved(first)
    return Search(script, situation, key, frozenset(unanswerable)).resolve(view, first)


@dataclass
class Search:
    """What is open about one service in one situation."""

    script: Script
    situation: Situation
    key: str
    unanswerable: frozenset[str]

    def resolve(self, view: View, reading: Reading) -> Resolved:
        """Return what all completions make of the view's reading, what to ask, and what waits."""
        completer = Completer(self.script, self.key, self.unanswerable)
        first = completer.start(view, reading)
        open_facts = set().union(*(facts for _, facts in first.undecided))
        if self._surely_not_served(completer, view, first):
            return Resolved(_with_every_reason(leaves(completer.tree(view, nothing_waits))))
        tree = completer.tree(view, self._must_wait)
        found = leaves(tree)
        agreed = _agreed(found)
        if agreed.decision == "refuse":  # what waits could still end otherwise, so it is not refused at once
            agreed = _agreed(leaves(completer.tree(view, nothing_waits)))
        resolved = Resolved(agreed)
        resolved.confirmed_by_supervisor = bool(self.unanswerable & open_facts)
        self._note_questions(resolved, tree, found)
        self._note_gates(resolved, view, found)
        return resolved

    def _must_wait(self, name: str, reading: Reading) -> bool:
        """Say whether a fact is not asked now: a step ahead finds it, or it belongs to the counter."""
        if name in self.unanswerable:
            return False
        fact = self.script.book.facts[name]
        if self.situation.at == "door" and fact.at != "door":
            return True
        if fact.found_by is None or fact.found_by in self.situation.done:
            return False
        return fact.found_by in self.script.chain_kinds or fact.found_by in reading.called

    def _finders(self, fact: Fact, reading: Reading) -> list[str]:
        """Return the steps ahead that find a fact, those of the ordinary chain even where nothing is served."""
        if fact.found_by is None or fact.found_by in self.situation.done:
            return []
        chain = [identity_of(name, self.key, self.script.kinds) for name in self.script.chain]
        return [step for step in dict.fromkeys([*chain, *reading.steps]) if kind_of(step) == fact.found_by]

    def _surely_not_served(self, completer: Completer, view: View, first: State) -> bool:
        """Say whether every completion, gates included, refuses (or every one refers)."""
        reading = first.reading
        undecided = reading.hoping or reading.unsure or any(decides(entry) for entry in reading.maybe)
        if reading.decision == "serve" and not undecided:
            return False
        decisions = set()
        for count, decision in enumerate(completer.decisions(view)):
            decisions.add(decision)
            if len(decisions) > 1 or "serve" in decisions or count >= MOST_COMPLETIONS:
                return False
        return bool(decisions)

    def _note_questions(self, resolved: Resolved, tree: Tree, found: list[Leaf]) -> None:
        open_splits = splits(tree)
        asked = [split for split in open_splits if split.matters]
        if not asked and len(found) > 1:
            asked = open_splits  # the world ties them together: no two lawful answers differ in one alone
        for name in sorted({split.fact for split in asked}):
            resolved.asked[name] = worst_case(tree, name, open_splits)
            resolved.because[name] = set().union(*(_rules_on(split) for split in open_splits if split.fact == name))
        for (undecided, facts), reading in _undecided(found):
            untried = not any(self._must_wait(fact, reading) for fact in facts)
            for name in facts if untried else ():  # too many completions: asked without being tried
                resolved.asked.setdefault(name, MOST_COMPLETIONS + len(found))
                resolved.because.setdefault(name, set()).update(_rule_of(undecided))

    def _note_gates(self, resolved: Resolved, view: View, found: list[Leaf]) -> None:
        waiting: dict[Entry | tuple[str, str], set[str]] = {}
        for (undecided, facts), reading in _undecided(found):
            for name in [fact for fact in facts if self._must_wait(fact, reading)]:
                finders = self._finders(self.script.book.facts[name], reading)
                resolved.gates.setdefault(name, set()).update(finders or ["counter"])
                waiting.setdefault(undecided, set()).add(name)
        for undecided, names in waiting.items():
            for step in provisos.hanging(self.script, view, resolved.reading, undecided):
                resolved.provisional.setdefault(step, set()).update(names)


def _undecided(found: list[Leaf]) -> list[tuple[Undecided, Reading]]:
    """Return what is still undecided in the plans found, each with the reading in which it is."""
    return [(one, state.reading) for leaf in found for state in leaf.states for one in state.undecided]


def _rule_of(undecided: Entry | tuple[str, str]) -> list[str]:
    return [] if isinstance(undecided, tuple) else [undecided.rule.id]


def _agreed(found: list[Leaf]) -> Reading:
    """Return what holds in every plan that does not refuse; of refusals, every reason."""
    lasting = [leaf.reading for leaf in found if leaf.reading.decision != "refuse"]
    if not lasting:
        return _with_every_reason(found)
    return lasting[0] if len(found) == 1 else common(lasting)


def _with_every_reason(found: list[Leaf]) -> Reading:
    return every_reason([state.reading for leaf in found for state in leaf.states])


def _rules_on(split: Split) -> set[str]:
    """Return the rules that hold for some answers and not for others."""
    fired: list[set[str]] = [
        set().union(*(leaf.reading.fired for leaf in leaves(branch))) for _, branch in split.branches
    ]
    return set().union(*fired) - fired[0].intersection(*fired[1:])


def worst_case(tree: Tree, name: str, open_splits: list[Split]) -> int:
    """Return how many different plans are left in the worst case once the fact is answered."""
    values: dict[Value, None] = {
        value: None for split in open_splits if split.fact == name for value, _ in split.branches
    }
    left = [given(tree, name, value) for value in values]
    return max(len(leaves(rest)) for rest in left if rest is not None)
