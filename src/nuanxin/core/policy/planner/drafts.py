"""What a reading consists of while it is made: drafts of steps, and everything the rules say of one service."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nuanxin.core.policy import effects
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner.scripts import Entry


@dataclass(frozen=True)
class Basis:
    """In every completion of a view: rules about the situation that hold, and of each pass those that may come to."""

    held: tuple[Entry, ...]
    pending: Sequence[Entry]
    by_method: tuple[Entry, ...]
    by_control: tuple[Entry, ...]


@dataclass
class Draft:
    """A step while a reading is made."""

    identity: str
    uses: dict[str, list[str]] = field(default_factory=dict)
    """Method → rules that use it."""
    methods: tuple[str, ...] = ()
    controls: dict[str, ControlValue] = field(default_factory=dict)
    because: set[str] = field(default_factory=set)
    actor: str | None = None
    place: str | None = None
    added: bool = False
    actors_clash: bool = False


@dataclass
class Reading:
    """What the rules say of one service."""

    key: str
    decision: str = "serve"
    reasons: dict[str, list[str]] = field(default_factory=dict)
    """Reason code → rules that give it."""
    alternatives: set[str] = field(default_factory=set)
    refer_to: set[str] = field(default_factory=set)
    because: set[str] = field(default_factory=set)
    """Rules behind a refusal or referral."""
    steps: dict[str, Draft] = field(default_factory=dict)
    called: dict[str, list[Draft]] = field(default_factory=dict)
    """Name → the steps that rules mean by it."""
    edges: set[tuple[str, str]] = field(default_factory=set)
    orders: set[tuple[str, str]] = field(default_factory=set)
    """Orders between services ('service/step'), which only the merged plan can place."""
    case: dict[str, ControlValue] = field(default_factory=dict)
    offers: set[str] = field(default_factory=set)
    limits: dict[str, int] = field(default_factory=dict)
    route: dict[str, str | int] = field(default_factory=dict)
    target_minutes: int | None = None
    roles: set[str] = field(default_factory=set)
    qualifications: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    forbidden: dict[tuple[str, str], list[tuple[str, effects.Forbid]]] = field(default_factory=dict)
    fired: set[str] = field(default_factory=set)
    maybe: list[Entry] = field(default_factory=list)
    """Rules of which it is not known whether they hold."""
    unsure: list[tuple[str, str]] = field(default_factory=list)
    """(kind, method) that stand in the plan though it is not known whether this person can use them."""
    hoping: set[str] = field(default_factory=set)
    """Steps without a method now, of which a rule not yet decided may bring one."""
    refused_by_rule: bool = False
    held: list[Entry] = field(default_factory=list)
    """Rules about the situation that hold."""
    waiting: list[Entry] = field(default_factory=list)
    """Rules about the situation that may come to hold when more is known or another step is added."""
    gap: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
