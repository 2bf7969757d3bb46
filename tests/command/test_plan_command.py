"""`nuanxin plan`: its answers, its exit status, and what it says to bad input."""

import datetime
import json
import subprocess
import sys

import pytest

from nuanxin.command.main import main
from nuanxin.core.policy import contract
from tests.core.policy.books import DAY, TinyBook

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tiny: TinyBook) -> str:
    """A written book."""
    tiny.rule(
        "thumb", "{need: writing, step: sign}", "use: {method: thumbprint}",
        "require: {method: thumbprint, witness: staff, approval: supervisor, consent: thumbprint}",
        "offer: [seat, guide_book]", "within: 20", "limit: {daily: 5}",
        "route: {lane: green, window: love, priority: 1, max_wait_minutes: 10}",
        "require: {case: true, retention: long}", "assign: {language: en}",
    )  # fmt: skip
    tiny.rule("never", "{}", "refuse: {step: sign, method: companion_signs, reason: not_so, alternatives: [by_seal]}")
    tiny.rule("no", "{service: statement, scene: phone}", "refuse: {reason: not_here, alternatives: [come_back]}")
    tiny.rule("away", "{service: id_update, need: bedbound}", "refer: {to: home_visit, reason: not_so}")
    tiny.rule("much", "{service: transfer, amount: {over: $cap}}", "require: {step: execute, film: true}")
    tiny.rule("kin", "{service: pin_reset, companion.relation: child}", "require: {step: execute, film: true}")
    tiny.rule("proved", "{service: large_cash, proof: true}", "require: {step: execute, film: true}")
    tiny.rule("old", "{service: deposit, age: {over: 80}}", "require: {step: sign, film: true}")
    tiny.rule("ru", "{language: ru, need: foreign}", "offer: seat")
    tiny.impossible("{need: hospitalised, scene: lobby}", "who is in hospital is not in the lobby")
    return str(tiny.write())


def run(folder: str, *arguments: str, on: str = "2024-11-13") -> int:
    return main(["plan", "--book", folder, "--on", on, *arguments])


class TestStatus:
    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (["--service", "deposit"], 0),
            (["--service", "transfer"], 3),
            (["--service", "id_update", "--need", "bedbound", "--scene", "home"], 4),
            (["--service", "statement", "--scene", "phone"], 5),
            (["--service", "statement", "--service", "deposit", "--scene", "phone"], 0),
            (["--service", "statement", "--service", "id_update", "--scene", "phone", "--need", "bedbound"], 4),
        ],
    )
    def test_is_the_decision(self, folder: str, arguments: list[str], status: int, capsys: Captured) -> None:
        assert run(folder, *arguments) == status
        assert capsys.readouterr().err == ""

    def test_reaches_the_shell(self, folder: str) -> None:
        command = [sys.executable, "-m", "nuanxin.command.main", "plan", "--book", folder, "--on", "2024-11-13"]
        done = subprocess.run([*command, "--service", "transfer", "--json"], capture_output=True, check=False)
        assert (done.returncode, json.loads(done.stdout)["decision"]) == (3, "ask")


class TestJson:
    def test_is_that_of_the_contract(self, folder: str, tiny: TinyBook, capsys: Captured) -> None:
        run(folder, "--service", "deposit", "--need", "writing", "--fact", "age=85", "--json", "--lang", "en")
        made = tiny.plan("deposit", need="writing", age=85)
        assert json.loads(capsys.readouterr().out) == contract.plan_as_json(made, "en")

    def test_stays_json_beside_a_trace(self, folder: str, capsys: Captured) -> None:
        run(folder, "--service", "deposit", "--json", "--trace")
        out, err = capsys.readouterr()
        assert json.loads(out)["decision"] == "serve"
        assert "- thumb (articles/002.md" in err


class TestText:
    def test_tells_everything_in_english(self, folder: str, capsys: Captured) -> None:
        run(folder, "--service", "deposit", "--need", "writing", "--lang", "en")
        assert capsys.readouterr().out.splitlines() == [
            "A tiny book 1 · law of 2024-11-13",
            "A sample",
            "",
            "deposit: serve",
            "Known later: x [age] (after identify)",
            "Route: green, love, longest wait 10 minutes",
            "Staff: teller, supervisor",
            "Languages: en",
            "Target: 20 minutes",
            "Aids: seat",
            "Materials: guide book",
            "Limits: daily 5",
            "Whole case: retention long",
            "",
            "Steps:",
            "  1. greet [greet] · teller",
            "  2. identify [identify] · teller",
            "  3. consent [consent.thumbprint] · customer · consent thumbprint · (depends on age)",
            "  4. approve [approve.sign] · supervisor · approval supervisor · (depends on age)",
            "  5. sign [sign] · sign.thumbprint · customer · approval supervisor, consent thumbprint, witness staff"
            " · (depends on age)",
            "  6. execute [execute] · teller",
            "Never: sign · sign.companion signs (never)",
            "",
            "Clauses:",
            "  第二条第一款 A paragraph.",
        ]

    def test_tells_it_in_chinese_unless_asked_otherwise(self, folder: str, capsys: Captured) -> None:
        run(folder, "--service", "statement", "--scene", "phone")
        out = capsys.readouterr().out
        assert out.startswith(
            "小书 1 · 法据日 2024-11-13\n样例\n\n测试：不能办理\n  理由：测试（no）\n  可以改为：测试\n"
        )
        assert "条文。" in out

    def test_tells_reason_and_target_of_a_referral(self, folder: str, capsys: Captured) -> None:
        run(folder, "--service", "id_update", "--need", "bedbound", "--lang", "en")
        assert "id update: refer\n  reason: not so (away)\n  to: home visit\n" in capsys.readouterr().out

    def test_owns_up_to_an_error_of_the_book(self, tiny: TinyBook, capsys: Captured) -> None:
        tiny.kind("sign", "{cannot: {handwritten: {need: writing}}}")
        tiny.rule("a", "{need: vision}", "use: {step: pin, method: companion}", "use: {step: pin, method: biometric}")
        run(str(tiny.write()), "--service", "deposit", "--service", "transfer", "--need", "writing", "--need", "vision")
        out = capsys.readouterr().out
        assert "理由：细则没有给出可行办法，也没有说明理由（细则的差错）（sign:deposit）" in out
        assert "理由：细则要求互相排斥的办法（细则的差错）（pin:transfer）" in out

    def test_asks_with_the_answers_that_there_are(self, folder: str, capsys: Captured) -> None:
        run(folder, "--service", "pin_reset", "--service", "large_cash", "--lang", "en")
        out = capsys.readouterr().out
        assert "Ask: x (companion.relation) [none none / spouse spouse / child child]" in out
        assert "Ask: x (proof) [true / false]" in out

    def test_explains_each_rule_when_asked_for_a_trace(self, folder: str, capsys: Captured) -> None:
        run(folder, "--service", "deposit", "--need", "writing", "--trace")
        lines = capsys.readouterr().out.splitlines()
        assert any(line.startswith("  + thumb (") for line in lines)
        assert any(line.startswith("  ? old (") and line.endswith(": age over 80") for line in lines)


class TestFacts:
    @pytest.mark.parametrize("yes", ["true", "yes", "1", "是", "True"])
    @pytest.mark.parametrize("no", ["false", "no", "0", "否"])
    def test_are_true_or_false_in_the_words_of_people(self, folder: str, yes: str, no: str) -> None:
        assert run(folder, "--service", "large_cash", "--fact", f"proof={yes}") == 0
        assert run(folder, "--service", "large_cash", "--fact", f"proof={no}") == 0

    def test_are_numbers_with_or_without_commas(self, folder: str, capsys: Captured) -> None:
        assert run(folder, "--service", "transfer", "--fact", "amount=1,001", "--json") == 0
        made = json.loads(capsys.readouterr().out)
        assert made["steps"][-1]["controls"] == {"film": True}

    def test_may_be_those_of_one_service(self, folder: str) -> None:
        told = ["--fact", "transfer#2.amount=5"]
        assert run(folder, "--service", "transfer#1", "--service", "transfer#2", *told) == 3
        assert (
            run(folder, "--service", "transfer#1", "--service", "transfer#2", *told, "--fact", "transfer#1.amount=1")
            == 0
        )

    def test_may_be_beyond_anybodys_answer(self, folder: str, capsys: Captured) -> None:
        assert run(folder, "--service", "large_cash", "--fact", "proof=cannot_be_answered", "--json") == 0
        assert json.loads(capsys.readouterr().out)["case"] == {"approval": "supervisor"}

    def test_wait_at_the_door(self, folder: str) -> None:
        assert run(folder, "--service", "large_cash", "--at", "door") == 0

    def test_are_asked_where_their_step_is_done(self, folder: str) -> None:
        assert run(folder, "--service", "deposit", "--done", "identify") == 3


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "no service is named"),
            (["--service", "depositt"], "unknown service 'depositt'; did you mean 'deposit'?"),
            (["--service", "deposit", "--need", "writting"], "unknown need 'writting'; did you mean 'writing'?"),
            (["--service", "deposit", "--scene", "loby"], "unknown scene 'loby'; did you mean 'lobby'?"),
            (["--service", "deposit", "--at", "dor"], "unknown moment 'dor'; did you mean 'door'?"),
            (["--service", "deposit", "--done", "identfy"], "unknown step kind 'identfy'; did you mean 'identify'?"),
            (["--service", "deposit", "--fact", "agge=5"], "unknown fact 'agge'; did you mean 'age'?"),
            (["--service", "deposit", "--fact", "age"], "--fact age: write name=value"),
            (["--service", "deposit", "--fact", "age=old"], "age: 'old' is not a whole number"),
            (["--service", "deposit", "--fact", "age=300"], "age: 300 is not between 0 and 120"),
            (["--service", "deposit", "--fact", "proof=maybe"], "proof: 'maybe' is not true or false"),
            (["--service", "deposit", "--fact", "companion.relation=chid"], "did you mean 'child'?"),
        ],
    )
    def test_exits_2_and_says_what_would_be_right(
        self, folder: str, arguments: list[str], message: str, capsys: Captured
    ) -> None:
        assert run(folder, *arguments) == 2
        out, err = capsys.readouterr()
        assert (out, err[:14]) == ("", "nuanxin plan: ")
        assert message in err

    def test_is_a_situation_that_cannot_be(self, folder: str, capsys: Captured) -> None:
        arguments = ["--service", "deposit", "--need", "hospitalised", "--scene", "lobby"]
        assert run(folder, *arguments, "--lang", "en") == 2
        assert capsys.readouterr().err == "nuanxin plan: this cannot be: who is in hospital is not in the lobby\n"
        assert run(folder, *arguments) == 2
        assert "不可能" in capsys.readouterr().err

    def test_is_a_day_outside_the_books_life(self, folder: str, capsys: Captured) -> None:
        assert run(folder, "--service", "deposit", on="2023-12-31") == 2
        assert "holds from 2024-01-01 until 2026-01-01, not on 2023-12-31" in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [["--on", "yesterday"], ["--lang", "fr"], ["--nonsense"]])
    def test_is_an_argument_that_the_command_does_not_know(self, folder: str, arguments: list[str]) -> None:
        with pytest.raises(SystemExit) as left:
            main(["plan", "--book", folder, "--service", "deposit", *arguments])
        assert left.value.code == 2

    def test_is_a_folder_without_a_book(self, capsys: Captured) -> None:
        assert main(["plan", "--book", "nowhere", "--service", "deposit"]) == 2
        assert "there is no rulebook at nowhere" in capsys.readouterr().err

    def test_is_a_book_that_cannot_be_read_told_with_file_and_line(self, tiny: TinyBook, capsys: Captured) -> None:
        path = tiny.rule("bad", "{nead: vision}", "offer: seat").write()
        assert main(["plan", "--book", str(path), "--service", "deposit"]) == 2
        assert "  articles/002.md:10: unknown condition word or fact 'nead'" in capsys.readouterr().err


class TestWhichBook:
    def test_is_the_one_of_the_settings_where_none_is_named(self, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NUANXIN_BOOK", folder)
        assert main(["plan", "--service", "statement", "--scene", "phone", "--on", str(DAY)]) == 5

    def test_is_read_for_today_where_no_day_is_named(self, tiny: TinyBook, capsys: Captured) -> None:
        main(["plan", "--book", str(tiny.write()), "--service", "deposit", "--json"])
        out, err = capsys.readouterr()
        today = datetime.datetime.now().astimezone().date().isoformat()
        assert (json.loads(out)["on"] if out else err.rpartition(" ")[2].strip()) == today
