"""A service's reading as formulas: the same four passes as `planner.readings`, over all situations at once.

Where the planner says 'this rule holds', this says 'it holds in exactly these situations'. Total situations only;
what is unknown is the planner's affair and tested there.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from nuanxin.core.policy import conditions, effects
from nuanxin.core.policy.book import Kind
from nuanxin.core.policy.conditions import Condition, Param
from nuanxin.core.policy.effects import ControlValue, Target
from nuanxin.core.policy.planner.combining import covers
from nuanxin.core.policy.planner.scripts import (
    CONTROL,
    METHOD,
    OVER_LIMIT,
    SITUATION,
    Entry,
    base_of,
    identity_of,
    kind_of,
    names_of,
    pass_of,
    reading_for,
)
from nuanxin.core.policy.proof.formulas import FALSE, TRUE
from nuanxin.core.policy.proof.space import Space

Wanted: TypeAlias = ControlValue | Param
"""What an invariant asks of a control; a parameter is the number of the day."""


@dataclass(frozen=True)
class Guarded:
    """A control of a step that stands exactly where the guard holds."""

    guard: int
    name: str
    value: ControlValue
    rule: str


@dataclass
class SymbolicReading:
    """What the rules say of one service, as formulas."""

    space: Space
    service: str
    holds: list[tuple[Entry, int]] = field(default_factory=list)
    """Rules about the situation, each with where it holds."""
    silent: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    present: dict[str, int] = field(default_factory=dict)
    """Step → where the service's plan has it."""
    refuse: int = FALSE
    refer: int = FALSE
    refer_to: dict[str, int] = field(default_factory=dict)
    serve: int = FALSE
    methods: dict[tuple[str, str], int] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)
    conflicts: dict[str, int] = field(default_factory=dict)
    controls: dict[str, list[Guarded]] = field(default_factory=lambda: defaultdict(list))
    case: list[Guarded] = field(default_factory=list)
    edges: list[tuple[str, str, int]] = field(default_factory=list)
    forbidden: dict[tuple[str, str], int] = field(default_factory=dict)
    """(step, method) → where that way is forbidden."""
    limits: dict[tuple[str, int], int] = field(default_factory=dict)
    """(name, value) → where a rule sets this limit."""
    actors: dict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    """Step → actor → where a rule assigns it."""
    used: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    """(step, method) → rules that use it, each with where."""

    def both(self, *parts: int) -> int:
        """Return 'all of these'."""
        return self.space.store.both(parts)

    def either(self, parts: Iterable[int]) -> int:
        """Return 'at least one of these'."""
        return self.space.store.either(parts)

    def has(self, step: str, name: str, value: Wanted) -> int:
        """Return where a step stands under a control at least as strict as this value."""
        return self._stands(self.controls.get(step, ()), name, value)

    def case_has(self, name: str, value: Wanted) -> int:
        """Return where the whole case stands under a control at least as strict."""
        return self._stands(self.case, name, value)

    def _stands(self, standing: Iterable[Guarded], name: str, value: Wanted) -> int:
        if isinstance(value, Param):
            return self.either(
                self.both(days, self._stands(standing, name, law.numbers[value.name]))
                for law, days in self.space.laws_with_days()
            )
        kinds = self.space.book.controls
        here = [one for one in standing if one.name == name]
        parts = value if isinstance(value, frozenset) else (value,)
        return self.both(
            *(self.either(one.guard for one in here if covers(name, one.value, part, kinds)) for part in parts)
        )

    def limited(self, name: str, value: int | Param) -> int:
        """Return where a limit stands at or below this value; a parameter is the number of the day."""
        if isinstance(value, Param):
            return self.either(
                self.both(days, self.limited(name, law.numbers[value.name]))
                for law, days in self.space.laws_with_days()
            )
        return self.either(where for (limit, at), where in self.limits.items() if limit == name and at <= value)

    def method(self, step: str, method: str) -> int:
        """Return where the step is done by this method."""
        return self.methods.get((step, method), FALSE)


def symbolic(space: Space, service: str) -> SymbolicReading:
    """Read one service symbolically."""
    reading = SymbolicReading(space, service)
    passes: dict[str, list[tuple[Entry, int]]] = {SITUATION: [], METHOD: [], CONTROL: []}
    for entry, days in space.entries(service):
        passes[pass_of(entry.when)].append((entry, days))
    _find_steps(reading, passes[SITUATION])
    for entry, where in reading.holds:
        for silenced in entry.silences:
            reading.silent[silenced].append(where)
    _decide(reading)
    _choose_methods(reading)
    _require_all(reading, passes)
    return reading


def _unsilenced(reading: SymbolicReading, entry: Entry, where: int, word: str) -> int:
    return reading.both(where, *(-other for other in reading.silent.get((entry.rule.id, word), ())))


def _find_steps(reading: SymbolicReading, entries: list[tuple[Entry, int]]) -> None:
    """Least fixpoint over added steps: as many rounds as there are rules that add because of a step."""
    space, service = reading.space, reading.service
    kinds = space.book.kinds
    chain = [identity_of(name, service, kinds) for name in space.book.services[service].steps]
    present = dict.fromkeys(chain, TRUE)
    for _ in range(2 + sum(1 for entry, _ in entries if entry.looks_at_steps and entry.adds)):
        given = _given_steps(reading, present)
        holds = []
        found: dict[str, list[int]] = {identity: [TRUE] for identity in chain}
        for entry, days in entries:
            literal = (
                space.literal_with(entry.when, service, given)
                if entry.looks_at_steps
                else space.literal(entry.when, service)
            )
            where = reading.both(days, literal)
            if where == FALSE:
                continue
            holds.append((entry, where))
            for effect in entry.effects:
                if isinstance(effect, effects.Add):
                    found.setdefault(identity_of(effect.step, service, kinds), []).append(where)
        after = {identity: reading.either(parts) for identity, parts in found.items()}
        if after == present:
            break
        present = after
    reading.holds, reading.present = holds, present
    reading.edges += [(first, then, TRUE) for first, then in itertools.pairwise(chain)]
    for entry, where in holds:
        _note_edges(reading, entry, where)


def _given_steps(reading: SymbolicReading, present: dict[str, int]) -> dict[Condition, int]:
    names: dict[str, list[int]] = {}
    for identity, where in present.items():
        for name in set(names_of(identity)):
            names.setdefault(name, []).append(where)
    return {conditions.Step(name): reading.either(parts) for name, parts in names.items()}


def _note_edges(reading: SymbolicReading, entry: Entry, where: int) -> None:
    kinds = reading.space.book.kinds
    for effect in entry.effects:
        if not isinstance(effect, effects.Add):
            continue
        identity = identity_of(effect.step, reading.service, kinds)
        for other in reading.present:
            if effect.before is not None and effect.before in names_of(other):
                reading.edges.append((identity, other, where))
            if effect.after is not None and effect.after in names_of(other):
                reading.edges.append((other, identity, where))


def _decide(reading: SymbolicReading) -> None:
    refusals, referrals = [], defaultdict(list)
    for entry, where in reading.holds:
        for effect in entry.effects:
            if isinstance(effect, effects.Refuse):
                word = "limit" if effect.reason == OVER_LIMIT else "refuse"
                refusals.append(_unsilenced(reading, entry, where, word))
            elif isinstance(effect, effects.Refer):
                referrals[effect.to].append(_unsilenced(reading, entry, where, "refer"))
    reading.refuse = reading.either(refusals)
    reading.refer_to = {to: reading.either(parts) for to, parts in referrals.items()}
    reading.refer = reading.either(reading.refer_to.values())


def _choose_methods(reading: SymbolicReading) -> None:
    forbidden: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry, where in reading.holds:
        for effect in entry.effects:
            _note_way(reading, entry, where, effect, forbidden)
    reading.forbidden = {way: reading.either(guards) for way, guards in forbidden.items()}
    stuck = []
    for step, present in reading.present.items():
        kind = reading.space.book.kinds[kind_of(step)]
        if kind.choice is not None:
            stuck.append(_choose(reading, step, present, kind))
    for step, actors in reading.actors.items():
        _clash_of_actors(reading, step, [reading.either(guards) for guards in actors.values()])
    stuck += reading.conflicts.values()
    reading.serve = reading.both(-reading.refuse, -reading.refer, *(-where for where in stuck))


def _clash_of_actors(reading: SymbolicReading, step: str, assigned: list[int]) -> None:
    """Note where rules assign a step to two actors."""
    two = reading.either(reading.both(one, other) for one, other in itertools.combinations(assigned, 2))
    clash = reading.both(-reading.refuse, -reading.refer, reading.present[step], two)
    reading.conflicts[step] = reading.either([reading.conflicts.get(step, FALSE), clash])


def _note_way(
    reading: SymbolicReading,
    entry: Entry,
    where: int,
    effect: effects.Effect,
    forbidden: dict[tuple[str, str], list[int]],
) -> None:
    """Note where a method is used or forbidden, and where a limit stands."""
    match effect:
        case effects.Forbid(step, method):
            forbidden[step, method].append(_unsilenced(reading, entry, where, "refuse"))
        case effects.Use(target, method):
            used = _unsilenced(reading, entry, where, "use")
            for step in _targets(reading, target):
                reading.used[step, method].append((entry.rule.id, used))
        case effects.Assign(actor=str(actor), target=Target() as target):
            assigned = _unsilenced(reading, entry, where, "assign")
            for step in _targets(reading, target):
                reading.actors[step][actor].append(assigned)
        case effects.Limit(values):
            here = _unsilenced(reading, entry, where, "limit")
            for name, value in values.items():
                if isinstance(value, int):
                    known = reading.limits.get((name, value), FALSE)
                    reading.limits[name, value] = reading.either([known, here])


def _choose(reading: SymbolicReading, step: str, present: int, kind: Kind) -> int:
    """Lay down the methods of a step; return where it is stuck without one."""
    names = dict.fromkeys((kind.name, base_of(step)))
    wanted = {
        method: reading.either(where for _, where in reading.used.get((step, method), ())) for method in kind.methods
    }
    barred = {
        method: reading.either(reading.forbidden.get((name, method), FALSE) for name in names)
        for method in kind.methods
    }
    able = {method: -cannot(reading, kind, method) for method in kind.methods}
    left = {method: reading.both(wanted[method], -barred[method], able[method]) for method in kind.methods}
    any_left = reading.either(left.values())
    ordinary = kind.ordinary
    fallback = reading.both(-any_left, -barred[ordinary], able[ordinary]) if ordinary else FALSE
    order = sorted(kind.methods, key=lambda one: (_place(kind, one), one))
    for number, method in enumerate(order):
        where = left[method]
        if kind.choice == "one":
            where = reading.both(where, *(-left[stronger] for stronger in order[:number]))
        reading.methods[step, method] = reading.either([where, fallback if method == ordinary else FALSE])
    none = reading.both(present, -any_left, -fallback)
    explained = reading.either(
        reading.both(barred[method], TRUE if method == ordinary else wanted[method]) for method in kind.methods
    )
    base = reading.both(-reading.refuse, -reading.refer)
    reading.gaps[step] = reading.both(base, none, -explained)
    if kind.choice == "one":
        reading.conflicts[step] = reading.both(base, present, _clash(reading, kind, left))
    return none


def _place(kind: Kind, method: str) -> int:
    return kind.precedence.index(method) if method in kind.precedence else len(kind.precedence)


def _clash(reading: SymbolicReading, kind: Kind, left: dict[str, int]) -> int:
    outside = [method for method in kind.methods if method not in kind.precedence]
    return reading.either(
        reading.both(left[one], left[other]) for one in outside for other in kind.methods if other != one
    )


def cannot(reading: SymbolicReading, kind: Kind, method: str) -> int:
    """Return where this person cannot use the method, on every day."""
    condition = kind.cannot.get(method)
    if condition is None:
        return FALSE
    space = reading.space
    return reading.either(
        reading.both(days, space.literal(reading_for(law, reading.service).of(condition), reading.service))
        for law, days in space.laws_with_days()
    )


def _targets(reading: SymbolicReading, target: Target) -> list[str]:
    return [step for step in reading.present if not target.names or not set(target.names).isdisjoint(names_of(step))]


def _require_all(reading: SymbolicReading, passes: dict[str, list[tuple[Entry, int]]]) -> None:
    space = reading.space
    for entry, where in reading.holds:
        _require(reading, entry, where, {})
    given: dict[Condition, int] = _given_steps(reading, reading.present)
    for method in {method for _, method in reading.methods}:
        given[conditions.Method(method)] = reading.either(
            reading.both(reading.present[step], where)
            for (step, name), where in reading.methods.items()
            if name == method
        )
    for entry, days in passes[METHOD]:
        where = reading.both(days, space.literal_with(entry.when, reading.service, given))
        _require(reading, entry, where, {})
    fixed = {step: list(controls) for step, controls in reading.controls.items()}
    fixed_case = list(reading.case)
    for _ in range(1 + len({entry.rule.id for entry, _ in passes[CONTROL]})):
        before = _shape(reading)
        standing = _standing(reading)
        given.update({conditions.Control(name): reading.either(parts.values()) for name, parts in standing.items()})
        reading.controls = defaultdict(list, {step: list(controls) for step, controls in fixed.items()})
        reading.case = list(fixed_case)
        for entry, days in passes[CONTROL]:
            where = reading.both(days, space.literal_with(entry.when, reading.service, given))
            _require(reading, entry, where, standing)
        if before == _shape(reading):
            break


def _standing(reading: SymbolicReading) -> dict[str, dict[str, int]]:
    """Return control → step → where it stands."""
    found: dict[str, dict[str, int]] = {}
    for step, controls in reading.controls.items():
        for name in {one.name for one in controls}:
            found.setdefault(name, {})[step] = reading.either(one.guard for one in controls if one.name == name)
    return found


def _shape(reading: SymbolicReading) -> object:
    return {step: sorted((one.guard, one.name) for one in controls) for step, controls in reading.controls.items()}


def _require(reading: SymbolicReading, entry: Entry, where: int, standing: dict[str, dict[str, int]]) -> None:
    """Note the controls of a rule on its steps, each with where it stands."""
    rule = entry.rule.id
    used = {effect.method for effect in entry.effects if isinstance(effect, effects.Use)}
    for effect in entry.effects:
        if not isinstance(effect, effects.Require):
            continue
        active = _unsilenced(reading, entry, where, "require")
        if effect.method in used:
            active = _unsilenced(reading, entry, active, "use")
        active = reading.both(active, -reading.refuse)
        if effect.target is None:
            reading.case += _guarded(reading, effect, active, rule)
            continue
        for step in _targets(reading, effect.target):
            parts = [active, reading.present[step]]
            if effect.method is not None:
                parts.append(reading.method(step, effect.method))
            if effect.target.methods:
                parts.append(reading.either(reading.method(step, method) for method in effect.target.methods))
            if effect.target.controls:
                parts.append(reading.either(standing.get(name, {}).get(step, FALSE) for name in effect.target.controls))
            guard = reading.both(*parts)
            if guard != FALSE:
                reading.controls[step] += _guarded(reading, effect, guard, rule)


def _guarded(reading: SymbolicReading, effect: effects.Require, guard: int, rule: str) -> list[Guarded]:
    """Split attempts into the tries and the lasting reason that may stand in their place."""
    found = []
    for name, value in effect.controls.items():
        if isinstance(value, effects.Attempts):
            lasting = FALSE
            if value.unless is not None:
                lasting = reading.space.literal(conditions.Compare(value.unless, "is", True), reading.service)
            found.append(Guarded(reading.both(guard, -lasting), name, int(value.least), rule))  # type: ignore[arg-type]
            found.append(Guarded(reading.both(guard, lasting), "lasting", True, rule))
        elif not isinstance(value, Param):
            found.append(Guarded(guard, name, value, rule))
    return [one for one in found if one.guard != FALSE]
