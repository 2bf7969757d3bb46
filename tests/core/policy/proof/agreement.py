"""Where planner and solver say different things of one situation: everything a plan consists of is compared."""

import random
from collections.abc import Iterator

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner import Plan, combining, plan
from nuanxin.core.policy.proof import sampling
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import Guarded, SymbolicReading, symbolic

MADE = ("approve", "consent", "attempt", "relation_check", "callback")


def disagreements(book: Book, services: list[str], draws: int, seed: int) -> tuple[int, int, list[str]]:
    """Return how many situations were drawn, how many of them are served, and in what the two differ."""
    chance, space = random.Random(seed), Space(book)
    readings = [symbolic(space, service) for service in services]
    drawn, served, found = 0, 0, []
    for reading in readings:
        session = Session(space.store)
        space.tell_world(session, (reading.service,))
        for number in range(draws):
            wish = [reading.serve] if number % 3 and reading.serve != FALSE else []
            model = sampling.draw(space, session, chance, wish)
            if model is not None:
                situation, law = space.situation(model, (reading.service,))
                made = plan(book, situation, on=law.since)
                drawn, served = drawn + 1, served + (made.decision == "serve")
                found += [f"{one}: {situation} on {law.since}" for one in Model(reading, model).unlike(made)]
        session.close()
    return drawn, served, found


class Model:
    """What the solver reads in one situation."""

    def __init__(self, reading: SymbolicReading, model: set[int]) -> None:
        self.reading, self.model = reading, model
        self.known: dict[int, bool] = {}

    def true(self, literal: int) -> bool:
        return self.reading.space.store.holds(literal, self.model, self.known)

    def decision(self) -> str:
        if self.true(self.reading.refuse):
            return "refuse"
        if self.true(self.reading.refer):
            return "refer"
        return "serve" if self.true(self.reading.serve) else "refuse"

    def unlike(self, made: Plan) -> Iterator[str]:
        """Yield in what a plan differs."""
        said = made.services[self.reading.service]
        yield from _same("decision", said.decision, self.decision())
        if made.gates or made.questions:
            yield f"a total situation leaves open {made.gates} {made.questions}"
        if said.decision == "refer":
            to = {to for to, where in self.reading.refer_to.items() if self.true(where)}
            yield from _same("referred to", set(said.refer_to), to)
        if said.decision == "refuse":
            gaps = {step for step, where in self.reading.gaps.items() if self.true(where)}
            yield from _same("gaps", set(said.gap), gaps)
        if said.decision == "serve":
            yield from self._unlike_steps(made)
            yield from _same("case", dict(made.case), self._united(self.reading.case))
            yield from _same("limits", dict(made.limits), self._limits())
            yield from _same("forbidden", {(one.step, one.method) for one in made.forbidden}, self._forbidden(made))

    def _unlike_steps(self, made: Plan) -> Iterator[str]:
        reading = self.reading
        steps = {step.key: step for step in made.steps if step.kind not in MADE}
        yield from _same("steps", set(steps), {step for step, where in reading.present.items() if self.true(where)})
        for identity, step in steps.items():
            methods = {name for (one, name), guard in reading.methods.items() if one == identity and self.true(guard)}
            yield from _same(f"methods of {identity}", set(step.methods), methods)
            controls = self._united(reading.controls.get(identity, []))
            yield from _same(f"controls of {identity}", dict(step.controls), controls)

    def _united(self, standing: list[Guarded]) -> dict[str, ControlValue]:
        controls: dict[str, ControlValue] = {}
        for one in standing:
            if self.true(one.guard):
                combining.unite(controls, {one.name: one.value}, self.reading.space.book.controls)
        return controls

    def _limits(self) -> dict[str, int]:
        lowest: dict[str, int] = {}
        for (name, value), where in self.reading.limits.items():
            if self.true(where):
                lowest[name] = min(value, lowest.get(name, value))
        return lowest

    def _forbidden(self, made: Plan) -> set[tuple[str, str]]:
        kinds = {step.kind for step in made.steps}
        ways = {way for way, where in self.reading.forbidden.items() if self.true(where)}
        return {(step, method) for step, method in ways if step.split(".")[0].split("@")[0] in kinds}


def _same(what: str, planner: object, solver: object) -> Iterator[str]:
    if planner != solver:
        yield f"{what}: planner {planner}, solver {solver}"
