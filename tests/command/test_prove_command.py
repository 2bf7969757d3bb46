"""`nuanxin prove`: what stands for and against a book, and the exit status."""

import datetime
import subprocess
import sys

import pytest
import yaml

from nuanxin.command.main import main
from nuanxin.core.policy import scenarios
from tests.core.policy.books import TinyBook

Captured = pytest.CaptureFixture[str]
INK = "{id: ink, number: 3, each: {step: sign, method: thumbprint}, must: {film: true}}"
THUMB = ("thumb", "{need: writing, step: sign, service: deposit}", "use: {method: thumbprint}")


def prove(tiny: TinyBook) -> int:
    return main(["prove", str(tiny.write())])


class TestStatus:
    def test_is_0_for_a_proved_book(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.invariant(INK).rule(*THUMB, "require: {method: thumbprint, film: true}")
        tiny.scenario("{services: [deposit], needs: [writing], expect: {weight: case}}")
        assert prove(tiny) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "proved"

    def test_is_1_for_a_counter_example(self, tiny: TinyBook, capsys: Captured) -> None:
        assert prove(tiny.invariant(INK).rule(*THUMB)) == 1
        assert capsys.readouterr().out.splitlines()[-1] == "NOT PROVED"

    def test_is_1_for_a_scenario_that_fails(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.scenario("{services: [deposit], expect: {decision: refuse}}")
        assert prove(tiny) == 1
        out = capsys.readouterr().out
        assert "scenario scenarios/all.yaml:1 'x':\n  decision: serve, expected refuse\n" in out

    def test_is_1_for_a_rule_that_never_holds(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.impossible("{need: vision, scene: home}").rule("dead", "{need: vision, scene: home}", "offer: seat")
        assert prove(tiny) == 1
        assert "rule 'dead' can never hold in a lawful situation" in capsys.readouterr().out

    def test_is_1_for_a_worse_fact_that_lightens_a_plan(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.fact("proof", "{worse: 'false'}")
        tiny.rule("a", "{proof: true, service: deposit}", "require: {step: execute, approval: supervisor}")
        assert prove(tiny) == 1
        assert "approval" in capsys.readouterr().out

    def test_is_1_for_what_nobody_signed(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.rule("a", "{need: minor, service: deposit}", "refuse: {reason: not_here, alternatives: [come_back]}")
        assert prove(tiny.never_served("{}")) == 1
        out = capsys.readouterr().out
        assert "counter-example: vacuous (invariant 13) at deposit with need minor" in out
        assert "never served, and nobody signed that: no line of world.yaml alone" in out

    def test_is_2_for_a_book_that_cannot_be_read(self, tiny: TinyBook, capsys: Captured) -> None:
        assert prove(tiny.rule("bad", "{nead: vision}", "offer: seat")) == 2
        assert "cannot be read" in capsys.readouterr().err

    def test_reaches_the_shell(self, tiny: TinyBook) -> None:
        path = tiny.invariant(INK).rule(*THUMB).write()
        done = subprocess.run(
            [sys.executable, "-m", "nuanxin.command.main", "prove", path], capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (1, b"")


class TestReport:
    def test_tells_the_size_of_space_and_the_number_of_questions(self, tiny: TinyBook, capsys: Captured) -> None:
        prove(tiny.invariant(INK).rule(*THUMB, "require: {method: thumbprint, film: true}"))
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "A tiny book 1 (A sample)"
        assert lines[1] == "1 rules, 28 services, 1 periods of law, 0 scenarios played"
        assert "questions over at most 6.3e+06 situations a service" in lines[2]
        assert "random situations: solver and planner disagree in 0" in "\n".join(lines)

    def test_lists_what_is_never_served(self, tiny: TinyBook, capsys: Captured) -> None:
        prove(
            tiny.rule("a", "{need: minor, service: deposit}", "refuse: {reason: not_here, alternatives: [come_back]}")
        )
        assert "never served (to be signed by a person):\n  need minor: deposit\n" in capsys.readouterr().out

    def test_lists_effects_without_which_no_plan_changes(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.rule("wide", "{need: vision}", "require: {step: sign, film: true}")
        tiny.rule("narrow", "{need: vision, scene: home}", "require: {step: sign, film: true}")
        prove(tiny)
        part = capsys.readouterr().out.partition("effects without which no plan changes")[2]
        assert "narrow" in part
        assert "wide" not in part

    def test_writes_a_counter_example_as_a_scenario_to_paste(self, tiny: TinyBook, capsys: Captured) -> None:
        prove(tiny.invariant(INK).rule(*THUMB))
        out = capsys.readouterr().out
        assert "counter-example: ink (invariant 3) at sign:deposit\n" in out
        pasted = yaml.safe_load(out.partition("at sign:deposit\n")[2].partition("NOT PROVED")[0])
        assert pasted == [
            {
                "name": {"zh": "反例 ink", "en": "counter-example ink"},
                "on": datetime.date(2024, 1, 1),
                "services": ["deposit"],
                "needs": ["writing"],
                "scene": "counter",
                "facts": {},
                "expect": {"decision": "refuse"},
            }
        ]
        [scenario] = tiny.scenario(yaml.safe_dump(pasted[0], allow_unicode=True)).book.scenarios
        assert scenarios.differences(tiny.book, scenario) == ["decision: serve, expected refuse"]

    def test_shows_no_bar_without_a_terminal(self, tiny: TinyBook, capsys: Captured) -> None:
        prove(tiny)
        assert capsys.readouterr().err == ""

    def test_shows_a_bar_on_a_terminal(self, tiny: TinyBook, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        prove(tiny)
        assert "proving  [##############################] 28/28" in capsys.readouterr().err
