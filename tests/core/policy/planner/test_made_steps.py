"""The steps that controls make: which, how many, for whom, and when."""

from tests.core.policy.books import TinyBook, ids, the


def order(names: list[str], *wanted: str) -> bool:
    """Say whether the names stand in this order."""
    places = [names.index(name) for name in wanted]
    return places == sorted(places)


class TestMadeSteps:
    def test_come_before_the_step_that_needs_them_each_in_its_place(self, tiny: TinyBook) -> None:
        tiny.rule(
            "all",
            "{need: writing}",
            "require: {step: sign, approval: supervisor, attempts: 2, relation: true, consent: thumbprint}",
        )
        made = tiny.plan("deposit", need="writing")
        between = ["attempt.sign", "relation_check", "consent.thumbprint", "approve.sign"]
        assert ids(made) == ["greet", "identify", *between, "sign", "execute"]

    def test_carry_the_control_that_they_satisfy(self, tiny: TinyBook) -> None:
        tiny.rule("all", "{need: writing}", "require: {step: sign, approval: outlet_head, attempts: 2, film: true}")
        made = tiny.plan("deposit", need="writing")
        assert the(made, "approve.sign").controls == {"approval": "outlet_head"}
        assert the(made, "attempt.sign").controls == {"attempts": 2}
        assert the(made, "approve.sign").made_for == ("sign",)
        assert the(made, "approve.sign").because == ("all",)

    def test_put_the_call_back_after_the_step(self, tiny: TinyBook) -> None:
        tiny.rule("again", "{need: vision}", "require: {step: sign, callback: 7}")
        made = tiny.plan("deposit", need="vision")
        assert ids(made)[-1] == "callback"
        assert the(made, "callback").after == ("sign",)


class TestConsent:
    def test_is_given_once_for_each_purpose_of_a_visit(self, tiny: TinyBook) -> None:
        tiny.rule("filmed", "{need: vision}", "require: {step: [sign, pin], consent: film}")
        tiny.rule("inked", "{need: writing}", "require: {step: sign, consent: thumbprint}")
        made = tiny.plan("withdrawal", "deposit", need="vision writing")
        assert [name for name in ids(made) if name.startswith("consent")] == ["consent.film", "consent.thumbprint"]
        assert the(made, "consent.film").services == ("deposit", "withdrawal")
        assert the(made, "consent.film").controls == {"consent": frozenset({"film"})}

    def test_comes_before_all_that_hangs_on_it(self, tiny: TinyBook) -> None:
        tiny.rule("filmed", "{need: vision}", "require: {step: [sign, pin], consent: film}")
        assert order(ids(tiny.plan("withdrawal", need="vision")), "consent.film", "pin", "sign")


class TestAttempts:
    def test_are_made_once_a_visit_as_many_as_the_strictest_wants(self, tiny: TinyBook) -> None:
        tiny.rule("two", "{service: deposit}", "require: {step: sign, attempts: 2}")
        tiny.rule("three", "{service: withdrawal}", "require: {step: sign, attempts: 3}")
        made = tiny.plan("deposit", "withdrawal")
        assert [name for name in ids(made) if name.startswith("attempt")] == ["attempt.sign"]
        assert the(made, "attempt.sign").controls == {"attempts": 3}
        assert the(made, "attempt.sign").services == ("deposit", "withdrawal")

    def test_are_apart_for_each_kind_of_step(self, tiny: TinyBook) -> None:
        tiny.rule("tries", "{need: writing}", "require: {step: [sign, pin], attempts: 2}")
        assert {"attempt.sign", "attempt.pin"} <= set(ids(tiny.plan("withdrawal", need="writing")))


class TestApproval:
    def test_is_a_step_of_its_own_for_each_approved_step(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {step: [sign, pin], approval: supervisor}")
        made = tiny.plan("withdrawal", "deposit", need="vision")
        approvals = {step.id: step.services for step in made.steps if step.kind == "approve"}
        assert approvals == {
            "approve.pin:withdrawal": ("withdrawal",),
            "approve.sign:withdrawal": ("withdrawal",),
            "approve.sign:deposit": ("deposit",),
        }

    def test_is_given_by_the_rank_that_is_asked(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {step: sign, approval: outlet_head}")
        assert the(tiny.plan("deposit", need="vision"), "approve.sign").actor == "outlet_head"

    def test_comes_before_the_first_booking_of_its_services(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {step: hand_over, approval: supervisor}")
        names = ids(tiny.plan("payroll_card", need="vision"))
        assert order(names, "approve.hand_over", "execute", "hand_over")

    def test_comes_before_every_booking_and_not_before_a_protective_one(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {step: execute, approval: supervisor}")
        made = tiny.plan("card_reissue", need="vision")
        assert order(ids(made), "protect.stop", "approve.execute", "execute.old", "execute")
        assert {"approve.execute", "approve.execute.old"} <= set(the(made, "execute.old").after)

    def test_does_not_hold_up_another_service(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{service: deposit}", "require: {step: execute, approval: supervisor}")
        made = tiny.plan("deposit", "statement")
        assert "approve.execute:deposit" not in the(made, "execute:statement").after


class TestApprovalOfTheCase:
    def test_comes_before_everything_but_hearing_the_wish(self, tiny: TinyBook) -> None:
        tiny.rule(
            "visit", "{scene: home}", "require: {case: true, approval: supervisor}", "add: {step: intake}",
            "add: {step: interview}", "require: {step: sign, consent: film}",
        )  # fmt: skip
        names = ids(tiny.plan("deposit", scene="home"))
        assert names[:3] == ["intake", "interview", "approve.visit"]
        assert order(names, "approve.visit", "greet", "identify", "consent.film", "sign")

    def test_closes_no_circle_with_an_interview_that_comes_after_identification(self, tiny: TinyBook) -> None:
        tiny.rule("late", "{need: cognition}", "add: {step: interview, after: identify}")
        tiny.rule("visit", "{scene: home}", "require: {case: true, approval: supervisor}")
        made = tiny.plan("deposit", scene="home", need="cognition")
        assert made.cycle == ()
        assert order(ids(made), "approve.visit", "identify", "interview")

    def test_is_one_for_the_whole_visit_of_the_highest_rank(self, tiny: TinyBook) -> None:
        tiny.rule("visit", "{service: deposit}", "require: {case: true, approval: supervisor}")
        tiny.rule("more", "{service: statement}", "require: {case: true, approval: outlet_head}")
        made = tiny.plan("deposit", "statement")
        approve = the(made, "approve.visit")
        assert (approve.actor, approve.controls) == ("outlet_head", {"approval": "outlet_head"})
        assert approve.services == ("deposit", "statement")

    def test_leaves_a_step_approval_beside_it(self, tiny: TinyBook) -> None:
        tiny.rule(
            "visit", "{}", "require: {case: true, approval: supervisor}", "require: {step: sign, approval: outlet_head}"
        )
        assert order(ids(tiny.plan("deposit")), "approve.visit", "approve.sign", "sign")


class TestOtherControlsOfTheCase:
    def test_ask_for_consent_before_the_first_step(self, tiny: TinyBook) -> None:
        tiny.rule("filmed", "{scene: home}", "require: {case: true, consent: film}")
        assert ids(tiny.plan("deposit", scene="home"))[0] == "consent.film"

    def test_of_a_referral_do_not_hang_on_the_order_of_rules(self, tiny: TinyBook) -> None:
        tiny.rule("away", "{}", "refer: {to: counter, reason: not_so}", "require: {case: true, consent: film}")
        tiny.rule("heard", "{}", "add: {step: interview}").rule("noted", "{}", "add: {step: intake}")
        there = tiny.plan("deposit").steps
        assert tiny.shuffle([2, 1, 0]).plan("deposit").steps == there

    def test_call_back_after_everything(self, tiny: TinyBook) -> None:
        tiny.rule("again", "{scene: home}", "require: {case: true, callback: 7}")
        made = tiny.plan("payroll_card", scene="home")
        assert ids(made)[-1] == "callback"
        assert set(the(made, "callback").after) == set(ids(made)[:-1])
