"""Each device of the pattern language, alone."""

import pytest

from nuanxin.core.intake import patterns

GROUPS = {"card": ("卡", "存折", "bank card")}


def pieces(source: str, text: str) -> list[list[str]]:
    """Return the words of each place where the pattern fits."""
    return [
        [text[start:end] for start, end in found.pieces]
        for pattern in patterns.compile_patterns(source, GROUPS)
        for found in pattern.find(text, patterns.list_traits(text))
    ]


class TestFind:
    @pytest.mark.parametrize(
        ("source", "text", "found"),
        [
            ("看不(见|清)", "我看不清", [["看不清"]]),
            ("看不[太](见|清)", "我看不太清", [["看不太清"]]),
            ("{card}丢", "存折丢了", [["存折丢"]]),
            ("{card}_丢", "卡昨天又丢了", [["卡", "丢"]]),
            ("{card}_丢", "卡在从单位回家的路上丢了", []),
            ("{card}~丢", "卡在回单位的路上丢了", [["卡", "丢"]]),
            ("{card}~丢", "卡没事,丢的是包", []),
            ("{card}~~丢", "卡没了,不知丢哪", [["卡", "丢"]]),
            ("{card} & 丢", "丢了一张卡", [["丢", "卡"]]),
            ("取(,|/)", "我来取", [["取"]]),
            ("/取", "不取,取过了", [["取"]]),
            ("lost_{card}", "i lost my blue bank card", [["lost", "bank card"]]),
            ("old", "i told you", []),
            ("age", "我age不大", [["age"]]),
        ],
    )
    def test_finds_the_words_and_leaves_the_gaps_out(self, source: str, text: str, found: list[list[str]]) -> None:
        assert pieces(source, text) == found

    @pytest.mark.parametrize(("text", "number"), [("取三万五", 35000), ("取8k", 8000), ("取十二块", 12)])
    def test_reads_the_number(self, text: str, number: float) -> None:
        (pattern,) = patterns.compile_patterns("取{number}", {})
        (found,) = pattern.find(text, patterns.list_traits(text))
        assert found.number == number


class TestCompilePatterns:
    @pytest.mark.parametrize("source", ["(a|)", "a_", "~a", "{number}和{number}", "a & b & c", "a)", "[a]", "(a|b"])
    def test_refuses_what_cannot_be_meant(self, source: str) -> None:
        with pytest.raises(patterns.BadPattern):
            patterns.compile_patterns(source, {})
