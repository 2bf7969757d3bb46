"""Controls: on which steps, with which method, how two values unite, and how one control brings another."""

import pytest

from tests.core.policy.books import TinyBook, ids, the


class TestRequire:
    def test_puts_controls_on_the_steps_it_names(self, tiny: TinyBook) -> None:
        tiny.rule("watch", "{need: vision}", "require: {step: [sign, pin], film: true}")
        made = tiny.plan("withdrawal", need="vision")
        assert {step.kind for step in made.steps if step.controls} == {"sign", "pin"}

    def test_finds_a_step_by_kind_and_by_label(self, tiny: TinyBook) -> None:
        tiny.rule("both", "{need: vision}", "require: {step: execute, witness: staff}")
        tiny.rule("one", "{need: vision}", "require: {step: execute.old, film: true}")
        made = tiny.plan("card_reissue", need="vision")
        assert the(made, "execute").controls == {"witness": "staff"}
        assert the(made, "execute.old").controls == {"film": True, "witness": "staff"}

    def test_puts_controls_on_the_case(self, tiny: TinyBook) -> None:
        tiny.rule("kept", "{need: vision}", "require: {case: true, retention: long, cooling: 24}")
        assert tiny.plan("deposit", need="vision").case == {"cooling": 24, "retention": frozenset({"long"})}

    def test_bound_to_a_method_holds_only_if_it_is_chosen(self, tiny: TinyBook) -> None:
        tiny.rule(
            "thumb",
            "{need: writing, step: sign}",
            "use: {method: thumbprint}",
            "require: {method: thumbprint, evidence: thumbprint_image}",
            "require: {witness: staff}",
        ).rule("seal", "{need: vision}", "use: {step: sign, method: name_seal}")
        assert the(tiny.plan("deposit", need="writing"), "sign").controls == {
            "evidence": frozenset({"thumbprint_image"}),
            "witness": "staff",
        }
        assert the(tiny.plan("deposit", need="writing vision"), "sign").controls == {"witness": "staff"}

    def test_asks_for_attempts_until_a_lasting_reason_is_confirmed(self, tiny: TinyBook) -> None:
        tiny.rule("tries", "{need: writing}", "require: {step: sign, attempts: {least: 2, unless: lasting.sign}}")
        assert the(tiny.plan("deposit", need="writing"), "sign").controls == {"attempts": 2}
        lasting = tiny.plan("deposit", need="writing", lasting__sign=True)
        assert the(lasting, "sign").controls == {"lasting": True}
        assert lasting.step("attempt.sign") is None

    def test_still_asks_for_attempts_where_another_rule_wants_them_anyway(self, tiny: TinyBook) -> None:
        tiny.rule("tries", "{need: writing}", "require: {step: sign, attempts: {least: 3, unless: lasting.sign}}")
        tiny.rule("always", "{need: vision}", "require: {step: sign, attempts: 1}")
        sign = the(tiny.plan("deposit", need="writing vision", lasting__sign=True), "sign")
        assert sign.controls == {"attempts": 1, "lasting": True}


class TestRulesAboutMethods:
    def test_require_on_the_steps_done_so(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing, step: sign}", "use: {method: thumbprint}")
        tiny.rule("inked", "{method: thumbprint}", "require: {witness: staff}")
        made = tiny.plan("withdrawal", need="writing")
        assert {step.kind for step in made.steps if step.controls} == {"sign"}
        assert "inked" not in tiny.plan("withdrawal").because

    def test_may_require_on_another_step(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing, step: sign}", "use: {method: thumbprint}")
        tiny.rule("booked", "{method: thumbprint}", "require: {step: execute, second_staff: true}")
        assert the(tiny.plan("deposit", need="writing"), "execute").controls == {"second_staff": True}

    def test_see_the_methods_of_their_own_service_only(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing, step: sign, service: deposit}", "use: {method: thumbprint}")
        tiny.rule("booked", "{method: thumbprint}", "require: {step: execute, second_staff: true}")
        made = tiny.plan("deposit", "statement", need="writing")
        assert the(made, "execute:statement").controls == {}


class TestRulesAboutControls:
    def test_reach_a_fixpoint_from_film_to_consent_and_back_to_film(self, tiny: TinyBook) -> None:
        tiny.rule("watched", "{need: vision}", "require: {step: sign, film: true}")
        tiny.rule("film.consent", "{control: film}", "require: {consent: film}")
        tiny.rule("consent.filmed", "{control: consent}", "require: {step: pin, film: true}")
        made = tiny.plan("withdrawal", need="vision")
        wanted = {"consent": frozenset({"film"}), "film": True}
        assert the(made, "sign").controls == the(made, "pin").controls == wanted
        assert ids(made).count("consent.film") == 1

    def test_do_not_start_from_nothing(self, tiny: TinyBook) -> None:
        tiny.rule("film.consent", "{control: film}", "require: {consent: film}")
        tiny.rule("consent.filmed", "{control: consent}", "require: {film: true}")
        tiny.rule("watched", "{need: vision}", "require: {step: sign, film: true}")
        assert not any(step.controls for step in tiny.plan("withdrawal").steps)

    def test_see_what_a_rule_about_methods_required(self, tiny: TinyBook) -> None:
        tiny.rule("film.consent", "{control: film}", "require: {consent: film}")
        tiny.rule("inked", "{method: handwritten}", "require: {film: true}")
        assert the(tiny.plan("deposit"), "sign").controls == {"consent": frozenset({"film"}), "film": True}


class TestOverridingTheUse:
    def test_silences_the_controls_bound_to_its_method_and_no_others(self, tiny: TinyBook) -> None:
        tiny.rule(
            "thumb",
            "{need: writing, step: sign}",
            "use: {method: thumbprint}",
            "require: {method: thumbprint, evidence: thumbprint_image}",
            "require: {witness: staff}",
            "offer: seat",
        )
        silence = "[{rule: thumb, effect: use}]"
        tiny.rule("frame", "{need: vision, step: sign}", "use: {method: signature_frame}", overrides=silence)
        made = tiny.plan("deposit", need="writing vision")
        assert the(made, "sign").methods == ("signature_frame",)
        assert the(made, "sign").controls == {"witness": "staff"}
        assert made.aids == ("seat",)

    def test_silences_them_even_if_another_rule_uses_that_method(self, tiny: TinyBook) -> None:
        tiny.rule(
            "thumb",
            "{need: writing, step: sign}",
            "use: {method: thumbprint}",
            "require: {method: thumbprint, film: true}",
        )
        silence = "[{rule: thumb, effect: use}]"
        tiny.rule("other", "{need: vision, step: sign}", "use: {method: thumbprint}", overrides=silence)
        assert the(tiny.plan("deposit", need="writing vision"), "sign").controls == {}

    def test_of_the_word_require_silences_every_control_of_the_rule(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {step: sign, film: true}", "require: {case: true, apart: true}")
        tiny.rule("free", "{scene: home}", "offer: seat", overrides="[{rule: held, effect: require}]")
        made = tiny.plan("deposit", need="vision", scene="home")
        assert (the(made, "sign").controls, made.case) == ({}, {})


class TestCombining:
    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            ("approval: supervisor", "approval: outlet_head", {"approval": "outlet_head"}),
            ("attempts: 2", "attempts: 3", {"attempts": 3}),
            ("callback: 30", "callback: 7", {"callback": 7}),
            ("cooling: 24", "cooling: 4", {"cooling": 24}),
            (
                "evidence: id_copy",
                "evidence: thumbprint_image",
                {"evidence": frozenset({"id_copy", "thumbprint_image"})},
            ),
            ("film: true", "apart: true", {"film": True, "apart": True}),
        ],
    )
    def test_keeps_the_stricter_or_both_in_whatever_order(
        self, tiny: TinyBook, one: str, other: str, both: dict[str, object]
    ) -> None:
        tiny.rule("a", "{need: vision}", f"require: {{step: sign, {one}}}")
        tiny.rule("b", "{need: vision}", f"require: {{step: sign, {other}}}")
        assert the(tiny.plan("deposit", need="vision"), "sign").controls == both
        assert the(tiny.shuffle([1, 0]).plan("deposit", need="vision"), "sign").controls == both

    def test_of_two_codes_asks_for_both(self, tiny: TinyBook) -> None:
        tiny.control("witness", "{values: [staff, notary]}")
        tiny.rule("a", "{need: vision}", "require: {step: sign, witness: staff}")
        tiny.rule("b", "{need: vision}", "require: {step: sign, witness: notary}")
        both = {"witness": frozenset({"notary", "staff"})}
        assert the(tiny.plan("deposit", need="vision"), "sign").controls == both
        assert the(tiny.shuffle([1, 0]).plan("deposit", need="vision"), "sign").controls == both

    def test_unites_the_controls_of_a_shared_step_over_the_services(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: id_update}", "require: {step: identify, approval: supervisor, film: true}")
        tiny.rule("b", "{service: statement}", "require: {step: identify, approval: outlet_head}")
        for services in (("id_update", "statement"), ("statement", "id_update")):
            identify = the(tiny.plan(*services), "identify")
            assert identify.controls == {"approval": "outlet_head", "film": True}
            assert identify.because == ("a", "b")
