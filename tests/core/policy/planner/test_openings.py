"""On which facts a condition still hangs, and which of its parts look at the situation alone."""

from nuanxin.core.policy.conditions import All, Any, Compare, Condition, Need, Not, Step, Value
from nuanxin.core.policy.planner.openings import compared, opening, parts_on_facts
from nuanxin.core.policy.situation import View

OLD, RICH, KIN = Compare("age", "at_least", 80), Compare("amount", "over", 5), Compare("kin", "is", "child")


def look(when: Condition, **facts: Value) -> tuple[bool | None, set[str]]:
    """Return verdict and open facts of a condition where these facts are known; 'aged' follows from the age."""
    verdict, open_facts = opening(when, {"aged": OLD})(View({"aged": None}, "counter", facts))
    return verdict, set(open_facts)


class TestOpening:
    def test_names_every_fact_that_could_still_decide(self) -> None:
        assert look(All((OLD, RICH))) == (None, {"age", "amount"})
        assert look(Any((OLD, RICH)), amount=1) == (None, {"age"})
        assert look(Not(KIN)) == (None, {"kin"})

    def test_names_nothing_where_a_part_settles_the_whole(self) -> None:
        assert look(All((OLD, RICH)), amount=1) == (False, set())
        assert look(Any((OLD, RICH)), amount=9) == (True, set())

    def test_leaves_out_what_stands_in_a_settled_part(self) -> None:
        assert look(All((Any((OLD, RICH)), KIN)), amount=9) == (None, {"kin"})
        assert look(Any((All((OLD, RICH)), KIN)), amount=1) == (None, {"kin"})

    def test_follows_a_need_to_the_facts_behind_it(self) -> None:
        assert look(Need("aged")) == (None, {"age"})
        assert look(All((Need("aged"), RICH)), amount=9) == (None, {"age"})

    def test_ends_where_a_need_follows_from_itself(self) -> None:
        verdict, facts = opening(Need("aged"), {"aged": Any((Need("aged"), OLD))})(View({"aged": None}, "counter", {}))
        assert verdict is None
        assert facts == frozenset({"age"})


class TestPartsOnFacts:
    def test_keep_a_condition_whole_that_looks_at_no_step(self) -> None:
        assert parts_on_facts(All((OLD, Any((RICH, KIN))))) == [All((OLD, Any((RICH, KIN))))]

    def test_are_the_largest_beside_what_looks_at_steps(self) -> None:
        assert parts_on_facts(All((Step("pin"), Any((RICH, KIN)), OLD))) == [Any((RICH, KIN)), OLD]
        assert parts_on_facts(Any((All((Step("pin"), OLD)), KIN))) == [OLD, KIN]
        assert parts_on_facts(Step("pin")) == []


def test_comparisons_are_found_by_their_facts() -> None:
    assert compared([All((OLD, Not(KIN))), RICH]) == {"age": {OLD}, "kin": {KIN}, "amount": {RICH}}
