"""Levelled text knows where each of its characters stood."""

import pytest

from nuanxin.core.intake import writing

CONVENTIONS = writing.Conventions(
    characters={"錢": "钱"},
    spellings={"莫得": "没有", "/额": "我", "存着": "存折"},
    sounded_words=("密码", "挂失"),
    syllables=dict.fromkeys("密秘蜜", "mi") | dict.fromkeys("码马吗", "ma") | {"挂": "gua", "失": "si", "师": "si"},
    kept_words=frozenset({"挂师"}),
)


@pytest.fixture(scope="module")
def leveller() -> writing.Leveller:
    return writing.Leveller(CONVENTIONS)


class TestLevel:
    @pytest.mark.parametrize(
        ("written", "level"),
        [
            ("取 錢", "取钱"),
            ("PIN 忘了", "pin忘了"),
            ("I  don't\tknow", "i dont know"),
            ("取50,000元", "取50000元"),
            ("要1,2,3号", "要1,2,3号"),
            ("“军官”,急!", "军官,急!"),
            ("莫得手机", "没有手机"),
            ("额要,余额", "我要,余额"),
            ("蜜码忘了", "密码忘了"),
            ("秘马忘了", "秘马忘了"),
            ("挂师傅的号", "挂师傅的号"),
        ],
    )
    def test_makes_writing_comparable(self, leveller: writing.Leveller, written: str, level: str) -> None:
        assert leveller.level(written).text == level

    def test_finds_the_way_back_over_dropped_and_changed_characters(self, leveller: writing.Leveller) -> None:
        levelled = leveller.level(" “莫得” 5,000")
        start = levelled.text.index("5000")
        assert levelled.original[slice(*levelled.place(start, start + 4))] == "5,000"
        assert levelled.original[slice(*levelled.place(0, 2))] == "莫得"

    def test_reads_no_further_than_the_longest_sentence(self, leveller: writing.Leveller) -> None:
        assert len(leveller.level("钱" * 9000).text) == writing.LONGEST
