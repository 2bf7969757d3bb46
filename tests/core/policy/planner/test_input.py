"""Situations that cannot be, and input that cannot be understood."""

import pytest

from nuanxin.core.policy.situation import BadValue, Impossible
from nuanxin.core.policy.words import UnknownWord
from tests.core.policy.books import TinyBook


class TestImpossible:
    def test_says_why(self, tiny: TinyBook) -> None:
        tiny.impossible("{need: bedbound, scene: lobby}", "who is bedbound is not in the lobby")
        with pytest.raises(Impossible) as caught:
            tiny.plan("deposit", need="bedbound", scene="lobby")
        assert caught.value.because.en == "who is bedbound is not in the lobby"
        assert caught.value.because.zh == "不可能"

    def test_is_no_unknown_that_could_be_impossible(self, tiny: TinyBook) -> None:
        tiny.impossible("{need: minor, age: {at_least: 18}}")
        assert tiny.plan("deposit", need="minor").decision == "serve"
        with pytest.raises(Impossible):
            tiny.plan("deposit", need="minor", age=18)

    def test_is_a_stated_need_that_a_known_fact_denies(self, tiny: TinyBook) -> None:
        tiny.derived("elderly", "{age: {at_least: $elder}}")
        with pytest.raises(Impossible, match="elderly"):
            tiny.plan("deposit", need="elderly", age=59)

    def test_is_a_pair_of_needs_that_no_fact_allows(self, tiny: TinyBook) -> None:
        tiny.derived("elderly", "{age: {at_least: $elder}}").derived("minor", "{age: {under: 18}}")
        with pytest.raises(Impossible, match="age"):
            tiny.plan("deposit", need="elderly minor")

    def test_is_a_fact_that_the_service_denies(self, tiny: TinyBook) -> None:
        tiny.chain("statement", "greet, execute", "{existing: true}").rule("a", "{existing: false}", "offer: seat")
        with pytest.raises(Impossible, match="existing"):
            tiny.plan("statement", existing=False)

    def test_is_judged_by_each_service_for_itself(self, tiny: TinyBook) -> None:
        tiny.impossible("{service: deposit, scene: phone}")
        assert tiny.plan("statement", scene="phone").decision == "serve"
        with pytest.raises(Impossible):
            tiny.plan("statement", "deposit", scene="phone")

    def test_narrows_the_answers_that_are_tried(self, tiny: TinyBook) -> None:
        tiny.impossible("{need: vision, proof: true}")
        tiny.rule("a", "{proof: true}", "require: {step: sign, film: true}")
        assert tiny.plan("deposit", need="vision").decision == "serve"


class TestUnknownWords:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"services": ("depositt",)}, "unknown service 'depositt'; did you mean 'deposit'?"),
            ({"need": "visoin"}, "unknown need 'visoin'; did you mean 'vision'?"),
            ({"scene": "loby"}, "unknown scene 'loby'; did you mean 'lobby'?"),
            ({"at": "dor"}, "unknown moment 'dor'; did you mean 'door'?"),
            ({"facts": {"prof": True}}, "unknown fact 'prof'; did you mean 'proof'?"),
            ({"need": "xyzzy"}, "unknown need 'xyzzy'"),
        ],
    )
    def test_are_refused_with_the_nearest_known_one(
        self, tiny: TinyBook, arguments: dict[str, object], message: str
    ) -> None:
        tiny.rule("a", "{proof: true}", "offer: seat")
        services = arguments.pop("services", ("deposit",))
        with pytest.raises(UnknownWord) as caught:
            tiny.plan(*services, **arguments)  # type: ignore[misc, arg-type]
        assert str(caught.value) == message


class TestBadValues:
    @pytest.mark.parametrize(
        ("facts", "message"),
        [
            ({"proof": "yes"}, "proof: 'yes' is not true or false"),
            ({"age": 121}, "age: 121 is not between 0 and 120"),
            ({"age": -1}, "age: -1 is not between 0 and 120"),
            ({"age": "old"}, "age: 'old' is not a whole number"),
            ({"age": True}, "age: 'True' is not a whole number"),
            ({"companion.relation": "spuse"}, "companion.relation: unknown value 'spuse'; did you mean 'spouse'?"),
            ({"statement.amount": 5}, "'statement.amount': amount is not a fact of statement"),
            ({"transfer.amount": 5}, "'transfer.amount': transfer is not among the wanted services"),
            ({"deposit.proof": True}, "'deposit.proof': proof is not a fact of deposit"),
        ],
    )
    def test_are_refused_with_what_would_be_right(
        self, tiny: TinyBook, facts: dict[str, bool | int | str], message: str
    ) -> None:
        tiny.rule("a", "{proof: true, age: {over: 3}, is: close_kin, amount: {over: 2}}", "offer: seat")
        with pytest.raises(BadValue) as caught:
            tiny.plan("deposit", "statement", facts=facts)
        assert str(caught.value).startswith(message)

    def test_are_no_service_at_all(self, tiny: TinyBook) -> None:
        with pytest.raises(BadValue, match="no service is named"):
            tiny.plan()

    def test_are_service_keys_without_a_number(self, tiny: TinyBook) -> None:
        with pytest.raises(BadValue, match="service#2"):
            tiny.plan("transfer#two")
