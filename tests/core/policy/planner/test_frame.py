"""What stands around the steps: route, offers, languages, time, team, weight, places."""

import pytest

from nuanxin.core.policy.planner import Plan
from tests.core.policy.books import TinyBook, the


class TestRoute:
    def test_is_ordinary_where_no_rule_speaks(self, tiny: TinyBook) -> None:
        assert tiny.plan("deposit").route == {"lane": "ordinary", "window": "any"}

    def test_keeps_the_better_lane_and_window_the_first_priority_and_the_shortest_wait(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "route: {lane: green, priority: 2, max_wait_minutes: 20}")
        tiny.rule("b", "{need: injury}", "route: {lane: ordinary, window: love, priority: 1, max_wait_minutes: 30}")
        best = {"lane": "green", "window": "love", "priority": 1, "max_wait_minutes": 20}
        assert tiny.plan("deposit", need="vision injury").route == best
        assert tiny.shuffle([1, 0]).plan("deposit", need="vision injury").route == best

    def test_is_the_best_of_the_services(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: deposit}", "route: {lane: green, priority: 2}")
        tiny.rule("b", "{service: statement}", "route: {window: love, priority: 1}")
        assert tiny.plan("statement", "deposit").route == {"lane": "green", "window": "love", "priority": 1}


class TestOffers:
    def test_are_told_by_their_sort(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "offer: [wheelchair, guide_book, cash_instead]")
        made = tiny.plan("deposit", need="vision")
        assert (made.aids, made.materials, made.alternatives) == (("wheelchair",), ("guide_book",), ("cash_instead",))

    def test_keep_the_shortest_target_time(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "within: 30").rule("b", "{service: deposit}", "within: 20")
        assert tiny.plan("deposit", need="vision").target_minutes == 20
        assert tiny.plan("deposit", "statement", need="vision").target_minutes == 20
        assert tiny.plan("statement").target_minutes is None


class TestLanguages:
    @pytest.fixture(autouse=True)
    def speaks(self, tiny: TinyBook) -> None:
        tiny.rule("told", "{need: language}", "assign: {role: language_specialist, language: customer}")
        tiny.rule("russian", "{language: ru}", "offer: guide_book")

    def test_are_the_customers_own_where_it_is_known(self, tiny: TinyBook) -> None:
        assert tiny.plan("deposit", need="language", facts={"language": "ru"}).languages == ("ru",)

    def test_are_the_customers_own_still_to_be_told_where_it_is_not(self, tiny: TinyBook) -> None:
        made = tiny.plan("deposit", need="language")
        assert (made.decision, made.languages) == ("serve", ("customer",))

    def test_stand_beside_a_named_one_and_a_qualification(self, tiny: TinyBook) -> None:
        tiny.rule("english", "{need: hearing}", "assign: {language: en, qualification: sign_language}")
        made = tiny.plan("deposit", need="language hearing", facts={"language": "ru"})
        assert (made.languages, made.qualifications) == (("en", "ru"), ("sign_language",))


def team(made: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(member.role, member.duties) for member in made.team]


class TestTeam:
    def test_is_one_teller_where_no_control_asks_for_more(self, tiny: TinyBook) -> None:
        assert team(tiny.plan("deposit")) == [("teller", ())]

    def test_is_two_where_one_other_may_approve_witness_and_stand_by(self, tiny: TinyBook) -> None:
        tiny.rule(
            "held", "{need: writing}", "require: {step: sign, approval: supervisor, witness: staff, second_staff: true}"
        )
        assert team(tiny.plan("deposit", need="writing")) == [
            ("teller", ()), ("supervisor", ("approval", "second_staff", "witness")),
        ]  # fmt: skip

    def test_needs_a_second_teller_to_witness_where_nobody_approves(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: writing}", "require: {step: sign, witness: staff}")
        assert team(tiny.plan("deposit", need="writing")) == [("teller", ()), ("teller", ("witness",))]

    def test_lets_an_assigned_specialist_witness(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: writing}", "require: {step: sign, witness: staff}", "assign: {role: wealth_manager}")
        assert team(tiny.plan("deposit", need="writing")) == [("teller", ()), ("wealth_manager", ("witness",))]

    def test_has_the_highest_rank_that_approves(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: writing}", "require: {step: sign, approval: supervisor}")
        tiny.rule("b", "{need: vision}", "require: {case: true, approval: outlet_head}")
        assert team(tiny.plan("deposit", need="writing vision")) == [("teller", ()), ("outlet_head", ("approval",))]

    def test_leaves_the_one_who_approves_a_visit_at_the_outlet(self, tiny: TinyBook) -> None:
        tiny.rule(
            "visit", "{scene: home}", "require: {case: true, approval: supervisor, second_staff: true}",
            "assign: {role: wealth_manager}",
        )  # fmt: skip
        assert team(tiny.plan("deposit", scene="home")) == [
            ("teller", ()), ("wealth_manager", ("second_staff",)), ("supervisor", ("approval",)),
        ]  # fmt: skip

    def test_takes_the_one_along_who_must_approve_on_the_spot(self, tiny: TinyBook) -> None:
        tiny.rule(
            "pin",
            "{scene: home}",
            "require: {step: pin, approval: supervisor, second_staff: true, approver_on_site: true}",
        )
        assert team(tiny.plan("transfer", scene="home")) == [
            ("teller", ()), ("supervisor", ("approval", "approver_on_site", "second_staff")),
        ]  # fmt: skip

    def test_is_nobody_where_nothing_is_done(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{}", "refuse: {reason: not_here, alternatives: [come_back]}")
        assert tiny.plan("deposit").team == ()


class TestWeight:
    def test_is_a_ticket_for_the_ordinary_steps_and_courtesy(self, tiny: TinyBook) -> None:
        tiny.rule("kind", "{need: vision}", "add: {step: escort}", "offer: seat", "route: {lane: green}")
        assert tiny.plan("deposit", need="vision").weight == "ticket"

    def test_is_a_checklist_where_a_rule_adds_more_than_courtesy(self, tiny: TinyBook) -> None:
        tiny.rule("more", "{need: vision}", "add: {step: counsel}")
        assert tiny.plan("deposit", need="vision").weight == "checklist"

    def test_is_a_case_where_a_control_stands(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {step: sign, film: true}")
        assert tiny.plan("deposit", need="vision").weight == "case"

    def test_is_a_case_where_a_control_stands_on_the_whole(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{need: vision}", "require: {case: true, apart: true}")
        assert tiny.plan("deposit", need="vision").weight == "case"

    def test_is_a_case_where_a_step_has_another_method_than_the_ordinary(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{need: vision}", "use: {step: sign, method: thumbprint}")
        assert tiny.plan("deposit", need="vision").weight == "case"

    def test_stays_a_ticket_where_only_courtesy_has_another_method(self, tiny: TinyBook) -> None:
        tiny.rule("loud", "{need: vision}", "use: {step: explain, method: read_aloud}")
        assert tiny.plan("payroll_card", need="vision").weight == "ticket"

    def test_is_a_case_where_courtesy_stands_under_a_control(self, tiny: TinyBook) -> None:
        tiny.rule("loud", "{need: vision}", "require: {step: explain, film: true}")
        made = tiny.plan("payroll_card", need="vision")
        assert (made.weight, the(made, "explain").courtesy) == ("case", False)


class TestPlaces:
    def test_are_the_counter_for_what_begins_in_the_lobby_but_its_courtesies(self, tiny: TinyBook) -> None:
        places = {step.kind: step.place for step in tiny.plan("deposit", scene="lobby").steps}
        assert places == {"greet": "lobby", "identify": "counter", "sign": "counter", "execute": "counter"}

    def test_are_the_home_for_a_visit(self, tiny: TinyBook) -> None:
        assert {step.place for step in tiny.plan("deposit", scene="home").steps} == {"home"}

    def test_do_not_hang_on_the_order_of_rules(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{}", "assign: {step: sign, place: room}").rule(
            "b", "{}", "assign: {step: sign, place: bedside}"
        )
        there = the(tiny.plan("deposit"), "sign").place
        assert the(tiny.shuffle([1, 0]).plan("deposit"), "sign").place == there


class TestBecause:
    def test_names_the_rules_that_hold_and_no_others(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "offer: seat").rule("b", "{need: hearing}", "offer: seat")
        assert tiny.plan("deposit", need="vision").because == ("a",)

    def test_names_them_on_the_steps_they_changed(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "add: {step: counsel}", "require: {step: sign, approval: supervisor}")
        made = tiny.plan("deposit", need="vision")
        behind = {step.id for step in made.steps if step.because == ("a",)}
        assert behind == {"counsel", "sign", "approve.sign"}
