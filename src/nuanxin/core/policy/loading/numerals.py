"""Chinese numerals of articles and paragraphs: 第十四条第一款."""

import re

DIGITS = "零一二三四五六七八九"
ARTICLE = re.compile(r"第([零一二三四五六七八九十百千]+)条")


def number_of(numeral: str) -> int | None:
    """Return the number that a numeral below ten thousand means, or None if it is not written as one is."""
    total, digit = 0, 0
    for sign in numeral:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
    total += digit
    return total if numeral in (numeral_of(total), numeral_of(total).replace("一十", "十")) else None


def numeral_of(number: int) -> str:
    """Return the numeral of a number from 1 to 9999: 十四, 一百零三, 一百一十."""
    text, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


def clause_number(article: str, position: int) -> str:
    """Return the number of a paragraph: 第十四条第一款 for the first of 第十四条."""
    return f"{article}第{numeral_of(position)}款"
