"""A situation in an address."""

import datetime

import pytest
from django.http import QueryDict

from nuanxin.core.policy.book import Book
from nuanxin.web import asking
from nuanxin.web.asking import Asked, Fault

QUERY = (
    "need=writing&need=literacy&service=payroll_card&scene=counter&on=2024-11-12&at=door&fact.companion.relation=child"
)


def read(query: str) -> Asked:
    return asking.read(QueryDict(query))


class TestRead:
    def test_and_query_are_each_other_s_inverse(self) -> None:
        assert read(QUERY).query() == QUERY
        assert read(read(QUERY).query()) == read(QUERY)

    def test_leaves_out_what_is_empty_or_said_twice(self) -> None:
        asked = read("need=writing&need=&need=writing&service=deposit&scene=&fact.amount=")
        assert asked == Asked(needs=("writing",), services=("deposit",))

    def test_takes_the_last_answer_that_says_something(self) -> None:
        assert read("fact.amount=5&fact.amount=cannot_be_answered").facts == {"amount": "cannot_be_answered"}
        assert read("fact.amount=5&fact.amount=").facts == {"amount": "5"}

    def test_takes_an_answer_back(self) -> None:
        assert read("fact.amount=5&fact.age=70&drop=amount").facts == {"age": "70"}


class TestAsked:
    def test_changes_one_thing_and_keeps_the_rest(self) -> None:
        asked = read(QUERY)
        assert asked.with_word("need", "vision").needs == ("writing", "literacy", "vision")
        assert asked.with_word("need", "writing") == asked
        assert asked.without_word("service", "payroll_card").services == ()
        assert asked.with_word("scene", "home").scene == "home"
        assert asked.with_fact("age", "70").without_fact("companion.relation").facts == {"age": "70"}

    def test_keeps_place_day_and_seat_for_the_next_customer(self) -> None:
        assert read(QUERY).next_customer().query() == "scene=counter&on=2024-11-12&at=door"

    def test_says_which_taps_are_missing_and_a_need_is_not_one(self) -> None:
        assert read("need=writing").missing == ("service", "scene")
        assert read("service=deposit&scene=lobby").missing == ()


class TestFindFaults:
    @pytest.mark.parametrize(
        ("query", "fault"),
        [
            ("need=writting", Fault("need", "writting", "writing")),
            ("service=depositt", Fault("service", "depositt", "deposit")),
            ("scene=conter", Fault("scene", "conter", "counter")),
            ("at=desk", Fault("at", "desk")),
            ("on=2024-13-01", Fault("on", "2024-13-01")),
            ("fact.ages=5", Fault("fact", "ages", "age")),
            ("fact.age=old", Fault("value", "age = old")),
            ("fact.age=121", Fault("value", "age = 121")),
            ("fact.companion.relation=chid", Fault("value", "companion.relation = chid", "child")),
            ("fact.lasting.sign=yes", Fault("value", "lasting.sign = yes")),
        ],
    )
    def test_names_what_is_not_known_and_the_nearest(self, book: Book, query: str, fault: Fault) -> None:
        assert list(asking.find_faults(read(query), book)) == [fault]

    def test_finds_none_in_what_the_book_knows(self, book: Book) -> None:
        assert list(asking.find_faults(read(QUERY + "&service=transfer%232&fact.transfer%232.amount=5"), book)) == []


class TestSituationOf:
    def test_gives_each_answer_its_type(self, book: Book) -> None:
        asked = read(
            "service=withdrawal&scene=counter&fact.amount=5000&fact.lasting.sign=true&fact.companion.relation=none"
        )
        made = asking.situation_of(asked, book)
        assert made.facts == {"amount": 5000, "lasting.sign": True, "companion.relation": "none"}
        assert (made.at, made.scene) == ("counter", "counter")

    def test_leaves_out_a_fact_of_a_service_that_is_not_wanted_any_more(self, book: Book) -> None:
        asked = read("service=deposit&scene=counter&fact.deposit.amount=5&fact.transfer.amount=9")
        assert asking.situation_of(asked, book).facts == {"deposit.amount": 5}

    def test_of_a_scenario_is_the_address_of_its_plan(self, book: Book) -> None:
        scenario = book.scenarios[0]
        asked = asking.of_situation(scenario.situation, scenario.on)
        assert list(asking.find_faults(asked, book)) == []
        assert asked.facts == {"age": "45", "companion.relation": "child"}
        assert asked.on == datetime.date(2024, 11, 12).isoformat()
