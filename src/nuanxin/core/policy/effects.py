"""What a rule does to a plan: one small value a kind of effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from nuanxin.core.policy.conditions import Number, Param

ControlValue: TypeAlias = bool | int | str | frozenset[str]


@dataclass(frozen=True)
class Attempts:
    """So many real attempts, unless a lasting reason (a fact of the record) stands in their place."""

    least: Number
    unless: str | None = None


RawControl: TypeAlias = bool | int | str | frozenset[str] | Param | Attempts


@dataclass(frozen=True)
class Target:
    """The steps an effect is about: those that a name or the rule's own selector picks out.

    ``names`` are kinds, ``kind.label`` or ``kind@bundle``; empty means every step. ``methods`` and ``controls`` are
    those of the rule's condition, and narrow the steps to those that have one of them.
    """

    names: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Use:
    """Do the step by this method."""

    target: Target
    method: str


@dataclass(frozen=True)
class Add:
    """Add a step; the edges are optional."""

    step: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Order:
    """One step before another; each may be 'service/step'."""

    first: str
    then: str


@dataclass(frozen=True)
class Require:
    """Put controls on steps, or on the whole case where ``target`` is None; with ``method`` only if it is chosen."""

    target: Target | None
    controls: Mapping[str, RawControl]
    method: str | None = None


@dataclass(frozen=True)
class Offer:
    """Offer aids, materials or other ways."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """Lead the person: lane, window, priority (1 first), longest wait in minutes."""

    lane: str | None = None
    window: str | None = None
    priority: Number | None = None
    max_wait_minutes: Number | None = None


@dataclass(frozen=True)
class Assign:
    """Who does it, in which language, where."""

    role: str | None = None
    qualification: str | None = None
    language: str | None = None
    target: Target | None = None
    actor: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Limit:
    """Named limits; the lowest holds."""

    values: Mapping[str, Number]


@dataclass(frozen=True)
class Within:
    """Target time in minutes."""

    minutes: Number


@dataclass(frozen=True)
class Refer:
    """Send the person on to another way of being served."""

    to: str
    reason: str


@dataclass(frozen=True)
class Refuse:
    """Refuse the service with a reason and lawful alternatives."""

    reason: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class Forbid:
    """Refuse one way of doing a step, not the service ('refuse' with step and method)."""

    step: str
    method: str
    reason: str
    alternatives: tuple[str, ...]


Effect: TypeAlias = Use | Add | Order | Require | Offer | Route | Assign | Limit | Within | Refer | Refuse | Forbid

WORDS: Mapping[type[Effect], str] = {
    Use: "use",
    Add: "add",
    Order: "order",
    Require: "require",
    Offer: "offer",
    Route: "route",
    Assign: "assign",
    Limit: "limit",
    Within: "within",
    Refer: "refer",
    Refuse: "refuse",
    Forbid: "refuse",
}
"""The word by which a book names each effect."""


@dataclass(frozen=True)
class Override:
    """Silence the named effects of another rule."""

    rule: str
    effect: str = field(default="use")
