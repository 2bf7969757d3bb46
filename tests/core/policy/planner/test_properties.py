"""What holds of every plan, tried on random books: order does not matter, and an unknown is never guessed."""

import dataclasses
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from nuanxin.core.policy import contract, replanning
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.situation import Situation
from tests.core.policy import properties, random_books
from tests.core.policy.books import DAY, situation
from tests.core.policy.proof.test_agreement import Rules, random_book

VALUES: dict[str, list[Value]] = {
    "proof": [False, True],
    "poa": [False, True],
    "age": [0, 17, 18, 59, 60, 90],
    "companion.relation": ["none", "spouse", "child"],
    "withdrawal.amount": [0, 400, 401, 1000, 1001],
}
NEEDS = ["vision", "hearing", "writing", "elderly"]
SHAPES = [(10, ()), (120, (pytest.mark.slow,))]
EXAMPLES = [pytest.param(number, marks=marks) for number, marks in SHAPES]


def trying(examples: int) -> settings:
    """Return how many examples are tried; they may take their time."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


def situations() -> some.SearchStrategy[Situation]:
    """Situations of which something is known, or little."""
    known = {
        name: some.sampled_from(values) for name, values in VALUES.items() if "." not in name or "companion" in name
    }
    return some.builds(
        lambda services, needs, scene, facts, at: situation(
            *services, need=" ".join(needs), scene=scene, at=at, facts=facts
        ),
        some.lists(some.sampled_from(["withdrawal", "id_update", "statement"]), min_size=1, max_size=2, unique=True),
        some.lists(some.sampled_from(NEEDS), max_size=2, unique=True),
        some.sampled_from(["counter", "home", "phone"]),
        some.fixed_dictionaries({}, optional=known),
        some.sampled_from(["counter", "door"]),
    )


def only_known(book_facts: object, told: Situation) -> Situation:
    """Leave out facts that the book at hand does not declare."""
    assert isinstance(book_facts, dict)
    return dataclasses.replace(told, facts={name: value for name, value in told.facts.items() if name in book_facts})


@pytest.mark.parametrize("examples", EXAMPLES)
def test_order_of_rules_needs_and_services_never_changes_a_plan(tmp_path: Path, examples: int) -> None:
    @trying(examples)
    @given(rules=random_books.rules, told=situations(), seed=some.integers(0, 2**20))
    def check(rules: Rules, told: Situation, seed: int) -> None:
        book = random_book(tmp_path / "tiny", rules)
        told = only_known(book.facts, told)
        chance = random.Random(seed)
        named = [(f"r{number}", *rule) for number, rule in enumerate(rules)]
        chance.shuffle(named)
        other = random_book(tmp_path / "tiny", rules, [name for name, *_ in named])
        turned = dataclasses.replace(told, services=told.services[::-1], facts=dict(reversed(list(told.facts.items()))))
        one, two = properties.planned(book, told, DAY), properties.planned(other, turned, DAY)
        assert (one is None) == (two is None)
        if one is not None and two is not None:
            written = contract.plan_as_json(one, "en")
            assert json.loads(json.dumps(written)) == written
            assert contract.plan_as_json(two, "en") == written
            assert list(two.services) == list(one.services)

    check()


@pytest.mark.parametrize("examples", EXAMPLES)
def test_an_unknown_is_never_guessed(tmp_path: Path, examples: int) -> None:
    made = []

    @trying(examples)
    @given(rules=random_books.rules, told=situations())
    def check(rules: Rules, told: Situation) -> None:
        book = random_book(tmp_path / "tiny", rules)
        told = only_known(book.facts, told)
        values = {name: values for name, values in VALUES.items() if name.removeprefix("withdrawal.") in book.facts}
        values = {
            name: own
            for name, own in values.items()
            if "." not in name or name.split(".")[0] in ("companion", *told.services)
        }
        made.append(properties.assert_sound(book, told, DAY, values))

    check()
    decisions = {one.decision for one in made if one is not None}
    assert {"serve", "ask"} < decisions or examples < 50


@pytest.mark.parametrize("examples", EXAMPLES)
def test_replanning_with_nothing_changed_keeps_everything(tmp_path: Path, examples: int) -> None:
    @trying(examples)
    @given(rules=random_books.rules, told=situations())
    def check(rules: Rules, told: Situation) -> None:
        book = random_book(tmp_path / "tiny", rules)
        made = properties.planned(book, only_known(book.facts, told), DAY)
        if made is not None:
            again = plan(book, made.situation, on=DAY)
            verdicts = replanning.compare(made, again, [step.key for step in made.steps])
            assert {one.verdict for one in verdicts.values()} <= {"kept"}

    check()
