"""One fault planted into the sample book for each invariant, and what else a book can have wrong: each is found.

The situation that shows a fault is irreducible: without any one of its needs, facts or services it no longer does.
"""

from pathlib import Path

import pytest

from nuanxin.core.policy import effects
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.proof.proving import Report, prove
from nuanxin.core.policy.proof.vacuity import VACUOUS
from tests.core.policy.proof.finding import assert_sound
from tests.rulebooks.planting import about, planted, with_chain, without_control, without_effect


def proved(book: Book, *services: str) -> Report:
    """Prove what the book says of some services; that each rule holds somewhere is asked of the whole only."""
    report = prove(about(book, *services))
    report.remarks = [remark for remark in report.remarks if "can never hold" not in remark]
    return report


def fault(when: str, *then: str) -> str:
    """Return a rule that should not be."""
    return "\n".join(["id: fault", f"when: {when}", "then:", *(f"  - {effect}" for effect in then)])


def numbers(report: Report) -> set[int]:
    """Return the numbers of the invariants that are broken, each with sound counter-examples."""
    assert report.disagreements == []
    assert_sound(report)
    return {example.number for example in report.counter_examples}


@pytest.mark.parametrize(
    "services", [("withdrawal",), ("payroll_card",), ("card_pickup",), ("transfer", "id_update"), ("statement",)]
)
def test_without_a_fault_nothing_is_found(book: Book, services: tuple[str, ...]) -> None:
    report = proved(book, *services)
    assert (report.counter_examples, report.remarks, report.disagreements) == ([], [], [])


@pytest.mark.parametrize(
    ("number", "kind", "control", "service"),
    [
        pytest.param(1, "pin", "pad_out_of_frame", "withdrawal", marks=pytest.mark.slow),
        pytest.param(2, "pin", "relation", "withdrawal", marks=pytest.mark.slow),
        pytest.param(2, "pin", "callback", "payroll_card", marks=pytest.mark.slow),
        (3, "sign", "witness", "deposit"),
        (3, "sign", "attempts", "deposit"),
        (5, "execute", "second_staff", "card_pickup"),
        (5, "case", "custody", "card_pickup"),
        pytest.param(7, "face_check", "alternative", "payroll_card", marks=pytest.mark.slow),
        (7, "sign", "retention", "deposit"),
    ],
)
def test_a_control_taken_away_breaks_its_invariant(
    book: Book, number: int, kind: str, control: str, service: str
) -> None:
    report = proved(without_control(book, kind, control), service)
    assert number in numbers(report)


class TestPlanted:
    @pytest.mark.slow
    def test_1_a_pin_typed_by_staff(self, tmp_path: Path) -> None:
        rule = fault("{need: pin_entry, service: pin_reset, applicant: customer}", "use: {step: pin, method: staff}")
        precedence = "precedence: [guardian, agent, biometric, companion, customer_assisted_pad, customer]"
        wrong = planted(tmp_path, rule, kinds=(precedence, precedence.replace("[", "[staff, ")))
        report = proved(without_effect(wrong, "pin.never_staff", effects.Forbid), "pin_reset")
        assert "pin.never_by_staff" in {example.invariant for example in report.counter_examples}
        assert 1 in numbers(report)

    def test_4_a_booking_before_the_person_is_identified(self, book: Book) -> None:
        report = proved(with_chain(book, "statement", "greet", "execute", "identify"), "statement")
        assert 4 in numbers(report)

    @pytest.mark.slow
    def test_6_a_ward_served_without_a_guardian(self, book: Book) -> None:
        report = proved(without_effect(book, "ward.no_guardian", effects.Refuse), "transfer")
        assert 6 in numbers(report)
        shown = next(example for example in report.counter_examples if example.invariant == "ward.needs_guardian")
        assert shown.situation.needs == {"no_capacity"}
        assert shown.situation.facts["guardian_proof"] is False

    @pytest.mark.slow
    def test_8_a_step_done_by_the_one_who_approves_it(self, tmp_path: Path) -> None:
        rule = fault("{need: writing, step: sign}", "assign: {step: sign, actor: supervisor}")
        assert 8 in numbers(proved(planted(tmp_path, rule), "deposit"))

    @pytest.mark.slow
    def test_9_a_refusal_for_age_alone(self, tmp_path: Path) -> None:
        refusal = "refuse: {reason: not_by_phone, alternatives: [guardian_route]}"
        rule = fault("{age: {at_least: 80}, service: statement}", refusal)
        report = proved(planted(tmp_path, rule), "statement")
        assert [remark.partition(": ")[2] for remark in report.remarks] == ["rule 'fault' refuses for age alone"]

    @pytest.mark.slow
    def test_10_a_rule_that_no_lawful_situation_meets(self, tmp_path: Path) -> None:
        rule = fault("{scene: hospital, need: {not: hospitalised}, service: card_pickup}", "within: 5")
        report = prove(about(planted(tmp_path, rule), "card_pickup"))
        assert any("rule 'fault' can never hold in a lawful situation" in remark for remark in report.remarks)

    def test_10_evidence_that_the_chosen_method_cannot_give(self, tmp_path: Path) -> None:
        rule = fault("{need: hearing, step: sign}", "require: {step: sign, evidence: thumbprint_image}")
        report = proved(planted(tmp_path, rule), "deposit")
        assert {example.invariant for example in report.counter_examples} == {"book.evidence"}
        assert numbers(report) == {10}
        assert report.counter_examples[0].situation.needs == {"hearing"}

    @pytest.mark.slow
    def test_11_a_plan_that_needs_three_members_of_staff(self, tmp_path: Path) -> None:
        rule = fault("{need: writing, service: deposit}", "assign: {role: language_specialist}")
        assert 11 in numbers(proved(planted(tmp_path, rule), "deposit"))

    @pytest.mark.slow
    def test_12_two_services_that_wait_for_one_another(self, tmp_path: Path) -> None:
        rule = fault("{service: pin_reset, need: vision}", "order: [pin_reset/execute, id_update/execute]")
        report = proved(planted(tmp_path, rule), "id_update", "pin_reset")
        [example] = report.counter_examples
        assert (example.invariant, set(example.situation.services)) == ("cycle", {"id_update", "pin_reset"})
        assert example.situation.needs == {"vision"}
        assert_sound(report)

    @pytest.mark.slow
    def test_13_a_consequence_that_no_longer_follows(self, book: Book) -> None:
        assert 13 in numbers(proved(without_control(book, "explain", "film"), "wealth_purchase"))

    def test_a_gap(self, book: Book) -> None:
        report = proved(without_effect(book, "writing.thumbprint", effects.Use), "deposit")
        gaps = [example for example in report.counter_examples if example.invariant == "gap"]
        assert "writing" in {need for example in gaps for need in example.situation.needs}
        assert_sound(report)

    @pytest.mark.slow
    def test_a_conflict(self, tmp_path: Path) -> None:
        precedence = "precedence: [guardian, agent, name_seal, thumbprint, signature_frame, handwritten]"
        report = proved(planted(tmp_path, kinds=(precedence, precedence.replace("name_seal, ", ""))), "deposit")
        assert {example.invariant for example in report.counter_examples} == {"conflict"}
        assert all(example.situation.facts["name_seal_registered"] for example in report.counter_examples)
        assert_sound(report)

    @pytest.mark.slow
    def test_a_conflict_of_two_services(self, tmp_path: Path) -> None:
        rule = fault("{service: id_update, need: hearing}", "use: {step: face_check, method: portable}")
        wrong = planted(
            tmp_path,
            rule,
            kinds=("precedence: [onsite_supervisor, portable, terminal]", "precedence: [onsite_supervisor]"),
        )
        report = proved(wrong, "id_update", "phone_update")
        assert "conflict" in {example.invariant for example in report.counter_examples}
        assert_sound(report)

    @pytest.mark.slow
    def test_a_line_of_the_world_that_empties_a_need(self, tmp_path: Path) -> None:
        """The trap of the trial: it proves, because nobody with this need is left."""
        line = "{when: {need: no_capacity, service: deposit}, because: {zh: 误写, en: a careless line}}"
        report = prove(planted(tmp_path, world=line))
        [example] = report.counter_examples
        assert (example.invariant, example.subject) == (VACUOUS, "deposit with need no_capacity")
        assert example.situation.needs == {"no_capacity"}
        assert "a careless line" in example.reason
