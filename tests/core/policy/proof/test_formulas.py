"""Formulas stored once, and the solver that is told them."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from nuanxin.core.policy.proof.formulas import FALSE, TRUE, Session, Store


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    opened = Session(store)
    yield opened
    opened.close()


class TestStore:
    def test_keeps_a_variable_once(self, store: Store) -> None:
        assert store.variable("need", "vision") == store.variable("need", "vision") != store.variable("need", "speech")

    def test_keeps_equal_formulas_once_whatever_their_order(self, store: Store) -> None:
        a, b = store.variable("a"), store.variable("b")
        assert store.both([a, b]) == store.both([b, a, a])
        assert store.either([a, b]) == -store.both([-a, -b])

    def test_simplifies_what_is_plain(self, store: Store) -> None:
        a = store.variable("a")
        assert (store.both([]), store.either([])) == (TRUE, FALSE)
        assert (store.both([a]), store.both([a, TRUE]), store.both([a, FALSE])) == (a, a, FALSE)
        assert (store.both([a, -a]), store.either([a, -a])) == (FALSE, TRUE)

    def test_evaluates_in_a_model(self, store: Store) -> None:
        a, b = store.variable("a"), store.variable("b")
        formula = store.either([store.both([a, -b]), store.both([-a, b])])
        models = [{a, -b}, {-a, b}, {a, b}, {-a, -b}]
        assert [store.holds(formula, model, {}) for model in models] == [True, True, False, False]


class TestSession:
    def test_finds_a_model_in_which_all_that_is_assumed_holds(self, store: Store, session: Session) -> None:
        a, b = store.variable("a"), store.variable("b")
        model = session.solve([store.both([a, -b])])
        assert model is not None
        assert {a, -b} <= model

    def test_finds_none_where_there_is_none_and_says_why(self, store: Store, session: Session) -> None:
        a, b, c = (store.variable(name) for name in "abc")
        session.tell([store.either([-a, -b])])
        assert session.solve([a, b, c]) is None
        assert session.core() == {a, b}

    def test_goes_on_after_a_failed_question(self, store: Store, session: Session) -> None:
        a = store.variable("a")
        assert session.solve([FALSE]) is None
        assert session.solve([a, -a]) is None
        assert session.solve([a]) is not None

    def test_holds_to_what_it_was_told(self, store: Store, session: Session) -> None:
        a, b = store.variable("a"), store.variable("b")
        session.tell_clause([a, b])
        model = session.solve([-a])
        assert model is not None
        assert b in model


@settings(max_examples=60, deadline=None)
@given(
    some.recursive(
        some.sampled_from(range(4)), lambda part: some.tuples(some.sampled_from("&|-"), some.lists(part, max_size=3))
    )
)
def test_the_solver_says_what_counting_says(tree: object) -> None:
    store = Store()
    names = [store.variable("v", number) for number in range(4)]

    def made(part: object) -> int:
        if isinstance(part, int):
            return names[part]
        assert isinstance(part, tuple)
        literals = [made(one) for one in part[1]]
        if part[0] == "|":
            return store.either(literals)
        return store.both(literals) if part[0] == "&" else -store.both(literals)

    formula = made(tree)
    worlds = [{name if number >> place & 1 else -name for place, name in enumerate(names)} for number in range(16)]
    session = Session(store)
    model = session.solve([formula])
    session.close()
    assert (model is not None) == any(store.holds(formula, world, {}) for world in worlds)
    assert model is None or store.holds(formula, model, {})
