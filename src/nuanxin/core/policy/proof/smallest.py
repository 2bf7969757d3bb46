"""The smallest situation of a counter-example: irreducible, so that nothing of it can be left out.

First the solver is asked for a model with few needs and plain facts; then needs and facts are left out one by one as
long as the planner's own plan still shows the fault.
"""

import dataclasses
from collections.abc import Callable

from nuanxin.core.policy.book import Law
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.proof.claims import Claim
from nuanxin.core.policy.proof.formulas import Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.situation import Impossible, Situation

PLAIN = {"customer", "none", "resident_id", "counter"}


def plain_model(space: Space, session: Session, broken: int) -> set[int] | None:
    """Return a model of the fault in which needs are absent and facts plain wherever that is possible."""
    model = session.solve([broken])
    if model is None:
        return None
    fixed: list[int] = []
    for wish in _wishes(space):
        if wish in model:
            fixed.append(wish)
            continue
        better = session.solve([broken, *fixed, wish])
        if better is not None:
            model = better
            fixed.append(wish)
    return model


def _wishes(space: Space) -> list[int]:
    named = space.store.variables.items()
    needs = [-variable for name, variable in named if name[0] == "need"]
    facts = [-variable for name, variable in named if name[0] == "true"]
    numbers = sorted((name, variable) for name, variable in named if name[0] == "least")
    plain = [variable for name, variable in named if name[0] in ("value", "scene") and name[-1] in PLAIN]
    days = [-variable for name, variable in named if name[0] == "day"]
    return [*needs, *plain, *facts, *(-variable for _, variable in reversed(numbers)), *days]


def irreducible(situation: Situation, law: Law, shows: Callable[[Situation], bool]) -> Situation:
    """Leave out of a situation whatever the fault does not need."""
    del law
    current = situation
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _smaller(current):
            if shows(smaller):
                current, shrunk = smaller, True
                break
    return current


def _smaller(situation: Situation) -> list[Situation]:
    found = [
        dataclasses.replace(situation, facts={name: value for name, value in situation.facts.items() if name != left})
        for left in sorted(situation.facts)
    ]
    found += [dataclasses.replace(situation, needs=situation.needs - {need}) for need in sorted(situation.needs)]
    if len(situation.services) > 1:
        found += [
            dataclasses.replace(
                situation,
                services=(key,),
                facts={name: value for name, value in situation.facts.items() if not _of_another(name, key, situation)},
            )
            for key in situation.services
        ]
    return found


def _of_another(name: str, key: str, situation: Situation) -> bool:
    return any(name.startswith(f"{other}.") for other in situation.services if other != key)


def shows_fault(situation: Situation, law: Law, claim: Claim, judge: Callable[[object], set[tuple[str, str]]]) -> bool:
    """Say whether the planner's plan of this situation shows the claimed fault."""
    try:
        made = plan(law.book, situation, on=law.since)
    except Impossible:
        return False
    return any(invariant == claim.invariant for invariant, _ in judge(made))
