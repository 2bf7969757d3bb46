"""Solver and planner say the same of the sample book: everything a plan consists of, in steered random situations."""

import pytest

from nuanxin.core.policy.book import Book
from tests.core.policy.proof.agreement import disagreements


def test_of_some_services(book: Book) -> None:
    drawn, served, found = disagreements(book, ["withdrawal", "payroll_card", "card_pickup"], 12, 1)
    assert found == []
    assert served > drawn // 2


@pytest.mark.slow
def test_of_every_service(book: Book) -> None:
    drawn, served, found = disagreements(book, list(book.services), 60, 2)
    assert found == []
    assert (drawn, served > drawn // 2) == (60 * len(book.services), True)
