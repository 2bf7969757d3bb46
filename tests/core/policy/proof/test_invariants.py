"""Each form of invariant: kept where the rules keep it, and broken by a smallest situation where they do not."""

import datetime

from nuanxin.core.policy.proof.proving import prove
from tests.core.policy.books import TinyBook
from tests.core.policy.proof.finding import assert_sound, found, only

THUMB = ("thumb", "{need: writing, step: sign, service: deposit}", "use: {method: thumbprint}")
REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"


def guarded(controls: str) -> str:
    return f"require: {{method: thumbprint, {controls}}}"


class TestEach:
    MUST = "{id: ink, number: 3, each: {step: sign, method: thumbprint}, must: {witness: staff, approval: outlet_head}}"

    def test_step_must_have_every_control(self, tiny: TinyBook) -> None:
        tiny.invariant(self.MUST).rule(*THUMB, guarded("witness: staff, approval: outlet_head"))
        assert prove(tiny.book).proved

    def test_step_without_a_control_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(self.MUST).rule(*THUMB, guarded("approval: outlet_head"))
        example = only(tiny.book, "ink")
        assert (example.number, example.subject, example.reason) == (3, "sign:deposit", "The reason.")
        assert example.situation.services == ("deposit",)
        assert example.situation.needs == {"writing"}
        assert example.situation.facts == {}

    def test_step_under_a_lower_rank_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(self.MUST).rule(*THUMB, guarded("witness: staff, approval: supervisor"))
        only(tiny.book, "ink")

    def test_step_without_a_control_in_one_corner_is_found_there(self, tiny: TinyBook) -> None:
        tiny.invariant(self.MUST).rule(*THUMB, guarded("approval: outlet_head"))
        tiny.rule(
            "seen", "{method: thumbprint, any: [{need: vision}, {amount: {at_most: 700}}]}", "require: {witness: staff}"
        )
        example = only(tiny.book, "ink")
        assert example.situation.needs == {"writing"}
        assert example.situation.facts == {"deposit.amount": 701}

    def test_step_needs_one_of_several(self, tiny: TinyBook) -> None:
        tiny.invariant(
            "{id: tried, number: 3, each: {step: sign, method: thumbprint}, any_of: {attempts: 2, lasting: true}}"
        )
        tiny.rule(*THUMB, guarded("attempts: {least: 2, unless: lasting.sign}"))
        assert prove(tiny.book).proved

    def test_step_with_neither_of_several_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant(
            "{id: tried, number: 3, each: {step: sign, method: thumbprint}, any_of: {attempts: 2, lasting: true}}"
        )
        tiny.rule(*THUMB, guarded("attempts: {least: 1, unless: lasting.sign}"))
        assert only(tiny.book, "tried").situation.needs == {"writing"}

    def test_step_never_stands_in_a_situation(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: far, number: 5, each: {step: execute}, never: {scene: phone, service: statement}}")
        example = only(tiny.book, "far")
        assert (example.situation.scene, example.situation.services) == ("phone", ("statement",))
        tiny.rule("no", "{scene: phone}", REFUSE)
        assert prove(tiny.book).proved

    def test_step_with_nothing_asked_must_not_be_at_all(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: never, number: 1, each: {step: pin, method: staff}}")
        assert prove(tiny.book).proved
        tiny.rule("oh", "{need: pin_entry, service: transfer}", "use: {step: pin, method: staff}")
        assert only(tiny.book, "never").situation.needs == {"pin_entry"}

    def test_step_is_picked_out_by_a_control(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: told, number: 7, each: {control: film}, must: {consent: film}}")
        tiny.rule("watch", "{need: vision, service: deposit}", "require: {step: sign, film: true}")
        assert only(tiny.book, "told").subject == "sign:deposit"
        tiny.rule("ask", "{control: film}", "require: {consent: film}")
        assert prove(tiny.book).proved

    def test_step_may_be_asked_for_only_in_some_services(self, tiny: TinyBook) -> None:
        tiny.invariant(
            "{id: w, number: 3, each: {step: sign}, when: {service: deposit, need: vision}, must: {film: true}}"
        )
        example = only(tiny.book, "w")
        assert example.situation.services == ("deposit",)
        assert example.situation.needs == {"vision"}

    def test_step_wants_a_control_somewhere_in_the_plan(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: back, number: 2, each: {step: sign, method: thumbprint}, plan_has: {callback: 30}}")
        tiny.rule(*THUMB, guarded("film: true"))
        only(tiny.book, "back")
        tiny.rule("later", "{method: thumbprint}", "require: {step: execute, callback: 7}")
        assert prove(tiny.book).proved

    def test_step_finds_it_on_the_case_too(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: back, number: 2, each: {step: sign, method: thumbprint}, plan_has: {retention: long}}")
        tiny.rule(*THUMB, "require: {case: true, retention: [long, short]}")
        assert prove(tiny.book).proved


class TestConsequences:
    def test_a_plan_carries_a_step(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: talk, number: 13, when: {need: fraud_suspected}, carries: {step: counsel}}")
        tiny.rule("a", "{need: fraud_suspected, service: {not: deposit}}", "add: {step: counsel}")
        assert only(tiny.book, "talk").situation.services == ("deposit",)

    def test_a_plan_carries_a_step_under_controls(self, tiny: TinyBook) -> None:
        when = "when: {need: vision, service: deposit}"
        tiny.invariant(f"{{id: c, number: 13, {when}, carries: {{step: sign, method: handwritten, film: true}}}}")
        tiny.rule("a", "{need: vision, service: deposit, scene: {not: home}}", "require: {step: sign, film: true}")
        assert only(tiny.book, "c").situation.scene == "home"

    def test_a_plan_carries_a_step_that_a_control_makes(self, tiny: TinyBook) -> None:
        when = "when: {need: vision, service: deposit}"
        for wanted in ("approve.sign", "consent.film", "attempt.sign", "relation_check", "callback"):
            tiny.invariant(f"{{id: {wanted}, number: 13, {when}, carries: {{step: {wanted}}}}}")
        assert found(prove(tiny.book)) == {
            (name, "deposit") for name in ("approve.sign", "consent.film", "attempt.sign", "relation_check", "callback")
        }
        controls = "approval: supervisor, consent: film, attempts: 1, relation: true, callback: 3"
        tiny.rule("a", "{need: vision}", f"require: {{step: sign, {controls}}}")
        assert prove(tiny.book).proved

    def test_a_plan_carries_the_approval_of_the_case(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: v, number: 5, when: {scene: home}, carries: {step: approve.visit, approval: outlet_head}}")
        tiny.rule("a", "{scene: home}", "require: {case: true, approval: outlet_head}")
        assert prove(tiny.book).proved

    def test_a_case_has_controls(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: two, number: 5, when: {scene: home, service: deposit}, case: {second_staff: true}}")
        tiny.rule("a", "{scene: home, need: {not: injury}}", "require: {case: true, second_staff: true}")
        assert only(tiny.book, "two").situation.needs == {"injury"}

    def test_a_plan_has_no_such_step(self, tiny: TinyBook) -> None:
        tiny.invariant(
            "{id: without, number: 13, when: {service: payroll_card, need: vision}, without: {step: face_check}}"
        )
        assert only(tiny.book, "without").situation.needs == {"vision"}

    def test_a_situation_is_never_served(self, tiny: TinyBook) -> None:
        tiny.invariant(
            "{id: no, number: 6, when: {need: no_capacity, proof: false, service: transfer}, never_served: true}"
        )
        tiny.rule("a", "{need: no_capacity, proof: false, age: {under: 60}}", REFUSE)
        example = only(tiny.book, "no")
        assert example.situation.facts == {"age": 60, "proof": False}

    def test_a_situation_is_referred_or_refused(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: there, number: 13, when: {need: bedbound, service: deposit}, refers: home_visit}")
        tiny.rule("a", "{need: bedbound, scene: {not: home}}", "refer: {to: home_visit, reason: not_so}")
        tiny.rule("b", "{need: bedbound, scene: home}", REFUSE)
        assert prove(tiny.book).proved

    def test_a_situation_referred_elsewhere_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: there, number: 13, when: {need: bedbound, service: deposit}, refers: home_visit}")
        tiny.rule("a", "{need: bedbound}", "refer: {to: counter, reason: not_so}")
        only(tiny.book, "there")

    def test_a_situation_served_instead_is_found(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: there, number: 13, when: {need: bedbound, service: deposit}, refers: home_visit}")
        only(tiny.book, "there")


class TestOrder:
    def test_of_the_chain_is_proved(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: o, number: 4, when: {service: deposit}, first: identify, then: execute}")
        assert prove(tiny.book).proved

    def test_that_a_chain_does_not_keep_is_found(self, tiny: TinyBook) -> None:
        tiny.chain("deposit", "greet, execute, identify")
        tiny.invariant("{id: o, number: 4, when: {service: deposit}, first: identify, then: execute}")
        assert only(tiny.book, "o").subject == "execute:deposit"

    def test_with_a_step_that_is_not_there_is_found(self, tiny: TinyBook) -> None:
        tiny.chain("deposit", "greet, execute")
        tiny.invariant("{id: o, number: 4, when: {service: deposit}, first: identify, then: execute}")
        assert only(tiny.book, "o").subject == "execute:deposit"

    def test_of_an_added_step_holds_by_its_edge(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: fraud_suspected}", "add: {step: counsel, before: execute}")
        tiny.invariant(
            "{id: o, number: 4, when: {service: deposit, need: fraud_suspected}, first: counsel, then: execute}"
        )
        assert prove(tiny.book).proved

    def test_by_rank_holds_where_no_rule_says_otherwise(self, tiny: TinyBook) -> None:
        tiny.chain("deposit", "greet, execute").rule("a", "{}", "add: {step: counsel}")
        tiny.invariant("{id: o, number: 4, when: {service: deposit}, first: counsel, then: execute}")
        assert prove(tiny.book).proved
        tiny.rule("b", "{need: vision, service: deposit}", "order: [execute, counsel]")
        assert only(tiny.book, "o").situation.needs == {"vision"}

    def test_of_approvals_before_an_early_step_is_found(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision, service: payroll_card}", "require: {step: sign, approval: supervisor}")
        tiny.invariant("{id: o, number: 4, first: approval, then: hand_over}")
        assert prove(tiny.book).proved
        tiny.invariant("{id: p, number: 4, first: approval, then: explain}")
        example = only(tiny.book, "p")
        assert (example.subject, example.situation.needs) == ("explain:payroll_card", frozenset({"vision"}))

    def test_of_approvals_before_bookings_is_the_planners_own(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "require: {step: [sign, hand_over, execute], approval: supervisor}")
        tiny.invariant("{id: o, number: 4, first: approval, then: execute}")
        assert prove(tiny.book).proved


class TestDays:
    def test_a_fault_between_two_texts_is_found_on_its_day(self, tiny: TinyBook) -> None:
        tiny.invariant("{id: ink, number: 3, each: {step: sign, method: thumbprint}, must: {film: true}}")
        tiny.rule(*THUMB, guarded("film: true"), until="2024-07-01")
        tiny.rule(*THUMB, guarded("witness: staff"), since="2024-07-01", until="2025-02-01")
        tiny.rule(*THUMB, guarded("film: true"), since="2025-02-01")
        assert only(tiny.book, "ink").law.since == datetime.date(2024, 7, 1)

    def test_an_invariant_holds_only_in_its_own_life(self, tiny: TinyBook) -> None:
        tiny.rule(*THUMB, guarded("film: true"), since="2024-07-01")
        tiny.rule("before", "{need: writing}", "use: {step: sign, method: thumbprint}", until="2024-07-01")
        tiny.invariant(
            "{id: ink, number: 3, from: 2024-07-01, when: {service: deposit}, each: {step: sign, method: thumbprint}, "
            "must: {film: true}}"
        )
        assert prove(tiny.book).proved

    def test_a_number_that_changes_too_far_is_found_on_its_day(self, tiny: TinyBook) -> None:
        tiny.number("cap", d2024_01_01=1000, d2025_01_01=5000)
        tiny.rule("much", "{service: transfer, amount: {over: $cap}}", REFUSE)
        tiny.invariant("{id: m, number: 13, when: {service: transfer, amount: {over: 1000}}, never_served: true}")
        example = only(tiny.book, "m")
        assert (example.law.since, example.situation.facts) == (datetime.date(2025, 1, 1), {"transfer.amount": 1001})


def test_every_fault_of_several_is_found(tiny: TinyBook) -> None:
    tiny.invariant("{id: one, number: 3, each: {step: sign, method: thumbprint}, must: {film: true}}")
    tiny.invariant("{id: two, number: 6, when: {need: minor, service: deposit}, never_served: true}")
    tiny.rule("thumb", "{need: writing, service: [deposit, withdrawal]}", "use: {step: sign, method: thumbprint}")
    report = prove(tiny.book)
    assert found(report) == {("one", "sign:deposit"), ("one", "sign:withdrawal"), ("two", "deposit")}
    assert_sound(report)
    assert len(prove(tiny.book, stop_at_first=True).counter_examples) == 1
