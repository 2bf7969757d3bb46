"""Lawful situations of the sample book, drawn by the solver: most of them served."""

import dataclasses
import functools
import random
from dataclasses import dataclass

from nuanxin.core.policy.book import Book, Law
from nuanxin.core.policy.proof import sampling
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading, symbolic
from nuanxin.core.policy.situation import Situation, split_name
from tests.rulebooks.planting import sample


@dataclass
class Urn:
    """Situations of one service, or of two together."""

    space: Space
    readings: tuple[SymbolicReading, ...]
    session: Session

    def draw(self, seed: int) -> tuple[Situation, Law]:
        """Return a total lawful situation and its law; two of three are served if any can be."""
        served = self.space.store.both([reading.serve for reading in self.readings])
        wish = [served] if seed % 3 and served != FALSE else []
        chance = random.Random(seed)
        model = sampling.draw(self.space, self.session, chance, wish) or sampling.draw(
            self.space, self.session, chance, []
        )
        assert model is not None, "the world excludes every situation"
        return self.space.situation(model, tuple(reading.service for reading in self.readings))


@functools.cache
def readings() -> tuple[Space, dict[str, SymbolicReading]]:
    """Return every service's reading: a solver must be told of every number at which some rule changes."""
    space = Space(sample())
    return space, {service: symbolic(space, service) for service in sample().services}


@functools.cache
def urn(*services: str) -> Urn:
    """Return the urn of a service or of two; made once."""
    space, known = readings()
    session = Session(space.store)
    space.tell_world(session, services)
    return Urn(space, tuple(known[service] for service in services), session)


def forgotten(situation: Situation, seed: int, share: float = 0.4) -> Situation:
    """Return the situation with some of its facts not told; those of the record are always known."""
    chance = random.Random(seed)
    kept = {
        name: value for name, value in sorted(situation.facts.items()) if chance.random() > share or _of_record(name)
    }
    return dataclasses.replace(situation, facts=kept)


def _of_record(name: str) -> bool:
    facts = sample().facts
    return facts[split_name(name, facts)[1]].default is not None


def in_another_order(book: Book, seed: int) -> Book:
    """Return the book with its articles, and the rules in each, shuffled."""
    chance = random.Random(seed)
    articles = [
        dataclasses.replace(one, blocks=tuple(chance.sample(one.blocks, len(one.blocks)))) for one in book.articles
    ]
    chance.shuffle(articles)
    return dataclasses.replace(book, articles=tuple(articles))
