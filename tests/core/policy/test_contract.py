"""The JSON of a plan: its keys are a public contract."""

import json

import pytest

from nuanxin.core.policy import contract
from nuanxin.core.policy.contract import Json
from tests.core.policy.books import TinyBook

PLAN = (
    "book edition notice on decision weight services questions gates route team qualifications languages aids "
    "steps case forbidden limits materials target_minutes alternatives because"
).split()
STEP = "id key kind method methods actor place after for provisional courtesy controls because".split()


@pytest.fixture
def written(tiny: TinyBook) -> Json:
    tiny.rule(
        "thumb", "{need: writing, step: sign}", "use: {method: thumbprint}",
        "require: {method: thumbprint, attempts: 2, consent: thumbprint, evidence: thumbprint_image, film: true}",
        "offer: [seat, guide_book, cash_instead]", "within: 20", "limit: {daily: 5, amount: 9000}",
        "route: {lane: green, window: love, priority: 1, max_wait_minutes: 10}",
        "require: {case: true, retention: long}",
    )  # fmt: skip
    tiny.rule("never", "{}", "refuse: {step: sign, method: companion_signs, reason: not_so, alternatives: [by_seal]}")
    tiny.rule(
        "proved", "{need: writing, service: deposit, proof: false}", "require: {step: execute, film: true}", basis="law"
    )
    tiny.rule("old", "{age: {over: 80}}", "require: {step: sign, film: true}")
    tiny.rule("no", "{service: statement}", "refuse: {reason: not_here, alternatives: [come_back]}")
    made = tiny.plan("deposit", "statement", need="writing", amount=5)
    return contract.plan_as_json(made, "en")


class TestPlanAsJson:
    def test_has_exactly_the_keys_of_the_contract(self, written: Json) -> None:
        assert list(written) == PLAN

    def test_says_which_book_and_day(self, written: Json) -> None:
        assert [written[key] for key in ("book", "edition", "on")] == ["tiny", "1", "2024-11-13"]
        assert written["notice"] == {"zh": "样例", "en": "A sample"}

    def test_gives_each_service_its_decision_and_reasons(self, written: Json) -> None:
        assert written["decision"] == "ask"
        assert written["services"]["statement"] == {
            "decision": "refuse",
            "because": ["no"],
            "reasons": ["not_here"],
            "alternatives": ["come_back"],
            "refer_to": [],
        }

    def test_writes_a_step(self, written: Json) -> None:
        step = next(step for step in written["steps"] if step["kind"] == "sign")
        assert list(step) == STEP
        assert step == {
            "id": "sign:deposit",
            "key": "sign:deposit",
            "kind": "sign",
            "method": "thumbprint",
            "methods": ["thumbprint"],
            "actor": "customer",
            "place": "counter",
            "after": ["attempt.sign", "consent.thumbprint", "identify"],
            "for": ["deposit"],
            "provisional": ["age"],
            "courtesy": False,
            "controls": {"attempts": 2, "consent": ["thumbprint"], "evidence": ["thumbprint_image"], "film": True},
            "because": ["thumb"],
        }

    def test_writes_a_question_with_its_answers(self, written: Json) -> None:
        assert written["questions"] == [
            {
                "fact": "proof",
                "text": "x",
                "from": "asked",
                "type": "bool",
                "unit": "",
                "answers": [],
                "because": ["proved"],
            }
        ]

    def test_writes_the_answers_of_an_enumeration(self, tiny: TinyBook) -> None:
        tiny.rule("kin", "{is: close_kin}", "require: {step: sign, film: true}")
        [question] = contract.plan_as_json(tiny.plan("deposit"), "zh")["questions"]
        assert [answer["value"] for answer in question["answers"]] == ["none", "spouse", "child"]
        assert question["text"] == "测试"

    def test_writes_what_stands_around_the_steps(self, written: Json) -> None:
        assert written["gates"] == {"age": ["identify"]}
        assert written["route"] == {"lane": "green", "window": "love", "priority": 1, "max_wait_minutes": 10}
        assert written["team"] == [{"role": "teller", "duties": []}]
        assert [written[key] for key in ("aids", "materials")] == [["seat"], ["guide_book"]]
        assert written["alternatives"] == ["cash_instead", "come_back"]
        assert written["limits"] == [{"name": "amount", "value": 9000}, {"name": "daily", "value": 5}]
        assert (written["target_minutes"], written["case"]) == (20, {"retention": ["long"]})

    def test_writes_what_is_forbidden(self, written: Json) -> None:
        assert written["forbidden"] == [
            {
                "step": "sign",
                "method": "companion_signs",
                "because": ["never"],
                "reasons": ["not_so"],
                "alternatives": ["by_seal"],
            }
        ]

    def test_quotes_the_clause_behind_each_rule(self, written: Json) -> None:
        assert {"rule": "thumb", "clause": "第二条第一款", "basis": "practice"}.items() <= written["because"][
            -1
        ].items()
        assert written["because"][-1]["text"] == {"zh": "条文。", "en": "A paragraph."}

    def test_survives_the_way_through_text(self, written: Json) -> None:
        assert json.loads(json.dumps(written)) == written

    def test_names_no_method_for_a_step_without_one(self, written: Json) -> None:
        assert {(step["method"], *step["methods"]) for step in written["steps"] if step["kind"] == "greet"} == {(None,)}
