"""What holds of every plan of every book: checked on random tiny books and on the real one."""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nuanxin.core.policy import conditions, contract
from nuanxin.core.policy.book import Book, Fact
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.contract import Json
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.planner.combining import covers
from nuanxin.core.policy.planner.scripts import reading_for, script
from nuanxin.core.policy.planner.views import view_of
from nuanxin.core.policy.situation import Impossible, Situation, service_of


def planned(book: Book, situation: Situation, on: date) -> Plan | None:
    """Return the plan, or None for a situation that the world excludes."""
    try:
        return plan(book, situation, on=on)
    except Impossible:
        return None


def material(made: Plan) -> Json:
    """Return what a plan orders, comforts apart: decisions, and of what is served the steps and controls.

    Of a referral only the decision: it is given as soon as every completion refers.
    """
    json = contract.plan_as_json(made, "en")
    served = {key for key, one in made.services.items() if one.decision == "serve"}
    steps = [
        {key: step[key] for key in ("key", "methods", "actor", "controls", "for")}
        for step in json["steps"]
        if served & set(step["for"])
    ]
    return {
        "services": {key: one["decision"] for key, one in json["services"].items()},
        "steps": sorted(steps, key=lambda step: step["key"]),
        "case": json["case"] if set(made.services) == served else {},
        "limits": json["limits"] if set(made.services) == served else [],
    }


def with_facts(situation: Situation, more: Mapping[str, Value]) -> Situation:
    return dataclasses.replace(situation, facts={**situation.facts, **more})


def completions(
    book: Book, situation: Situation, on: date, values: Mapping[str, Iterable[Value]]
) -> Iterator[tuple[Mapping[str, Value], Plan]]:
    """Yield every lawful completion of a situation with its plan."""
    open_facts = [name for name in values if name not in situation.facts]
    for combination in itertools.product(*(values[name] for name in open_facts)):
        told = dict(zip(open_facts, combination, strict=True))
        made = planned(book, with_facts(situation, told), on)
        if made is not None and has_a_meaning(book, made, told):
            yield told, made


def has_a_meaning(book: Book, made: Plan, told: Mapping[str, Value]) -> bool:
    """Say whether a completion sets no fact against the value that it has where it has no meaning."""
    law = book.law_on(made.on)
    for key in made.services:
        view, _ = view_of(script(law, service_of(key)), made.situation, key)
        for name, value in told.items():
            fact: Fact = book.facts[name.rpartition(".")[2] if name not in book.facts else name]
            if fact.only_if is None or value == fact.otherwise:
                continue
            if conditions.compiled(reading_for(law, service_of(key)).of(fact.only_if))(view) is False:
                return False
    return True


def assert_sound(book: Book, situation: Situation, on: date, values: Mapping[str, Iterable[Value]]) -> Plan | None:
    """Hold a plan of an incomplete situation against the plans of every completion."""
    made = planned(book, situation, on)
    every = list(completions(book, situation, on, values))
    assert made is None or made.conflicts or every, f"{situation} has no lawful completion"
    if made is None or not every:
        assert not every, f"{situation} is excluded, but {every[0][0]} completes it"
        return None
    for key, decided in made.services.items():
        _assert_decision(made, key, decided.decision, every)
    for told, total in every:
        assert total.decision != "ask", f"{situation} with {told} asks {total.questions}"
        assert not total.gates, f"{situation} with {told} waits for {total.gates}"
        if not made.questions and not made.gates:
            assert material(made) == material(total), f"{situation} with {told}"
        assert_certain(made, total, told)
    return made


def _assert_decision(made: Plan, key: str, decision: str, every: list[tuple[Mapping[str, Value], Plan]]) -> None:
    ends = {total.services[key].decision for _, total in every}
    if decision == "refuse" or (decision == "refer" and not made.gates):
        assert ends == {decision}, f"{made.situation}: {key} is {decision}d at once, but ends in {ends}"
    elif len(ends) == 1 and not ends & {"serve"}:
        assert decision in ends, f"{made.situation}: every completion of {key} ends in {ends}, the plan says {decision}"


def assert_certain(made: Plan, total: Plan, told: Mapping[str, Value]) -> None:
    """What the plan holds without a proviso, after all that is to be found, stands in a completion that is served."""
    finders = {name for names in made.gates.values() for name in names}
    last = max((place for place, step in enumerate(made.steps) if {step.id, "counter"} & finders), default=-1)
    kinds = made.book.controls
    for step in made.steps[last + 1 :]:
        keys = [key for key in step.services if total.services[key].decision == made.services[key].decision == "serve"]
        asks = [key for key in step.services if made.services[key].decision == "ask"]
        if not keys or asks or step.provisional:
            continue
        there = total.step(step.key)
        assert there is not None, f"{made.situation}: {step.key} is certain, but gone with {told}"
        assert there.methods == step.methods, f"{made.situation}: {step.key} by {there.methods} with {told}"
        for name, value in step.controls.items():
            assert covers(name, there.controls.get(name), value, kinds), (
                f"{made.situation}: {step.key} {name} with {told}"
            )
        assert set(there.controls) <= set(step.controls), f"{made.situation}: {step.key} {there.controls} with {told}"
