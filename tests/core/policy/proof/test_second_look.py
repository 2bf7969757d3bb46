"""Does a worse fact ever give fewer controls, and which effects change no plan?"""

import pytest

from nuanxin.core.policy.proof.second_look import look
from tests.core.policy.books import TinyBook

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"
HELD = "require: {step: execute, approval: supervisor}"


class TestWorseFact:
    @pytest.mark.parametrize(
        ("fact", "worse", "condition", "said"),
        [
            ("proof", "'false'", "{proof: true}", "proof goes from true to false"),
            ("proof", "'true'", "{proof: false}", "proof goes from false to true"),
            ("age", "high", "{age: {under: 60}}", "age goes from 0 to 60"),
            ("age", "low", "{age: {at_least: 18}}", "age goes from 18 to 0"),
            ("talk", "[clear, critical]", "{talk: clear}", "talk goes from clear to critical"),
        ],
    )
    def test_that_takes_a_control_away_is_told(
        self, tiny: TinyBook, fact: str, worse: str, condition: str, said: str
    ) -> None:
        """A rule that permits under controls must not be the only one that protects."""
        tiny.fact(fact, f"{{worse: {worse}}}").rule("permit", condition[:-1] + ", service: statement}", HELD)
        assert look(tiny.book).lightened == [f"statement: execute:statement loses approval when {said}"]

    def test_that_adds_a_control_is_in_order(self, tiny: TinyBook) -> None:
        tiny.fact("proof", "{worse: 'false'}").rule("a", "{proof: false}", HELD)
        assert look(tiny.book).lightened == []

    def test_that_is_refused_is_in_order(self, tiny: TinyBook) -> None:
        tiny.fact("proof", "{worse: 'false'}").rule("permit", "{proof: true}", HELD).rule(
            "no", "{proof: false}", REFUSE
        )
        assert look(tiny.book).lightened == []

    def test_that_lowers_a_rank_is_told(self, tiny: TinyBook) -> None:
        tiny.fact("proof", "{worse: 'false'}")
        tiny.rule("a", "{proof: true, service: statement}", "require: {step: execute, approval: outlet_head}")
        tiny.rule("b", "{proof: false, service: statement}", HELD)
        assert look(tiny.book).lightened == [
            "statement: execute:statement loses approval when proof goes from true to false"
        ]

    def test_that_leads_to_another_method_is_not_compared(self, tiny: TinyBook) -> None:
        tiny.fact("proof", "{worse: 'false'}")
        tiny.rule(
            "a",
            "{proof: true}",
            "use: {step: sign, method: thumbprint}",
            "require: {step: sign, method: thumbprint, film: true}",
        )
        assert look(tiny.book).lightened == []

    def test_that_no_lawful_situation_has_is_passed_over(self, tiny: TinyBook) -> None:
        tiny.fact("proof", "{worse: 'false'}").rule("permit", "{proof: true, need: vision}", HELD)
        tiny.impossible("{need: vision, proof: false}")
        assert look(tiny.book).lightened == []


class TestNeedless:
    @pytest.mark.parametrize(
        ("wide", "narrow", "said"),
        [
            (HELD, HELD, "narrow: approval supervisor"),
            ("require: {step: execute, approval: outlet_head}", HELD, "narrow: approval supervisor"),
            ("require: {case: true, film: true}", "require: {case: true, film: true}", "narrow: film on the case"),
            (REFUSE, REFUSE, "narrow: refuses"),
            ("refer: {to: counter, reason: not_so}", "refer: {to: counter, reason: not_so}", "narrow: refers"),
            ("add: {step: counsel}", "add: {step: counsel}", "narrow: adds counsel"),
            (
                "use: {step: sign, method: thumbprint}",
                "use: {step: sign, method: thumbprint}",
                "narrow: uses sign by thumbprint",
            ),
        ],
    )
    def test_is_an_effect_that_another_rule_has_wherever_it_speaks(
        self, tiny: TinyBook, wide: str, narrow: str, said: str
    ) -> None:
        tiny.rule("wide", "{need: vision}", wide).rule("narrow", "{need: vision, scene: home}", narrow)
        assert look(tiny.book).needless == [said]

    def test_is_no_effect_that_speaks_alone_somewhere(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", HELD).rule("b", "{need: hearing}", HELD)
        assert look(tiny.book).needless == []

    def test_is_a_method_that_is_the_ordinary_one(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "use: {step: sign, method: handwritten}")
        assert look(tiny.book).needless == ["a: uses sign by handwritten"]

    def test_is_what_only_refused_services_would_have(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{need: vision}", REFUSE).rule("held", "{need: vision}", HELD)
        assert look(tiny.book).needless == ["held: approval supervisor"]
