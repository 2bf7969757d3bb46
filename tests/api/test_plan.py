"""Asking for a plan."""

import datetime
import json
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from nuanxin.core.policy import contract, planner
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.situation import Situation
from tests.api.conftest import Ask


class TestAPlan:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_is_the_json_of_the_contract(self, ask: Ask, situation: dict[str, Any], book: Book, language: str) -> None:
        answered = ask({**situation, "language": language})
        asked = Situation(("transfer",), frozenset({"writing"}), "counter", situation["facts"])
        made = planner.plan(book, asked, on=datetime.date(2024, 11, 13))
        assert answered.status_code == 200
        assert json.loads(answered.content) == json.loads(json.dumps(contract.plan_as_json(made, language)))

    def test_is_written_as_it_is_read(self, ask: Ask, situation: dict[str, Any]) -> None:
        assert "样例".encode() in ask(situation).content

    def test_that_refuses_is_an_answer(self, ask: Ask, situation: dict[str, Any]) -> None:
        answered = ask({**situation, "needs": ["no_capacity"], "facts": {"guardian_proof": False}})
        told = json.loads(answered.content)
        assert (answered.status_code, told["decision"]) == (200, "refuse")
        assert told["services"]["transfer"]["alternatives"] == ["guardian_route"]

    def test_that_asks_is_an_answer_and_the_question_is_in_the_language(
        self, ask: Ask, situation: dict[str, Any]
    ) -> None:
        unsaid = {**situation, "needs": ["no_capacity"], "facts": {}}
        in_both = [json.loads(ask({**unsaid, "language": language}).content) for language in ("zh", "en")]
        assert [told["decision"] for told in in_both] == ["ask", "ask"]
        questions = [
            question for told in in_both for question in told["questions"] if question["fact"] == "guardian_proof"
        ]
        assert [question["text"] for question in questions] == ["有无监护证明", "is guardianship proved"]

    def test_is_of_today_where_no_day_is_said(
        self, ask: Ask, situation: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2025, 3, 1))
        assert json.loads(ask({**situation, "on": None}).content)["on"] == "2025-03-01"
        del situation["on"]
        assert json.loads(ask(situation).content)["on"] == "2025-03-01"

    def test_knows_what_is_done_and_where_it_is_asked(self, ask: Ask, situation: dict[str, Any]) -> None:
        """The age is found by identification: before it a gate, after it known or asked."""
        unsaid = {**situation, "needs": [], "facts": {"amount": 1_000_000}}
        before = json.loads(ask(unsaid).content)
        after = json.loads(ask({**unsaid, "done": ["identify"]}).content)
        assert "age" in before["gates"]
        assert "age" not in after["gates"]
        assert ask({**unsaid, "at": "door"}).status_code == 200

    def test_takes_a_whole_number_however_it_is_written(self, ask: Ask, situation: dict[str, Any]) -> None:
        written = [ask({**situation, "facts": {"age": age, "amount": 5}}).content for age in (70, 70.0)]
        assert written[0] == written[1]

    def test_takes_a_second_service_of_its_kind_with_facts_of_its_own(
        self, ask: Ask, situation: dict[str, Any]
    ) -> None:
        two = {**situation, "services": ["transfer", "transfer#2"], "facts": {"transfer#2.amount": 5}}
        assert set(json.loads(ask(two).content)["services"]) == {"transfer", "transfer#2"}


class TestARefusal:
    @pytest.mark.parametrize(
        ("key", "value", "code", "said"),
        [
            ("services", ["transfr"], "plan.unknown_word", "did you mean 'transfer'?"),
            ("needs", ["writting"], "plan.unknown_word", "did you mean 'writing'?"),
            ("scene", "contuer", "plan.unknown_word", "did you mean 'counter'?"),
            ("at", "dor", "plan.unknown_word", "did you mean 'door'?"),
            ("done", ["identfy"], "plan.unknown_word", "did you mean 'identify'?"),
            ("facts", {"agee": 3}, "plan.unknown_word", "did you mean 'age'?"),
            ("facts", {"age": 300}, "plan.bad_value", "120 years"),
            ("facts", {"age": "old"}, "plan.bad_value", "whole number"),
            ("facts", {"companion.relation": "chld"}, "plan.bad_value", "did you mean 'child'?"),
            ("facts", {"deposit.amount": 5}, "plan.bad_value", "not among the wanted services"),
            ("facts", {"age": 1.5}, "plan.form", "facts.age must be true or false, a whole number, or a code"),
            ("facts", {"age": None}, "plan.form", "facts.age"),
            ("facts", {"age": "9" * 61}, "plan.form", "facts.age"),
            ("facts", {"a" * 61: 1}, "plan.form", "facts"),
            ("services", [], "plan.form", "services"),
            ("services", ["deposit", "deposit"], "plan.form", "twice"),
            ("services", ["transfer#1"], "plan.form", "transfer#2"),
            ("services", ["transfer#²"], "plan.form", "transfer#2"),
            ("services", "transfer", "plan.form", "services"),
            ("services", ["transfer", *(f"deposit#{n}" for n in range(2, 8))], "plan.form", "at most 6"),
            ("scene", 3, "plan.form", "scene"),
            ("on", "2024-W46-3", "plan.form", "a day as 2024-11-13"),
            ("on", "20241113", "plan.form", "a day as 2024-11-13"),
            ("on", 0, "plan.form", "a day as 2024-11-13"),
            ("on", "2024-02-30", "plan.form", "a day as 2024-11-13"),
            ("on", "2023-12-31", "plan.outside_life", "2024-01-01"),
            ("language", "fr", "plan.form", "language"),
            ("language", None, "plan.form", "language"),
            ("service", ["transfer"], "plan.form", "no such key"),
        ],
    )
    def test_says_what_is_wrong(
        self, ask: Ask, situation: dict[str, Any], key: str, value: Any, code: str, said: str
    ) -> None:
        assert ask(situation).status_code == 200
        answered = ask({**situation, key: value})
        told = json.loads(answered.content)
        assert (answered.status_code, told["code"]) == (422, code)
        assert said in told["message"]
        assert set(told) == {"code", "message", "data"}

    def test_of_an_unknown_word_holds_the_nearest(self, ask: Ask, situation: dict[str, Any]) -> None:
        told = json.loads(ask({**situation, "needs": ["writting"]}).content)
        assert told["data"] == {"family": "need", "word": "writting", "nearest": "writing"}

    def test_of_an_unknown_key_holds_the_nearest(self, ask: Ask, situation: dict[str, Any]) -> None:
        told = json.loads(ask({**situation, "fact": {}}).content)
        assert told["data"]["faults"] == [{"at": "fact", "problem": "there is no such key", "nearest": "facts"}]

    def test_names_every_fault_of_the_form_at_once(self, ask: Ask) -> None:
        told = json.loads(ask({"needs": 3, "facts": []}).content)
        assert [fault["at"] for fault in told["data"]["faults"]] == ["services", "scene", "needs", "facts"]

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_of_what_cannot_be_gives_the_reason_in_the_language(
        self, ask: Ask, situation: dict[str, Any], language: str
    ) -> None:
        excluded = {**situation, "needs": ["elderly"], "facts": {"age": 30}, "language": language}
        told = json.loads(ask(excluded).content)
        assert told["code"] == "plan.impossible"
        assert told["message"] == told["data"]["because"][language]
        assert told["data"]["because"]["zh"] != told["data"]["because"]["en"]

    def test_of_a_day_outside_the_book_s_life_says_when_it_lives(self, ask: Ask, situation: dict[str, Any]) -> None:
        told = json.loads(ask({**situation, "on": "2026-01-01"}).content)
        assert told["data"] == {"from": "2024-01-01", "until": "2026-01-01"}

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            (b"{", "no JSON text"),
            (b'{"scene": "counter", "scene": "home"}', "a key twice"),
            (b'{"facts": {"age": 1, "age": 2}}', "a key twice"),
            (b'{"facts": {"age": NaN}}', "no number that JSON has"),
            (b'{"scene": "\xff"}', "no JSON text"),
            ("{}".encode("utf-16"), "no JSON text"),
            (b"[" * 20_000, "no JSON text"),
            (b'{"facts": {"age": ' + b"9" * 5000 + b"}}", "no JSON text"),
        ],
    )
    def test_of_what_cannot_be_read_is_400(self, ask: Ask, body: bytes, message: str) -> None:
        answered = ask(body)
        told = json.loads(answered.content)
        assert (answered.status_code, told["code"]) == (400, "api.bad_request")
        assert message in told["message"]

    @pytest.mark.parametrize("body", [b"null", b"[]", b'"transfer"', b"7"])
    def test_of_what_is_no_object_is_422(self, ask: Ask, body: bytes) -> None:
        answered = ask(body)
        assert (answered.status_code, json.loads(answered.content)["code"]) == (422, "plan.form")

    def test_repeats_half_a_character_as_json_can(self, ask: Ask, situation: dict[str, Any]) -> None:
        answered = ask({**situation, "facts": {"\ud800": 1}})
        assert answered.status_code == 422
        json.loads(answered.content.decode("utf-8"))


def test_debug_tells_no_more(ask: Ask) -> None:
    with override_settings(DEBUG=True):
        assert json.loads(ask(b"{").content) == {
            "code": "api.bad_request",
            "message": "the body is no JSON text",
            "data": {},
        }
