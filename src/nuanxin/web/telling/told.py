"""What is told of a plan: values in words, ready for a page or a print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nuanxin.web.telling.controls import Control, Group
from nuanxin.web.telling.questions import Known, Question
from nuanxin.web.telling.references import Clause, Reference


@dataclass(frozen=True)
class Service:
    """What is decided of one wanted service."""

    key: str
    name: str
    decision: str
    verdict: str
    reasons: tuple[str, ...]
    refer_to: tuple[tuple[str, str], ...]
    """Code and name of each way to go instead."""
    alternatives: tuple[str, ...]
    because: tuple[Reference, ...]


@dataclass(frozen=True)
class Step:
    """One step of the path."""

    key: str
    number: int
    """0 for courtesy, which is not counted."""
    name: str
    how: str
    who: str
    where: str
    services: str
    controls: tuple[Control, ...]
    waits: bool
    """Whether it hangs on what a step before it finds."""
    tried: str
    """The fact to tell when this has been tried without success."""
    because: tuple[Reference, ...]
    courtesy: bool

    @property
    def detail(self) -> str:
        """Who, where and for which service, as far as it does not go without saying."""
        return " · ".join(part for part in (self.who, self.where, self.services) if part)


@dataclass(frozen=True)
class Way:
    """A way of doing a step that is not allowed."""

    text: str
    reasons: str
    alternatives: str
    because: tuple[Reference, ...]


@dataclass(frozen=True)
class Told:
    """The whole plan in words."""

    decision: str
    sign: str
    verdict: str
    summary: str
    weight: str
    services: tuple[Service, ...]
    questions: tuple[Question, ...]
    gates: tuple[Question, ...]
    waits_for: str
    """The steps on whose finding others hang."""
    of_record: tuple[Question, ...]
    known: tuple[Known, ...]
    steps: tuple[Step, ...]
    route: tuple[str, ...]
    green: bool
    team: tuple[str, ...]
    extras: tuple[tuple[str, str, str], ...]
    """Icon, title and text of what else: aids, materials, languages, qualifications, other ways, limits."""
    groups: tuple[Group, ...]
    forbidden: tuple[Way, ...]
    clauses: tuple[Clause, ...]
    target: str
    faults: tuple[str, ...]
    """Errors of the book that the plan met."""


def by_key(steps: Iterable[Step]) -> Mapping[str, Step]:
    """Return the steps by their identity."""
    return {step.key: step for step in steps}
