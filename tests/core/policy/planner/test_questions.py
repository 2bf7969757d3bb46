"""What is not known and must be asked: which facts, how many, in which order, and what holds meanwhile."""

import pytest

from nuanxin.core.policy.conditions import Range
from tests.core.policy.books import TinyBook, asked, decisions, ids, the

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"


class TestQuestions:
    @pytest.mark.parametrize(
        "effect",
        [
            REFUSE,
            "refer: {to: counter, reason: not_so}",
            "add: {step: counsel}",
            "use: {step: sign, method: thumbprint}",
            "assign: {step: sign, actor: agent}",
            "require: {step: sign, film: true}",
            "require: {case: true, film: true}",
            "limit: {daily: 5}",
        ],
    )
    def test_are_asked_where_the_answer_could_change_the_plan(self, tiny: TinyBook, effect: str) -> None:
        tiny.rule("a", "{proof: true}", effect)
        made = tiny.plan("deposit")
        assert (made.decision, asked(made)) == ("ask", ["proof"])

    @pytest.mark.parametrize("effect", ["offer: seat", "route: {lane: green}", "within: 5"])
    def test_are_never_raised_by_a_comfort(self, tiny: TinyBook, effect: str) -> None:
        tiny.rule("a", "{proof: true}", effect)
        assert tiny.plan("deposit").decision == "serve"

    def test_are_not_asked_where_every_answer_gives_the_same(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", "require: {step: sign, film: true}")
        tiny.rule("b", "{proof: false}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit")
        assert (made.decision, asked(made), the(made, "sign").controls) == ("serve", [], {"film": True})

    def test_are_not_asked_of_a_service_without_the_fact(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: deposit, amount: {over: $cap}}", "require: {step: execute, film: true}")
        made = tiny.plan("deposit", "statement")
        assert decisions(made) == {"deposit": "ask", "statement": "serve"}
        assert asked(made) == ["deposit.amount"]

    def test_are_not_asked_where_the_fact_has_no_meaning(self, tiny: TinyBook) -> None:
        tiny.fact("proof", "{only_if: {need: no_capacity}, otherwise: false}")
        tiny.rule("a", "{proof: true}", "require: {step: sign, film: true}")
        assert asked(tiny.plan("deposit")) == []
        assert asked(tiny.plan("deposit", need="no_capacity")) == ["proof"]

    def test_take_the_records_word_for_it(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{failed.sign: {at_least: 2}}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit")
        assert (made.decision, the(made, "sign").controls) == ("serve", {})

    def test_are_not_asked_of_what_the_service_implies(self, tiny: TinyBook) -> None:
        tiny.rule("new", "{existing: false}", REFUSE).chain("statement", "greet, execute", "{existing: true}")
        assert tiny.plan("statement").decision == "serve"
        assert asked(tiny.plan("deposit")) == ["existing"]

    def test_are_not_asked_of_one_service_what_another_implies(self, tiny: TinyBook) -> None:
        tiny.rule("new", "{existing: false}", REFUSE).chain("statement", "greet, execute", "{existing: true}")
        assert decisions(tiny.plan("deposit", "statement")) == {"deposit": "serve", "statement": "serve"}

    def test_name_the_rules_that_hang_on_the_answer(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", "require: {step: sign, film: true}").rule("b", "{}", "add: {step: counsel}")
        assert tiny.plan("deposit").questions[0].because == ("a",)

    def test_are_asked_only_once_for_all_services(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", "require: {step: execute, film: true}")
        assert asked(tiny.plan("deposit", "statement")) == ["proof"]

    def test_are_asked_of_each_service_about_its_own(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{amount: {over: $cap}}", "require: {step: execute, film: true}")
        made = tiny.plan("transfer#1", "transfer#2", facts={"transfer#1.amount": 5})
        assert asked(made) == ["transfer#2.amount"]

    def test_are_asked_again_as_little_as_a_known_range_allows(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{amount: {over: $cap}}", "require: {step: execute, film: true}")
        assert asked(tiny.plan("deposit", amount=Range(0, 1000))) == []
        assert asked(tiny.plan("deposit", amount=Range(0, 1001))) == ["deposit.amount"]

    def test_that_matter_only_together_are_both_asked(self, tiny: TinyBook) -> None:
        """Where the world ties two facts, no answer differs in one of them alone; still something must be asked."""
        tiny.impossible("{proof: true, poa: false}").impossible("{proof: false, poa: true}")
        tiny.rule("a", "{proof: true}", "require: {step: sign, film: true}")
        tiny.rule("b", "{poa: true}", "require: {step: sign, apart: true}")
        made = tiny.plan("deposit")
        assert made.decision == "ask"
        assert set(asked(made)) <= {"proof", "poa"}
        assert the(made, "sign").controls == {}


class TestOrderOfQuestions:
    def test_is_first_the_one_that_leaves_fewest_plans(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{poa: true, proof: false}", "require: {step: sign, film: true}")
        tiny.rule("b", "{amount: {over: 10}, proof: false}", "require: {step: execute, approval: supervisor}")
        tiny.rule("c", "{amount: {over: 99}, proof: false}", "require: {step: execute, approval: outlet_head}")
        made = tiny.plan("deposit")
        assert [(one.name, one.leaves) for one in made.questions] == [
            ("deposit.amount", 3),
            ("poa", 4),
            ("proof", 6),
        ]

    def test_is_at_most_three(self, tiny: TinyBook) -> None:
        for number, fact in enumerate(("proof", "poa", "seal", "existing")):
            tiny.rule(f"r{number}", f"{{{fact}: true}}", f"require: {{step: sign, {CONTROLS[number]}: true}}")
        assert len(asked(tiny.plan("deposit"))) == 3

    def test_is_the_books_order_of_facts_where_all_leave_as_many(self, tiny: TinyBook) -> None:
        tiny.rule("b", "{poa: true}", "require: {step: sign, film: true}")
        tiny.rule("a", "{proof: true}", "require: {step: sign, apart: true}")
        assert asked(tiny.plan("deposit")) == ["proof", "poa"]


CONTROLS = ("film", "apart", "custody", "second_staff")


class TestCertainPart:
    def test_holds_what_every_answer_leaves(self, tiny: TinyBook) -> None:
        tiny.rule(
            "a", "{proof: true}", "use: {step: sign, method: thumbprint}", "add: {step: counsel}",
            "require: {step: execute, approval: outlet_head}",
        )  # fmt: skip
        tiny.rule("b", "{proof: false}", "require: {step: execute, approval: supervisor}")
        tiny.rule("c", "{}", "require: {step: execute, witness: staff}", "require: {case: true, apart: true}")
        made = tiny.plan("deposit")
        assert ids(made) == ["greet", "identify", "sign", "execute"]
        assert the(made, "sign").methods == ()
        assert the(made, "execute").controls == {"witness": "staff"}
        assert made.case == {"apart": True}

    def test_holds_the_steps_of_the_answers_that_do_not_refuse(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: false}", REFUSE)
        made = tiny.plan("deposit")
        assert (made.decision, ids(made)) == ("ask", ["greet", "identify", "sign", "execute"])

    def test_has_no_offer_or_limit_that_one_answer_takes_away(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", "limit: {daily: 5}", "offer: seat")
        made = tiny.plan("deposit")
        assert (made.limits, made.aids) == ({}, ())


class TestRefusalInSpiteOfTheUnknown:
    def test_is_given_at_once_where_a_rule_refuses_already(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{scene: phone}", REFUSE).rule("a", "{proof: true}", "require: {step: sign, film: true}")
        made = tiny.plan("deposit", scene="phone")
        assert (made.decision, asked(made)) == ("refuse", [])

    def test_is_given_where_every_answer_refuses_with_the_reasons_of_all(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", REFUSE)
        tiny.rule("b", "{proof: false}", "refuse: {reason: too_much, alternatives: [by_seal]}")
        made = tiny.plan("deposit")
        assert (made.decision, made.services["deposit"].because) == ("refuse", ("a", "b"))
        assert made.services["deposit"].alternatives == ("by_seal", "come_back")

    def test_is_given_where_every_answer_of_a_gate_refuses(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{age: {under: 18}}", REFUSE).rule("b", "{age: {at_least: 18}}", REFUSE)
        assert tiny.plan("deposit").decision == "refuse"

    def test_is_given_where_no_method_is_left_whatever_the_answer(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {handwritten: {proof: true}}}").kind("pin", "{cannot: {customer: {proof: false}}}")
        tiny.rule("told", "{proof: true, need: vision}", "use: {step: sign, method: thumbprint}")
        made = tiny.plan("withdrawal")
        assert (made.decision, asked(made)) == ("refuse", [])

    def test_is_given_where_no_method_is_left_whatever_a_gate_will_show(self, tiny: TinyBook) -> None:
        adult = "{age: {at_least: 18}}"
        tiny.kind("sign", f"{{cannot: {{handwritten: {adult}}}}}").kind(
            "pin", "{cannot: {customer: {age: {under: 18}}}}"
        )
        assert tiny.plan("withdrawal").decision == "refuse"

    def test_is_a_referral_where_every_answer_refers(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{proof: true}", "refer: {to: counter, reason: not_so}")
        tiny.rule("b", "{proof: false}", "refer: {to: home_visit, reason: not_so}")
        made = tiny.plan("deposit")
        assert (made.decision, made.services["deposit"].refer_to) == ("refer", ("counter", "home_visit"))

    def test_is_the_strictest_referral_where_only_its_steps_hang_on_the_answer(self, tiny: TinyBook) -> None:
        tiny.rule("away", "{}", "refer: {to: home_visit, reason: not_so}", "add: {step: intake}")
        tiny.rule("a", "{proof: true}", "require: {case: true, approval: supervisor}")
        tiny.rule("b", "{proof: false}", "require: {case: true, approval: outlet_head}", "add: {step: interview}")
        made = tiny.plan("deposit")
        assert (made.decision, made.case) == ("refer", {"approval": "outlet_head"})
        assert ids(made) == ["intake", "interview", "approve.visit"]

    def test_waits_where_an_override_may_still_lift_it(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{need: bedbound}", REFUSE)
        tiny.rule(
            "yet", "{proof: true}", "offer: seat", "add: {step: counsel}", overrides="[{rule: no, effect: refuse}]"
        )
        made = tiny.plan("deposit", need="bedbound")
        assert (made.decision, asked(made)) == ("ask", ["proof"])


class TestUnknownCannot:
    def test_asks_instead_of_calling_the_way_closed(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {handwritten: {proof: true}}}")
        tiny.rule("thumb", "{proof: true}", "use: {step: sign, method: thumbprint}")
        made = tiny.plan("deposit")
        assert (made.decision, asked(made)) == ("ask", ["proof"])
        assert the(tiny.plan("deposit", proof=True), "sign").methods == ("thumbprint",)
        assert the(tiny.plan("deposit", proof=False), "sign").methods == ("handwritten",)

    def test_is_not_asked_of_a_method_that_nobody_wants(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {name_seal: {proof: true}}}")
        assert tiny.plan("deposit").decision == "serve"


class TestNeedsThatFollowFromFacts:
    def test_are_unknown_while_the_fact_is(self, tiny: TinyBook) -> None:
        tiny.derived("minor", "{proof: true}").rule("a", "{need: minor}", REFUSE)
        assert asked(tiny.plan("deposit")) == ["proof"]
        assert tiny.plan("deposit", proof=True).decision == "refuse"
        assert tiny.plan("deposit", proof=False).decision == "serve"

    def test_are_unknown_while_what_implies_them_is(self, tiny: TinyBook) -> None:
        tiny.implied("cognition", "{proof: true}").rule("a", "{need: cognition}", REFUSE)
        assert asked(tiny.plan("deposit")) == ["proof"]
        assert tiny.plan("deposit", proof=True).decision == "refuse"
        assert tiny.plan("deposit", need="cognition").decision == "refuse"

    def test_that_imply_a_need_bring_further_ones(self, tiny: TinyBook) -> None:
        tiny.implied("injury", "{need: cognition}").implied("cognition", "{proof: true}")
        tiny.rule("a", "{need: injury}", REFUSE)
        assert tiny.plan("deposit", proof=True).decision == "refuse"

    def test_narrow_the_number_from_which_they_follow(self, tiny: TinyBook) -> None:
        tiny.derived("elderly", "{age: {at_least: $elder}}").fact(
            "age", "{from: asked, at: counter, found_by: consent}"
        )
        tiny.rule("a", "{age: {under: 50}}", REFUSE)
        assert asked(tiny.plan("deposit")) == ["age"]
        assert asked(tiny.plan("deposit", need="elderly")) == []

    def test_by_another_condition_leave_only_lawful_answers(self, tiny: TinyBook) -> None:
        tiny.derived("minor", "{any: [{proof: true}, {poa: true}]}")
        tiny.rule("a", "{proof: false, poa: false}", REFUSE)
        assert tiny.plan("deposit", need="minor").decision == "serve"

    def test_settle_what_has_no_meaning_whatever_the_order_of_facts(self, tiny: TinyBook) -> None:
        """seal has a meaning only with poa, and poa only with a need; seal is declared first."""
        tiny.fact("seal", "{only_if: {poa: true}, otherwise: false}")
        tiny.fact("poa", "{only_if: {need: foreign}, otherwise: false}")
        tiny.rule("a", "{seal: true}", REFUSE)
        assert tiny.plan("deposit").decision == "serve"
