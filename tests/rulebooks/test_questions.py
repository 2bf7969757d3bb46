"""How much the sample book asks: one careless rule could make every plan a question."""

import datetime

import pytest

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.situation import Impossible, Situation

DAY = datetime.date(2024, 11, 13)


def asked(book: Book, service: str, needs: frozenset[str], at: str) -> list[str]:
    """Return what is asked of a person of whom nothing else is known; nothing where the world excludes the visit."""
    scene = "lobby" if at == "door" else "counter"
    try:
        made = plan(book, Situation((service,), needs, scene, at=at), on=DAY)
    except Impossible:
        return []
    return [question.fact for question in made.questions]


@pytest.mark.parametrize("service", words.SERVICES)
def test_an_ordinary_customer_is_asked_nothing_at_the_door_and_only_sums_at_the_counter(
    book: Book, service: str
) -> None:
    assert asked(book, service, frozenset(), "door") == []
    assert set(asked(book, service, frozenset(), "counter")) <= {"amount"}


@pytest.mark.slow
def test_who_has_one_need_is_hardly_asked_anything(book: Book) -> None:
    door = [asked(book, service, frozenset({need}), "door") for service in words.SERVICES for need in words.NEEDS]
    counter = [asked(book, service, frozenset({need}), "counter") for service in words.SERVICES for need in words.NEEDS]
    assert max(map(len, door)) <= 1
    assert sum(map(len, counter)) / len(counter) < 0.5
