"""The pattern language of the phrase files, made into regular expressions over normalised text.

`(a|b)` one of these · `[a]` perhaps · `{group}` · `{number}` · `_`, `~`, `~~` gaps · `A & B` either
order · `/` edge of a clause.
Gaps stand only at the top level, so that the pieces between gaps can be shown.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nuanxin.core.intake import numerals

STOPS = ",.;!?"
_LATIN = re.compile("[a-z]+")
_SPECIAL = "()[]{}|~_"
_OTHER_LANGUAGES = "?*+^$\\"
# True unless a Latin word or a figure runs on across this place.
_EDGE = "(?:(?<![a-z0-9])|(?![a-z0-9]))"
# One Chinese character, or one Latin word with the space after it; atomic, so that a word is never cut.
_TOKEN = rf"(?>[a-z0-9]+ ?|[^{STOPS}a-z0-9])"
_GAPS = {"_": f"{_TOKEN}{{0,5}}?", "~": f"{_TOKEN}{{0,9}}?", "~~": ".{0,60}?"}
_CLAUSE_EDGE = rf"(?:^|$|(?<=[{STOPS}])|(?=[{STOPS}]))"


class BadPattern(ValueError):
    """A pattern that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Found:
    """One place where a pattern fits: the pieces between its gaps, and the number if it has one."""

    pieces: tuple[tuple[int, int], ...]
    number: float | None

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern. `needed`: of each set at least one trait is in any text that fits."""

    source: str
    expression: str
    needed: tuple[frozenset[str], ...]

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first needed: most are not for a long time."""
        return re.compile(self.expression)

    def find(self, text: str, traits: frozenset[str]) -> list[Found]:
        """Return each place where the pattern fits `text`, whose traits are `traits`."""
        for some in self.needed:
            if traits.isdisjoint(some):
                return []
        return [_read_match(match) for match in self.regex.finditer(text)]


def list_traits(text: str) -> frozenset[str]:
    """Return what a pattern can cheaply be ruled out by: characters, and up to three Latin letters in a row."""
    traits = set(text)
    for word in _LATIN.findall(text):
        for at in range(len(word)):
            traits.add(word[at : at + 2])
            traits.add(word[at : at + 3])
    return frozenset(traits)


def _read_match(match: re.Match[str]) -> Found:
    groups = match.groupdict()
    spoken = groups.pop("number", None)
    pieces = sorted(span for span in map(match.span, groups) if span[1] > span[0])
    return Found(
        tuple(pieces) or (match.span(),),
        None if spoken is None else numerals.read_number(spoken),
    )


Groups = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Part:
    """A part of a pattern as regular expression; `han_first`: it surely begins with a Chinese character."""

    regex: str
    needed: tuple[frozenset[str], ...] = ()
    han_first: bool = False

    def __add__(self, other: _Part) -> _Part:
        han_first = self.han_first if self.regex else other.han_first
        return _Part(self.regex + other.regex, self.needed + other.needed, han_first)


def compile_patterns(source: str, groups: Groups) -> list[Pattern]:
    """Compile `source` (normalised text with devices); `{name}` stands for the words of `groups[name]`.

    `A & B` becomes two patterns, one for each order.

    :raises BadPattern: with the reason.
    """
    sides = [side.strip() for side in source.split("&")]
    if len(sides) > 2:
        raise BadPattern("only one & in a pattern")
    orders = [sides, sides[::-1]] if len(sides) == 2 else [sides]
    return [_compile("~".join(order), groups) for order in orders]


def _compile(source: str, groups: Groups) -> Pattern:
    whole = _Parser(source, groups, ()).read_top()
    if not whole.needed:
        raise BadPattern("it would fit any text")
    # The smallest sets first: they rule most texts out.
    needed = sorted(set(whole.needed), key=lambda some: (len(some), sorted(some)))
    return Pattern(source, whole.regex, tuple(needed))


class _Parser:
    def __init__(self, source: str, groups: Groups, inside: tuple[str, ...]) -> None:
        self.source, self.groups, self.inside, self.at = source, groups, inside, 0
        self.has_number = False

    def read_top(self) -> _Part:
        whole, piece, pieces = _Part(""), _Part(""), 0
        while self.at < len(self.source):
            if self.source[self.at] in "_~":
                whole += _close_piece(piece, pieces) + _Part(self._read_gap())
                piece, pieces = _Part(""), pieces + 1
            else:
                piece += self._read_item()
        return whole + _close_piece(piece, pieces)

    def read_word(self) -> _Part:
        word = _Part("")
        while self.at < len(self.source):
            word += self._read_item()
        return word

    def _read_gap(self) -> str:
        mark = "~~" if self.source.startswith("~~", self.at) else self.source[self.at]
        self.at += len(mark)
        return _GAPS[mark]

    def _read_item(self) -> _Part:
        c = self.source[self.at]
        if c.isascii() and c.isalpha():
            return self._read_letters()
        self.at += 1
        if c == "(":
            return self._read_choice(")")
        if c == "[":
            return _Part(f"(?:{self._read_choice(']').regex})?")
        if c == "{":
            return self._read_group()
        if c == "/":
            return _Part(_CLAUSE_EDGE)
        if c in _OTHER_LANGUAGES:
            raise BadPattern(f"'{c}' means nothing here; write [..] for what may be missing")
        if c in _SPECIAL:
            raise BadPattern(f"'{c}' is out of place at character {self.at}")
        return _Part(re.escape(c), () if c == " " else (frozenset(c),), han_first=not c.isascii())

    def _read_letters(self) -> _Part:
        match = _LATIN.match(self.source, self.at)
        letters = match[0] if match else self.source[self.at]
        self.at += len(letters)
        return _Part(letters, (frozenset((letters[:3],)),))

    def _read_choice(self, closing: str) -> _Part:
        choices, part = list[_Part](), _Part("")
        while self.at < len(self.source) and self.source[self.at] != closing:
            if self.source[self.at] == "|":
                self.at += 1
                choices.append(part)
                part = _Part("")
            else:
                part += self._read_item()
        if self.at == len(self.source):
            raise BadPattern(f"'{closing}' is missing")
        self.at += 1
        return _unite([*choices, part])

    def _read_group(self) -> _Part:
        end = self.source.find("}", self.at)
        name = self.source[self.at : end] if end > 0 else ""
        self.at = end + 1
        if name == "number":
            return self._read_number()
        if name not in self.groups:
            raise BadPattern(f"no group is named '{name}'")
        if name in self.inside:
            raise BadPattern(f"the group '{name}' contains itself")
        return _unite([_Parser(word, self.groups, (*self.inside, name)).read_word() for word in self.groups[name]])

    def _read_number(self) -> _Part:
        if self.has_number or self.inside:
            raise BadPattern("only one {number} in a pattern, and none in a group")
        self.has_number = True
        return _Part(f"(?P<number>{numerals.PATTERN})")


def _close_piece(piece: _Part, number: int) -> _Part:
    if not piece.regex:
        raise BadPattern("a gap needs words on both sides")
    # Without the edge in front the search can skip to a fitting first character.
    before = "" if piece.han_first else _EDGE
    return _Part(f"{before}(?P<piece{number}>{piece.regex}){_EDGE}", piece.needed)


def _unite(choices: list[_Part]) -> _Part:
    """Join alternatives: of every alternative one needed set, the smallest, goes into the union."""
    if any(not choice.regex for choice in choices):
        raise BadPattern("an alternative is empty; write [..] for what may be missing")
    # The longest first: 手机号码 before 手机, so that the shown words are the whole words.
    ordered = sorted((choice.regex for choice in choices), key=lambda regex: (-len(regex), regex))
    needed: tuple[frozenset[str], ...] = ()
    if all(choice.needed for choice in choices):
        needed = (frozenset[str]().union(*(min(choice.needed, key=_rarity) for choice in choices)),)
    return _Part(f"(?:{'|'.join(ordered)})", needed, all(choice.han_first for choice in choices))


def _rarity(some: frozenset[str]) -> tuple[int, int, list[str]]:
    return len(some), -min(map(len, some)), sorted(some)
