"""The plan: the value that pages, API, command line and simulations read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.situation import Situation


@dataclass(frozen=True)
class PlannedStep:
    """One step; ``key`` is its identity, ``id`` the same without the service where only one is wanted."""

    id: str
    key: str
    kind: str
    methods: tuple[str, ...]
    actor: str
    place: str
    after: tuple[str, ...]
    services: tuple[str, ...]
    provisional: tuple[str, ...]
    controls: Mapping[str, ControlValue]
    because: tuple[str, ...]
    courtesy: bool
    made_for: tuple[str, ...] = ()
    """Identities of the steps whose controls made this one."""


@dataclass(frozen=True)
class ServiceDecision:
    """What is decided of one wanted service, and why."""

    decision: str
    because: tuple[str, ...]
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...]
    refer_to: tuple[str, ...]
    gap: tuple[str, ...] = ()
    """Steps for which the book leaves no way and gives no reason: an error of the book."""
    conflict: tuple[str, ...] = ()
    """Steps for which the book wants two exclusive ways: likewise."""


@dataclass(frozen=True)
class Question:
    """A fact to ask; ``leaves`` is how many plans are left in the worst case once it is answered."""

    name: str
    fact: str
    leaves: int
    because: tuple[str, ...]


@dataclass(frozen=True)
class Forbidden:
    """A way of doing a step that is refused, whoever asks."""

    step: str
    method: str
    because: tuple[str, ...]
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class Staff:
    """One member of staff whom the plan needs, and what for."""

    role: str
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What may be done for this person and how, under the law of one day."""

    book: Book
    on: date
    situation: Situation
    decision: str
    weight: str
    services: Mapping[str, ServiceDecision]
    questions: tuple[Question, ...]
    gates: Mapping[str, tuple[str, ...]]
    route: Mapping[str, str | int]
    team: tuple[Staff, ...]
    qualifications: tuple[str, ...]
    languages: tuple[str, ...]
    aids: tuple[str, ...]
    materials: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    case: Mapping[str, ControlValue]
    forbidden: tuple[Forbidden, ...]
    limits: Mapping[str, int]
    target_minutes: int | None
    alternatives: tuple[str, ...]
    because: tuple[str, ...]
    conflicts: tuple[str, ...] = ()
    """Steps with two exclusive methods: an error of the book."""
    cycle: tuple[str, ...] = ()
    """Steps that wait for one another: an error of the book."""

    def step(self, identity: str) -> PlannedStep | None:
        """Return the step of this id or key, or None."""
        return next((step for step in self.steps if identity in (step.id, step.key)), None)

    def facts(self) -> Mapping[str, Value]:
        """Return the facts on which the plan was made."""
        return self.situation.facts
