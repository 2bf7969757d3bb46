"""Serve, refer or refuse: each service by itself, and the whole."""

import pytest

from tests.core.policy.books import TinyBook, decisions, ids, the

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"
REFER = "refer: {to: home_visit, reason: not_so}"


class TestOneService:
    def test_is_served_where_nothing_stands_against_it(self, tiny: TinyBook) -> None:
        made = tiny.plan("deposit")
        assert (made.decision, ids(made)) == ("serve", ["greet", "identify", "sign", "execute"])

    def test_is_referred_where_a_rule_refers(self, tiny: TinyBook) -> None:
        tiny.rule("away", "{need: bedbound}", REFER)
        made = tiny.plan("deposit", need="bedbound")
        assert made.decision == "refer"
        assert made.services["deposit"].refer_to == ("home_visit",)
        assert made.services["deposit"].reasons == ("not_so",)
        assert made.services["deposit"].because == ("away",)

    def test_is_refused_where_one_rule_refers_and_another_refuses(self, tiny: TinyBook) -> None:
        tiny.rule("away", "{need: bedbound}", REFER).rule("no", "{need: bedbound}", REFUSE)
        made = tiny.plan("deposit", need="bedbound")
        assert made.decision == "refuse"
        assert made.services["deposit"].because == ("no",)
        assert made.services["deposit"].refer_to == ()

    def test_is_refused_with_reason_rule_and_alternative(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{scene: phone}", REFUSE)
        refused = tiny.plan("deposit", scene="phone").services["deposit"]
        assert (refused.because, refused.reasons, refused.alternatives) == (("no",), ("not_here",), ("come_back",))

    def test_names_every_rule_that_refuses_it(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{scene: phone}", REFUSE)
        tiny.rule("nor", "{need: vision}", "refuse: {reason: too_much, alternatives: [by_seal]}")
        refused = tiny.plan("deposit", scene="phone", need="vision").services["deposit"]
        assert refused.because == ("no", "nor")
        assert refused.alternatives == ("by_seal", "come_back")

    def test_has_no_steps_when_refused(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{scene: phone}", REFUSE, "add: {step: counsel}", "require: {case: true, film: true}")
        made = tiny.plan("deposit", scene="phone")
        assert (made.steps, made.case, made.team) == ((), {}, ())

    def test_keeps_intake_interview_and_approval_when_referred(self, tiny: TinyBook) -> None:
        tiny.rule(
            "away",
            "{need: bedbound}",
            REFER,
            "add: {step: intake}",
            "add: {step: counsel}",
            "require: {step: intake, approval: supervisor}",
        )
        assert ids(tiny.plan("deposit", need="bedbound")) == ["approve.intake", "intake"]


class TestSeveralServices:
    def test_are_read_each_by_itself(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{service: deposit, need: writing}", "require: {step: execute, film: true}")
        made = tiny.plan("deposit", "statement", need="writing")
        assert the(made, "execute:deposit").controls == {"film": True}
        assert the(made, "execute:statement").controls == {}

    def test_a_refused_one_does_not_refuse_the_others(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{service: statement}", REFUSE)
        made = tiny.plan("deposit", "statement")
        assert decisions(made) == {"deposit": "serve", "statement": "refuse"}
        assert made.decision == "serve"

    def test_a_refused_one_leaves_nothing_on_shared_steps(self, tiny: TinyBook) -> None:
        tiny.rule(
            "no",
            "{service: statement, need: writing}",
            REFUSE,
            "require: {step: identify, film: true}",
            "use: {step: face_check, method: portable}",
            "add: {step: interview}",
            "limit: {daily: 5}",
            "within: 7",
            "offer: seat",
            "assign: {role: wealth_manager, qualification: sign_language}",
        ).rule("faces", "{need: writing}", "add: {step: face_check}")
        made = tiny.plan("deposit", "statement", need="writing")
        alone = tiny.plan("deposit", need="writing")
        assert the(made, "identify").controls == {}
        assert the(made, "identify").services == ("deposit",)
        assert the(made, "face_check").methods == ("terminal",)
        assert made.step("interview") is None
        assert (made.limits, made.target_minutes, made.aids) == ({}, None, ())
        assert (made.team, made.qualifications) == (alone.team, ())

    def test_a_referred_one_keeps_the_approval_of_its_case_to_itself(self, tiny: TinyBook) -> None:
        approval = "require: {case: true, approval: outlet_head}"
        tiny.rule("away", "{service: [statement, id_update]}", REFER, "add: {step: intake}", approval)
        made = tiny.plan("deposit", "statement", "id_update")
        assert decisions(made) == {"deposit": "serve", "id_update": "refer", "statement": "refer"}
        assert made.case == {}
        before = {name for step in made.steps if "deposit" in step.services for name in step.after}
        assert not any(name.startswith("approve") for name in before)
        assert the(made, "approve.visit:statement").controls == {"approval": "outlet_head"}
        assert the(made, "approve.visit:statement").after == ("intake",)

    def test_referred_together_are_approved_once(self, tiny: TinyBook) -> None:
        approval = "require: {case: true, approval: outlet_head}"
        tiny.rule("away", "{service: [statement, id_update]}", REFER, "add: {step: intake}", approval)
        made = tiny.plan("statement", "id_update")
        assert ids(made) == ["intake", "approve.visit"]
        assert the(made, "approve.visit").services == ("id_update", "statement")

    @pytest.mark.parametrize(
        ("services", "whole"),
        [
            (("deposit", "id_update", "statement", "transfer"), "ask"),
            (("deposit", "id_update", "statement"), "serve"),
            (("id_update", "statement"), "refer"),
            (("statement",), "refuse"),
        ],
    )
    def test_together_are_asked_else_served_else_referred_else_refused(
        self, tiny: TinyBook, services: tuple[str, ...], whole: str
    ) -> None:
        tiny.rule("no", "{service: statement}", REFUSE).rule("away", "{service: id_update}", REFER)
        tiny.rule("much", "{service: transfer, amount: {over: 5}}", "require: {step: execute, film: true}")
        assert tiny.plan(*services).decision == whole

    def test_of_the_same_kind_have_keys_and_facts_of_their_own(self, tiny: TinyBook) -> None:
        tiny.rule("much", "{service: transfer, amount: {over: $cap}}", "require: {step: execute, film: true}")
        made = tiny.plan("transfer#1", "transfer#2", facts={"transfer#1.amount": 10, "transfer#2.amount": 2000})
        assert the(made, "execute:transfer#1").controls == {}
        assert the(made, "execute:transfer#2").controls == {"film": True}
        assert the(made, "identify").services == ("transfer#1", "transfer#2")

    def test_share_a_fact_told_without_a_service(self, tiny: TinyBook) -> None:
        tiny.rule("much", "{amount: {over: $cap}}", "require: {step: execute, film: true}")
        made = tiny.plan("deposit", "transfer", amount=2000)
        assert the(made, "execute:deposit").controls == the(made, "execute:transfer").controls == {"film": True}

    def test_let_a_fact_of_their_own_win_over_the_shared_one(self, tiny: TinyBook) -> None:
        tiny.rule("much", "{amount: {over: $cap}}", "require: {step: execute, film: true}")
        made = tiny.plan("deposit", "transfer", facts={"deposit.amount": 2, "amount": 2000})
        assert the(made, "execute:deposit").controls == {}
        assert the(made, "execute:transfer").controls == {"film": True}

    def test_may_be_named_twice(self, tiny: TinyBook) -> None:
        assert ids(tiny.plan("deposit", "deposit")) == ids(tiny.plan("deposit"))


class TestLimits:
    def test_refuse_a_known_fact_above_them(self, tiny: TinyBook) -> None:
        tiny.rule("cap", "{service: transfer, need: minor}", "limit: {amount: $cap}")
        refused = tiny.plan("transfer", need="minor", amount=1001).services["transfer"]
        assert (refused.decision, refused.because) == ("refuse", ("cap",))
        assert (refused.reasons, refused.alternatives) == (("over_limit",), ("come_back",))

    def test_serve_a_known_fact_at_them_and_are_told(self, tiny: TinyBook) -> None:
        tiny.rule("cap", "{service: transfer, need: minor}", "limit: {amount: $cap}")
        made = tiny.plan("transfer", need="minor", amount=1000)
        assert (made.decision, made.limits) == ("serve", {"amount": 1000})

    def test_hold_by_the_lowest(self, tiny: TinyBook) -> None:
        tiny.rule("cap", "{service: transfer}", "limit: {amount: 500, daily: 9}")
        tiny.rule("lower", "{service: transfer, need: minor}", "limit: {amount: 300}")
        made = tiny.plan("transfer", need="minor", amount=10)
        assert made.limits == {"amount": 300, "daily": 9}
        assert tiny.plan("transfer", need="minor", amount=400).services["transfer"].because == ("lower",)

    def test_make_an_unknown_fact_a_question(self, tiny: TinyBook) -> None:
        tiny.rule("cap", "{service: transfer, need: minor}", "limit: {amount: $cap}")
        made = tiny.plan("transfer", need="minor")
        assert (made.decision, [question.name for question in made.questions]) == ("ask", ["transfer.amount"])

    def test_do_not_touch_a_service_without_the_fact(self, tiny: TinyBook) -> None:
        tiny.rule("cap", "{need: minor}", "limit: {amount: 5}")
        assert tiny.plan("statement", need="minor").decision == "serve"


class TestOverrides:
    def test_silence_the_named_effect_and_no_other(self, tiny: TinyBook) -> None:
        tiny.rule("away", "{need: bedbound}", REFER, "offer: wheelchair", "limit: {daily: 3}", "within: 5")
        tiny.rule("here", "{need: bedbound, scene: home}", "offer: seat", overrides="[{rule: away, effect: refer}]")
        made = tiny.plan("deposit", need="bedbound", scene="home")
        assert made.decision == "serve"
        assert (made.aids, made.limits, made.target_minutes) == (("seat", "wheelchair"), {"daily": 3}, 5)

    def test_silence_only_where_the_overriding_rule_holds(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{need: bedbound}", REFUSE)
        tiny.rule("here", "{scene: home}", "offer: seat", overrides="[{rule: no, effect: refuse}]")
        assert tiny.plan("deposit", need="bedbound").decision == "refuse"
        assert tiny.plan("deposit", need="bedbound", scene="home").decision == "serve"

    def test_silence_a_limit_with_the_refusal_above_it(self, tiny: TinyBook) -> None:
        tiny.rule("cap", "{service: transfer}", "limit: {amount: 5}")
        tiny.rule("free", "{service: transfer, scene: home}", "offer: seat", overrides="[{rule: cap, effect: limit}]")
        made = tiny.plan("transfer", scene="home", amount=6)
        assert (made.decision, made.limits) == ("serve", {})
