"""Numbers as people say them: figures, Chinese numerals, English number words.

Owns the pattern that finds one in normalised text and the reading of its value.
"""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_SUFFIXES = {"万": 10_000, "千": 1000, "百": 100, "w": 10_000, "k": 1000, "thousand": 1000}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_WORDS = {w: i for i, w in enumerate(_ONES)} | {w: 10 * (i + 2) for i, w in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1000}

_WORD = "(?:" + "|".join(sorted([*_WORDS, *_SCALES], key=len, reverse=True)) + ")"
PATTERN = (
    r"(?:[0-9]{1,12}(?:\.[0-9]{1,4})?(?: ?(?:万|千|百|w|k|thousand)(?![a-z]))?"
    r"|[零〇一二两俩仨三四五六七八九十百千万]{1,12}"
    rf"|{_WORD}(?:[ -]{_WORD}){{0,5}}(?![a-z]))"
)
_FIGURES = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([a-z]+|[万千百])?")


def read_number(words: str) -> float:
    """Return the value of words that `PATTERN` matched.

    七十三 → 73, 十二万 → 120000, 三万五 → 35000, 八五 → 85, 5w → 50000, 'eighty two' → 82.

    :raises ValueError: when the words are no number.
    """
    figures = _FIGURES.fullmatch(words)
    if figures:
        return float(figures[1]) * _SUFFIXES.get(figures[2] or "", 1)
    if words and words[0].isascii():
        return _read_english(words)
    return _read_chinese(words)


def _read_english(words: str) -> float:
    total, part = 0, 0
    for word in re.split("[ -]", words):
        if word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _WORDS:
            part += _WORDS[word]
        else:
            raise ValueError(words)
    return total + part


def _read_chinese(words: str) -> float:
    if len(words) > 1 and all(c in _DIGITS for c in words):
        return float("".join(str(_DIGITS[c]) for c in words))
    total, part, digit, unit = 0, 0, 0, 1
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
            unit = 1 if digit == 0 else unit
        elif c == "万":
            total, part, digit, unit = (total + max(part + digit, 1)) * 10_000, 0, 0, 10_000
        elif c in _UNITS:
            part, digit, unit = part + max(digit, 1) * _UNITS[c], 0, _UNITS[c]
        else:
            raise ValueError(words)
    # 三万五 is 35,000: a last digit counts in tenths of the unit before it; after 十 in ones.
    return total + part + digit * (unit // 10 if unit > 10 else 1)
