"""Why each rule holds or does not."""

from nuanxin.core.policy import tracing
from tests.core.policy.books import DAY, TinyBook, situation


def test_says_of_every_rule_whether_it_holds_and_for_want_of_what(tiny: TinyBook) -> None:
    tiny.rule("yes", "{need: vision}", "offer: seat")
    tiny.rule("no", "{need: vision, scene: home, age: {over: 80}}", "offer: seat")
    tiny.rule("open", "{need: vision, age: {over: 80}}", "offer: seat")
    tiny.rule("late", "{method: thumbprint}", "require: {film: true}")
    lines = list(tracing.trace(tiny.book, situation("deposit", "payroll_card", need="vision"), on=DAY))
    place = "articles/002.md"
    assert [line.partition(f" ({place}")[0] + line.partition(")")[2] for line in lines] == [
        "payroll_card:",
        "  + yes",
        "  - no: scene home",
        "  ? open: age over 80",
        "  - late: method thumbprint",
        "deposit:",
        "  + yes",
        "  - no: scene home",
        "  ? open: age over 80",
        "  - late: method thumbprint",
    ]


def test_writes_a_condition_in_short_form(tiny: TinyBook) -> None:
    tiny.rule(
        "no", "{any: [{need: vision}, {scene: home}], not: {need: [hearing, speech]}, age: {over: 80}}", "offer: seat"
    )
    lines = list(tracing.trace(tiny.book, situation("deposit", need="speech", age=3), on=DAY))
    assert lines[1].endswith("(need vision or scene home), not (need hearing or need speech), age over 80")
