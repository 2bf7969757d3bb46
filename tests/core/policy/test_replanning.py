"""A case in mid-flight is planned anew: what of the done work stands."""

import pytest

from nuanxin.core.policy import replanning
from nuanxin.core.policy.planner import Plan
from tests.core.policy.books import TinyBook, ids


def verdicts(before: Plan, after: Plan, *done: str) -> dict[str, str]:
    """Return what becomes of each done step."""
    return {step: one.verdict for step, one in replanning.compare(before, after, done).items()}


def everything(made: Plan) -> list[str]:
    return [step.key for step in made.steps]


THUMB = (
    "thumb",
    "{need: writing, step: sign}",
    "use: {method: thumbprint}",
    "require: {method: thumbprint, attempts: 2, approval: supervisor, film: true}",
)


class TestNothingChanged:
    def test_keeps_everything(self, tiny: TinyBook) -> None:
        tiny.rule(*THUMB)
        made = tiny.plan("deposit", "withdrawal", need="writing")
        again = tiny.plan("withdrawal", "deposit", need="writing")
        assert set(verdicts(made, again, *everything(made)).values()) == {"kept"}


class TestMethod:
    def test_makes_a_done_step_void_if_it_differs(self, tiny: TinyBook) -> None:
        tiny.rule(*THUMB)
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="writing")
        assert verdicts(before, after, "identify", "sign:deposit") == {"identify": "kept", "sign:deposit": "void"}
        assert replanning.compare(before, after, ["sign:deposit"])["sign:deposit"].because == ("method",)

    def test_makes_it_void_if_another_does_it(self, tiny: TinyBook) -> None:
        tiny.rule("who", "{need: no_capacity}", "assign: {step: identify, actor: guardian}")
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="no_capacity")
        assert verdicts(before, after, "identify") == {"identify": "void"}


class TestControls:
    def test_that_may_come_late_reopen_a_done_step(self, tiny: TinyBook) -> None:
        tiny.rule("late", "{need: vision}", "require: {step: sign, approval: supervisor, evidence: id_copy}")
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="vision")
        reopened = replanning.compare(before, after, ["sign:deposit"])["sign:deposit"]
        assert (reopened.verdict, reopened.because) == ("reopened", ("approval", "evidence"))

    def test_that_cannot_come_late_make_it_void(self, tiny: TinyBook) -> None:
        tiny.rule("now", "{need: vision}", "require: {step: sign, film: true, approval: supervisor}")
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="vision")
        assert verdicts(before, after, "sign:deposit") == {"sign:deposit": "void"}

    def test_that_cannot_come_late_make_a_visit_step_void_too(self, tiny: TinyBook) -> None:
        tiny.rule("now", "{need: vision}", "require: {step: identify, film: true}")
        assert verdicts(tiny.plan("deposit"), tiny.plan("deposit", need="vision"), "identify") == {"identify": "void"}

    @pytest.mark.parametrize(
        ("before", "after", "verdict"),
        [
            ("approval: outlet_head", "approval: supervisor", "kept"),
            ("approval: supervisor", "approval: outlet_head", "reopened"),
            ("attempts: 3", "attempts: 2", "kept"),
            ("attempts: 2", "attempts: 3", "void"),
            ("callback: 7", "callback: 30", "kept"),
            ("callback: 30", "callback: 7", "reopened"),
            ("consent: [film, thumbprint]", "consent: film", "kept"),
            ("consent: film", "consent: [film, thumbprint]", "void"),
        ],
    )
    def test_are_measured_by_what_was_done(self, tiny: TinyBook, before: str, after: str, verdict: str) -> None:
        tiny.rule("a", "{need: vision}", f"require: {{step: sign, {before}}}")
        tiny.rule("b", "{need: hearing}", f"require: {{step: sign, {after}}}")
        one, other = tiny.plan("deposit", need="vision"), tiny.plan("deposit", need="hearing")
        assert verdicts(one, other, "sign:deposit") == {"sign:deposit": verdict}

    def test_that_fall_away_keep_what_was_done_under_more(self, tiny: TinyBook) -> None:
        tiny.rule("now", "{need: vision}", "require: {step: sign, film: true}")
        one, other = tiny.plan("deposit", need="vision"), tiny.plan("deposit")
        assert verdicts(one, other, "sign:deposit") == {"sign:deposit": "kept"}

    def test_keep_attempts_that_were_made_when_a_lasting_reason_is_confirmed_later(self, tiny: TinyBook) -> None:
        tiny.rule("t", "{need: writing}", "require: {step: sign, attempts: {least: 2, unless: lasting.sign}}")
        one, other = tiny.plan("deposit", need="writing"), tiny.plan("deposit", need="writing", lasting__sign=True)
        assert verdicts(one, other, "sign:deposit", "attempt.sign") == {"sign:deposit": "kept", "attempt.sign": "kept"}

    def test_make_void_what_rested_on_a_lasting_reason_that_is_none(self, tiny: TinyBook) -> None:
        tiny.rule("t", "{need: writing}", "require: {step: sign, attempts: {least: 2, unless: lasting.sign}}")
        one, other = tiny.plan("deposit", need="writing", lasting__sign=True), tiny.plan("deposit", need="writing")
        assert verdicts(one, other, "sign:deposit") == {"sign:deposit": "void"}


class TestApprovals:
    def test_hold_for_the_step_that_they_approve(self, tiny: TinyBook) -> None:
        """A second discovery changes the PIN; what was approved of the signature stays."""
        tiny.rule(*THUMB).rule("pin", "{need: pin_entry}", "require: {step: pin, approval: supervisor, film: true}")
        before = tiny.plan("withdrawal", need="writing")
        after = tiny.plan("withdrawal", need="writing pin_entry")
        done = ["identify", "attempt.sign", "approve.sign:withdrawal"]
        assert verdicts(before, after, *done) == dict.fromkeys(done, "kept")

    def test_fall_with_the_step_that_they_approve(self, tiny: TinyBook) -> None:
        tiny.rule(*THUMB)
        before, after = tiny.plan("deposit", need="writing"), tiny.plan("deposit")
        done = verdicts(before, after, "approve.sign:deposit", "attempt.sign")
        assert done == {"approve.sign:deposit": "void", "attempt.sign": "kept"}

    def test_are_given_anew_by_a_higher_rank(self, tiny: TinyBook) -> None:
        tiny.rule(*THUMB).rule("more", "{need: vision}", "require: {step: sign, approval: outlet_head}")
        before, after = tiny.plan("deposit", need="writing"), tiny.plan("deposit", need="writing vision")
        found = verdicts(before, after, "approve.sign:deposit", "sign:deposit")
        assert found == {"approve.sign:deposit": "void", "sign:deposit": "reopened"}


class TestServices:
    def test_refused_later_leave_done_visit_steps(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{proof: false}", "refuse: {reason: not_here, alternatives: [come_back]}")
        before, after = tiny.plan("payroll_card", proof=True), tiny.plan("payroll_card", proof=False)
        found = verdicts(before, after, "identify", "face_check", "sign:payroll_card")
        assert found == {"identify": "kept", "face_check": "kept", "sign:payroll_card": "void"}

    def test_that_join_share_a_done_visit_step(self, tiny: TinyBook) -> None:
        before, after = tiny.plan("deposit"), tiny.plan("deposit", "statement")
        assert verdicts(before, after, "identify", "sign:deposit") == {"identify": "kept", "sign:deposit": "kept"}

    def test_that_join_a_signature_already_given_must_have_their_own(self, tiny: TinyBook) -> None:
        before, after = tiny.plan("id_update"), tiny.plan("id_update", "phone_update")
        split = replanning.compare(before, after, ["sign@change"])["sign@change"]
        assert (split.verdict, split.because) == ("split", ("phone_update",))

    def test_that_join_a_bundle_which_may_be_joined_share_what_is_done(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{join: true}")
        before, after = tiny.plan("id_update"), tiny.plan("id_update", "phone_update")
        assert verdicts(before, after, "sign@change") == {"sign@change": "kept"}

    def test_that_leave_a_bundle_keep_what_is_done(self, tiny: TinyBook) -> None:
        before, after = tiny.plan("id_update", "phone_update"), tiny.plan("id_update")
        assert verdicts(before, after, "sign@change") == {"sign@change": "kept"}

    def test_whose_ways_part_split_what_they_shared(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{service: id_update, need: writing}", "use: {step: sign, method: thumbprint}")
        before = tiny.plan("id_update", "phone_update")
        after = tiny.plan("id_update", "phone_update", need="writing")
        split = replanning.compare(before, after, ["sign@change"])["sign@change"]
        assert (split.verdict, split.because) == ("split", ("sign@change:id_update", "sign@change:phone_update"))


class TestWhatRestsOnAnother:
    def test_falls_with_it(self, tiny: TinyBook) -> None:
        """A signature under a text that was not understood is none."""
        tiny.rule("told", "{need: language}", "use: {step: explain, method: interpreted}")
        before, after = tiny.plan("payroll_card"), tiny.plan("payroll_card", need="language")
        found = replanning.compare(before, after, ["explain:payroll_card", "sign:payroll_card"])
        assert found["explain:payroll_card"].verdict == found["sign:payroll_card"].verdict == "void"
        assert found["sign:payroll_card"].because == ("explain:payroll_card",)

    def test_falls_with_it_through_a_row_of_steps_up_to_a_breach(self, tiny: TinyBook) -> None:
        tiny.rule("told", "{need: language}", "use: {step: explain, method: interpreted}")
        before, after = tiny.plan("payroll_card"), tiny.plan("payroll_card", need="language")
        assert verdicts(before, after, *everything(before)) == {
            "greet": "kept",
            "identify": "kept",
            "face_check": "kept",
            "explain:payroll_card": "void",
            "sign:payroll_card": "void",
            "execute:payroll_card": "breach",
            "hand_over:payroll_card": "kept",
        }

    def test_stands_where_only_another_service_lost_its_support(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: writing, service: deposit}", "use: {step: sign, method: thumbprint}")
        before, after = tiny.plan("deposit", "withdrawal"), tiny.plan("deposit", "withdrawal", need="writing")
        done = ["sign:deposit", "execute:deposit", "sign:withdrawal", "execute:withdrawal"]
        found = verdicts(before, after, *done)
        assert found == dict(zip(done, ["void", "breach", "kept", "kept"], strict=True))


class TestBreach:
    def test_is_a_booking_that_the_new_plan_would_not_allow_so(self, tiny: TinyBook) -> None:
        tiny.rule("now", "{need: vision}", "require: {step: execute, film: true}")
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="vision")
        assert verdicts(before, after, "execute:deposit") == {"execute:deposit": "breach"}

    def test_is_a_booking_of_a_service_that_is_refused_now(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{need: vision}", "refuse: {reason: not_here, alternatives: [come_back]}")
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="vision")
        assert verdicts(before, after, "execute:deposit") == {"execute:deposit": "breach"}

    def test_is_none_where_only_a_late_control_is_missing(self, tiny: TinyBook) -> None:
        tiny.rule("late", "{need: vision}", "require: {step: execute, approval: supervisor}")
        before, after = tiny.plan("deposit"), tiny.plan("deposit", need="vision")
        assert verdicts(before, after, "execute:deposit") == {"execute:deposit": "reopened"}


class TestTheDone:
    def test_must_stand_in_the_plan_before(self, tiny: TinyBook) -> None:
        made = tiny.plan("deposit")
        with pytest.raises(KeyError, match="pin:deposit"):
            replanning.compare(made, made, ["pin:deposit"])

    def test_are_named_by_key_and_answered_in_the_order_of_the_plan(self, tiny: TinyBook) -> None:
        made = tiny.plan("deposit")
        assert list(replanning.compare(made, made, ["execute:deposit", "greet"])) == ["greet", "execute:deposit"]
        assert ids(made)[-1] == "execute"
