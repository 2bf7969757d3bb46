"""The pattern language of the phrase files, made into regular expressions over normalised text.

`(a|b)` one of these · `[a]` perhaps · `{group}` · `{number}` · `_`, `~`, `~~` gaps · `/` edge of a clause.
Gaps stand only at the top level, so that the pieces between gaps can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nuanxin.core.intake import numerals

STOPS = ",.;!?"
_SPECIAL = "()[]{}|~_"
_OTHER_LANGUAGES = "?*+^$\\"
# True unless a Latin word or a figure runs on across this place.
_EDGE = "(?:(?<![a-z0-9])|(?![a-z0-9]))"
# One Chinese character or one Latin word with its spaces; atomic, so that a word is never cut.
_TOKEN = rf"(?> ?[a-z0-9]+ ?|[^{STOPS}a-z0-9])"
_GAPS = {"_": f"{_TOKEN}{{0,4}}?", "~": f"{_TOKEN}{{0,8}}?", "~~": ".{0,60}?"}
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
    """A compiled pattern. `needed`: of each set at least one character is in any text that fits."""

    source: str
    regex: re.Pattern[str]
    needed: tuple[frozenset[str], ...]

    def find(self, text: str, characters: frozenset[str]) -> Iterator[Found]:
        """Yield each place where the pattern fits `text`, whose characters are `characters`."""
        if any(characters.isdisjoint(some) for some in self.needed):
            return
        for match in self.regex.finditer(text):
            spoken = match.groupdict().get("number")
            pieces = [match.span(name) for name in match.groupdict() if name != "number"]
            yield Found(
                tuple(sorted(p for p in pieces if p[1] > p[0])) or (match.span(),),
                None if spoken is None else numerals.read_number(spoken),
            )


Groups = Mapping[str, tuple[str, ...]]
_Needed = list[frozenset[str]]


def compile_pattern(source: str, groups: Groups) -> Pattern:
    """Compile `source` (normalised text with devices); `{name}` stands for the words of `groups[name]`.

    :raises BadPattern: with the reason.
    """
    parser = _Parser(source, groups, ())
    regex, needed = parser.read_top()
    if not needed:
        raise BadPattern("it would fit any text")
    return Pattern(source, re.compile(regex), tuple(needed))


class _Parser:
    def __init__(self, source: str, groups: Groups, inside: tuple[str, ...]) -> None:
        self.source, self.groups, self.inside, self.at = source, groups, inside, 0
        self.has_number = False

    def read_top(self) -> tuple[str, _Needed]:
        parts: list[str] = []
        needed: _Needed = []
        piece = ""
        while self.at < len(self.source):
            if self.source[self.at] in "_~":
                parts += [_close_piece(piece, len(parts)), self._read_gap()]
                piece = ""
            else:
                regex, some = self._read_item()
                piece, needed = piece + regex, needed + some
        parts.append(_close_piece(piece, len(parts)))
        return "".join(parts), needed

    def read_word(self) -> tuple[str, _Needed]:
        regex, needed = "", _Needed()
        while self.at < len(self.source):
            part, some = self._read_item()
            regex, needed = regex + part, needed + some
        return regex, needed

    def _read_gap(self) -> str:
        mark = "~~" if self.source.startswith("~~", self.at) else self.source[self.at]
        self.at += len(mark)
        return _GAPS[mark]

    def _read_item(self) -> tuple[str, _Needed]:
        c = self.source[self.at]
        self.at += 1
        if c == "(":
            return self._read_choice(")")
        if c == "[":
            regex, _ = self._read_choice("]")
            return f"(?:{regex})?", []
        if c == "{":
            return self._read_group()
        if c == "/":
            return _CLAUSE_EDGE, []
        if c in _OTHER_LANGUAGES:
            raise BadPattern(f"'{c}' means nothing here; write [..] for what may be missing")
        if c in _SPECIAL:
            raise BadPattern(f"'{c}' is out of place at character {self.at}")
        return re.escape(c), [] if c == " " else [frozenset(c)]

    def _read_choice(self, closing: str) -> tuple[str, _Needed]:
        choices: list[tuple[str, _Needed]] = []
        regex, needed = "", _Needed()
        while self.at < len(self.source) and self.source[self.at] != closing:
            if self.source[self.at] == "|":
                self.at += 1
                choices.append((regex, needed))
                regex, needed = "", _Needed()
                continue
            part, some = self._read_item()
            regex, needed = regex + part, needed + some
        if self.at == len(self.source):
            raise BadPattern(f"'{closing}' is missing")
        self.at += 1
        return _unite([*choices, (regex, needed)])

    def _read_group(self) -> tuple[str, _Needed]:
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

    def _read_number(self) -> tuple[str, _Needed]:
        if self.has_number or self.inside:
            raise BadPattern("only one {number} in a pattern, and none in a group")
        self.has_number = True
        return f"(?P<number>{numerals.PATTERN})", []


def _close_piece(piece: str, number: int) -> str:
    if not piece:
        raise BadPattern("a gap needs words on both sides")
    return f"{_EDGE}(?P<piece{number}>{piece}){_EDGE}"


def _unite(choices: list[tuple[str, _Needed]]) -> tuple[str, _Needed]:
    """Join alternatives: of every alternative one needed set, the smallest, goes into the union."""
    if any(not regex for regex, _ in choices):
        raise BadPattern("an alternative is empty; write [..] for what may be missing")
    # The longest first: 手机号码 before 手机, so that the shown words are the whole words.
    ordered = sorted((regex for regex, _ in choices), key=lambda r: (-len(r), r))
    regex = "(?:" + "|".join(ordered) + ")"
    if any(not needed for _, needed in choices):
        return regex, []
    return regex, [frozenset().union(*(min(needed, key=lambda s: (len(s), sorted(s))) for _, needed in choices))]
