"""Whose plans change between two laws: the book's own scenarios, planned under both.

Every situation there is would take minutes: that is what ``nuanxin diff`` is for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from nuanxin.core.policy import planner, scenarios
from nuanxin.core.policy.book import OutsideLife, Scenario
from nuanxin.core.policy.situation import BadValue, Impossible
from nuanxin.core.policy.words import UnknownWord
from nuanxin.web import asking
from nuanxin.web.book.comparing import Side
from nuanxin.web.telling import changes, plans
from nuanxin.web.telling.naming import Namer
from nuanxin.web.telling.told import Told


@dataclass(frozen=True)
class Consequence:
    """A scenario whose plan differs: in what, and the plan of the later day."""

    name: str
    rows: tuple[changes.Row, ...]
    href: str


@dataclass(frozen=True)
class Consequences:
    """What of the book's scenarios changes, and how many were looked at."""

    changed: tuple[Consequence, ...]
    looked_at: int


def consequences(old: Side, new: Side, language: str) -> Consequences:
    """Plan the later side's scenarios under both laws and return those whose plans differ."""
    return Consequences(tuple(_changed(old, new, language)), len(new.book.scenarios))


def _changed(old: Side, new: Side, language: str) -> Iterator[Consequence]:
    namer = Namer(new.book, language)
    for scenario in new.book.scenarios:
        before, after = _told(old, scenario, language), _told(new, scenario, language)
        if before and after and (rows := changes.compare(namer, before, after)):
            yield Consequence(namer.say(scenario.name), rows, _address(scenario, new.day))


def _told(side: Side, scenario: Scenario, language: str) -> Told | None:
    """Return the scenario's plan in words, None where this law does not know such a situation."""
    try:
        return plans.tell(planner.plan(side.book, scenarios.situation_of(scenario), on=side.day), language)
    except (Impossible, OutsideLife, UnknownWord, BadValue):
        return None


def _address(scenario: Scenario, day: datetime.date) -> str:
    return f"{reverse('web:plan')}?{asking.of_situation(scenario.situation, day).query()}"
