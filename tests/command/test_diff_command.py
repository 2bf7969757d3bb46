"""`nuanxin diff`: what changes for whom, as the arguments of `nuanxin plan`."""

from pathlib import Path

import pytest

from nuanxin.command.main import main
from tests.core.policy.books import TinyBook

Captured = pytest.CaptureFixture[str]
MUCH = ("much", "{service: transfer, amount: {over: $cap}, need: vision}")


@pytest.fixture
def other(tmp_path: Path) -> TinyBook:
    """The later book."""
    return TinyBook(tmp_path / "other")


def diff(before: TinyBook, after: TinyBook) -> int:
    return main(["diff", str(before.write()), str(after.write())])


class TestDiff:
    def test_exits_0_where_no_plan_differs(self, tiny: TinyBook, other: TinyBook, capsys: Captured) -> None:
        tiny.rule(*MUCH, "require: {step: pin, film: true}")
        other.rule(*MUCH, "require: {step: pin, film: true}")
        assert diff(tiny, other) == 0
        assert capsys.readouterr().out == "0 rules and parameters differ, 0 kinds of change in plans\n"

    def test_exits_1_and_shows_the_smallest_situation_as_arguments(
        self, tiny: TinyBook, other: TinyBook, capsys: Captured
    ) -> None:
        tiny.rule(*MUCH, "require: {step: pin, film: true}")
        other.rule(*MUCH, "require: {step: pin, approval: outlet_head}")
        assert diff(tiny, other) == 1
        assert capsys.readouterr().out.splitlines() == [
            "rule much: changed",
            "1 rules and parameters differ, 1 kinds of change in plans",
            "",
            "--service transfer --need vision --scene counter --fact transfer.amount=1001 on 2024-01-01",
            "  step approve.pin:transfer is new",
            "  pin:transfer: approval none -> outlet_head",
            "  pin:transfer: film True -> none",
        ]

    def test_shows_arguments_that_the_plan_command_understands(
        self, tiny: TinyBook, other: TinyBook, capsys: Captured
    ) -> None:
        tiny.rule(*MUCH, "require: {step: pin, film: true}")
        diff(tiny, other)
        line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("--service"))
        arguments, _, day = line.partition(" (and")[0].rpartition(" on ")
        assert main(["plan", "--book", str(tiny.write()), "--on", day, *arguments.split()]) == 0

    def test_exits_2_where_a_book_cannot_be_read(self, tiny: TinyBook, capsys: Captured) -> None:
        assert main(["diff", str(tiny.write()), "nowhere"]) == 2
        assert "nuanxin diff: there is no rulebook at nowhere" in capsys.readouterr().err


class TestMain:
    def test_names_its_commands_where_none_is_given(self, capsys: Captured) -> None:
        with pytest.raises(SystemExit) as left:
            main([])
        assert left.value.code == 2
        assert "plan|prove|diff" in capsys.readouterr().err
