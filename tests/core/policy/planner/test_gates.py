"""What a step ahead will find, what belongs to the counter, and what nobody in the room can answer."""

import pytest

from nuanxin.core.policy.words import CANNOT_BE_ANSWERED
from tests.core.policy.books import TinyBook, asked, decisions, ids, the

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"


class TestGates:
    def test_are_facts_that_a_step_ahead_will_find(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit")
        assert (made.decision, asked(made), made.gates) == ("serve", [], {"age": ("identify",)})

    def test_make_the_steps_provisional_that_hang_on_them(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "require: {step: sign, film: true}")
        assert {step.id: step.provisional for step in tiny.plan("deposit").steps if step.provisional} == {
            "sign": ("age",)
        }

    def test_make_every_later_step_provisional_where_they_may_refuse(self, tiny: TinyBook) -> None:
        tiny.rule("young", "{age: {under: 8}}", REFUSE)
        provisional = {step.id: step.provisional for step in tiny.plan("deposit").steps}
        assert provisional == {"greet": (), "identify": (), "sign": ("age",), "execute": ("age",)}

    def test_make_a_step_provisional_whose_way_they_may_close(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {handwritten: {age: {under: 8}}}}")
        tiny.rule("kin", "{age: {under: 8}}", "use: {step: sign, method: guardian}")
        made = tiny.plan("deposit")
        assert (made.gates, the(made, "sign").provisional) == ({"age": ("identify",)}, ("age",))

    def test_make_a_step_provisional_that_hangs_on_the_method_of_another(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "use: {step: sign, method: thumbprint}")
        tiny.rule("two", "{method: thumbprint}", "require: {step: execute, second_staff: true}")
        tiny.rule("more", "{control: second_staff}", "require: {step: identify, film: true}")
        provisional = {step.id: step.provisional for step in tiny.plan("deposit").steps}
        assert provisional == {"greet": (), "identify": (), "sign": ("age",), "execute": ("age",)}

    def test_make_steps_provisional_under_controls_that_hang_on_an_added_step(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "add: {step: counsel}")
        tiny.rule("talked", "{step: counsel}", "require: {step: execute, film: true}")
        assert the(tiny.plan("deposit"), "execute").provisional == ("age",)

    def test_are_none_where_a_comfort_alone_hangs_on_them(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "offer: seat", "route: {lane: green}")
        assert tiny.plan("deposit").gates == {}

    def test_are_none_once_the_fact_is_known(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "require: {step: sign, film: true}")
        assert tiny.plan("deposit", age=20).gates == {}
        assert tiny.plan("deposit", age=85).gates == {}

    def test_are_questions_once_the_step_is_done(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit", done="identify")
        assert (made.gates, asked(made)) == ({}, ["age"])

    def test_are_questions_where_no_step_finds_them(self, tiny: TinyBook) -> None:
        tiny.rule("bad", "{talk: critical}", "require: {step: execute, approval: supervisor}")
        assert asked(tiny.plan("deposit")) == ["talk"]
        made = tiny.plan("fraud_counselling")
        assert (asked(made), made.gates) == ([], {"talk": ("counsel",)})

    def test_are_found_by_a_step_that_a_rule_adds(self, tiny: TinyBook) -> None:
        tiny.rule("talks", "{need: fraud_suspected}", "add: {step: counsel, before: execute}")
        tiny.rule("bad", "{talk: critical}", REFUSE)
        made = tiny.plan("deposit", need="fraud_suspected")
        assert (made.decision, made.gates) == ("serve", {"talk": ("counsel",)})

    def test_hold_back_the_questions_that_wait_for_them(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{age: {under: 18}, proof: false}", REFUSE)
        made = tiny.plan("deposit")
        assert (made.decision, asked(made), set(made.gates)) == ("serve", [], {"age"})
        assert asked(tiny.plan("deposit", age=12)) == ["proof"]

    def test_do_not_hold_back_a_question_of_another_rule(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{age: {under: 18}}", REFUSE).rule("b", "{proof: true}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit")
        assert (asked(made), set(made.gates)) == (["proof"], {"age"})

    def test_are_the_facts_behind_a_need_that_follows(self, tiny: TinyBook) -> None:
        tiny.derived("elderly", "{age: {at_least: $elder}}").rule(
            "a", "{need: elderly}", "require: {step: sign, film: true}"
        )
        assert tiny.plan("deposit").gates == {"age": ("identify",)}
        assert tiny.plan("deposit", need="elderly").gates == {}

    def test_name_the_step_with_its_service_where_several_are_wanted(self, tiny: TinyBook) -> None:
        tiny.fact("talk", "{found_by: execute}").rule(
            "bad", "{talk: critical}", "require: {step: hand_over, film: true}"
        )
        assert tiny.plan("payroll_card").gates == {"talk": ("execute",)}

    def test_of_several_services_are_all_told(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: deposit, age: {under: 18}}", REFUSE)
        made = tiny.plan("deposit", "statement")
        assert decisions(made) == {"deposit": "serve", "statement": "serve"}
        assert the(made, "execute:deposit").provisional == ("age",)
        assert the(made, "execute:statement").provisional == ()

    def test_reach_the_steps_that_controls_make(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{}", "require: {step: sign, approval: supervisor}")
        tiny.rule("b", "{age: {under: 18}}", "require: {step: sign, film: true}")
        assert the(tiny.plan("deposit"), "approve.sign").provisional == ("age",)


class TestAtTheDoor:
    def test_asks_what_can_be_asked_there(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{companion.relation: none}", "require: {step: sign, film: true}")
        assert asked(tiny.plan("deposit", at="door")) == ["companion.relation"]

    def test_leaves_to_the_counter_what_belongs_there(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit", at="door")
        assert (made.decision, asked(made), made.gates) == ("serve", [], {"proof": ("counter",)})
        assert the(made, "sign").provisional == ("proof",)

    def test_still_refuses_what_every_answer_of_the_counter_refuses(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", REFUSE).rule("b", "{proof: false}", REFUSE)
        assert tiny.plan("deposit", at="door").decision == "refuse"


class TestCannotBeAnswered:
    def test_plans_the_strictest_and_lets_a_supervisor_confirm_it(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: false}", "require: {step: sign, film: true, approval: outlet_head}")
        tiny.rule("b", "{proof: true}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit", proof=CANNOT_BE_ANSWERED)
        assert (made.decision, asked(made)) == ("serve", [])
        assert the(made, "sign").controls == {"approval": "outlet_head", "film": True}
        assert made.case == {"approval": "supervisor"}
        assert ids(made)[0] == "approve.visit"

    def test_refuses_where_one_answer_refuses(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: false}", REFUSE)
        made = tiny.plan("deposit", proof=CANNOT_BE_ANSWERED)
        assert (made.decision, made.services["deposit"].because) == ("refuse", ("a",))

    def test_of_what_a_step_ahead_finds_waits_for_nothing(self, tiny: TinyBook) -> None:
        tiny.rule("old", "{age: {at_least: 80}}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit", age=CANNOT_BE_ANSWERED)
        assert (made.gates, the(made, "sign").controls) == ({}, {"film": True})

    def test_asks_nobody_where_no_rule_cares(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true, need: vision}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit", proof=CANNOT_BE_ANSWERED)
        assert (made.decision, made.case) == ("serve", {})

    def test_still_asks_what_can_be_answered(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: false}", "require: {step: sign, film: true}")
        tiny.rule("b", "{poa: true}", "require: {step: execute, apart: true}")
        made = tiny.plan("deposit", proof=CANNOT_BE_ANSWERED)
        assert (made.decision, asked(made)) == ("ask", ["poa"])
        assert the(made, "sign").controls == {"film": True}

    def test_is_confirmed_also_where_it_matters_only_after_an_answer(self, tiny: TinyBook) -> None:
        """The rule that cares looks at a method, which only the answer to another question chooses."""
        tiny.rule("a", "{poa: true}", "use: {step: sign, method: thumbprint}")
        tiny.rule("b", "{method: thumbprint, proof: false}", "require: {film: true}")
        made = tiny.plan("deposit", poa=True, proof=CANNOT_BE_ANSWERED)
        assert (the(made, "sign").controls, made.case) == ({"film": True}, {"approval": "supervisor"})

    @pytest.mark.parametrize("second", ["add: {step: counsel}", "require: {step: execute, approval: outlet_head}"])
    def test_is_strict_also_where_the_stricter_side_asks_more(self, tiny: TinyBook, second: str) -> None:
        """Only where there is no proof does the power of attorney matter, and then not for the plan."""
        tiny.rule("a", "{proof: false}", "require: {step: sign, film: true, approval: outlet_head}", second)
        tiny.rule("b", "{method: handwritten, control: film, poa: true}", "require: {apart: true}")
        tiny.rule("c", "{method: handwritten, control: film, poa: false}", "require: {apart: true}")
        made = tiny.plan("deposit", proof=CANNOT_BE_ANSWERED)
        assert (made.decision, asked(made)) == ("serve", [])
        assert the(made, "sign").controls == {"apart": True, "approval": "outlet_head", "film": True}

    def test_meets_thresholds_that_matter_only_on_its_stricter_side(self, tiny: TinyBook) -> None:
        """The amount is tried before the proof; the sum of 100 counts only for a thumbprint."""
        tiny.rule("a", "{amount: {over: 50}}", "require: {step: execute, film: true}")
        tiny.rule("b", "{amount: {at_most: 50}}", "require: {step: execute, film: true}")
        tiny.rule("c", "{proof: false, step: sign}", "use: {method: thumbprint}")
        tiny.rule("d", "{method: thumbprint, amount: {over: 100}}", "require: {step: execute, approval: supervisor}")
        assert asked(tiny.plan("deposit", proof=CANNOT_BE_ANSWERED)) == ["deposit.amount"]
