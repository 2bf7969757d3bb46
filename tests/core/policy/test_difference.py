"""What changes for whom between two books, and between two days of one."""

import datetime
from pathlib import Path

import pytest

from nuanxin.core.policy import difference
from nuanxin.core.policy.book import OutsideLife
from nuanxin.core.policy.difference import PlanChange, TextChange
from nuanxin.core.policy.situation import Situation
from tests.core.policy.books import TinyBook

MUCH = ("much", "{need: vision, amount: {over: $cap}}")
HELD = "require: {step: sign, approval: supervisor}"


@pytest.fixture
def other(tmp_path: Path) -> TinyBook:
    """The later book."""
    return TinyBook(tmp_path / "other")


def facts_told(situation: Situation) -> dict[str, object]:
    """Return the facts that are not the ordinary case."""
    return {name: value for name, value in situation.facts.items() if value}


def found(before: TinyBook, after: TinyBook) -> list[PlanChange]:
    return difference.plan_changes(before.book, after.book)


class TestTextChanges:
    def test_name_what_was_added_removed_and_changed(self, tiny: TinyBook, other: TinyBook) -> None:
        tiny.rule(*MUCH, HELD).rule("gone", "{}", "offer: seat")
        other.rule(*MUCH, "require: {step: sign, approval: outlet_head}").rule("new", "{}", "offer: seat")
        other.number("cap", d2024_01_01=500)
        assert difference.text_changes(tiny.book, other.book) == [
            TextChange("rule", "gone", "removed"),
            TextChange("rule", "much", "changed"),
            TextChange("rule", "new", "added"),
            TextChange("parameter", "cap", "changed"),
        ]

    def test_are_none_between_a_book_and_itself_in_another_order(self, tiny: TinyBook, other: TinyBook) -> None:
        tiny.rule(*MUCH, HELD).rule("more", "{}", "offer: seat")
        other.rule("more", "{}", "offer: seat").rule(*MUCH, HELD)
        assert difference.text_changes(tiny.book, other.book) == []
        assert found(tiny, other) == []


class TestPlanChanges:
    def test_show_a_raised_rank_with_the_smallest_situation(self, tiny: TinyBook, other: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", HELD)
        other.rule("held", "{need: vision}", "require: {step: sign, approval: outlet_head}")
        changes = found(tiny, other)
        change = next(one for one in changes if one.situation.services == ("deposit",))
        assert change.situation.needs == {"vision"}
        assert facts_told(change.situation) == {}
        assert change.differences == (
            "approve.sign:deposit: done by supervisor -> outlet_head",
            "approve.sign:deposit: approval supervisor -> outlet_head",
            "sign:deposit: approval supervisor -> outlet_head",
        )

    def test_show_a_removed_rule_where_it_worked(self, tiny: TinyBook, other: TinyBook) -> None:
        tiny.rule("no", "{service: statement, scene: phone}", "refuse: {reason: not_here, alternatives: [come_back]}")
        [change] = found(tiny, other)
        assert (change.situation.services, change.situation.scene) == (("statement",), "phone")
        assert change.situation.needs == frozenset()
        assert change.differences[0] == "statement: refuse -> serve"

    def test_show_an_added_rule_where_it_works(self, tiny: TinyBook, other: TinyBook) -> None:
        other.rule("no", "{service: statement, scene: phone}", "refuse: {reason: not_here, alternatives: [come_back]}")
        [change] = found(tiny, other)
        assert change.differences[0] == "statement: serve -> refuse"

    def test_show_a_changed_number_between_the_two(self, tiny: TinyBook, other: TinyBook) -> None:
        tiny.rule("much", "{service: transfer, amount: {over: $cap}}", "require: {step: pin, film: true}")
        other.rule("much", "{service: transfer, amount: {over: $cap}}", "require: {step: pin, film: true}")
        other.number("cap", d2024_01_01=5000)
        [change] = found(tiny, other)
        assert facts_told(change.situation) == {"transfer.amount": 1001}
        assert change.differences == ("pin:transfer: film True -> none", "weight: case -> ticket")

    def test_show_a_lowered_number_between_the_two(self, tiny: TinyBook, other: TinyBook) -> None:
        for book in (tiny, other):
            book.rule("much", "{service: transfer, amount: {over: $cap}}", "require: {step: pin, film: true}")
        other.number("cap", d2024_01_01=500)
        [change] = found(tiny, other)
        assert facts_told(change.situation) == {"transfer.amount": 501}

    def test_show_a_changed_term_and_a_changed_table(self, tiny: TinyBook, other: TinyBook) -> None:
        for book in (tiny, other):
            book.rule("kin", "{service: transfer, is: close_kin}", "use: {step: pin, method: companion}")
        other.term("close_kin", "{companion.relation: spouse}").kind("pin", "{actors: {companion: agent}}")
        told = {line for change in found(tiny, other) for line in change.differences}
        assert {"pin:transfer: companion -> customer", "pin:transfer: done by companion -> agent"} <= told

    def test_are_grouped_by_what_changes_the_smallest_first(self, tiny: TinyBook, other: TinyBook) -> None:
        other.rule("seat", "{need: vision}", "offer: seat")
        other.rule("more", "{need: vision, scene: home, age: {over: 80}}", "within: 5")
        changes = found(tiny, other)
        sizes = [len(one.situation.needs) + len(facts_told(one.situation)) for one in changes]
        assert sizes == sorted(sizes)
        assert changes[0].differences == ("aids: () -> ('seat',)",)
        assert changes[0].others >= len(tiny.book.services) - 1

    def test_show_what_one_world_excludes(self, tiny: TinyBook, other: TinyBook) -> None:
        for book in (tiny, other):
            book.rule("a", "{service: statement, scene: phone}", "offer: seat")
        other.impossible("{scene: phone}", "nobody telephones")
        assert ("serve -> excluded by the world: nobody telephones",) in {one.differences for one in found(tiny, other)}


class TestDayChanges:
    def test_show_the_situations_that_two_days_of_one_book_plan_differently(self, tiny: TinyBook) -> None:
        tiny.number("cap", d2024_01_01=1000, d2025_01_01=5000)
        tiny.rule("much", "{service: transfer, amount: {over: $cap}}", "require: {step: pin, film: true}")
        first, second = datetime.date(2024, 5, 5), datetime.date(2025, 5, 5)
        [change] = difference.day_changes(tiny.book, first, second)
        assert facts_told(change.situation) == {"transfer.amount": 1001}
        assert change.on == second
        assert difference.day_changes(tiny.book, first, first) == []

    def test_want_two_days_of_the_books_life(self, tiny: TinyBook) -> None:
        with pytest.raises(OutsideLife):
            difference.day_changes(tiny.book, datetime.date(2024, 5, 5), datetime.date(2030, 1, 1))


class TestTouched:
    """Only services that a change can reach are compared: on a real book that is most of the work."""

    def test_are_the_services_of_a_changed_rule(self, tiny: TinyBook, other: TinyBook) -> None:
        tiny.rule("a", "{service: [deposit, statement]}", "offer: seat").rule("b", "{}", "offer: seat")
        other.rule("a", "{service: [deposit, transfer]}", "offer: seat").rule("b", "{}", "offer: seat")
        assert difference.touched(tiny.book, other.book) == {"deposit", "statement", "transfer"}

    def test_are_those_of_a_rule_that_speaks_of_a_changed_number(self, tiny: TinyBook, other: TinyBook) -> None:
        for book in (tiny, other):
            book.rule("a", "{service: transfer, amount: {over: $cap}}", "offer: seat").rule("b", "{}", "offer: seat")
        other.number("cap", d2024_01_01=500)
        assert difference.touched(tiny.book, other.book) == {"transfer"}

    def test_are_all_where_a_number_of_the_tables_changes(self, tiny: TinyBook, other: TinyBook) -> None:
        for book in (tiny, other):
            book.derived("elderly", "{age: {at_least: $elder}}").rule("a", "{need: elderly}", "offer: seat")
        other.number("elder", d2024_01_01=65)
        assert difference.touched(tiny.book, other.book) == set(tiny.book.services)

    def test_are_all_where_a_table_changes(self, tiny: TinyBook, other: TinyBook) -> None:
        other.kind("sign", "{actors: {guardian: agent}}")
        assert difference.touched(tiny.book, other.book) == set(tiny.book.services)

    def test_are_none_between_a_book_and_itself(self, tiny: TinyBook, other: TinyBook) -> None:
        for book in (tiny, other):
            book.rule("a", "{service: transfer}", "offer: seat")
        assert difference.touched(tiny.book, other.book) == set()
