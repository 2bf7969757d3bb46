"""Rules that can never work."""

import pytest

from nuanxin.core.policy import conditions
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.loading.checks.possibility import Reading, Space, can_hold
from tests.core.policy.loading.conftest import Folder

WRITING = "articles/002-writing.md"
WHEN, THEN, OVERRIDES = f"{WRITING}:44", f"{WRITING}:45", f"{WRITING}:46"


class TestCheckReachRefuses:
    @pytest.mark.parametrize(
        "when",
        [
            "{age: {at_least: 60, under: 50}}",
            "{all: [{scene: home}, {scene: lobby}]}",
            "{need: elderly, age: {under: $elder}}",
            "{need: writing, not: {need: [writing, vision]}}",
            "{service: transfer, not: {service: [transfer, deposit]}}",
            "{service: statement, amount: {over: 5}}",
            "{step: pin, service: deposit}",
            "{step: counsel}",
            "{is: close_kin, companion.relation: none}",
            "{is: ward, any: [{guardian_proof: false}, {not: {need: no_capacity}}]}",
        ],
    )
    def test_a_condition_that_can_never_hold(self, folder: Folder, when: str) -> None:
        folder.add_rule(f"when: {when}", "then: [{offer: seat}]")
        assert folder.faults() == [f"{WHEN}: the condition of 'writing.more' can never hold for any service"]

    def test_numbers_that_contradict_each_other_under_every_value_of_a_parameter(self, folder: Folder) -> None:
        folder.add_rule("when: {amount: {over: $assist_max, at_most: 50000}}", "then: [{offer: seat}]")
        assert folder.faults() == [f"{WHEN}: the condition of 'writing.more' can never hold for any service"]

    def test_an_alternative_that_can_never_hold(self, folder: Folder) -> None:
        folder.add_rule(
            "when: {need: vision, any: [{scene: home}, {all: [{age: {over: 80}}, {age: {under: 9}}]}]}",
            "then: [{offer: seat}]",
        )
        assert folder.faults() == [f"{WHEN}: one of the alternatives in the condition of 'writing.more' can never hold"]

    def test_a_named_service_without_the_fact(self, folder: Folder) -> None:
        folder.add_rule("when: {service: [transfer, statement], amount: {over: 5}}", "then: [{offer: seat}]")
        assert folder.faults() == [f"{WHEN}: the condition of 'writing.more' never holds for statement, which it names"]

    def test_a_denial_of_a_fact_that_a_service_does_not_have(self, folder: Folder) -> None:
        folder.add_rule("when: {need: vision, not: {amount: {over: 5}}}", "then: [{offer: seat}]")
        assert folder.faults() == [
            f"{WHEN}: 'not' over amount holds for account_opening, which has no amount: name the services"
        ]

    def test_such_a_denial_through_a_term(self, folder: Folder) -> None:
        folder.change("terms.yaml", "ward:", "large: {zh: 大额, en: large, when: {amount: {over: 5}}}\nward:")
        folder.add_rule("when: {service: {not: deposit}, not: {is: large}}", "then: [{offer: seat}]")
        assert folder.faults() == [
            f"{WHEN}: 'not' over amount holds for account_opening, which has no amount: name the services"
        ]

    @pytest.mark.parametrize("effect", ["{offer: seat}", "{add: {step: counsel}}", "{use: {method: guardian}}"])
    def test_an_effect_that_would_feed_an_earlier_pass(self, folder: Folder, effect: str) -> None:
        folder.add_rule("when: {control: film, step: sign}", f"then: [{effect}]")
        word = effect.strip("{").partition(":")[0]
        assert folder.faults() == [
            f"{THEN}: a rule that looks at 'method' or 'control' may only 'require': "
            f"'{word}' would feed an earlier pass"
        ]

    def test_an_override_that_comes_too_late(self, folder: Folder) -> None:
        folder.add_rule(
            "when: {method: guardian}",
            "then: [{require: {film: true}}]",
            "overrides: [{rule: care.lane, effect: route}]",
        )
        assert folder.faults() == [
            f"{OVERRIDES}: a rule that looks at 'method' or 'control' comes too late to override anything"
        ]

    @pytest.mark.parametrize(
        ("effect", "step"),
        [
            ("{use: {step: pin, method: companion}}", "pin"),
            ("{require: {step: sign@change, film: true}}", "sign@change"),
            ("{require: {step: consent, film: true}}", "consent"),
            ("{add: {step: counsel, before: pin}}", "pin"),
            ("{assign: {step: hand_over, actor: customer}}", "hand_over"),
            ("{order: [pin, execute]}", "pin"),
            ("{refuse: {step: face_check, method: portable, reason: no_guardian, alternatives: [thumbprint]}}",
             "face_check"),
        ],
    )  # fmt: skip
    def test_an_effect_on_a_step_that_the_services_do_not_have(self, folder: Folder, effect: str, step: str) -> None:
        folder.add_rule("when: {service: deposit}", f"then: [{effect}]")
        assert folder.faults() == [f"{THEN}: the step '{step}' is in no plan of any service of this rule"]

    def test_an_order_with_a_step_that_the_named_service_does_not_have(self, folder: Folder) -> None:
        folder.add_rule("when: {service: deposit}", "then: [{order: [statement/sign, deposit/execute]}]")
        assert folder.faults() == [f"{THEN}: the step 'sign' is in no plan of the service statement"]

    def test_a_control_on_the_step_that_finds_out_whether_it_is_due(self, folder: Folder) -> None:
        folder.add_rule("when: {age: {over: 80}}", "then: [{require: {step: identify, film: true}}]")
        assert folder.faults() == [
            f"{THEN}: age is found by 'identify': film on 'identify' itself comes too late; require it on a later step"
        ]

    def test_a_term_that_can_never_hold(self, folder: Folder) -> None:
        folder.change("terms.yaml", "guardian_proof: true", "all: [{scene: home}, {scene: video}]")
        assert "terms.yaml:2: the term 'ward' can never hold" in folder.faults()

    def test_a_line_of_the_world_that_can_never_hold(self, folder: Folder) -> None:
        folder.change("world.yaml", "scene: hospital, not: {need: hospitalised}", "scene: home, not: {scene: home}")
        assert folder.faults() == ["world.yaml:6: this line can never hold"]

    def test_a_line_of_the_world_that_would_exclude_what_it_does_not_speak_of(self, folder: Folder) -> None:
        folder.change("world.yaml", "scene: hospital, not: {need: hospitalised}", "not: {amount: {over: 5}}")
        assert folder.faults() == [
            "world.yaml:6: 'not' over amount holds for account_opening, which has no amount: name the services"
        ]

    def test_a_way_that_nobody_is_ever_unable_to_use(self, folder: Folder) -> None:
        folder.change("kinds.yaml", "{need: writing}}", "{need: writing, not: {need: writing}}}")
        assert folder.faults() == ["kinds.yaml:14: 'cannot' of 'sign.handwritten' can never hold"]


class TestCheckReachAllows:
    @pytest.mark.parametrize(
        ("when", "effect"),
        [
            ("{age: {over: 80}}", "{require: {step: identify, approval: supervisor}}"),
            ("{service: withdrawal, not: {amount: {over: 5}}}", "{offer: seat}"),
            ("{any: [{service: statement}, {service: transfer, not: {amount: {over: 5}}}]}", "{offer: seat}"),
            ("{amount: {over: 5}}", "{offer: seat}"),
            ("{need: vision}", "{order: [approve, execute]}"),
            ("{step: protect.stop}", "{use: {step: sign, method: thumbprint}}"),
        ],
    )
    def test_a_rule_that_can_work(self, folder: Folder, when: str, effect: str) -> None:
        if "protect" in when:
            folder.change("articles/001-services.md", "[greet, protect.stop, identify, execute]",
                          "[greet, protect.stop, identify, sign, execute]")  # fmt: skip
        folder.add_rule(f"when: {when}", f"then: [{effect}]")
        assert folder.load().rules

    def test_an_effect_on_a_step_that_another_rule_adds(self, folder: Folder) -> None:
        folder.add_rule(
            "when: {service: deposit, step: counsel}",
            "then: [{require: {step: counsel, film: true}}]",
        )
        assert folder.faults() == [f"{WHEN}: the condition of 'writing.more' can never hold for any service"]
        folder.change("articles/003-care.md", "  - offer: [seat]", "  - add: {step: counsel}")
        folder.change("articles/004-wards.md", "film: true", "consent: thumbprint")
        assert folder.load().rules


class TestCanHold:
    def test_takes_the_value_of_a_parameter_that_leaves_most_room(self, small_book: Book) -> None:
        space = Space(small_book.facts, small_book.terms, small_book.world.derived, small_book.parameters)
        over = conditions.Compare("amount", "over", conditions.Param("assist_max"))
        for most, possible in ((60_000, True), (50_000, False)):
            condition = conditions.All((over, conditions.Compare("amount", "at_most", most)))
            assert can_hold(space, Reading("transfer"), condition) is possible
