"""Conditions of rules: their form as a tree, and their three-valued evaluation.

A condition is true, false or unknown (None) in a situation of which not everything is known. Evaluation is compiled
to closures, because a plan evaluates a few hundred conditions in less than a millisecond.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Verdict: TypeAlias = bool | None


@dataclass(frozen=True)
class Range:
    """A whole number known to lie between two bounds, both included."""

    low: int
    high: int


Value: TypeAlias = bool | int | str | Range


@dataclass(frozen=True)
class Param:
    """A number that the book's parameters give; resolved for the day on which a plan is made."""

    name: str


Number: TypeAlias = int | Param


@dataclass(frozen=True)
class Always:
    """True or false whatever the situation."""

    holds: bool


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True)
class Need:
    """The person has this need."""

    code: str


@dataclass(frozen=True)
class Service:
    """The service for which the rule is read is this one."""

    code: str


@dataclass(frozen=True)
class Scene:
    """The visit takes place here."""

    code: str


@dataclass(frozen=True)
class Step:
    """The service's plan has a step of this kind (or with this label)."""

    name: str


@dataclass(frozen=True)
class Method:
    """Some step of the service's plan is done by this method."""

    code: str


@dataclass(frozen=True)
class Control:
    """Some step of the service's plan stands under this control."""

    code: str


@dataclass(frozen=True)
class Compare:
    """A fact compared with a value; ``op`` is one of is, at_least, over, at_most, under."""

    fact: str
    op: str
    value: bool | int | str | Param


@dataclass(frozen=True)
class Is:
    """A named condition of the book holds."""

    term: str


Condition: TypeAlias = Always | All | Any | Not | Need | Service | Scene | Step | Method | Control | Compare | Is
Atom: TypeAlias = Need | Service | Scene | Step | Method | Control | Compare

TRUE, FALSE = Always(True), Always(False)


class View(Protocol):
    """What a condition may look at."""

    scene: str
    kinds: Collection[str]
    maybe_kinds: Collection[str]
    methods: Collection[str]
    controls: Collection[str]

    @property
    def needs(self) -> Mapping[str, Verdict]:
        """Need → whether the person has it, None if that follows from a fact not known; what is missing is not so."""

    @property
    def facts(self) -> Mapping[str, Value]:
        """Fact → its value or a range of it; what is missing is not known."""


Test: TypeAlias = Callable[[View], Verdict]


def conjunction(parts: Iterator[Condition] | Collection[Condition]) -> Condition:
    """Return the flat, simplified 'all' of the parts."""
    flat: list[Condition] = []
    for part in parts:
        if part == FALSE:
            return FALSE
        flat.extend(part.parts if isinstance(part, All) else () if part == TRUE else (part,))
    return All(tuple(flat)) if len(flat) > 1 else flat[0] if flat else TRUE


def disjunction(parts: Iterator[Condition] | Collection[Condition]) -> Condition:
    """Return the flat, simplified 'any' of the parts."""
    flat: list[Condition] = []
    for part in parts:
        if part == TRUE:
            return TRUE
        flat.extend(part.parts if isinstance(part, Any) else () if part == FALSE else (part,))
    return Any(tuple(flat)) if len(flat) > 1 else flat[0] if flat else FALSE


def negation(part: Condition) -> Condition:
    """Return the simplified 'not' of the part."""
    if isinstance(part, Always):
        return FALSE if part.holds else TRUE
    return part.part if isinstance(part, Not) else Not(part)


@dataclass(frozen=True)
class Reading:
    """What is fixed when a condition is read: the terms, the day's numbers, the service, and who has which fact."""

    terms: Mapping[str, Condition]
    numbers: Mapping[str, int]
    service: str | None
    lacking: Collection[str]
    """Facts of services that this service does not have: every comparison with them is false."""

    def of(self, condition: Condition) -> Condition:
        """Return the condition with terms, parameters and service put in, and simplified."""
        match condition:
            case All(parts):
                return conjunction([self.of(part) for part in parts])
            case Any(parts):
                return disjunction([self.of(part) for part in parts])
            case Not(part):
                return negation(self.of(part))
            case Is(term):
                return self.of(self.terms[term])
            case Service(code):
                return condition if self.service is None else Always(code == self.service)
            case Compare(fact, _, _) if fact in self.lacking:
                return FALSE
            case Compare(fact, op, Param(name)):
                return Compare(fact, op, self.numbers[name])
            case _:
                return condition


def atoms(condition: Condition) -> Iterator[Atom]:
    """Yield every atom of a condition from which the terms have been resolved."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Always() | Is():
            return
        case _:
            yield condition


def _all_of(tests: list[Test]) -> Test:
    def test(view: View) -> Verdict:
        verdict: Verdict = True
        for part in tests:
            holds = part(view)
            if holds is False:
                return False
            if holds is None:
                verdict = None
        return verdict

    return test


def _any_of(tests: list[Test]) -> Test:
    def test(view: View) -> Verdict:
        verdict: Verdict = False
        for part in tests:
            holds = part(view)
            if holds:
                return True
            if holds is None:
                verdict = None
        return verdict

    return test


def _not(part: Test) -> Test:
    def test(view: View) -> Verdict:
        holds = part(view)
        return None if holds is None else not holds

    return test


def compare(value: Value | None, op: str, other: bool | int | str) -> Verdict:
    """Compare a known, partly known or unknown value."""
    if value is None:
        return None
    if op == "is":
        if isinstance(value, Range):
            return None if value.low <= int(other) <= value.high else False
        return value == other
    low, high = (value.low, value.high) if isinstance(value, Range) else (int(value), int(value))
    bound = int(other)
    if op == "at_least":
        return True if low >= bound else False if high < bound else None
    if op == "over":
        return True if low > bound else False if high <= bound else None
    if op == "at_most":
        return True if high <= bound else False if low > bound else None
    return True if high < bound else False if low >= bound else None


def _step_test(name: str) -> Test:
    def test(view: View) -> Verdict:
        return True if name in view.kinds else None if name in view.maybe_kinds else False

    return test


def _compare_test(fact: str, op: str, value: bool | int | str) -> Test:
    if op == "is":

        def test_is(view: View) -> Verdict:
            known = view.facts.get(fact)
            if known is None:
                return None
            return known == value if known.__class__ is not Range else compare(known, op, value)

        return test_is

    def test(view: View) -> Verdict:
        return compare(view.facts.get(fact), op, value)

    return test


def effort(part: Condition) -> int:
    """Say how dear it is to test a condition, so that of several parts the cheap one may settle the matter first."""
    match part:
        case Need() | Scene():
            return 0
        case Compare(_, op, _):
            return 1 if op == "is" else 2
        case All(parts) | Any(parts):
            return 3 + sum(map(effort, parts))
        case Not(inner):
            return 1 + effort(inner)
        case _:
            return 1


def compiled(condition: Condition) -> Test:
    """Turn a condition, its terms and parameters resolved, into a function of the view."""
    match condition:
        case Always(holds):
            return lambda _: holds
        case All(parts):
            return _all_of([compiled(part) for part in sorted(parts, key=effort)])
        case Any(parts):
            return _any_of([compiled(part) for part in sorted(parts, key=effort)])
        case Not(part):
            return _not(compiled(part))
        case Compare(fact, op, value) if not isinstance(value, Param):
            return _compare_test(fact, op, value)
        case _:
            return _looking_test(condition)


def _looking_test(condition: Condition) -> Test:
    match condition:
        case Need(code):
            return lambda view: view.needs.get(code, False)
        case Scene(code):
            return lambda view: view.scene == code
        case Step(name):
            return _step_test(name)
        case Method(code):
            return lambda view: code in view.methods
        case Control(code):
            return lambda view: code in view.controls
    raise TypeError(f"not resolved: {condition}")
