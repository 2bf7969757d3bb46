"""The bench reads labelled sentences strictly and counts them rightly."""

import json
from pathlib import Path

import pytest

from benchmarks import intake as bench
from nuanxin.core import intake

LINE = {"text": "取三百", "lang": "zh", "needs": [], "services": ["withdrawal"], "scene": None, "note": ""}


def sentence_file(folder: Path, *lines: str) -> Path:
    path = folder / "said.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class TestReadSentences:
    @pytest.mark.parametrize(
        ("wrong", "reason"),
        [
            ("{", "said.jsonl:2: not JSON"),
            ("[]", "exactly these keys"),
            (json.dumps(LINE | {"scene": 3}), "'scene' is of the wrong type"),
            (json.dumps(LINE | {"lang": "fr"}), "'lang' is one of"),
            (json.dumps(LINE | {"needs": ["tired"]}), "unknown code 'tired'"),
        ],
    )
    def test_names_the_bad_line(self, tmp_path: Path, phrases: intake.Phrases, wrong: str, reason: str) -> None:
        path = sentence_file(tmp_path, json.dumps(LINE), wrong)
        with pytest.raises(bench.BadSentence, match=r"said\.jsonl:2: ") as caught:
            bench.read_sentences(path, phrases.kinds)
        assert reason in str(caught.value)


class TestCountCodes:
    def test_counts_right_wrong_and_missed(self, phrases: intake.Phrases) -> None:
        said = [
            bench.Sentence("取三百", "zh", frozenset({"withdrawal"})),
            bench.Sentence("取三百", "zh", frozenset({"deposit"})),
        ]
        counts = bench.count_codes(phrases, said)
        assert counts == {"withdrawal": bench.Count(1, 1, 0), "deposit": bench.Count(0, 0, 1)}
        assert bench.micro(counts.values()) == bench.Count(1, 1, 1)
        assert bench.macro(counts.values()) == pytest.approx((0.25, 0.5, 1 / 3))


class TestMain:
    def test_says_what_it_wants_when_given_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert bench.main([]) == 0
        assert "docs/measured/intake.md" in capsys.readouterr().out

    def test_prints_the_figures_and_no_sentence(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert bench.main(["--sentences", str(sentence_file(tmp_path, json.dumps(LINE)))]) == 0
        printed = capsys.readouterr().out
        assert "| micro | 1.000 | 1.000 | 1.000 | 1 | 0 | 0 |" in printed
        assert "取三百" not in printed

    def test_fails_on_a_bad_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert bench.main(["--sentences", str(sentence_file(tmp_path, "{"))]) == 2
        assert "said.jsonl:1" in capsys.readouterr().err
