"""Random lawful situations, steered to be served, in which solver reading and planner must say the same."""

import random

from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.planner.plans import Plan
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading

SAMPLES = 4
"""Situations drawn for each service in one proof."""


def compare(space: Space, session: Session, reading: SymbolicReading) -> tuple[int, list[str]]:
    """Draw situations of one service; return how many, and each difference between planner and solver in words."""
    chance = random.Random(f"{space.book.id}/{reading.service}")  # noqa: S311 - draws test situations, no secret
    drawn, found = 0, []
    for number in range(SAMPLES):
        wish = [reading.serve] if number % 4 and reading.serve != FALSE else []
        model = draw(space, session, chance, wish)
        if model is None:
            continue
        situation, law = space.situation(model, (reading.service,))
        made = plan(law.book, situation, on=law.since)
        drawn += 1
        found += [f"{reading.service}: {one} in {situation}" for one in differences(space, reading, model, made)]
    return drawn, found


def draw(space: Space, session: Session, chance: random.Random, wish: list[int]) -> set[int] | None:
    """Return a model of the wish with as many random wishes as the world allows; None if the wish has none."""
    if session.solve(wish) is None:
        return None
    guesses = []
    for name, variable in space.store.variables.items():
        share = {"need": 0.12, "true": 0.5, "least": 0.5, "day": 0.5, "value": 0.2, "scene": 0.2}[str(name[0])]
        if chance.random() < share:
            guesses.append(variable)
        elif name[0] in ("need", "true", "least", "day"):
            guesses.append(-variable)
    chance.shuffle(guesses)
    while True:
        model = session.solve([*wish, *guesses])
        if model is not None:
            return model
        core = session.core()
        guesses = [guess for guess in guesses if guess not in core or chance.random() < 0.5]


def differences(space: Space, reading: SymbolicReading, model: set[int], made: Plan) -> list[str]:
    """Return in what the plan differs from the symbolic reading in this model."""
    known: dict[int, bool] = {}

    def true(literal: int) -> bool:
        return space.store.holds(literal, model, known)

    decision = "refuse" if true(reading.refuse) else "refer" if true(reading.refer) else "serve"
    if decision == "serve" and not true(reading.serve):
        decision = "refuse"
    said = made.services[reading.service].decision
    if said != decision:
        return [f"planner says {said}, solver {decision}"]
    if decision != "serve":
        return []
    found = []
    steps = {step.key: step for step in made.steps}
    for identity, where in reading.present.items():
        step = steps.get(identity)
        if true(where) != (step is not None):
            found.append(f"{identity} present: {step is not None}")
        elif step is not None:
            methods = {name for (one, name), guard in reading.methods.items() if one == identity and true(guard)}
            if methods != set(step.methods):
                found.append(f"{identity} by {sorted(step.methods)}, not {sorted(methods)}")
            controls = {one.name for one in reading.controls.get(identity, ()) if true(one.guard)}
            if controls != set(step.controls):
                found.append(f"{identity} under {sorted(step.controls)}, not {sorted(controls)}")
    return found
