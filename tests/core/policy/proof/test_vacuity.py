"""A book that serves nobody proves nothing: what is never served is listed, and a person signs the list."""

from nuanxin.core.policy.proof.proving import prove
from nuanxin.core.policy.proof.vacuity import VACUOUS
from tests.core.policy.books import TinyBook

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"


class TestNeverServed:
    def test_is_found_for_needs_and_scenes(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor, service: [deposit, statement]}", REFUSE)
        tiny.rule("b", "{scene: phone, service: deposit}", "refer: {to: counter, reason: not_so}")
        found = prove(tiny.book).never_served
        assert {side: sorted(services) for side, services in found.items()} == {
            ("need", "minor"): ["deposit", "statement"],
            ("scene", "phone"): ["deposit"],
        }

    def test_is_found_for_applicants(self, tiny: TinyBook) -> None:
        tiny.fact("applicant", "{type: enum, of: case, from: record, default: customer}")
        tiny.fact("applicant", "{values: {customer: C, agent: A, guardian: G, employer: E, heir: H}}")
        tiny.rule("a", "{applicant: heir, service: deposit}", REFUSE).rule(
            "b", "{applicant: [agent, guardian]}", "offer: seat"
        )
        assert prove(tiny.book).never_served == {("applicant", "heir"): ["deposit"]}

    def test_is_not_found_where_one_corner_is_served(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor, age: {under: 17}, scene: {not: home}}", REFUSE)
        assert prove(tiny.book).never_served == {}

    def test_is_what_the_rules_say_on_every_day(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor, service: deposit}", REFUSE, until="2024-07-01")
        assert prove(tiny.book).never_served == {}


class TestSignedList:
    def test_that_says_what_is_found_stands(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor, service: deposit}", REFUSE).never_served("{need: {minor: [deposit]}}")
        assert prove(tiny.book).proved

    def test_that_says_too_much_is_told(self, tiny: TinyBook) -> None:
        tiny.never_served("{need: {minor: [deposit]}}")
        assert prove(tiny.book).remarks == ["never-served.yaml: deposit is served with need minor after all"]

    def test_that_lacks_what_a_line_of_the_world_empties_names_that_line(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor, service: deposit}", REFUSE).never_served("{need: {minor: [deposit]}}")
        tiny.impossible("{need: hearing, scene: home}", "fine")
        assert prove(tiny.book).proved
        tiny.impossible("{need: no_capacity, service: transfer}", "a careless line")
        [example] = prove(tiny.book).counter_examples
        assert (example.invariant, example.subject) == (VACUOUS, "transfer with need no_capacity")
        assert example.situation.needs == {"no_capacity"}
        assert example.situation.services == ("transfer",)
        assert example.reason == "world.yaml:15 (a careless line)"

    def test_that_lacks_what_the_rules_refuse_says_so_with_a_smallest_situation(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor, proof: false, service: deposit}", REFUSE)
        tiny.rule("b", "{need: minor, proof: true, service: deposit}", REFUSE)
        [example] = prove(tiny.never_served("{}").book).counter_examples
        assert (example.situation.needs, example.situation.facts) == (frozenset({"minor"}), {})
        assert example.reason == "no line of world.yaml alone: the rules refuse it"

    def test_is_not_asked_of_a_book_without_one(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: minor}", REFUSE)
        assert prove(tiny.book).proved
