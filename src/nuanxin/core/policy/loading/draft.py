"""A book while it is read: values, and the places that cross checks name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from nuanxin.core.policy.book import Book, Invariant, Parameter, Rule, Scenario, Service, SignedLine, Term, World
from nuanxin.core.policy.loading.articles import Block, Page
from nuanxin.core.policy.loading.naming import Cover, Names
from nuanxin.core.policy.loading.vocabulary import Vocabulary


@dataclass
class Draft:
    """Everything read so far."""

    vocabulary: Vocabulary
    cover: Cover
    names: Names
    parameters: dict[str, Parameter]
    terms: dict[str, Term]
    world: World
    pages: list[Page] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    invariants: list[Invariant] = field(default_factory=list)
    never_served: tuple[SignedLine, ...] | None = None

    def rules(self) -> Iterator[tuple[Rule, Block]]:
        """Yield every text of every rule with its block."""
        for page in self.pages:
            for block in page.blocks:
                if isinstance(block.value, Rule):
                    yield block.value, block

    def services(self) -> Iterator[tuple[Service, Block]]:
        """Yield every service with its block."""
        for page in self.pages:
            for block in page.blocks:
                if isinstance(block.value, Service):
                    yield block.value, block

    def book(self) -> Book:
        """Return the book as a value."""
        return Book(
            id=self.cover.id,
            edition=self.cover.edition,
            title=self.cover.title,
            notice=self.cover.notice,
            since=self.cover.since,
            until=self.cover.until,
            chapters=self.cover.chapters,
            articles=tuple(page.article for page in self.pages),
            facts=self.vocabulary.facts,
            kinds=self.vocabulary.kinds,
            controls=self.vocabulary.controls,
            terms=self.terms,
            world=self.world,
            words=self.names.words,
            sorts=self.names.sorts,
            limit_alternatives=self.names.limit_alternatives,
            parameters=self.parameters,
            scenarios=tuple(self.scenarios),
            invariants=tuple(self.invariants),
            never_served=self.never_served,
        )
