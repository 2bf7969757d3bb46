"""The golden pack: the smallest situations in which each rule works, and in which it just fails."""

from nuanxin.core.policy import golden
from nuanxin.core.policy.planner import plan
from tests.core.policy.books import TinyBook


def test_shows_each_rule_at_work_in_each_service_and_just_failing_for_each_condition(tiny: TinyBook) -> None:
    tiny.rule(
        "a", "{need: vision, scene: home, service: transfer, amount: {over: $cap}}", "require: {step: pin, film: true}"
    )
    pack = [one for one in golden.pack(tiny.book) if one.rule == "a"]
    shown = {
        (one.situation.needs, one.situation.scene, one.situation.facts["transfer.amount"])
        for one in pack
        if one.situation.services == ("transfer",)
    }
    seen, home = frozenset({"vision"}), frozenset[str]()
    assert shown == {(seen, "home", 1001), (home, "home", 1001), (seen, "counter", 1001), (seen, "home", 0)}


def test_works_where_the_service_is_served_if_it_can(tiny: TinyBook) -> None:
    tiny.rule("a", "{need: vision}", "offer: seat")
    tiny.rule("no", "{need: vision, scene: counter}", "refuse: {reason: not_here, alternatives: [come_back]}")
    for one in golden.pack(tiny.book):
        made = plan(tiny.book, one.situation, on=one.on)
        if one.rule == "a":
            assert made.decision == "serve"
        if one.rule == "no" and "vision" in one.situation.needs and one.situation.scene == "counter":
            assert made.decision == "refuse"


def test_holds_each_situation_once(tiny: TinyBook) -> None:
    tiny.rule("a", "{need: vision}", "offer: seat").rule("b", "{need: vision}", "offer: wheelchair")
    pack = golden.pack(tiny.book)
    assert len({(str(one.situation), one.on) for one in pack}) == len(pack)


def test_is_planned_on_the_day_of_the_text(tiny: TinyBook) -> None:
    tiny.rule("a", "{need: vision}", "offer: seat", since="2024-07-01")
    days = {one.on.isoformat() for one in golden.pack(tiny.book) if "vision" in one.situation.needs}
    assert days == {"2024-07-01"}


def test_shows_a_rule_at_work_by_each_of_its_alternatives(tiny: TinyBook) -> None:
    tiny.rule("a", "{need: [vision, hearing], service: transfer, is: close_kin}", "offer: seat")
    works = {
        (*one.situation.needs, one.situation.facts["companion.relation"])
        for one in golden.pack(tiny.book)
        if plan(tiny.book, one.situation, on=one.on).because
    }
    assert {("vision", "spouse"), ("hearing", "spouse")} <= works or {
        ("vision", "child"),
        ("hearing", "child"),
    } <= works
    assert {relation for _, relation in works} == {"spouse", "child"}


def test_shows_rules_about_methods_and_controls_too(tiny: TinyBook) -> None:
    tiny.rule("thumb", "{need: writing, service: deposit, step: sign}", "use: {method: thumbprint}")
    tiny.rule("big", "{method: thumbprint, amount: {over: $cap}}", "require: {film: true}")
    tiny.rule("told", "{control: film, scene: home}", "require: {consent: film}")
    shown = {
        (one.rule, *one.situation.needs, one.situation.facts.get("deposit.amount"), one.situation.scene)
        for one in golden.pack(tiny.book)
    }
    assert {("big", "writing", 1001, "counter"), ("told", "writing", 1001, "home")} <= shown


def test_may_be_made_for_some_services_only(tiny: TinyBook) -> None:
    tiny.rule("a", "{need: vision}", "offer: seat")
    assert {one.situation.services for one in golden.pack(tiny.book, ["deposit"])} == {("deposit",)}
