"""What is not known: gates, questions, and the answer that every completion gives.

An unknown fact that a step still ahead will find is a gate. Every other unknown fact is tried: the reading is made
anew for each lawful value that some rule can tell apart. Two completions that differ in one fact alone and give
different readings make that fact a question; completions that all agree need none.
"""

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from nuanxin.core.policy import conditions, effects, words
from nuanxin.core.policy.book import Fact
from nuanxin.core.policy.conditions import Compare, Condition, Range, Value, Verdict
from nuanxin.core.policy.planner.readings import Draft, Reading, read
from nuanxin.core.policy.planner.scripts import Entry, Script, kind_of, names_of
from nuanxin.core.policy.planner.views import excluded, settle
from nuanxin.core.policy.situation import Situation, View

MOST_COMPLETIONS = 400
"""Above this many completions no further facts are tried before those already found are answered."""


@dataclass(frozen=True)
class Completion:
    """Values of unknown facts, and the reading that they give."""

    answers: dict[str, Value]
    reading: Reading
    signature: object
    waiting: tuple[tuple[Entry | tuple[str, str], frozenset[str]], ...] = ()
    """Rules (or kind and method) still undecided, each with the unknown facts on which it hangs."""


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
    if first.refused_by_rule and not any(entry.silences for entry in first.maybe):
        return Resolved(first)
    if not any(entry.material for entry in first.maybe) and not first.unsure:
        return Resolved(first)
    return Search(script, situation, key, frozenset(unanswerable)).resolve(view, first)


@dataclass
class Search:
    """The completions of one service's view."""

    script: Script
    situation: Situation
    key: str
    unanswerable: frozenset[str]
    count: int = 0

    def resolve(self, view: View, first: Reading) -> Resolved:
        """Return the reading, what to ask, and what waits."""
        open_facts = self._waiting_facts(view, first)
        waits = {fact for fact in open_facts if self._must_wait(fact, first)}
        if self._surely_not_served(view, first):
            return Resolved(every_reason([one.reading for one in self._completions(view, frozenset())]))
        completions = list(self._completions(view, frozenset(waits)))
        if not completions:
            completions = [Completion({}, first, signature(first))]
        completions = self._without_unanswerable(completions)
        resolved = Resolved(self._common([completion.reading for completion in completions]))
        resolved.confirmed_by_supervisor = bool(self.unanswerable & open_facts)
        self._note_questions(resolved, completions)
        self._note_gates(resolved, completions, waits)
        return resolved

    def _waiting_facts(self, view: View, reading: Reading) -> set[str]:
        return set().union(*(facts for _, facts in self._undecided(view, reading)))

    def _unknown_in(self, when: Condition, view: View) -> set[str]:
        """Return the unknown facts on which a condition hangs, those behind needs that follow from facts included."""
        found = set()
        waiting, seen = [when], set()
        while waiting:
            for atom in conditions.atoms(waiting.pop()):
                if isinstance(atom, Compare):
                    if conditions.compare(view.fact(atom.fact), atom.op, _plain(atom)) is None:
                        found.add(atom.fact)
                elif isinstance(atom, conditions.Need) and view.need(atom.code) is None and atom.code not in seen:
                    seen.add(atom.code)
                    waiting.append(self.script.derivations[atom.code])
        return found

    def _must_wait(self, name: str, reading: Reading) -> bool:
        """Say whether a fact is not asked now: a step ahead finds it, or it belongs to the counter."""
        if name in self.unanswerable:
            return False
        fact = self.script.book.facts[name]
        return bool(self._finders(fact, reading)) or (self.situation.at == "door" and fact.at != "door")

    def _finders(self, fact: Fact, reading: Reading) -> list[str]:
        if fact.found_by is None or fact.found_by in self.situation.done:
            return []
        in_chain = [name for name in self.script.chain if kind_of(name) == fact.found_by]
        return in_chain + [step for step in reading.steps if kind_of(step) == fact.found_by and step not in in_chain]

    def _surely_not_served(self, view: View, first: Reading) -> bool:
        """Say whether every completion, gates included, refuses (or every one refers)."""
        undecided = first.hoping or first.unsure or any(_decides(entry) for entry in first.maybe)
        if first.decision == "serve" and not undecided:
            return False
        decisions = set()
        for completion in self._completions(view, frozenset()):
            decisions.add(completion.reading.decision)
            if len(decisions) > 1 or "serve" in decisions:
                return False
        return self.count < MOST_COMPLETIONS

    def _completions(self, view: View, waits: frozenset[str]) -> Iterator[Completion]:
        self.count = 0
        yield from self._complete(view, {}, waits)

    def _complete(self, view: View, answers: dict[str, Value], waits: frozenset[str]) -> Iterator[Completion]:
        reading = read(self.script, view, self.key)
        name = self._next_fact(view, reading, waits)
        if name is None or self.count >= MOST_COMPLETIONS:
            self.count += 1
            yield Completion(answers, reading, signature(reading), tuple(self._undecided(view, reading)))
            return
        for value in self._values(name, view, reading):
            completed = _with_fact(self.script, view, name, value)
            if not excluded(self.script, completed):
                yield from self._complete(completed, {**answers, name: value}, waits)

    def _undecided(self, view: View, reading: Reading) -> Iterator[tuple[Entry | tuple[str, str], frozenset[str]]]:
        for entry in reading.maybe:
            if entry.material:
                yield entry, frozenset(self._unknown_in(entry.when, view))
        for kind_and_method in reading.unsure:
            yield kind_and_method, frozenset(self._unknown_in(self.script.cannot[kind_and_method][0], view))

    def _next_fact(self, view: View, reading: Reading, waits: frozenset[str]) -> str | None:
        """Choose the next fact to try: in the book's order, what nobody can answer last."""
        found: set[str] = set()
        for _, facts in self._undecided(view, reading):
            if facts.isdisjoint(waits):
                found |= facts
        order = self.script.fact_order
        return min(found, key=lambda name: (name in self.unanswerable, order[name]), default=None)

    def _values(self, name: str, view: View, reading: Reading) -> list[Value]:
        """Return one value for each class of values that something can tell apart."""
        fact = self.script.book.facts[name]
        if fact.type == "bool":
            return [False, True]
        speaking = [atom for atom in self._speaking(reading) if atom.fact == name]
        if fact.type == "enum":
            telling = {atom.value for atom in speaking}
            silent = [code for code in fact.values if code not in telling]
            return [code for code in fact.values if code in telling or code in silent[:1]]
        known = view.fact(name)
        low, high = (known.low, known.high) if isinstance(known, Range) else (0, fact.maximum)
        cuts = sorted({cut for atom in speaking for cut in cuts_of(atom)} | {low})
        return [cut for cut in cuts if low <= cut <= high]

    def _speaking(self, reading: Reading) -> Iterator[Compare]:
        parts = [entry.when for entry in reading.maybe]
        parts += [self.script.cannot[kind_and_method][0] for kind_and_method in reading.unsure]
        parts += self.script.neighbours
        return (atom for part in parts for atom in conditions.atoms(part) if isinstance(atom, Compare))

    def _without_unanswerable(self, completions: list[Completion]) -> list[Completion]:
        """Keep of completions that differ only in what nobody can answer the strictest."""
        if not self.unanswerable:
            return completions
        groups: dict[tuple[tuple[str, Value], ...], list[Completion]] = {}
        for completion in completions:
            kept = {name: value for name, value in completion.answers.items() if name not in self.unanswerable}
            groups.setdefault(tuple(sorted(kept.items(), key=str)), []).append(completion)
        return [
            dataclasses.replace(max(group, key=lambda one: strictness(one.reading)), answers=dict(kept))
            for kept, group in groups.items()
        ]

    def _common(self, readings: list[Reading]) -> Reading:
        """Return what holds in every reading that does not refuse; of refusals, every reason."""
        lasting = [reading for reading in readings if reading.decision != "refuse"]
        if not lasting:
            return every_reason(readings)
        if len({str(signature(reading)) for reading in readings}) == 1:
            return readings[0]
        return common(lasting)

    def _note_questions(self, resolved: Resolved, completions: list[Completion]) -> None:
        names = sorted({name for completion in completions for name in completion.answers})
        asked = [name for name in names if _matters(name, completions)]
        if not asked and len({completion.signature for completion in completions}) > 1:
            asked = names  # the world ties them together: no two lawful answers differ in one alone
        for name in asked:
            resolved.asked[name] = worst_case(name, completions)
            resolved.because[name] = self._rules_on(name, completions)

    def _note_gates(self, resolved: Resolved, completions: list[Completion], waits: set[str]) -> None:
        for completion in completions:
            for undecided, facts in completion.waiting:
                for name in facts & waits:
                    finders = self._finders(self.script.book.facts[name], resolved.reading)
                    resolved.gates.setdefault(name, set()).update(finders or ["counter"])
                    for step in touched(undecided, resolved.reading):
                        resolved.provisional.setdefault(step, set()).add(name)

    def _rules_on(self, name: str, completions: list[Completion]) -> set[str]:
        fired: dict[Value, set[str]] = {}
        for completion in completions:
            if name in completion.answers:
                fired.setdefault(completion.answers[name], set()).update(completion.reading.fired)
        always = set.intersection(*fired.values()) if fired else set()
        return set().union(*fired.values()) - always


def _decides(entry: Entry) -> bool:
    """Say whether a rule may end in not serving: by its word, or by a step for which no way is left."""
    ends = effects.Refuse | effects.Refer | effects.Forbid | effects.Add
    return any(isinstance(effect, ends) for effect in entry.effects)


def _plain(atom: Compare) -> bool | int | str:
    return atom.value  # type: ignore[return-value]


def _with_fact(script: Script, view: View, name: str, value: Value) -> View:
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


def signature(reading: Reading) -> object:
    """Return what makes two readings the same plan: decision, steps, methods, actors, controls, limits."""
    return (
        reading.decision,
        tuple(sorted(reading.refer_to)),
        tuple(
            sorted(
                (step.identity, step.methods, step.actor or "", _frozen(step.controls))
                for step in reading.steps.values()
            )
        ),
        _frozen(reading.case),
        tuple(sorted(reading.limits.items())) if reading.decision == "serve" else (),
    )


def _frozen(controls: dict[str, effects.ControlValue]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (name, ",".join(sorted(value)) if isinstance(value, frozenset) else str(value))
            for name, value in controls.items()
        )
    )


def strictness(reading: Reading) -> tuple[int, int, int, int, str]:
    """Return the order of strictness: decision, controls, steps; the last part only makes it total."""
    severity = {"refuse": 2, "refer": 1}.get(reading.decision, 0)
    controls = sum(
        len(value) if isinstance(value, frozenset) else 1
        for step in reading.steps.values()
        for value in step.controls.values()
    )
    ranks = sum(
        words.RANKS.index(str(step.controls["approval"])) + 1
        for step in reading.steps.values()
        if "approval" in step.controls
    )
    return severity, ranks, controls + len(reading.case), len(reading.steps), str(signature(reading))


def _matters(name: str, completions: list[Completion]) -> bool:
    """Say whether two completions that differ in this fact alone give different readings."""
    answered = [completion for completion in completions if name in completion.answers]
    for index, one in enumerate(answered):
        for other in answered[index + 1 :]:
            if one.signature != other.signature and _differ_only_in(name, one.answers, other.answers):
                return True
    return False


def _differ_only_in(name: str, one: dict[str, Value], other: dict[str, Value]) -> bool:
    if one[name] == other[name]:
        return False
    return all(other.get(fact, value) == value for fact, value in one.items() if fact != name)


def worst_case(name: str, completions: list[Completion]) -> int:
    """Return how many different readings are left in the worst case once the fact is answered."""
    values = {completion.answers[name] for completion in completions if name in completion.answers}
    return max(
        len({completion.signature for completion in completions if completion.answers.get(name, value) == value})
        for value in values
    )


def every_reason(readings: list[Reading]) -> Reading:
    """Return the first of readings that decide alike, with the reasons of all."""
    first = dataclasses.replace(readings[0], reasons={}, alternatives=set(), because=set(), refer_to=set())
    for reading in readings:
        for reason, rules in reading.reasons.items():
            first.reasons[reason] = sorted({*first.reasons.get(reason, ()), *rules})
        first.alternatives |= reading.alternatives
        first.because |= reading.because
        first.refer_to |= reading.refer_to
    return first


def common(readings: list[Reading]) -> Reading:
    """Return the steps, and of them the methods and controls, in which all readings agree."""
    first = min(readings, key=lambda one: str(signature(one)))
    kept: dict[str, Draft] = {}
    for identity, step in first.steps.items():
        others = [reading.steps.get(identity) for reading in readings]
        if all(others):
            kept[identity] = _shared(step, [other for other in others if other])
    return dataclasses.replace(
        first,
        steps=kept,
        case={
            name: value for name, value in first.case.items() if all(one.case.get(name) == value for one in readings)
        },
        offers=set.intersection(*(one.offers for one in readings)),
        limits={
            name: value
            for name, value in first.limits.items()
            if all(one.limits.get(name) == value for one in readings)
        },
        fired=set.intersection(*(one.fired for one in readings)),
        edges={edge for edge in first.edges if edge[0] in kept and edge[1] in kept},
    )


def _shared(step: Draft, others: list[Draft]) -> Draft:
    return dataclasses.replace(
        step,
        methods=step.methods if all(other.methods == step.methods for other in others) else (),
        actor=step.actor if all(other.actor == step.actor for other in others) else None,
        controls={
            name: value
            for name, value in step.controls.items()
            if all(other.controls.get(name) == value for other in others)
        },
        because=set.intersection(*(other.because for other in others)),
    )


def touched(undecided: Entry | tuple[str, str], reading: Reading) -> set[str]:
    """Return the steps on which an undecided rule may act: all of them where it decides the service."""
    if isinstance(undecided, tuple):
        return {identity for identity in reading.steps if kind_of(identity) == undecided[0]}
    found: set[str] = set()
    for effect in undecided.effects:
        if isinstance(effect, effects.Refuse | effects.Refer):
            return set(reading.steps)
        target = getattr(effect, "target", None)
        if isinstance(effect, effects.Forbid):
            target = effects.Target(names=(effect.step,))
        if isinstance(target, effects.Target):
            found.update(
                step.identity
                for step in reading.steps.values()
                if not target.names or not set(target.names).isdisjoint(names_of(step.identity))
            )
    return found
