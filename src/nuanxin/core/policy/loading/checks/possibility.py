"""Whether a condition can hold at all: a search for values of facts, scene and needs that make it true.

Coarser than the proof on purpose: it knows neither the world nor where facts have a meaning, so what it calls
impossible is impossible, and it is done for every rule at every reading of a book.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nuanxin.core.policy import conditions, words
from nuanxin.core.policy.book import Fact, Parameter, Term
from nuanxin.core.policy.conditions import All, Always, Any, Compare, Condition, Param

Literal: TypeAlias = tuple[Condition, bool]
"""A condition, and whether it is to hold or not to hold."""

_SCENES: frozenset[object] = frozenset(words.SCENES)
_CONTRARY = {"at_least": "under", "under": "at_least", "over": "at_most", "at_most": "over"}


@dataclass(frozen=True)
class Space:
    """What values there are, and what terms and derived needs mean."""

    facts: Mapping[str, Fact]
    terms: Mapping[str, Term]
    derived: Mapping[str, Condition]
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True)
class Reading:
    """For which service a condition is read, and which steps and methods its plan may have (None: any)."""

    service: str
    steps: Collection[str] | None = None
    methods: Collection[str] | None = None


@dataclass
class _Values:
    """What the literals taken so far leave open."""

    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    choices: dict[str, frozenset[object]] = field(default_factory=dict)
    needs: dict[str, bool] = field(default_factory=dict)

    def copy(self) -> "_Values":
        return _Values(dict(self.ranges), dict(self.choices), dict(self.needs))


def can_hold(space: Space, reading: Reading, *wanted: Condition) -> bool:
    """Say whether all these conditions can hold together for the service."""
    return _Search(space, reading).run([(condition, True) for condition in wanted], _Values())


class _Search:
    def __init__(self, space: Space, reading: Reading) -> None:
        self.space, self.reading = space, reading

    def run(self, todo: list[Literal], values: _Values) -> bool:
        """Take every literal; where one of several suffices, try one after the other."""
        branches: list[tuple[tuple[Condition, ...], bool]] = []
        while todo:
            condition, holds = todo.pop()
            match condition:
                case All(parts) | Any(parts) if isinstance(condition, All) == holds:
                    todo += [(part, holds) for part in parts]
                case All(parts) | Any(parts) if not (holds and _is_choice(parts)):
                    branches.append((parts, holds))
                case _:
                    if not self._take(condition, holds, values, todo):
                        return False
        return self._branch(branches, values)

    def _branch(self, branches: list[tuple[tuple[Condition, ...], bool]], values: _Values) -> bool:
        if not branches:
            return True
        (parts, holds), others = branches[0], branches[1:]
        waiting: list[Literal] = [(Any(own) if wanted else All(own), wanted) for own, wanted in others]
        return any(self.run([(part, holds), *waiting], values.copy()) for part in parts)

    def _take_need(self, code: str, holds: bool, values: _Values, todo: list[Literal]) -> bool:
        if code in values.needs:
            return values.needs[code] == holds
        values.needs[code] = holds
        if code in self.space.derived:
            todo.append((self.space.derived[code], holds))
        return True

    def _take_choice(self, parts: tuple[Condition, ...], values: _Values) -> bool:
        """Take one of several services, scenes or values of a fact, without trying each."""
        first = parts[0]
        if isinstance(first, conditions.Service):
            return conditions.Service(self.reading.service) in parts
        if isinstance(first, conditions.Scene):
            return _limit(values, "", _SCENES, {part.code for part in parts if isinstance(part, conditions.Scene)})
        assert isinstance(first, Compare)
        fact = self.space.facts[first.fact]
        if self._lacks(fact):
            return False
        return _limit(values, fact.name, _domain(fact), {part.value for part in parts if isinstance(part, Compare)})

    def _lacks(self, fact: Fact) -> bool:
        return fact.services is not None and self.reading.service not in fact.services

    def _take(self, condition: Condition, holds: bool, values: _Values, todo: list[Literal]) -> bool:
        match condition:
            case conditions.Not(part):
                todo.append((part, not holds))
            case conditions.Is(term):
                todo.append((self.space.terms[term].when, holds))
            case conditions.Need(code):
                return self._take_need(code, holds, values, todo)
            case Any(parts):
                return self._take_choice(parts, values)
            case Compare():
                return self._compare(condition, holds, values)
            case conditions.Scene(code):
                return _choose(values, "", _SCENES, code, holds)
            case _:
                return self._is_so(condition, holds)
        return True

    def _is_so(self, condition: Condition, holds: bool) -> bool:
        """Say whether what the reading fixes agrees: the service, and which steps and methods there may be."""
        match condition:
            case Always(always):
                return always == holds
            case conditions.Service(code):
                return (code == self.reading.service) == holds
            case conditions.Step(name):
                return not holds or self.reading.steps is None or name in self.reading.steps
            case conditions.Method(code):
                return not holds or self.reading.methods is None or code in self.reading.methods
        return True

    def _compare(self, condition: Compare, holds: bool, values: _Values) -> bool:
        fact = self.space.facts[condition.fact]
        if self._lacks(fact):
            return not holds
        if fact.type != "int":
            return _choose(values, fact.name, _domain(fact), condition.value, holds)
        if condition.op == "is":
            return isinstance(condition.value, Param) or _pin(values, fact, int(condition.value), holds)
        op = condition.op if holds else _CONTRARY[condition.op]
        return _narrow(values, fact, op, self._loosest(op, condition.value))

    def _loosest(self, op: str, value: bool | int | str | Param) -> int:
        """Return the number that leaves most room, of all that the parameter has or will have."""
        if not isinstance(value, Param):
            return int(value)
        numbers = [dated.value for dated in self.space.parameters[value.name].values]
        return min(numbers) if op in ("at_least", "over") else max(numbers)


def _is_choice(parts: tuple[Condition, ...]) -> bool:
    """Say whether the alternatives are all services, all scenes, or all values of one fact that is no number."""
    first = parts[0]
    if isinstance(first, conditions.Service | conditions.Scene):
        return all(type(part) is type(first) for part in parts)
    return isinstance(first, Compare) and all(
        isinstance(part, Compare) and part.fact == first.fact and isinstance(part.value, str) for part in parts
    )


def _domain(fact: Fact) -> frozenset[object]:
    return frozenset(fact.values) if fact.type == "enum" else frozenset({True, False})


def _limit(values: _Values, name: str, domain: frozenset[object], wanted: set[object]) -> bool:
    left = values.choices.get(name, domain) & wanted
    values.choices[name] = left
    return bool(left)


def _choose(values: _Values, name: str, domain: frozenset[object], value: object, holds: bool) -> bool:
    open_ = values.choices.get(name, domain)
    left = open_ & {value} if holds else open_ - {value}
    values.choices[name] = left
    return bool(left)


def _narrow(values: _Values, fact: Fact, op: str, bound: int) -> bool:
    low, high = values.ranges.get(fact.name, (0, fact.maximum))
    if op in ("at_least", "over"):
        low = max(low, bound if op == "at_least" else bound + 1)
    else:
        high = min(high, bound if op == "at_most" else bound - 1)
    values.ranges[fact.name] = (low, high)
    return low <= high


def _pin(values: _Values, fact: Fact, value: int, holds: bool) -> bool:
    low, high = values.ranges.get(fact.name, (0, fact.maximum))
    if holds:
        low, high = max(low, value), min(high, value)
    elif low == value:
        low += 1
    elif high == value:
        high -= 1
    values.ranges[fact.name] = (low, high)
    return low <= high


def parts_under(condition: Condition, terms: Mapping[str, Term], holds: bool = True) -> Iterator[Literal]:
    """Yield every atom of a condition, terms put in, with whether it stands under an even number of `not`."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from parts_under(part, terms, holds)
        case conditions.Not(part):
            yield from parts_under(part, terms, not holds)
        case conditions.Is(term):
            yield from parts_under(terms[term].when, terms, holds)
        case _:
            yield condition, holds


def looks_ahead(when: Condition) -> bool:
    """Say whether a rule with this condition is read after the methods are chosen."""
    return any(isinstance(atom, conditions.Method | conditions.Control) for atom in conditions.atoms(when))
