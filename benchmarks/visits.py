"""Situations to plan: the book's scenarios, three taps, and random lawful ones of the whole space by a fixed seed."""

import dataclasses
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.core.policy import scenarios, words
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.planner.readings import read
from nuanxin.core.policy.planner.scripts import script
from nuanxin.core.policy.planner.views import view_of
from nuanxin.core.policy.proof import sampling
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import symbolic
from nuanxin.core.policy.situation import Impossible, Situation, service_of

SEED = 20241113
SHARE_SERVED = 0.75
"""Share of the random situations that are steered to be served: without that most are refused, which is quick."""
SHARE_FORGOTTEN = 0.5
"""Chance of each fact to be forgotten."""


@dataclass(frozen=True)
class Visit:
    """A lawful situation, the day on which it is planned, and its plan."""

    situation: Situation
    on: date
    made: Plan
    tried: bool
    """Whether unknown facts are tried."""


def lawful(book: Book, situation: Situation, on: date) -> list[Visit]:
    """Return the visit, or nothing where the book's world excludes the situation."""
    try:
        return [Visit(situation, on, plan(book, situation, on=on), has_unknown(book, situation, on))]
    except Impossible:
        return []


def has_unknown(book: Book, situation: Situation, on: date) -> bool:
    """Say whether a fact is unknown that some rule or method hangs on, so that the planner tries its values."""
    for key in situation.services:
        prepared = script(book.law_on(on), service_of(key))
        view, _ = view_of(prepared, situation, key)
        reading = read(prepared, view, key)
        if not reading.refused_by_rule and (reading.unsure or any(entry.material for entry in reading.maybe)):
            return True
    return False


def written(book: Book) -> list[Visit]:
    """Return the situations of the book's scenarios."""
    return [visit for one in book.scenarios for visit in lawful(book, scenarios.situation_of(one), one.on)]


def three_taps(book: Book, on: date) -> list[Visit]:
    """Return what a page asks at first: one need, one service, the scene, and not a single fact, at the counter."""
    return [
        visit
        for service in book.services
        for need in words.NEEDS
        for scene in ("lobby", "counter", "home", "hospital")
        for visit in lawful(book, Situation((service,), frozenset({need}), scene), on)
    ]


def forgotten(book: Book, visits: Sequence[Visit]) -> list[Visit]:
    """Return the visits again, each fact forgotten with an even chance."""
    chance = random.Random(SEED)
    found = []
    for visit in visits:
        kept = {name: value for name, value in visit.situation.facts.items() if chance.random() >= SHARE_FORGOTTEN}
        found += lawful(book, dataclasses.replace(visit.situation, facts=kept), visit.on)
    return found


class Drawer:
    """Draws random lawful situations through the proof's solver, on any day of the book's life."""

    def __init__(self, book: Book) -> None:
        self.book, self.space = book, Space(book)
        self.readings = {service: symbolic(self.space, service) for service in book.services}

    def each_service(self, draws: int) -> list[Visit]:
        """Return so many draws for each service by itself."""
        chance = random.Random(SEED)
        return [visit for service in self.book.services for visit in self._draw(chance, (service,), draws)]

    def together(self, services: int, groups: int, draws: int) -> list[Visit]:
        """Return draws for random groups of so many services wanted at once."""
        chance = random.Random(f"{SEED}/{services}")
        chosen = [tuple(chance.sample(sorted(self.book.services), services)) for _ in range(groups)]
        return [visit for group in chosen for visit in self._draw(chance, group, draws)]

    def _draw(self, chance: random.Random, services: tuple[str, ...], draws: int) -> Iterator[Visit]:
        session = Session(self.space.store)
        self.space.tell_world(session, services)
        served = [self.readings[service].serve for service in services]
        for _ in range(draws):
            steered = FALSE not in served and chance.random() < SHARE_SERVED
            model = sampling.draw(self.space, session, chance, served if steered else [])
            if model is not None:
                situation, law = self.space.situation(model, services)
                yield from lawful(self.book, situation, law.since)
        session.close()
