"""The law of the day: dated texts, dated numbers, the book's life."""

import datetime

import pytest

from nuanxin.core.policy.book import OutsideLife
from tests.core.policy.books import TinyBook, the

FILM, APART = "require: {step: sign, film: true}", "require: {step: sign, apart: true}"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class TestDatedTexts:
    @pytest.mark.parametrize(
        ("on", "control"), [("2024-06-30", "film"), ("2024-07-01", "apart"), ("2025-12-31", "apart")]
    )
    def test_hold_from_their_day_until_the_next_text(self, tiny: TinyBook, on: str, control: str) -> None:
        tiny.rule("held", "{}", FILM, until="2024-07-01").rule("held", "{}", APART, since="2024-07-01")
        assert the(tiny.plan("deposit", on=day(on)), "sign").controls == {control: True}

    def test_say_nothing_before_their_day(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{}", FILM, since="2024-07-01")
        assert the(tiny.plan("deposit", on=day("2024-06-30")), "sign").controls == {}

    def test_are_cited_by_the_text_of_the_day(self, tiny: TinyBook) -> None:
        tiny.rule("new", "{}", FILM, since="2024-07-01")
        assert tiny.plan("deposit", on=day("2024-06-30")).because == ()
        assert tiny.plan("deposit", on=day("2024-07-01")).because == ("new",)

    def test_ask_only_what_the_day_needs(self, tiny: TinyBook) -> None:
        tiny.rule("new", "{proof: true}", FILM, since="2024-07-01")
        assert tiny.plan("deposit", on=day("2024-06-30")).questions == ()
        assert tiny.plan("deposit", on=day("2024-07-01")).decision == "ask"


class TestDatedNumbers:
    def test_change_the_threshold_on_their_day(self, tiny: TinyBook) -> None:
        tiny.number("cap", d2024_01_01=1000, d2025_01_01=5000)
        tiny.rule("much", "{amount: {over: $cap}}", FILM)
        assert the(tiny.plan("deposit", amount=2000, on=day("2024-12-31")), "sign").controls == {"film": True}
        assert the(tiny.plan("deposit", amount=2000, on=day("2025-01-01")), "sign").controls == {}

    def test_change_limits_controls_and_times(self, tiny: TinyBook) -> None:
        tiny.number("cap", d2024_01_01=2, d2025_01_01=3)
        tiny.rule("n", "{}", "limit: {daily: $cap}", "require: {step: sign, attempts: $cap}", "within: $cap")
        tiny.rule("r", "{}", "route: {priority: $cap}")
        for on, number in (("2024-05-05", 2), ("2025-05-05", 3)):
            made = tiny.plan("deposit", on=day(on))
            assert (made.limits["daily"], the(made, "sign").controls["attempts"]) == (number, number)
            assert (made.target_minutes, made.route["priority"]) == (number, number)

    def test_change_a_need_that_follows_from_a_fact(self, tiny: TinyBook) -> None:
        tiny.number("elder", d2024_01_01=60, d2025_01_01=65)
        tiny.derived("elderly", "{age: {at_least: $elder}}").rule("old", "{need: elderly}", FILM)
        assert the(tiny.plan("deposit", age=62, on=day("2024-12-31")), "sign").controls == {"film": True}
        assert the(tiny.plan("deposit", age=62, on=day("2025-01-01")), "sign").controls == {}


class TestLife:
    @pytest.mark.parametrize("on", ["2023-12-31", "2026-01-01"])
    def test_has_an_end_on_both_sides(self, tiny: TinyBook, on: str) -> None:
        with pytest.raises(OutsideLife, match=r"tiny 1 holds from 2024-01-01 until 2026-01-01, not on"):
            tiny.plan("deposit", on=day(on))

    def test_includes_its_first_and_last_day(self, tiny: TinyBook) -> None:
        assert tiny.plan("deposit", on=day("2024-01-01")).on == day("2024-01-01")
        assert tiny.plan("deposit", on=day("2025-12-31")).decision == "serve"

    def test_is_one_law_between_two_days_of_change(self, tiny: TinyBook) -> None:
        tiny.rule("new", "{}", FILM, since="2024-07-01")
        book = tiny.book
        assert book.law_on(day("2024-07-01")) is book.law_on(day("2025-01-01"))
        assert book.law_on(day("2024-06-30")) is not book.law_on(day("2024-07-01"))
