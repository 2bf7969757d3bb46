"""A change of the sample book is shown with the smallest situation that it touches."""

import dataclasses

import pytest

from nuanxin.core.policy import difference, effects
from nuanxin.core.policy.book import Book, Rule
from nuanxin.core.policy.difference import PlanChange
from tests.rulebooks.planting import about, with_rules, without_effect

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def before(book: Book) -> Book:
    """What the book says of two services."""
    return about(book, "withdrawal", "transfer")


def raised(rule: Rule) -> Rule:
    """Let the head office approve what the head of the outlet approved."""
    if rule.id != "writing.thumbprint_weighty":
        return rule
    [effect] = rule.effects
    assert isinstance(effect, effects.Require)
    return dataclasses.replace(rule, effects=(dataclasses.replace(effect, controls={"approval": "head_office"}),))


def shown(before: Book, after: Book) -> list[PlanChange]:
    changes = difference.plan_changes(before, after)
    sizes = [len(one.situation.needs) for one in changes]
    assert sizes[0] == min(sizes)
    return changes


def test_a_raised_rank(before: Book) -> None:
    after = with_rules(before, raised)
    assert [one.name for one in difference.text_changes(before, after)] == ["writing.thumbprint_weighty"]
    change = shown(before, after)[0]
    assert "sign:transfer: approval outlet_head -> head_office" in change.differences
    assert len(change.situation.needs) == 1


def test_a_removed_refusal(before: Book) -> None:
    changes = shown(before, without_effect(before, "ward.no_guardian", effects.Refuse))
    served = [one for one in changes if "transfer: refuse -> serve" in one.differences]
    assert served[0].situation.needs == {"no_capacity"}


def test_a_changed_number(before: Book) -> None:
    old = before.parameters["assist_max"]
    lower = dataclasses.replace(old, values=(dataclasses.replace(old.values[0], value=old.values[0].value - 10_000),))
    after = dataclasses.replace(before, parameters={**before.parameters, "assist_max": lower})
    assert [one.name for one in difference.text_changes(before, after)] == ["assist_max"]
    amounts = {one.situation.facts.get("transfer.amount") for one in shown(before, after)}
    assert lower.values[0].value + 1 in amounts
