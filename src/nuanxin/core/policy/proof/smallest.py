"""The smallest situation of a counter-example: irreducible, so that nothing of it can be left out.

First the solver is asked for a model with few needs and plain facts; then needs and facts are left out one by one as
long as the planner's own plan still shows the fault.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nuanxin.core.policy.book import Fact, Law
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.proof.claims import Claim
from nuanxin.core.policy.proof.formulas import Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.situation import Impossible, Situation, service_of

PLAIN = {"customer", "none", "resident_id", "counter"}


def plain_model(space: Space, session: Session, broken: int) -> set[int] | None:
    """Return a model of the fault in which needs are absent and facts plain wherever that is possible."""
    wishes = list(plain_wishes(space, len(space.store.variables)))
    given_up: list[int] = []
    while True:
        model = session.solve([broken, *wishes])
        if model is not None:
            break
        core = session.core()
        against = [wish for wish in wishes if wish in core]
        if not against:
            return None
        wishes.remove(against[-1])
        given_up.append(against[-1])
    for wish in reversed(given_up):
        better = session.solve([broken, *wishes, wish])
        if better is not None:
            model = better
            wishes.append(wish)
    return model


@functools.lru_cache(maxsize=2)
def plain_wishes(space: Space, _variables: int) -> tuple[int, ...]:
    """Return what a plain situation looks like, what matters most first: no needs, nothing special, small numbers.

    Kept until the space has more variables.
    """
    named = sorted(space.store.variables.items(), key=str)
    needs = [-variable for name, variable in named if name[0] == "need"]
    facts = [-variable for name, variable in named if name[0] == "true"]
    numbers = sorted(
        ((int(str(name[3])), variable) for name, variable in named if name[0] == "least"), key=lambda one: -one[0]
    )
    plain = [variable for name, variable in named if name[0] in ("value", "scene") and name[-1] in PLAIN]
    days = [-variable for name, variable in named if name[0] == "day"]
    return (*needs, *plain, *days, *facts, *(-variable for _, variable in numbers))


def irreducible(situation: Situation, shows: Callable[[Situation], bool]) -> Situation:
    """Leave out of a situation whatever the fault does not need, until nothing more can be left out."""
    current = situation
    while True:
        before = current
        for smaller in _ways_to_shrink(current):
            candidate = smaller(current)
            if candidate != current and shows(candidate):
                current = candidate
        if current == before:
            return current


Shrink = Callable[[Situation], Situation]


def _ways_to_shrink(situation: Situation) -> list[Shrink]:
    ways: list[Shrink] = [functools.partial(_alone, key=key) for key in situation.services]
    ways += [functools.partial(_without_fact, name=name) for name in sorted(situation.facts)]
    ways += [functools.partial(_without_need, need=need) for need in sorted(situation.needs)]
    return ways


def _without_fact(situation: Situation, *, name: str) -> Situation:
    kept = {other: value for other, value in situation.facts.items() if other != name}
    return dataclasses.replace(situation, facts=kept)


def _without_need(situation: Situation, *, need: str) -> Situation:
    return dataclasses.replace(situation, needs=situation.needs - {need})


def _alone(situation: Situation, *, key: str) -> Situation:
    others = [f"{other}." for other in situation.services if other != key]
    kept = {name: value for name, value in situation.facts.items() if not name.startswith(tuple(others))}
    return dataclasses.replace(situation, services=(key,), facts=kept if others else situation.facts)


@dataclass(frozen=True)
class Judge:
    """Whether the planner's own plan shows a claimed fault."""

    space: Space
    law: Law
    claim: Claim
    faults: Callable[[Plan], set[tuple[str, str]]]

    def shows(self, situation: Situation) -> bool:
        """Say whether the plan shows the fault, and does so whatever a gate will bring to light."""
        made = self._plan(situation)
        return made is not None and self._is_faulty(made) and all(self._shows_with(one) for one in self._later(made))

    def _plan(self, situation: Situation) -> Plan | None:
        try:
            return plan(self.law.book, situation, on=self.law.since)
        except Impossible:
            return None

    def _is_faulty(self, made: Plan) -> bool:
        return any(invariant == self.claim.invariant for invariant, _ in self.faults(made))

    def _shows_with(self, situation: Situation) -> bool:
        made = self._plan(situation)
        return made is None or self._is_faulty(made)

    def _later(self, made: Plan) -> Iterator[Situation]:
        """Yield the situation with each value of each gate."""
        facts = self.law.book.facts
        for name in made.gates:
            owners = [f"{key}." for key in made.services] if facts[name].of == "service" else [""]
            for value in self.space.values_of(name):
                found = {f"{owner}{name}": value for owner in owners if _has(facts[name], owner)}
                yield dataclasses.replace(made.situation, facts={**made.situation.facts, **found})


def _has(fact: Fact, owner: str) -> bool:
    return fact.services is None or service_of(owner.rstrip(".")) in fact.services
