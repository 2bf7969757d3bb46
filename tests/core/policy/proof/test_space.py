"""The situation space as variables, and the way back to situations."""

import datetime
from collections.abc import Iterator

import pytest

from nuanxin.core.policy.conditions import All, Any, Compare, Need, Not, Param, Scene
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.proof.formulas import FALSE, TRUE, Session
from nuanxin.core.policy.proof.smallest import plain_model
from nuanxin.core.policy.proof.space import Space, parameters_of
from nuanxin.core.policy.proof.symbolic import symbolic
from nuanxin.core.policy.situation import Impossible
from tests.core.policy.books import TinyBook

OLD = Compare("age", "at_least", 60)


@pytest.fixture
def space(tiny: TinyBook) -> Space:
    tiny.number("cap", d2024_01_01=1000, d2025_01_01=5000).derived("elderly", "{age: {at_least: $elder}}")
    tiny.rule("a", "{amount: {over: $cap}, proof: true, need: vision}", "offer: seat")
    tiny.fact("proof", "{only_if: {need: no_capacity}, otherwise: false}")
    tiny.impossible("{need: hearing, scene: phone}").chain("statement", "greet, execute", "{existing: true}")
    tiny.rule("b", "{existing: false, companion.relation: child}", "offer: seat")
    return Space(tiny.book)


@pytest.fixture
def session(space: Space) -> Iterator[Session]:
    opened = Session(space.store)
    for service in ("deposit", "statement"):
        symbolic(space, service)
    space.tell_world(opened, ("deposit",))
    yield opened
    opened.close()


class TestLiteral:
    def test_of_a_number_is_one_variable_for_each_threshold(self, space: Space) -> None:
        assert space.literal(OLD, "deposit") == space.literal(Compare("age", "over", 59), "deposit")
        assert space.literal(OLD, "deposit") == -space.literal(Compare("age", "under", 60), "deposit")
        assert space.literal(OLD, "deposit") != space.literal(Compare("age", "at_least", 61), "deposit")

    def test_of_a_number_out_of_reach_is_plain(self, space: Space) -> None:
        assert space.literal(Compare("age", "at_least", 0), "deposit") == TRUE
        assert space.literal(Compare("age", "over", 120), "deposit") == FALSE

    def test_of_an_exact_number_lies_between_two_thresholds(self, space: Space) -> None:
        exact = space.literal(Compare("age", "is", 60), "deposit")
        assert space.store.parts(exact) == tuple(
            sorted([space.literal(OLD, "deposit"), -space.literal(Compare("age", "at_least", 61), "deposit")])
        )

    def test_of_a_fact_of_a_service_is_that_services_own(self, space: Space) -> None:
        much = Compare("amount", "over", 10)
        assert space.literal(much, "deposit") != space.literal(much, "transfer")
        assert space.literal(OLD, "deposit") == space.literal(OLD, "transfer")

    def test_of_what_a_service_implies_is_plain_for_it(self, space: Space) -> None:
        known = Compare("existing", "is", True)
        assert space.literal(known, "statement") == TRUE
        assert space.literal(known, "deposit") not in (TRUE, FALSE)

    def test_follows_all_any_and_not(self, space: Space) -> None:
        seen, home = space.literal(Need("vision"), "deposit"), space.literal(Scene("home"), "deposit")
        assert space.literal(All((Need("vision"), Scene("home"))), "deposit") == space.store.both([seen, home])
        assert space.literal(Any((Need("vision"), Not(Scene("home")))), "deposit") == space.store.either([seen, -home])


class TestWorld:
    def solve(self, space: Space, session: Session, *wanted: object) -> set[int] | None:
        return session.solve([space.literal(one, "deposit") for one in wanted])  # type: ignore[arg-type]

    def test_gives_a_situation_one_scene_and_a_fact_one_value(self, space: Space, session: Session) -> None:
        assert self.solve(space, session, Scene("home"), Scene("phone")) is None
        relations = [Compare("companion.relation", "is", code) for code in ("none", "spouse", "child")]
        assert self.solve(space, session, *map(Not, relations)) is None
        assert self.solve(space, session, *relations[:2]) is None

    def test_keeps_thresholds_in_order(self, space: Space, session: Session) -> None:
        symbolic(space, "transfer")
        assert self.solve(space, session, Compare("amount", "over", 5000), Not(Compare("amount", "over", 1000))) is None

    def test_ties_a_need_to_the_fact_it_follows_from(self, space: Space, session: Session) -> None:
        assert self.solve(space, session, Need("elderly"), Not(OLD)) is None
        assert self.solve(space, session, Not(Need("elderly")), OLD) is None
        assert self.solve(space, session, Need("elderly"), OLD) is not None

    def test_sets_a_fact_that_has_no_meaning(self, space: Space, session: Session) -> None:
        proved = Compare("proof", "is", True)
        assert self.solve(space, session, proved, Not(Need("no_capacity"))) is None
        assert self.solve(space, session, proved, Need("no_capacity")) is not None

    def test_excludes_what_cannot_be(self, space: Space, session: Session) -> None:
        assert self.solve(space, session, Need("hearing"), Scene("phone")) is None


class TestSituation:
    def test_is_lawful_and_has_what_was_wanted(self, space: Space, session: Session) -> None:
        wish = space.store.both(
            [space.literal(one, "deposit") for one in (Need("vision"), Compare("amount", "over", 1000), OLD)]
        )
        model = plain_model(space, session, wish)
        assert model is not None
        situation, law = space.situation(model, ("deposit",))
        assert situation.needs == {"vision", "elderly"}
        assert (situation.facts["deposit.amount"], situation.facts["age"]) == (1001, 60)
        assert (situation.facts["companion.relation"], situation.scene) == ("none", "counter")
        assert law.since == datetime.date(2024, 1, 1)
        assert plan(space.book, situation, on=law.since).decision == "serve"

    def test_names_the_day_of_the_law(self, space: Space, session: Session) -> None:
        model = session.solve([space.from_period(1)])
        assert model is not None
        assert space.situation(model, ("deposit",))[1].since == datetime.date(2025, 1, 1)

    def test_leaves_out_what_a_service_implies(self, tiny: TinyBook, space: Space) -> None:
        symbolic(space, "statement")
        opened = Session(space.store)
        space.tell_world(opened, ("statement", "deposit"))
        model = opened.solve([])
        opened.close()
        assert model is not None
        situation, law = space.situation(model, ("statement", "deposit"))
        assert "existing" not in situation.facts
        plan(tiny.book, situation, on=law.since)


def test_the_size_counts_needs_scenes_days_and_bands_of_numbers(tiny: TinyBook) -> None:
    space = Space(tiny.rule("a", "{proof: true, age: {over: 80}, is: close_kin}", "offer: seat").book)
    symbolic(space, "deposit")
    opened = Session(space.store)
    space.tell_world(opened, ("deposit",))
    opened.close()
    assert space.size() == 2**20 * 6 * 1 * 2 * 2 * 3


def test_a_rule_hangs_on_the_parameters_of_its_terms_too(tiny: TinyBook) -> None:
    tiny.term("old", "{age: {at_least: $elder}}").rule("a", "{is: old}", "limit: {daily: $cap}")
    assert parameters_of(tiny.book.rules[0], tiny.book) == ["cap", "elder"]
    assert Param("cap") in dict(tiny.book.rules[0].effects[0].values).values()  # type: ignore[union-attr]


def test_every_model_is_a_situation_that_the_planner_takes(space: Space, session: Session) -> None:
    for number in range(40):
        model = session.solve([space.store.variable("need", "vision") * (1 if number % 2 else -1)])
        assert model is not None
        situation, law = space.situation(model, ("deposit",))
        try:
            plan(space.book, situation, on=law.since)
        except Impossible as excluded:
            pytest.fail(f"{situation}: {excluded}")
        session.tell_clause([-literal for literal in model if abs(literal) in space.store.variables.values()])
