"""The law of a day, prepared for one service: conditions read for it and compiled, rules sorted by pass.

A plan is asked for far more often than a law changes, so everything that depends on law and service alone is done
once and kept with the law.
"""

import dataclasses
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nuanxin.core.policy import conditions, effects
from nuanxin.core.policy.book import Book, Impossible, Kind, Law, Rule
from nuanxin.core.policy.conditions import FALSE, Condition, Param, Test
from nuanxin.core.policy.effects import Add, Effect, Refer, Refuse, Require
from nuanxin.core.policy.planner import openings

SITUATION, METHOD, CONTROL = "situation", "method", "control"

OVER_LIMIT = "over_limit"
"""The reason code of a fact above its limit."""

IMMATERIAL = (effects.Offer, effects.Route, effects.Within)
"""Effects that are never a reason to ask a question."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One rule as it stands for one service; a limit on a fact is a second entry that refuses what is above it."""

    rule: Rule
    when: Condition
    effects: tuple[Effect, ...]
    silences: frozenset[tuple[str, str]] = frozenset()
    """(rule id, effect word) that this entry silences where it holds."""

    @functools.cached_property
    def test(self) -> Test:
        """The condition, compiled."""
        return conditions.compiled(self.when)

    @functools.cached_property
    def material(self) -> bool:
        """Whether the rule can change decision, step, method, actor, control or limit."""
        return any(not isinstance(effect, IMMATERIAL) for effect in self.effects)

    @functools.cached_property
    def adds(self) -> tuple[Add, ...]:
        """The steps that the rule adds."""
        return tuple(effect for effect in self.effects if isinstance(effect, Add))

    @functools.cached_property
    def ends(self) -> tuple[Refuse | Refer, ...]:
        """Its refusals and referrals."""
        return tuple(effect for effect in self.effects if isinstance(effect, Refuse | Refer))

    @functools.cached_property
    def requires(self) -> tuple[Require, ...]:
        """The controls that it asks for."""
        return tuple(effect for effect in self.effects if isinstance(effect, Require))

    @functools.cached_property
    def uses(self) -> frozenset[str]:
        """The methods that it brings."""
        return frozenset(effect.method for effect in self.effects if isinstance(effect, effects.Use))

    @functools.cached_property
    def others(self) -> tuple[Effect, ...]:
        """Its effects on steps and visit besides these."""
        apart = Add | Refuse | Refer | Require
        return tuple(effect for effect in self.effects if not isinstance(effect, apart))

    @functools.cached_property
    def asks(self) -> frozenset[str]:
        """Needs of which the condition asks for at least one; none where it holds also without."""
        for part in self.when.parts if isinstance(self.when, conditions.All) else (self.when,):
            either = part.parts if isinstance(part, conditions.Any) else (part,)
            needs = [one.code for one in either if isinstance(one, conditions.Need)]
            if len(needs) == len(either):
                return frozenset(needs)
        return frozenset()

    @functools.cached_property
    def looks(self) -> frozenset[Condition]:
        """What of the plan the condition looks at: steps, methods, controls."""
        plan_words = conditions.Step | conditions.Method | conditions.Control
        return frozenset(atom for atom in conditions.atoms(self.when) if isinstance(atom, plan_words))

    @functools.cached_property
    def looks_at_steps(self) -> bool:
        """Whether the condition asks for a step."""
        return looks_at_steps(self.when)


@dataclass(frozen=True, eq=False)
class Script:
    """One service under one law."""

    law: Law
    service: str
    chain: tuple[str, ...]
    """Names of the ordinary steps, in their order."""
    situational: tuple[Entry, ...]
    by_method: tuple[Entry, ...]
    by_control: tuple[Entry, ...]
    facts: frozenset[str]
    """Facts that this service can see."""
    cannot: Mapping[tuple[str, str], tuple[Condition, Test]]
    """(kind, method) → when this person cannot use it."""
    settings: tuple["Setting", ...]
    derived: tuple[tuple[str, Test], ...]
    """Need → exactly when it holds."""
    derivations: Mapping[str, Condition]
    """Need → what it follows from, exactly or at least."""
    following: tuple[tuple[str, Test], ...]
    """The same, compiled."""
    fact_order: Mapping[str, int]
    impossible: tuple[tuple[Test, Impossible], ...]
    neighbours: tuple[Condition, ...]
    """Conditions besides the rules about the situation that tell values of a fact apart: needs that follow, only_if,
    the world, what a method needs, and rules that may come to hold when a method or a control does."""
    overridden: frozenset[tuple[str, str]]
    _prospects: dict["Undecided", "Prospect"] = field(default_factory=dict)
    _openings: dict[Condition, openings.Opening] = field(default_factory=dict)

    def prospect(self, undecided: "Undecided") -> "Prospect":
        """Return what a rule, or a kind's method, may still hang on; prepared once and kept."""
        found = self._prospects.get(undecided)
        if found is None:
            when = self.cannot[undecided][0] if isinstance(undecided, tuple) else undecided.when
            found = self._prospects[undecided] = Prospect(
                opening=self._opening(when),
                compared=openings.compared([when]),
                telling=tuple(map(self._opening, openings.parts_on_facts(when))),
            )
        return found

    def _opening(self, when: Condition) -> openings.Opening:
        """Return a condition prepared: the same wherever it stands, so that it is looked at once."""
        return self._openings.setdefault(when, openings.opening(when, self.derivations))

    @functools.cached_property
    def compared_beside(self) -> Mapping[str, frozenset[conditions.Compare]]:
        """The comparisons of the neighbours, by their facts."""
        return openings.compared(self.neighbours)

    def situational_for(self, needs: Mapping[str, conditions.Verdict]) -> list[Entry]:
        """Return the rules about the situation without those that ask for a need which is surely not there."""
        there = {need for need, verdict in needs.items() if verdict is not False}
        return [entry for entry in self.situational if not entry.asks or not entry.asks.isdisjoint(there)]

    @functools.cached_property
    def defaults(self) -> Mapping[str, bool | int | str]:
        """What the facts of this service are where nothing is said."""
        facts = [self.book.facts[name] for name in self.facts]
        return {fact.name: fact.default for fact in facts if fact.default is not None}

    @functools.cached_property
    def bounds(self) -> Mapping[str, tuple[str, int, int]]:
        """Need → the number from which it follows exactly, and between which bounds."""
        read, found = reading_for(self.law, self.service), {}
        for need, condition in self.book.world.derived.items():
            when = read.of(condition)
            if isinstance(when, conditions.Compare) and type(when.value) is int:
                low = {"at_least": when.value, "over": when.value + 1}.get(when.op, 0)
                high = {"at_most": when.value, "under": when.value - 1}.get(when.op, self.book.facts[when.fact].maximum)
                found[need] = (when.fact, low, high)
        return found

    @functools.cached_property
    def chain_names(self) -> frozenset[str]:
        """Every name of the ordinary steps."""
        return frozenset(name for step in self.chain for name in names_of(step))

    @functools.cached_property
    def chain_kinds(self) -> frozenset[str]:
        """The kinds of the ordinary steps."""
        return frozenset(map(kind_of, self.chain))

    @property
    def book(self) -> Book:
        """The book of the law."""
        return self.law.book

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The step kinds of the book."""
        return self.law.book.kinds


Undecided: TypeAlias = Entry | tuple[str, str]
"""A rule of which it is not known whether it holds, or a kind's method of which it is not known whether it will do."""


@dataclass(frozen=True)
class Prospect:
    """What is prepared of a condition for trying the facts that are not known."""

    opening: openings.Opening
    compared: Mapping[str, frozenset[conditions.Compare]]
    """Fact → the comparisons with it."""
    telling: tuple[openings.Opening, ...]
    """Its parts that look at the situation: by these it tells views apart."""


@dataclass(frozen=True, eq=False)
class Setting:
    """A fact that takes a stated value where it has no meaning."""

    fact: str
    only_if: Test
    otherwise: bool | int | str


@functools.cache
def kind_of(name: str) -> str:
    """Return the kind of a step's name or identity: ``sign`` of ``sign@change:pin_reset``."""
    for mark in (":", "@", "."):
        name = name.partition(mark)[0]
    return name


@functools.cache
def name_of(identity: str) -> str:
    """Return the name by which rules call a step: ``protect.stop`` of ``protect.stop:loss_report``."""
    return identity.partition(":")[0]


@functools.cache
def base_of(identity: str) -> str:
    """Return kind and label without bundle: ``sign`` of ``sign@change``."""
    return name_of(identity).partition("@")[0]


@functools.cache
def names_of(identity: str) -> tuple[str, ...]:
    """Return every name that means this step: its kind, kind and label, and its full name."""
    return tuple(dict.fromkeys((kind_of(identity), base_of(identity), name_of(identity))))


def identity_of(name: str, key: str, kinds: Mapping[str, Kind]) -> str:
    """Return a step's identity: kind, label and share key (visit, bundle or service)."""
    if "@" in name or kinds[kind_of(name)].share == "visit":
        return name
    return f"{name}:{key}"


def reading_for(law: Law, service: str | None) -> conditions.Reading:
    """Return how conditions are read for a service under a law."""
    lacking = {
        fact.name for fact in law.book.facts.values() if service and fact.services and service not in fact.services
    }
    terms = {name: term.when for name, term in law.book.terms.items()}
    return conditions.Reading(terms=terms, numbers=law.numbers, service=service, lacking=lacking)


def pass_of(when: Condition) -> str:
    """Return the pass in which a rule is read, by what its condition looks at."""
    looks_at = {type(atom) for atom in conditions.atoms(when)}
    if conditions.Control in looks_at:
        return CONTROL
    return METHOD if conditions.Method in looks_at else SITUATION


def resolved(effect: Effect, numbers: Mapping[str, int]) -> Effect:
    """Return the effect with the day's numbers in place of parameters."""

    def number(value: object) -> object:
        if isinstance(value, Param):
            return numbers[value.name]
        if isinstance(value, effects.Attempts):
            return dataclasses.replace(value, least=number(value.least))  # type: ignore[arg-type]
        return value

    match effect:
        case effects.Require(_, controls, _):
            return dataclasses.replace(
                effect,
                controls={name: number(value) for name, value in controls.items()},  # type: ignore[misc]
            )
        case effects.Limit(values):
            return effects.Limit({name: number(value) for name, value in values.items()})  # type: ignore[misc]
        case effects.Route() | effects.Within():
            changed = {field.name: number(getattr(effect, field.name)) for field in dataclasses.fields(effect)}
            return dataclasses.replace(effect, **changed)  # type: ignore[arg-type]
        case _:
            return effect


def entries_of(law: Law, rule: Rule, read: conditions.Reading) -> list[Entry]:
    """Return the rule as read for a service; nothing where it can never hold for it.

    Read once for all laws with the same numbers, and kept with the book.
    """
    key = (rule.place, read.service, law.figures)
    made = law.book.prepared.get(key)
    if not isinstance(made, list):
        made = law.book.prepared[key] = _read(law, rule, read)
    return made


def _read(law: Law, rule: Rule, read: conditions.Reading) -> list[Entry]:
    when = read.of(rule.when)
    if when == FALSE:
        return []
    changed = tuple(resolved(effect, law.numbers) for effect in rule.effects)
    entries = [Entry(rule, when, changed, frozenset((override.rule, override.effect) for override in rule.overrides))]
    for effect in changed:
        if isinstance(effect, effects.Limit):
            entries += _refusals_above(law.book, rule, when, effect, read)
    return entries


def _refusals_above(
    book: Book, rule: Rule, when: Condition, limit: effects.Limit, read: conditions.Reading
) -> list[Entry]:
    """A known fact above its limit is refused: said once, as a rule that refuses."""
    entries = []
    for name, value in limit.values.items():
        if name not in book.facts or name in read.lacking or not isinstance(value, int):
            continue
        above = conditions.conjunction([when, conditions.Compare(name, "over", value)])
        refusal = effects.Refuse(reason=OVER_LIMIT, alternatives=book.limit_alternatives.get(name, ()))
        entries.append(Entry(rule, above, (refusal,)))
    return entries


def script(law: Law, service: str) -> Script:
    """Return the script of a service under a law; made once and kept with the law."""
    made = law.prepared.get(service)
    if not isinstance(made, Script):
        made = law.prepared[service] = _script(law, service)
    return made


def _script(law: Law, service: str) -> Script:
    read = reading_for(law, service)
    tables = law.book
    passes: dict[str, list[Entry]] = {SITUATION: [], METHOD: [], CONTROL: []}
    for rule in law.rules:
        for entry in entries_of(law, rule, read):
            passes[pass_of(entry.when)].append(entry)
    seen = [fact for fact in tables.facts.values() if fact.name not in read.lacking]
    only_if = [(fact, read.of(fact.only_if)) for fact in seen if fact.only_if is not None]
    derivations = _derivations(tables, read)
    impossible = [(read.of(line.when), line) for line in tables.world.impossible]
    cannot = {
        (kind.name, method): read.of(when) for kind in tables.kinds.values() for method, when in kind.cannot.items()
    }
    neighbours = [*(when for _, when in only_if), *derivations.values(), *(when for when, _ in impossible)]
    neighbours += [*cannot.values(), *(entry.when for entry in passes[METHOD] + passes[CONTROL] if entry.material)]
    compiled = conditions.compiled
    return Script(
        law=law,
        service=service,
        chain=tables.services[service].steps,
        situational=tuple(passes[SITUATION]),
        by_method=tuple(passes[METHOD]),
        by_control=tuple(passes[CONTROL]),
        facts=frozenset(tables.facts) - frozenset(read.lacking),
        cannot={key: (when, compiled(when)) for key, when in cannot.items() if when != FALSE},
        settings=tuple(Setting(fact.name, compiled(when), _otherwise(fact.otherwise)) for fact, when in only_if),
        derived=tuple((need, compiled(read.of(when))) for need, when in tables.world.derived.items()),
        derivations=derivations,
        following=tuple((need, compiled(when)) for need, when in derivations.items()),
        fact_order={name: place for place, name in enumerate(tables.facts)},
        impossible=tuple((compiled(when), line) for when, line in impossible if not looks_at_steps(when)),
        neighbours=tuple(when for when in neighbours if when != FALSE),
        overridden=frozenset().union(*(entry.silences for entry in passes[SITUATION])),
    )


def _derivations(book: Book, read: conditions.Reading) -> dict[str, Condition]:
    """Return for each need that follows from facts, exactly or at least, from what."""
    found: dict[str, list[Condition]] = {need: [read.of(when)] for need, when in book.world.derived.items()}
    for implication in book.world.implies:
        found.setdefault(implication.need, []).append(read.of(implication.when))
    return {need: conditions.disjunction(whens) for need, whens in found.items()}


def looks_at_steps(when: Condition) -> bool:
    """Say whether a condition asks for a step."""
    return any(isinstance(atom, conditions.Step) for atom in conditions.atoms(when))


def _otherwise(value: bool | int | str | None) -> bool | int | str:
    return False if value is None else value
