"""The sample book's scenarios: the six stories and more, each with the plan that people expect."""

import pytest

from nuanxin.core.policy import scenarios
from nuanxin.core.policy.book import Book, Scenario
from tests.rulebooks.planting import sample

STORIES = {1, 2, 4, 5, 6}
"""Story 3 is a talk: no person is served in it."""


@pytest.mark.parametrize("scenario", sample().scenarios, ids=lambda scenario: scenario.name.en)
def test_the_plan_is_as_expected(book: Book, scenario: Scenario) -> None:
    assert scenarios.differences(book, scenario) == []


def test_every_story_is_told(book: Book) -> None:
    assert {scenario.story for scenario in book.scenarios} - {None} == STORIES


def test_no_scenario_expects_nothing(book: Book) -> None:
    assert [scenario.place for scenario in book.scenarios if not scenario.expect] == []
