"""What holds of every plan of the sample book, tried on situations that the solver draws."""

import dataclasses
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from nuanxin.core.policy import contract, replanning
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner import plan
from tests.core.policy import properties
from tests.rulebooks.drawing import forgotten, in_another_order, urn

SOME = [("withdrawal",), ("payroll_card",), ("card_pickup",), ("transfer",), ("id_update", "pin_reset")]
MORE = [
    *SOME, ("deposit", "wealth_purchase"), ("hospital_payment",), ("simplified_opening", "payment_binding"),
    ("large_cash",), ("loss_report", "card_reissue"), ("deceased_small_deposit",), ("mobile_bank_signup",),
]  # fmt: skip
SIZES = [pytest.param(8, SOME, id="quick"), pytest.param(25, MORE, id="long", marks=pytest.mark.slow)]


def trying(examples: int) -> settings:
    """Return how many examples are tried; they may take their time."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))


seeds = some.integers(0, 2**30)

Services = tuple[str, ...]


@pytest.fixture(scope="module")
def other(book: Book) -> Book:
    """The same book in another order."""
    return in_another_order(book, 20241113)


@pytest.mark.parametrize(("examples", "wanted"), SIZES)
def test_order_of_rules_needs_and_services_never_changes_a_plan(
    book: Book, other: Book, examples: int, wanted: list[Services]
) -> None:
    @trying(examples)
    @given(seed=seeds)
    def check(seed: int) -> None:
        for services in wanted:
            situation, law = urn(*services).draw(seed)
            told = forgotten(situation, seed, 0.3)
            turned = dataclasses.replace(
                told,
                services=told.services[::-1],
                needs=frozenset(sorted(told.needs, reverse=True)),
                facts=dict(reversed(list(told.facts.items()))),
            )
            written = contract.plan_as_json(plan(book, told, on=law.since), "zh")
            assert contract.plan_as_json(plan(other, turned, on=law.since), "zh") == written
            assert json.loads(json.dumps(written)) == written

    check()


@pytest.mark.parametrize(("examples", "wanted"), SIZES)
def test_an_unknown_is_never_guessed_and_hides_no_refusal(book: Book, examples: int, wanted: list[Services]) -> None:
    """A plan with neither question nor gate is the plan of the whole situation; a refusal at once is its refusal."""
    settled = []

    @trying(examples)
    @given(seed=seeds, share=some.sampled_from([0.04, 0.15, 0.4, 0.8]), at=some.sampled_from(["counter", "door"]))
    def check(seed: int, share: float, at: str) -> None:
        for services in wanted:
            situation, law = urn(*services).draw(seed)
            told = dataclasses.replace(forgotten(situation, seed, share), at=at)
            total, partial = plan(book, situation, on=law.since), plan(book, told, on=law.since)
            assert (total.questions, total.gates) == ((), {}), situation
            if not partial.questions and not partial.gates:
                settled.append(partial.decision)
                assert properties.material(partial) == properties.material(total), told
            for key, one in partial.services.items():
                if one.decision == "refuse" or (one.decision == "refer" and not partial.gates):
                    assert total.services[key].decision == one.decision, told
            assert len(partial.questions) <= 3
            properties.assert_certain(partial, total, situation.facts)

    check()
    assert "refuse" in settled
    assert "serve" in settled or examples < 20


@pytest.mark.parametrize(("examples", "wanted"), SIZES)
def test_a_fact_more_never_turns_a_known_refusal_into_service(
    book: Book, examples: int, wanted: list[Services]
) -> None:
    refused = []

    @trying(examples)
    @given(seed=seeds)
    def check(seed: int) -> None:
        for services in wanted:
            situation, law = urn(*services).draw(seed)
            told = forgotten(situation, seed, 0.9)
            names = [name for name in sorted(situation.facts) if name not in told.facts]
            random.Random(seed).shuffle(names)
            ended: list[str] = []
            for number in range(0, len(names) + 4, 4):
                more = {name: situation.facts[name] for name in names[:number]}
                made = plan(book, dataclasses.replace(told, facts={**told.facts, **more}), on=law.since)
                assert {made.services[key].decision for key in ended} <= {"refuse"}, (told, more)
                ended = [key for key, one in made.services.items() if one.decision == "refuse"]
            refused.append(len(ended))

    check()
    assert sum(refused) > 0


@pytest.mark.parametrize(("examples", "wanted"), SIZES)
def test_replanning_with_nothing_changed_changes_nothing(book: Book, examples: int, wanted: list[Services]) -> None:
    @trying(examples)
    @given(seed=seeds)
    def check(seed: int) -> None:
        for services in wanted:
            situation, law = urn(*services).draw(seed)
            told = forgotten(situation, seed)
            before, after = plan(book, told, on=law.since), plan(book, told, on=law.since)
            verdicts = replanning.compare(before, after, [step.key for step in before.steps])
            assert {one.verdict for one in verdicts.values()} <= {"kept"}
            kinds = {step.kind for step in before.steps}
            done = dataclasses.replace(told, done=frozenset(kinds))
            assert plan(book, done, on=law.since).steps is not None

    check()
