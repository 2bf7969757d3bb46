"""Which steps several services share, which are split, and in which order all of them come."""

import itertools

import pytest

from tests.core.policy.books import TinyBook, asked, decisions, ids, the
from tests.core.policy.planner.test_made_steps import order


class TestShared:
    def test_once_a_visit_are_steps_that_the_visit_shares(self, tiny: TinyBook) -> None:
        made = tiny.plan("deposit", "statement")
        assert ids(made).count("identify") == 1
        assert the(made, "identify").services == ("deposit", "statement")
        assert {"execute:deposit", "execute:statement"} <= set(ids(made))

    def test_once_a_bundle_are_steps_that_name_the_same_bundle(self, tiny: TinyBook) -> None:
        made = tiny.plan("id_update", "phone_update", "deposit")
        assert the(made, "sign@change").services == ("id_update", "phone_update")
        assert the(made, "sign:deposit").services == ("deposit",)

    def test_are_shared_whatever_rule_or_place_they_come_from(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: deposit}", "add: {step: counsel}")
        tiny.rule("b", "{service: statement}", "add: {step: counsel}", "assign: {step: counsel, place: room}")
        made = tiny.plan("deposit", "statement")
        assert the(made, "counsel").because == ("a", "b")
        assert the(made, "counsel").place == "room"

    def test_are_done_by_whom_any_service_names(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: statement}", "assign: {step: identify, actor: supervisor}")
        for services in (("deposit", "statement"), ("statement", "transfer")):
            made = tiny.plan(*services)
            assert (made.conflicts, the(made, "identify").actor) == ((), "supervisor")

    def test_once_with_all_methods_are_visit_steps_of_several_methods(self, tiny: TinyBook) -> None:
        tiny.kind("form", "{share: visit}").chain("id_update", "form, execute").chain("statement", "form, execute")
        tiny.rule("two", "{service: statement}", "use: {step: form, method: bilingual}")
        assert the(tiny.plan("id_update", "statement"), "form").methods == ("self", "bilingual")

    def test_are_told_by_label_apart(self, tiny: TinyBook) -> None:
        tiny.rule("tax", "{need: foreign}", "add: {step: form.crs}").chain("deposit", "form, execute")
        assert {"form", "form.crs"} < set(ids(tiny.plan("deposit", need="foreign")))

    def test_keep_their_service_key_when_only_one_key_is_wanted(self, tiny: TinyBook) -> None:
        step = the(tiny.plan("transfer#2"), "execute")
        assert (step.id, step.key, step.services) == ("execute", "execute:transfer#2", ("transfer#2",))


class TestSplit:
    def test_is_a_bundle_whose_services_end_with_different_methods(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{service: id_update, need: writing}", "use: {step: sign, method: thumbprint}")
        made = tiny.plan("id_update", "phone_update", need="writing")
        assert the(made, "sign@change:id_update").methods == ("thumbprint",)
        assert the(made, "sign@change:phone_update").methods == ("handwritten",)
        assert made.step("sign@change") is None

    def test_is_a_bundle_whose_services_end_with_different_actors(self, tiny: TinyBook) -> None:
        tiny.rule("who", "{service: id_update}", "assign: {step: sign, actor: agent}")
        made = tiny.plan("id_update", "phone_update")
        assert the(made, "sign@change:id_update").actor == "agent"
        assert the(made, "sign@change:phone_update").actor == "customer"

    def test_keeps_each_part_in_the_chain_of_its_service(self, tiny: TinyBook) -> None:
        tiny.rule("thumb", "{service: id_update, need: writing}", "use: {step: sign, method: thumbprint}")
        made = tiny.plan("id_update", "phone_update", need="writing")
        assert the(made, "execute:id_update").after == ("sign@change:id_update",)
        assert the(made, "sign@change:phone_update").after == ("identify",)

    def test_is_not_made_by_different_controls(self, tiny: TinyBook) -> None:
        tiny.rule("watch", "{service: id_update}", "require: {step: sign, film: true}")
        assert the(tiny.plan("id_update", "phone_update"), "sign@change").controls == {"film": True}

    def test_waits_until_the_way_is_known(self, tiny: TinyBook) -> None:
        """One service's way is still a question: that it is open is no other way, and no contradiction."""
        tiny.rule("thumb", "{service: id_update, proof: true}", "use: {step: sign, method: thumbprint}")
        made = tiny.plan("id_update", "phone_update")
        assert asked(made) == ["proof"]
        assert the(made, "sign@change").methods == ()

    def test_is_not_the_fate_of_a_visit_step_whose_way_is_still_a_question(self, tiny: TinyBook) -> None:
        tiny.chain("id_update", "face_check, execute").chain("statement", "face_check, execute")
        tiny.rule("carried", "{service: id_update, proof: true}", "use: {step: face_check, method: portable}")
        made = tiny.plan("id_update", "statement")
        assert decisions(made) == {"id_update": "ask", "statement": "serve"}
        assert the(made, "face_check").methods == ()


class TestOrder:
    def test_is_the_chain_then_the_rank(self, tiny: TinyBook) -> None:
        tiny.chain("deposit", "greet, execute, sign")
        assert ids(tiny.plan("deposit", "statement")) == [
            "greet", "identify", "execute:deposit", "sign:deposit", "execute:statement",
        ]  # fmt: skip

    def test_of_an_added_step_is_by_rank_but_for_its_edges(self, tiny: TinyBook) -> None:
        tiny.rule("late", "{need: vision}", "add: {step: counsel, after: execute}")
        tiny.rule("early", "{need: hearing}", "add: {step: feedback, before: identify}")
        assert ids(tiny.plan("deposit", need="vision hearing")) == [
            "greet", "feedback", "identify", "sign", "execute", "counsel",
        ]  # fmt: skip

    def test_of_two_services_follows_what_a_rule_says(self, tiny: TinyBook) -> None:
        tiny.rule("first", "{service: phone_update}", "order: [phone_update/execute, id_update/execute]")
        names = ids(tiny.plan("id_update", "phone_update"))
        assert order(names, "execute:phone_update", "execute:id_update")

    def test_says_nothing_of_a_service_that_is_not_wanted(self, tiny: TinyBook) -> None:
        tiny.rule("first", "{service: phone_update}", "order: [phone_update/execute, id_update/execute]")
        assert ids(tiny.plan("phone_update")) == ["greet", "identify", "sign@change", "execute"]

    def test_within_a_service_follows_what_a_rule_says(self, tiny: TinyBook) -> None:
        tiny.chain("deposit", "greet, execute").rule("talk", "{}", "add: {step: counsel}", "add: {step: ride}")
        tiny.rule("first", "{need: vision}", "order: [ride, counsel]")
        assert order(ids(tiny.plan("deposit", need="vision")), "ride", "counsel")
        assert order(ids(tiny.plan("deposit")), "counsel", "ride")

    def test_with_a_circle_names_the_steps_that_wait_for_one_another(self, tiny: TinyBook) -> None:
        tiny.rule("back", "{need: vision}", "order: [execute, sign]")
        made = tiny.plan("deposit", need="vision")
        assert made.cycle == ("execute:deposit", "sign:deposit")
        assert len(made.steps) == 4

    @pytest.mark.parametrize("services", list(itertools.permutations(["deposit", "id_update", "phone_update#2"])))
    def test_does_not_hang_on_the_order_of_asking(self, tiny: TinyBook, services: tuple[str, ...]) -> None:
        made = tiny.plan("deposit", "id_update", "phone_update#2")
        assert tiny.plan(*services).steps == made.steps
        assert tiny.plan(*services).services == made.services

    def test_tells_a_service_from_its_first_numbered_one(self, tiny: TinyBook) -> None:
        made = tiny.plan("transfer#2", "transfer#1", "transfer", "deposit")
        assert list(made.services) == ["deposit", "transfer", "transfer#1", "transfer#2"]


class TestAddedSteps:
    def test_are_added_until_no_rule_adds_more(self, tiny: TinyBook) -> None:
        """The rules stand in the wrong order on purpose: a least fixpoint does not care."""
        tiny.rule("c", "{step: counsel}", "add: {step: ride}")
        tiny.rule("b", "{step: interview}", "add: {step: counsel}")
        tiny.rule("a", "{need: vision}", "add: {step: interview}")
        assert {"interview", "counsel", "ride"} <= set(ids(tiny.plan("deposit", need="vision")))
        assert ids(tiny.plan("deposit")) == ["greet", "identify", "sign", "execute"]

    def test_do_not_hold_one_another_up_from_nothing(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "add: {step: counsel}").rule("b", "{step: ride}", "add: {step: counsel}")
        tiny.rule("c", "{step: counsel}", "add: {step: ride}")
        assert ids(tiny.plan("deposit")) == ["greet", "identify", "sign", "execute"]

    def test_are_added_to_the_service_that_the_rule_is_read_for(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{service: deposit}", "add: {step: count_cash}").rule(
            "b", "{step: count_cash}", "require: {film: true}"
        )
        made = tiny.plan("deposit", "statement")
        assert [name for name in ids(made) if "count" in name] == ["count_cash:deposit"]

    def test_may_refuse(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "add: {step: counsel}")
        tiny.rule("b", "{step: counsel, scene: phone}", "refuse: {reason: not_here, alternatives: [come_back]}")
        assert tiny.plan("deposit", need="vision", scene="phone").decision == "refuse"


class TestOrderOfMadeSteps:
    def test_follows_what_a_rule_says_of_them(self, tiny: TinyBook) -> None:
        tiny.rule("watch", "{}", "require: {step: sign, consent: film, approval: supervisor}")
        assert order(ids(tiny.plan("deposit")), "identify", "consent.film", "approve.sign")
        tiny.rule("first", "{need: vision}", "order: [consent.film, identify]", "order: [approve.sign, consent.film]")
        assert order(ids(tiny.plan("deposit", need="vision")), "approve.sign", "consent.film", "identify")
