"""By which method each step is done: chosen, forbidden, impossible for the person, missing, contradicting."""

import pytest

from tests.core.policy.books import TinyBook, decisions, the

FORBID = "refuse: {step: sign, method: thumbprint, reason: not_so, alternatives: [by_seal]}"


class TestOneMethod:
    def test_is_the_ordinary_one_where_no_rule_speaks(self, tiny: TinyBook) -> None:
        assert the(tiny.plan("deposit"), "sign").methods == ("handwritten",)

    def test_is_the_one_that_a_rule_uses(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing, step: sign}", "use: {method: thumbprint}")
        sign = the(tiny.plan("deposit", need="writing"), "sign")
        assert (sign.methods, sign.because) == (("thumbprint",), ("thumb",))

    def test_is_the_strongest_by_precedence_of_several(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}")
        tiny.rule("seal", "{need: vision}", "use: {step: sign, method: name_seal}")
        sign = the(tiny.plan("deposit", need="writing vision"), "sign")
        assert (sign.methods, sign.because) == (("name_seal",), ("seal",))

    def test_is_used_only_on_the_steps_that_the_rule_names(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing, step: sign}", "use: {method: thumbprint}")
        assert the(tiny.plan("withdrawal", need="writing"), "pin").methods == ("customer",)

    def test_gives_the_step_the_actor_of_the_method(self, tiny: TinyBook) -> None:
        tiny.rule("ward", "{need: no_capacity}", "use: {step: sign, method: guardian}")
        assert the(tiny.plan("deposit"), "sign").actor == "customer"
        assert the(tiny.plan("deposit", need="no_capacity"), "sign").actor == "guardian"

    def test_yields_to_the_actor_that_a_rule_assigns(self, tiny: TinyBook) -> None:
        tiny.rule("who", "{need: vision}", "assign: {step: sign, actor: agent, place: bedside}")
        sign = the(tiny.plan("deposit", need="vision"), "sign")
        assert (sign.actor, sign.place) == ("agent", "bedside")


class TestSeveralMethods:
    def test_add_up(self, tiny: TinyBook) -> None:
        tiny.rule("loud", "{need: vision}", "use: {step: explain, method: read_aloud}")
        tiny.rule("told", "{need: language}", "use: {step: explain, method: interpreted}")
        explain = the(tiny.plan("payroll_card", need="vision language"), "explain")
        assert explain.methods == ("read_aloud", "interpreted")
        assert explain.because == ("loud", "told")

    def test_leave_the_ordinary_one_out_once_a_rule_uses_another(self, tiny: TinyBook) -> None:
        tiny.rule("loud", "{need: vision}", "use: {step: explain, method: read_aloud}")
        assert the(tiny.plan("payroll_card"), "explain").methods == ("read",)
        assert the(tiny.plan("payroll_card", need="vision"), "explain").methods == ("read_aloud",)

    def test_lose_those_that_the_person_cannot_use(self, tiny: TinyBook) -> None:
        tiny.kind("explain", "{cannot: {read_aloud: {need: hearing}}}")
        tiny.rule("loud", "{need: vision}", "use: {step: explain, method: read_aloud}")
        tiny.rule("told", "{need: language}", "use: {step: explain, method: interpreted}")
        explain = the(tiny.plan("payroll_card", need="vision language hearing"), "explain")
        assert explain.methods == ("interpreted",)


class TestForbidding:
    def test_takes_the_way_and_not_the_service(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}").rule(
            "no", "{need: vision}", FORBID
        )
        made = tiny.plan("deposit", need="writing vision")
        assert (made.decision, the(made, "sign").methods) == ("serve", ("handwritten",))

    def test_is_told_with_rule_reason_and_alternative(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{}", FORBID)
        forbidden = tiny.plan("deposit").forbidden
        assert [(one.step, one.method, one.because, one.reasons, one.alternatives) for one in forbidden] == [
            ("sign", "thumbprint", ("no",), ("not_so",), ("by_seal",))
        ]

    def test_is_not_told_where_the_plan_has_no_such_step(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{}", FORBID)
        assert tiny.plan("statement").forbidden == ()

    def test_refuses_with_its_reason_where_no_other_way_is_left(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {handwritten: {need: writing}}}")
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}").rule(
            "no", "{need: vision}", FORBID
        )
        refused = tiny.plan("deposit", need="writing vision").services["deposit"]
        assert (refused.decision, refused.because, refused.reasons) == ("refuse", ("no",), ("not_so",))
        assert (refused.alternatives, refused.gap) == (("by_seal",), ())

    def test_of_the_ordinary_way_refuses_where_no_rule_uses_another(self, tiny: TinyBook) -> None:
        tiny.rule(
            "no", "{need: vision}", "refuse: {step: pin, method: customer, reason: not_so, alternatives: [by_seal]}"
        )
        assert tiny.plan("transfer", need="vision").services["transfer"].because == ("no",)

    def test_is_silenced_by_the_word_refuse(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}").rule("no", "{}", FORBID)
        tiny.rule("yet", "{scene: home}", "offer: seat", overrides="[{rule: no, effect: refuse}]")
        assert the(tiny.plan("deposit", need="writing"), "sign").methods == ("handwritten",)
        assert the(tiny.plan("deposit", need="writing", scene="home"), "sign").methods == ("thumbprint",)


class TestCannot:
    @pytest.fixture(autouse=True)
    def cannot_write(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {handwritten: {need: writing}, thumbprint: {need: injury}}}")

    def test_leaves_the_next_method_in_precedence(self, tiny: TinyBook) -> None:
        tiny.rule("seal", "{seal: true}", "use: {step: sign, method: name_seal}")
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}")
        tiny.kind("sign", "{cannot: {handwritten: {need: writing}, name_seal: {need: vision}}}")
        assert the(tiny.plan("deposit", need="writing", seal=True), "sign").methods == ("name_seal",)
        assert the(tiny.plan("deposit", need="writing vision", seal=True), "sign").methods == ("thumbprint",)

    def test_without_a_rule_is_a_gap_and_refuses(self, tiny: TinyBook) -> None:
        refused = tiny.plan("deposit", need="writing").services["deposit"]
        assert (refused.decision, refused.gap, refused.reasons) == ("refuse", ("sign:deposit",), ())

    def test_never_falls_back_to_what_the_person_cannot_do(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}")
        assert tiny.plan("deposit", need="writing injury").services["deposit"].gap == ("sign:deposit",)

    def test_closes_only_the_service_that_has_the_step(self, tiny: TinyBook) -> None:
        assert decisions(tiny.plan("deposit", "statement", need="writing")) == {
            "deposit": "refuse",
            "statement": "serve",
        }


class TestConflict:
    """Two exclusive methods, not both in the precedence: an error of the book, which must not be guessed away."""

    def test_of_two_rules_refuses_the_service(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}")
        tiny.rule("frame", "{need: vision}", "use: {step: sign, method: signature_frame}")
        made = tiny.plan("deposit", need="writing vision")
        assert made.services["deposit"].decision == "refuse"
        assert made.services["deposit"].conflict == made.conflicts == ("sign:deposit",)

    def test_is_none_where_one_rule_silences_the_other(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing}", "use: {step: sign, method: thumbprint}")
        silence = "[{rule: thumb, effect: use}]"
        tiny.rule("frame", "{need: vision}", "use: {step: sign, method: signature_frame}", overrides=silence)
        made = tiny.plan("deposit", need="writing vision")
        assert (made.conflicts, the(made, "sign").methods) == ((), ("signature_frame",))

    def test_is_none_where_both_want_the_same(self, tiny: TinyBook) -> None:
        tiny.rule("one", "{need: writing}", "use: {step: sign, method: signature_frame}")
        tiny.rule("two", "{need: vision}", "use: {step: sign, method: signature_frame}")
        made = tiny.plan("deposit", need="writing vision")
        assert (made.conflicts, the(made, "sign").because) == ((), ("one", "two"))

    def test_of_two_services_on_a_visit_step_refuses_both_and_no_other(self, tiny: TinyBook) -> None:
        tiny.rule("carried", "{service: id_update}", "use: {step: face_check, method: portable}")
        tiny.chain("id_update", "greet, face_check, execute")
        made = tiny.plan("payroll_card", "id_update", "deposit")
        assert decisions(made) == {"payroll_card": "refuse", "id_update": "refuse", "deposit": "serve"}
        assert made.conflicts == ("face_check",)

    def test_of_two_actors_refuses_whatever_the_number_of_rules(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{}", "assign: {step: sign, actor: guardian}")
        tiny.rule("b", "{}", "assign: {step: sign, actor: agent}")
        tiny.rule("c", "{}", "assign: {step: sign, actor: guardian}")
        assert tiny.plan("deposit").services["deposit"].conflict == ("sign:deposit",)
