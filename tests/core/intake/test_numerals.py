"""Numbers as they are said at a counter."""

import re

import pytest

from nuanxin.core.intake import numerals


class TestReadNumber:
    @pytest.mark.parametrize(
        ("said", "value"),
        [
            ("7", 7),
            ("5w", 50_000),
            ("3.5万", 35_000),
            ("六十", 60),
            ("十六", 16),
            ("八五", 85),
            ("三万五", 35_000),
            ("一百二", 120),
            ("一百零五", 105),
            ("二十万", 200_000),
            ("一千二百万", 12_000_000),
            ("俩", 2),
            ("eighty two", 82),
            ("two hundred thousand", 200_000),
            ("fifty thousand", 50_000),
        ],
    )
    def test_reads_what_was_said(self, said: str, value: float) -> None:
        assert re.fullmatch(numerals.PATTERN, said)
        assert numerals.read_number(said) == value

    @pytest.mark.parametrize("said", ["多少", "plenty"])
    def test_refuses_what_is_no_number(self, said: str) -> None:
        with pytest.raises(ValueError, match=f"^{said}$"):
            numerals.read_number(said)
