"""Scenarios and invariants: what people expect, in known words."""

import pytest

from tests.core.policy.loading.conftest import Folder

STORY, PAGE = "scenarios/thumbprint.yaml", "invariants.md"


class TestScenariosRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ("on: 2024-11-12", "on: 2023-11-12", 1, "the book does not hold on 2023-11-12"),
            ("at: counter", "at: window", 4, "unknown moment 'window'; known: door, counter"),
            ("[payroll_card]", "[payroll_card, transfr]", 5, "unknown service 'transfr'; did you mean 'transfer'?"),
            ("[payroll_card]", "[payroll_card, payroll_card]", 5,
             "'payroll_card' stands twice: a second one of its kind is payroll_card#2"),
            ("{age: 45, ", "{agee: 45, ", 8, "unknown fact 'agee'; did you mean 'age'?"),
            ("{age: 45, ", "{age: 450, ", 8, "age is between 0 and 120, never 450"),
            ("{age: 45, ", "{amount: 45, ", 8, "none of these services has the fact 'amount'"),
            ("{age: 45, ", "{transfer.amount: 45, ", 8, "'transfer' is not among the services of this scenario"),
            ("decision: serve", "decision: served", 10, "unknown decision 'served'; did you mean 'serve'?"),
            ("method: thumbprint", "method: thumb", 12, "unknown method of sign 'thumb'; did you mean 'thumbprint'?"),
            ("witness: staff", "witness: stuff", 12, "unknown value of witness 'stuff'; did you mean 'staff'?"),
            ("approve.sign:payroll_card", "approve.sign:transfer", 13,
             "unknown service of this scenario 'transfer'; known: payroll_card"),
            ("[writing.thumbprint]", "[writing.thumb]", 14, "unknown rule 'writing.thumb'; did you mean "
             "'writing.thumbprint'?"),
            ("decision: serve", "desision: serve", 10, "unknown key in 'expect' 'desision'; did you mean 'decision'?"),
            ("decision: serve", "asks: [amunt]", 10, "unknown fact 'amunt'; did you mean 'amount'?"),
            ("decision: serve", "team: [teler]", 10, "unknown role 'teler'; did you mean 'teller'?"),
            ("decision: serve", "route: {lane: gren}", 10, "unknown lane 'gren'; did you mean 'green'?"),
            ("decision: serve", "forbidden: [sign.hand_gided]", 10,
             "unknown method 'sign.hand_gided'; did you mean 'sign.hand_guided'?"),
            ("decision: serve", "order: [identify, sing]", 10, "unknown step kind 'sing'; did you mean 'sign'?"),
            ("decision: serve", "services: {transfer: serve}", 10,
             "unknown service of this scenario 'transfer'; known: payroll_card"),
        ],
    )  # fmt: skip
    def test_a_word_that_nobody_knows(self, folder: Folder, old: str, new: str, line: int, message: str) -> None:
        folder.change(STORY, old, new)
        assert folder.faults() == [f"{STORY}:{line}: {message}"]


class TestScenariosKeeps:
    def test_facts_of_one_of_two_services_of_a_kind(self, folder: Folder) -> None:
        folder.change(STORY, "[payroll_card]", "[payroll_card, transfer, transfer#2]")
        folder.change(STORY, "{age: 45, ", "{age: cannot_be_answered, transfer#2.amount: 9, ")
        [scenario] = folder.load().scenarios
        assert scenario.situation["services"] == ["payroll_card", "transfer", "transfer#2"]
        assert scenario.situation["facts"]["transfer#2.amount"] == 9
        assert scenario.situation["facts"]["age"] == "cannot_be_answered"

    def test_that_nothing_of_a_kind_is_expected(self, folder: Folder) -> None:
        folder.change(STORY, "decision: serve", "asks: []\n    case: {film: true}")
        assert folder.load().scenarios[0].expect["asks"] == []


class TestInvariantsRefuses:
    @pytest.mark.parametrize(
        ("old", "new", "line", "message"),
        [
            ("A thumbprint is easily forged: somebody else sees it given.\n", "", 6,
             "an invariant has its reason in prose above it"),
            ("id: order.approval", "id: order.identify", 19, "the id 'order.identify' stands also in invariants.md:18"),
            ("number: 3", "number: 14", 9, "invariants are numbered 1 to 13"),
            ("any_of: {attempts: 1, lasting: true}", "carries: {step: sign}", 8,
             "no form of invariant has just these keys: each, must, carries"),
            ("method: thumbprint}", "method: thumb}", 10, "unknown method 'thumb'; did you mean 'thumbprint'?"),
            ("approval: supervisor", "approval: superviser", 11,
             "unknown rank 'superviser'; did you mean 'supervisor'?"),
            ("first: identify", "first: identfy", 18, "unknown step kind 'identfy'; did you mean 'identify'?"),
            ("first: approval, then: execute", "check: cycles", 19, "unknown check 'cycles'; did you mean 'cycle'?"),
            ("first: approval, then: execute", "when: {need: visin}, never_served: true", 19,
             "unknown need 'visin'; did you mean 'vision'?"),
            ("first: approval, then: execute", "when: {need: vision}, carries: {film: true}", 19,
             "'carries' lacks 'step'"),
            ("first: approval, then: execute", "when: {need: vision}, refers: home", 19, "unknown referral 'home'; "
             "known: home_visit, hospital_visit, counter, guardian_route, pay_hospital, second_visit"),
        ],
    )  # fmt: skip
    def test_what_it_does_not_understand(self, folder: Folder, old: str, new: str, line: int, message: str) -> None:
        folder.change(PAGE, old, new)
        assert folder.faults() == [f"{PAGE}:{line}: {message}"]


class TestInvariantsReads:
    def test_a_consequence_with_its_condition_and_controls(self, folder: Folder) -> None:
        form = "when: {need: vision}, carries: {step: sign, method: thumbprint, consent: thumbprint, approval: true}"
        folder.change(PAGE, "first: approval, then: execute", form)
        carries = folder.load().invariants[-1].form["carries"]
        assert carries == {
            "step": "sign",
            "method": "thumbprint",
            "consent": frozenset({"thumbprint"}),
            "approval": True,
        }
