"""What the prover decides by code of its own: gaps, conflicts, circles, staff, approvers, evidence, reasons, days."""

import dataclasses
import datetime

from nuanxin.core.policy import mutation
from nuanxin.core.policy.book import Book, Rule
from nuanxin.core.policy.proof.proving import prove
from tests.core.policy.books import TinyBook
from tests.core.policy.proof.finding import assert_sound, found, only

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"


class TestGap:
    def test_is_found_where_a_person_has_no_way_and_no_rule_says_why(self, tiny: TinyBook) -> None:
        tiny.kind("pin", "{cannot: {customer: {need: pin_entry, scene: home}}}")
        tiny.rule("pad", "{need: pin_entry, service: [withdrawal]}", "use: {step: pin, method: customer_assisted_pad}")
        example = only(tiny.book, "gap")
        assert (example.subject, example.situation.services) == ("pin:transfer", ("transfer",))
        assert example.situation.needs == {"pin_entry"}
        assert example.situation.scene == "home"

    def test_is_none_where_a_forbidden_way_gives_the_reason(self, tiny: TinyBook) -> None:
        tiny.kind("pin", "{cannot: {customer: {need: pin_entry}}}")
        tiny.rule("kin", "{need: pin_entry}", "use: {step: pin, method: companion}")
        tiny.rule("no", "{}", "refuse: {step: pin, method: companion, reason: not_so, alternatives: [by_seal]}")
        assert prove(tiny.book).proved

    def test_is_found_in_a_step_that_a_rule_adds(self, tiny: TinyBook) -> None:
        tiny.kind("face_check", "{cannot: {terminal: {scene: home}}}")
        tiny.rule("faces", "{need: foreign, service: deposit}", "add: {step: face_check}")
        tiny.rule("no", "{scene: home, service: payroll_card}", REFUSE)
        assert only(tiny.book, "gap").situation.needs == {"foreign"}


class TestConflict:
    def test_of_two_rules_on_one_step_is_found(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: writing, service: deposit}", "use: {step: sign, method: thumbprint}")
        tiny.rule("b", "{need: vision}", "use: {step: sign, method: signature_frame}")
        example = only(tiny.book, "conflict")
        assert (example.subject, example.situation.needs) == ("sign:deposit", frozenset({"vision", "writing"}))

    def test_is_none_where_the_precedence_decides(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: writing}", "use: {step: sign, method: thumbprint}")
        tiny.rule("b", "{need: vision}", "use: {step: sign, method: name_seal}")
        assert prove(tiny.book).proved

    def test_is_none_where_one_of_the_two_is_out_of_reach(self, tiny: TinyBook) -> None:
        tiny.kind("sign", "{cannot: {signature_frame: {need: writing}}}")
        tiny.rule("a", "{need: writing}", "use: {step: sign, method: thumbprint}")
        tiny.rule("b", "{need: vision}", "use: {step: sign, method: signature_frame}")
        assert prove(tiny.book).proved

    def test_of_two_services_on_a_step_of_the_visit_is_found(self, tiny: TinyBook) -> None:
        tiny.chain("id_update", "greet, identify, face_check, execute")
        tiny.rule("a", "{service: id_update, need: foreign}", "use: {step: face_check, method: portable}")
        example = only(tiny.book, "conflict")
        assert example.subject == "face_check"
        assert set(example.situation.services) == {"id_update", "payroll_card"}
        assert example.situation.needs == {"foreign"}

    def test_of_two_actors_is_found(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision, service: deposit}", "assign: {step: sign, actor: agent}")
        tiny.rule("b", "{need: hearing}", "assign: {step: sign, actor: guardian}")
        example = only(tiny.book, "conflict")
        assert (example.subject, example.situation.needs) == ("sign:deposit", frozenset({"hearing", "vision"}))

    def test_of_two_services_on_who_does_a_step_of_the_visit_is_found(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: id_update, need: vision}", "assign: {step: identify, actor: supervisor}")
        tiny.rule("b", "{service: deposit, need: hearing}", "assign: {step: identify, actor: agent}")
        example = only(tiny.book, "conflict")
        assert (example.subject, set(example.situation.services)) == ("identify", {"id_update", "deposit"})
        assert example.situation.needs == {"vision", "hearing"}

    def test_of_two_services_on_a_bundled_step_is_none(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: id_update, need: foreign}", "use: {step: sign, method: thumbprint}")
        assert prove(tiny.book).proved

    def test_of_two_services_is_judged_under_what_either_implies(self, tiny: TinyBook) -> None:
        """id_update is only for customers, so the way that a stranger's payroll card takes never stands beside it."""
        tiny.chain("id_update", "greet, face_check, execute", "{existing: true}")
        tiny.rule("a", "{service: payroll_card, existing: false}", "use: {step: face_check, method: portable}")
        report = prove(tiny.book)
        assert (found(report), report.disagreements) == (set(), [])


class TestCircle:
    INVARIANT = "{id: order, number: 12, check: cycle}"

    def test_within_a_service_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule("back", "{need: vision, service: deposit}", "order: [execute, sign]")
        example = only(tiny.book, "cycle")
        assert (example.subject, example.situation.needs) == ("execute:deposit sign:deposit", frozenset({"vision"}))

    def test_between_two_services_is_found(self, tiny: TinyBook) -> None:
        """One signs for both, and each books before the other's PIN."""
        tiny.rule("a", "{service: phone_update}", "order: [phone_update/execute, id_update/sign]")
        example = only(tiny.book, "cycle")
        assert set(example.situation.services) == {"id_update", "phone_update"}
        assert example.subject == "execute:phone_update sign@change"

    def test_of_two_edges_that_never_stand_together_is_none(self, tiny: TinyBook) -> None:
        tiny.chain("deposit", "greet, execute").rule("talk", "{}", "add: {step: counsel}", "add: {step: ride}")
        tiny.rule("a", "{need: vision}", "order: [ride, counsel]")
        tiny.rule("b", "{need: {not: vision}}", "order: [counsel, ride]")
        assert prove(tiny.book).proved

    def test_is_found_also_where_the_shortest_way_back_never_stands(self, tiny: TinyBook) -> None:
        """From sign back to counsel leads an edge that excludes the first, and a way round by the ride."""
        tiny.rule("talk", "{service: deposit}", "add: {step: counsel}", "add: {step: ride}", "order: [counsel, sign]")
        tiny.rule("a", "{need: vision, service: deposit}", "order: [sign, counsel]")
        tiny.rule("not.a", "{need: vision}", "offer: seat").impossible("{need: vision, scene: home}")
        tiny.rule("b", "{scene: home, service: deposit}", "order: [sign, ride]", "order: [ride, counsel]")
        report = prove(tiny.book)
        assert found(report) == {
            ("cycle", "counsel sign:deposit"),
            ("cycle", "counsel ride sign:deposit"),
        }
        assert_sound(report)

    def test_through_a_made_step_is_found(self, tiny: TinyBook) -> None:
        tiny.rule("held", "{service: deposit}", "require: {step: sign, approval: supervisor}")
        tiny.rule("late", "{need: vision, service: deposit}", "order: [execute, approve.sign]")
        report = prove(tiny.book)
        assert ("cycle", "approve.sign:deposit execute:deposit") in found(report)
        assert {example.situation.needs for example in report.counter_examples} == {frozenset({"vision"})}
        assert_sound(report)

    def test_through_a_step_that_is_not_there_is_none(self, tiny: TinyBook) -> None:
        tiny.rule("talk", "{need: vision}", "add: {step: counsel, before: execute}")
        tiny.rule("late", "{service: deposit, need: {not: vision}}", "order: [execute, counsel]")
        assert prove(tiny.book).proved


class TestStaffNeeded:
    INVARIANT = "{id: staff, number: 11, check: staff_needed}"
    SPECIALIST = ("told", "{need: language}", "assign: {role: language_specialist}")

    def test_of_three_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule(*self.SPECIALIST)
        tiny.rule("held", "{need: writing, service: deposit}", "require: {step: sign, approval: supervisor}")
        example = only(tiny.book, "staff")
        assert (example.number, example.situation.needs) == (11, frozenset({"language", "writing"}))

    def test_of_two_is_enough_where_the_specialist_may_witness(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule(*self.SPECIALIST)
        tiny.rule("held", "{need: writing}", "require: {step: sign, witness: staff}")
        assert prove(tiny.book).proved

    def test_of_three_may_be_said_to_be_due(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule(*self.SPECIALIST)
        tiny.rule(
            "held",
            "{need: writing}",
            "require: {step: sign, approval: supervisor}",
            "require: {case: true, distinct: true}",
        )
        assert prove(tiny.book).proved

    def test_away_leaves_out_who_only_approves(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT)
        tiny.rule(
            "visit", "{scene: home}", "require: {case: true, approval: supervisor}", "assign: {role: wealth_manager}"
        )
        assert prove(tiny.book).proved
        tiny.rule(
            "pin",
            "{scene: home, service: transfer}",
            "require: {step: pin, approval: supervisor, approver_on_site: true}",
        )
        assert only(tiny.book, "staff").situation.scene == "home"


class TestApprover:
    INVARIANT = "{id: own, number: 8, check: approver}"

    def test_who_does_the_step_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT)
        tiny.rule("who", "{need: vision, service: deposit}", "assign: {step: sign, actor: supervisor}")
        tiny.rule("held", "{}", "require: {step: sign, approval: supervisor}")
        assert only(tiny.book, "own").situation.needs == {"vision"}

    def test_who_does_it_by_one_method_is_found_with_that_method(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).kind("face_check", "{actors: {onsite_supervisor: supervisor}}")
        tiny.rule("held", "{}", "require: {step: face_check, approval: supervisor}")
        assert prove(tiny.book).proved
        tiny.rule("seen", "{need: vision}", "use: {step: face_check, method: onsite_supervisor}")
        assert only(tiny.book, "own").situation.needs == {"vision"}


class TestEvidence:
    INVARIANT = "{id: seen, number: 10, check: evidence_possible}"
    INK = "require: {method: thumbprint, evidence: thumbprint_image}"

    def test_of_another_method_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule("ink", "{need: writing, step: sign}", "use: {method: thumbprint}", self.INK)
        assert prove(tiny.book).proved
        tiny.rule("too", "{need: vision, service: deposit}", "require: {step: sign, evidence: thumbprint_image}")
        example = only(tiny.book, "seen")
        assert (example.number, example.situation.needs) == (10, frozenset({"vision"}))

    def test_of_no_method_in_particular_is_possible_with_every_one(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule("any", "{need: vision}", "require: {step: sign, evidence: id_copy}")
        assert prove(tiny.book).proved


class TestReasons:
    INVARIANT = "{id: reasons, number: 9, check: reasons}"

    def test_of_age_alone_are_none(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule("old", "{age: {at_least: 80}, scene: phone}", REFUSE)
        assert [remark.partition(": ")[2] for remark in prove(tiny.book).remarks] == [
            "rule 'old' refuses for age alone"
        ]

    def test_of_age_and_something_else_are_some(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule("old", "{age: {at_least: 80}, proof: false}", REFUSE)
        assert prove(tiny.book).proved

    def test_above_a_limit_need_a_way_out(self, tiny: TinyBook) -> None:
        tiny.invariant(self.INVARIANT).rule("cap", "{service: transfer}", "limit: {amount: 5}")
        assert prove(tiny.book).proved
        [remark] = prove(tiny.limit_without_alternative("amount").book).remarks
        assert remark.endswith("rule 'cap' refuses what is above the limit of amount and names no alternative")


class TestReachable:
    def test_a_rule_that_the_world_excludes_is_told(self, tiny: TinyBook) -> None:
        tiny.impossible("{need: vision, scene: home}").rule("dead", "{need: vision, scene: home}", "offer: seat")
        [remark] = prove(tiny.book).remarks
        assert remark.endswith("rule 'dead' can never hold in a lawful situation")

    def test_a_rule_about_a_method_that_is_never_chosen_is_told(self, tiny: TinyBook) -> None:
        tiny.rule("dead", "{method: name_seal}", "require: {film: true}")
        [remark] = prove(tiny.book).remarks
        assert remark.endswith("rule 'dead' can never hold in a lawful situation")


def with_text(book: Book, rule: Rule) -> Book:
    """Return the book with a second text beside the first of a rule, unseen by the loader."""
    article = book.articles[-1]
    return dataclasses.replace(
        book, articles=(*book.articles[:-1], dataclasses.replace(article, blocks=(*article.blocks, rule)))
    )


class TestDays:
    def test_have_one_text_of_each_rule(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: days, number: 10, check: days}").rule("a", "{}", "offer: seat", until="2024-07-01")
        book = tiny.book
        [first] = book.rules
        second = dataclasses.replace(first, since=datetime.date(2024, 7, 1), until=None)
        assert prove(with_text(book, second)).proved
        overlapping = dataclasses.replace(second, since=datetime.date(2024, 6, 1))
        assert prove(with_text(book, overlapping)).remarks[0].endswith("rule 'a' has two texts from 2024-06-01")
        late = dataclasses.replace(second, since=datetime.date(2024, 8, 1))
        told = prove(with_text(book, late)).remarks[0]
        assert told.endswith("rule 'a' has no text from 2024-07-01 until 2024-08-01")


def test_a_scenario_that_fails_stands_against_the_book(tiny: TinyBook) -> None:
    tiny.scenario("{services: [deposit], expect: {decision: refuse}}")
    report = prove(tiny.book)
    assert not report.proved
    assert report.failed_scenarios[0].differences == ("decision: serve, expected refuse",)
    assert prove(tiny.book, stop_at_first=True).questions == 0


def test_a_mutant_of_a_proved_book_is_not_proved(tiny: TinyBook) -> None:
    tiny.invariant("{id: ink, number: 3, each: {step: sign, method: thumbprint}, must: {film: true}}")
    tiny.rule(
        "thumb", "{need: writing, step: sign}", "use: {method: thumbprint}", "require: {method: thumbprint, film: true}"
    )
    assert prove(tiny.book).proved
    noticed = {mutant.sort for mutant in mutation.mutants(tiny.book) if not prove(mutant.book).proved}
    assert noticed == {"control"}
