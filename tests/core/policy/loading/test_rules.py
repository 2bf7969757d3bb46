"""Rules: the words of conditions and effects."""

import pytest

from tests.core.policy.loading.conftest import Folder

CARE, WARDS, WRITING = "articles/003-care.md", "articles/004-wards.md", "articles/002-writing.md"
WHEN, THEN = f"{WRITING}:44", f"{WRITING}:45"
"""Where the condition and the effects of an added rule stand."""


class TestConditionRefuses:
    @pytest.mark.parametrize(
        ("when", "message"),
        [
            ("{need: writting}", "unknown need 'writting'; did you mean 'writing'?"),
            ("{service: withdrawel}", "unknown service 'withdrawel'; did you mean 'withdrawal'?"),
            ("{scene: [home, hospitl]}", "unknown scene 'hospitl'; did you mean 'hospital'?"),
            ("{step: sing}", "unknown step kind 'sing'; did you mean 'sign'?"),
            ("{step: execute.stopp}", "unknown label 'stopp'; did you mean 'stop'?"),
            ("{step: sign@chance}", "unknown bundle 'chance'; did you mean 'change'?"),
            ("{is: close_king}", "unknown term 'close_king'; did you mean 'close_kin'?"),
            ("{aeg: {over: 3}}", "unknown condition word or fact 'aeg'; did you mean 'age'?"),
            (
                "{zzzz: true}",
                "unknown condition word or fact 'zzzz'; declare it in facts.yaml",
            ),
            ("{age: {least: 60}}", "unknown key in a comparison of age 'least'; did you mean 'at_least'?"),
            ("{age: {over: $eldr}}", "unknown parameter 'eldr'; did you mean 'elder'?"),
            ("{companion.relation: spouce}", "unknown value of companion.relation 'spouce'; did you mean 'spouse'?"),
            ("{companion.relation: {over: 3}}", "'over' compares numbers; companion.relation is one of none, spouse, "
             "child"),
            ("{guardian_proof: proved}", "'proved' is not true or false"),
            ("{age: {at_least: 130}}", "age is between 0 and 120: 'at_least' 130 tells nothing apart"),
            ("{age: {at_most: 120}}", "age is between 0 and 120: 'at_most' 120 tells nothing apart"),
            ("{age: 130}", "age is between 0 and 120, never 130"),
            ("{age: {over: -1}}", "-1 is below zero"),
            ("{not: {step: sign}}", "'step' never stands under 'not': say what holds instead"),
            ("{any: [{not: {control: film}}]}", "'control' never stands under 'not': say what holds instead"),
            ("{not: {any: [{method: thumbprint}]}}", "'method' never stands under 'not': say what holds instead"),
            ("{any: []}", "an empty 'any' never holds"),
            ("{need: []}", "an empty list says nothing: leave the key out"),
            ("{need: [writing, writing]}", "'writing' stands twice"),
            ("[writing]", "a condition is a mapping (key: value)"),
        ],
    )  # fmt: skip
    def test_what_it_does_not_understand(self, folder: Folder, when: str, message: str) -> None:
        folder.add_rule(f"when: {when}", "then: [{offer: seat}]")
        assert f"{WHEN}: {message}" in folder.faults()

    def test_a_method_that_no_kind_has(self, folder: Folder) -> None:
        folder.add_rule("when: {method: thumprint}", "then: [{require: {film: true}}]")
        assert folder.faults() == [f"{WHEN}: unknown method 'thumprint'; did you mean 'thumbprint'?"]

    def test_a_control_that_is_not_declared(self, folder: Folder) -> None:
        folder.add_rule("when: {control: films}", "then: [{require: {film: true}}]")
        assert folder.faults() == [f"{WHEN}: unknown control 'films'; did you mean 'film'?"]

    @pytest.mark.parametrize("word", ["step: sign", "method: thumbprint", "control: film"])
    def test_a_term_that_looks_at_the_plan(self, folder: Folder, word: str) -> None:
        folder.change("terms.yaml", "need: no_capacity", word)
        key = word.partition(":")[0]
        assert folder.faults() == [f"terms.yaml:2: a term does not look at '{key}'"]

    def test_a_person_that_looks_at_the_plan(self, folder: Folder) -> None:
        folder.change("kinds.yaml", "handwritten: {need: writing}", "handwritten: {step: sign}")
        assert folder.faults() == ["kinds.yaml:14: a condition about the person does not look at 'step'"]


class TestEffectRefuses:
    @pytest.mark.parametrize(
        ("effect", "message"),
        [
            ("{usee: {step: sign}}", "unknown effect 'usee'; did you mean 'use'?"),
            ("{offer: seat, within: 5}", "an effect is a mapping with one key"),
            ("{offer: seet}", "unknown offer 'seet'; did you mean 'seat'?"),
            ("{use: {step: sign, method: thumb}}", "unknown method of sign 'thumb'; did you mean 'thumbprint'?"),
            ("{use: {method: thumbprint}}", "which steps? name 'step', or let 'when' say step, method or control "
             "at its top"),
            ("{add: {step: approve}}", "a rule never adds 'approve': require the control that makes it"),
            ("{add: {step: attempt.sign}}", "a rule never adds 'attempt': require the control that makes it"),
            ("{order: [identify]}", "'order' is [first, then]: two steps"),
            ("{order: [nowhere/identify, sign]}", "unknown service 'nowhere'"),
            ("{require: {step: sign}}", "'require' names no control"),
            ("{require: {step: sign, filming: true}}", "unknown control 'filming'; did you mean 'film'?"),
            ("{require: {step: sign, film: false}}", "film is true or left out"),
            ("{require: {step: sign, witness: anybody}}", "unknown value of witness 'anybody'; add it to its values "
             "in controls.yaml"),
            ("{require: {step: sign, approval: superviser}}", "unknown rank 'superviser'; did you mean "
             "'supervisor'?"),
            ("{require: {step: sign, attempts: often}}", "'often' is not a whole number"),
            ("{require: {step: sign, attempts: {least: 2, unless: age}}}", "'unless' names a fact that is true or "
             "false; age is not"),
            ("{require: {step: sign, evidence: [thumb_image]}}", "unknown value of evidence 'thumb_image'; did you "
             "mean 'thumbprint_image'?"),
            ("{require: {case: true, step: sign, film: true}}", "what is required of the case names neither step nor "
             "method"),
            ("{require: {case: false, film: true}}", "'case' is true or left out"),
            ("{route: {lane: red}}", "unknown lane 'red'"),
            ("{route: {}}", "an empty effect says nothing"),
            ("{assign: {role: tellr}}", "unknown role 'tellr'; did you mean 'teller'?"),
            ("{assign: {step: sign}}", "'assign' with a step says its actor or its place"),
            ("{assign: {step: sign, actor: stranger}}", "unknown actor 'stranger'; name it under 'actors' in "
             "words.yaml"),
            ("{assign: {actor: customer}}", "which steps? name 'step', or let 'when' say step, method or control "
             "at its top"),
            ("{assign: {language: klingon}}", "unknown language 'klingon'; known: customer"),
            ("{limit: {amont: 5}}", "unknown limit 'amont'; did you mean 'amount'?"),
            ("{within: soon}", "'soon' is not a whole number"),
            ("{refer: {to: home, reason: no_guardian}}", "unknown referral 'home'"),
            ("{refer: {to: counter}}", "'refer' lacks 'reason'"),
            ("{refuse: {reason: no_guardian}}", "'refuse' lacks 'alternatives'"),
            ("{refuse: {reason: no_guardian, alternatives: []}}", "an empty list says nothing: leave the key out"),
            ("{refuse: {step: sign, reason: no_guardian, alternatives: [thumbprint]}}", "'refuse' of one way names "
             "both step and method; of the service, neither"),
        ],
    )  # fmt: skip
    def test_what_it_does_not_understand(self, folder: Folder, effect: str, message: str) -> None:
        folder.add_rule("when: {need: vision}", f"then: [{effect}]")
        faults = folder.faults()
        assert any(fault.startswith(f"{THEN}: {message}") for fault in faults), faults


class TestCheckDaysRefuses:
    def test_a_gap_between_two_texts(self, folder: Folder) -> None:
        folder.change(CARE, "until: 2025-01-01", "until: 2024-12-01")
        assert folder.faults() == [f"{CARE}:30: 'care.sum' has no text from 2024-12-01 until 2025-01-01"]

    def test_two_texts_on_one_day(self, folder: Folder) -> None:
        folder.change(CARE, "until: 2025-01-01", "until: 2025-02-01")
        assert folder.faults() == [
            f"{CARE}:30: 'care.sum' has two texts from 2025-01-01: the one in {CARE}:18 ends only 2025-02-01"
        ]

    def test_a_text_that_never_ends_before_another(self, folder: Folder) -> None:
        folder.change(CARE, "until: 2025-01-01\n", "")
        assert folder.faults() == [
            f"{CARE}:29: 'care.sum' has two texts from 2025-01-01: the one in {CARE}:18 ends never"
        ]

    def test_a_text_that_ends_before_it_begins(self, folder: Folder) -> None:
        folder.change(CARE, "from: 2024-01-01\nuntil: 2025-01-01", "from: 2025-01-01\nuntil: 2025-01-01")
        assert f"{CARE}:20: 'until' 2025-01-01 (exclusive) is not after 'from' 2025-01-01" in folder.faults()

    def test_a_text_that_is_never_in_force(self, folder: Folder) -> None:
        folder.change(WARDS, "2024-01-01\nbasis: bank", "2026-01-01\nbasis: bank")
        assert folder.faults() == [f"{WARDS}:30: the text begins after the book's last day (until 2026-01-01)"]

    def test_a_text_that_ended_before_the_book(self, folder: Folder) -> None:
        folder.change(WARDS, "2024-01-01\nbasis: bank", "2020-01-01\nuntil: 2023-01-01\nbasis: bank")
        assert folder.faults() == [f"{WARDS}:31: the text ends before the book's first day, 2024-01-01"]


class TestCheckOverridesRefuses:
    def test_a_rule_that_nobody_wrote(self, folder: Folder) -> None:
        folder.change(WARDS, "rule: writing.thumbprint", "rule: writing.thumb")
        assert folder.faults() == [
            f"{WARDS}:24: unknown rule to override 'writing.thumb'; did you mean 'writing.thumbprint'?"
        ]

    def test_an_effect_that_the_rule_does_not_have(self, folder: Folder) -> None:
        folder.change(WARDS, "effect: use", "effect: refuse")
        assert folder.faults() == [f"{WARDS}:24: 'writing.thumbprint' has no 'refuse' to override"]

    def test_a_bank_that_overrides_law(self, folder: Folder) -> None:
        folder.change(WARDS, "{rule: writing.thumbprint, effect: use}", "{rule: writing.own_hand, effect: refuse}")
        folder.change(WARDS, "basis: law\nwhen: {is: ward", "basis: bank\nwhen: {is: ward")
        assert folder.faults() == [
            f"{WARDS}:24: 'writing.own_hand' rests on law: a rule of basis 'bank' does not override it"
        ]

    def test_a_rule_that_is_read_too_late_to_be_silenced(self, folder: Folder) -> None:
        folder.change(WARDS, "{rule: writing.thumbprint, effect: use}", "{rule: wards.kin, effect: require}")
        assert folder.faults() == [
            f"{WARDS}:24: 'wards.kin' looks at 'method' or 'control': nothing silences what is read so late"
        ]
