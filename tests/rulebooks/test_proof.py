"""The sample book is proved, over the whole space and not in vain."""

import pytest

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.proof import second_look, vacuity
from nuanxin.core.policy.proof.proving import Report, prove

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def report(book: Book) -> Report:
    return prove(book)


def test_nothing_stands_against_the_book(report: Report) -> None:
    against = [(example.invariant, example.subject, example.situation) for example in report.counter_examples]
    assert (against, report.failed_scenarios, report.remarks, report.disagreements) == ([], [], [], [])
    assert report.proved


def test_the_whole_space_was_asked(book: Book, report: Report) -> None:
    assert report.space > 10**17
    assert report.questions > 1000
    assert report.samples == 4 * len(book.services)


def test_what_is_never_served_is_what_was_signed(book: Book, report: Report) -> None:
    assert {side: frozenset(services) for side, services in report.never_served.items()} == vacuity.signed(book)


def test_every_number_of_the_list_has_an_invariant(book: Book) -> None:
    assert {invariant.number for invariant in book.invariants} == set(range(1, 14))


def test_every_invariant_says_why(book: Book) -> None:
    assert [invariant.id for invariant in book.invariants if len(invariant.reason) < 20] == []


def test_no_worse_fact_lightens_a_plan(book: Book) -> None:
    found = second_look.look(book)
    assert found.lightened == []
    assert found.questions > 1000
