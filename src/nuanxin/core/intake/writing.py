"""Text made comparable, with the way back: each normalised character knows its place in the original.

Owns width, case, traditional characters, spaces, quotation marks, thousands separators, spellings and sounds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST = 500
"""Characters of a text that are read; what follows is left alone."""

_PUNCTUATION = str.maketrans({"。": ".", "…": ",", "—": ",", ":": ",", "\n": ",", "‐": "-", "–": "-"})
_DROPPED = frozenset("'\"`“”‘’「」『』《》‹›´ʼ")
_HAN = re.compile("[㐀-䶿一-鿿〇]")


@dataclass(frozen=True)
class Conventions:
    """How writing is levelled: `characters` one for one, `spellings` and `sounded_words` by whole words."""

    characters: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    sounded_words: tuple[str, ...] = ()
    syllables: Mapping[str, str] = field(default_factory=dict)
    kept_words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Levelled:
    """Normalised text; character `i` came from `original[starts[i]:ends[i]]`."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of the normalised characters from `start` to before `end`."""
        return min(self.starts[start:end]), max(self.ends[start:end])


_Cell = tuple[str, int, int]


def level_source(text: str, conventions: Conventions) -> str:
    """Normalise a phrase as texts are, but without spellings and sounds: phrases are spelt right."""
    return "".join(c for c, _, _ in _tidy(_cells(text, conventions)))


def is_chinese(text: str) -> bool:
    """Tell whether any Chinese character is in the text."""
    return _HAN.search(text) is not None


class Leveller:
    """Normalises texts by one set of conventions, which it prepares once."""

    def __init__(self, conventions: Conventions) -> None:
        self._conventions = conventions
        spelt = sorted(conventions.spellings, key=lambda s: (-len(s), s))
        self._spelling = re.compile("|".join(map(_spelling_pattern, spelt))) if spelt else None
        self._sounds = {self._sound(word): word for word in conventions.sounded_words}
        self._lengths = sorted({len(word) for word in conventions.sounded_words}, reverse=True)

    def level(self, text: str) -> Levelled:
        """Return the first `LONGEST` characters of `text`, normalised."""
        cells = _tidy(_cells(text[:LONGEST], self._conventions))
        cells = self._hear(self._spell(cells))
        return Levelled(
            text,
            "".join(c for c, _, _ in cells),
            tuple(start for _, start, _ in cells),
            tuple(end for _, _, end in cells),
        )

    def _spell(self, cells: list[_Cell]) -> list[_Cell]:
        if self._spelling is None:
            return cells
        text, done, at = "".join(c for c, _, _ in cells), list[_Cell](), 0
        for match in self._spelling.finditer(text):
            done += cells[at : match.start()]
            word = self._conventions.spellings.get(match[0]) or self._conventions.spellings[f"/{match[0]}"]
            done += _respell(cells[match.start() : match.end()], word)
            at = match.end()
        return done + cells[at:]

    def _hear(self, cells: list[_Cell]) -> list[_Cell]:
        sounds = self._sound("".join(c for c, _, _ in cells))
        heard, at = list[_Cell](), 0
        while at < len(cells):
            word = self._word_at(cells, sounds, at)
            heard += _respell(cells[at : at + len(word)], word) if word else cells[at : at + 1]
            at += len(word) or 1
        return heard

    def _word_at(self, cells: list[_Cell], sounds: tuple[str, ...], at: int) -> str:
        for length in self._lengths:
            word = self._sounds.get(sounds[at : at + length], "")
            if word:
                written = "".join(c for c, _, _ in cells[at : at + length])
                # One character at least is right, else chance likeness would rewrite plain text.
                likeness = any(a == b for a, b in zip(written, word, strict=True))
                if likeness and written not in self._conventions.kept_words:
                    return word
        return ""

    def _sound(self, word: str) -> tuple[str, ...]:
        return tuple(self._conventions.syllables.get(c, c) for c in word)


def _spelling_pattern(written: str) -> str:
    """A spelling that begins with `/` holds at the beginning of a clause only: 额 for 我, but not in 余额."""
    return f"(?:^|(?<=[,.;!?])){re.escape(written[1:])}" if written.startswith("/") else re.escape(written)


def _respell(cells: list[_Cell], word: str) -> list[_Cell]:
    if len(cells) == len(word):
        return [(c, start, end) for c, (_, start, end) in zip(word, cells, strict=True)]
    return [(c, cells[0][1], cells[-1][2]) for c in word]


def _cells(text: str, conventions: Conventions) -> list[_Cell]:
    cells: list[_Cell] = []
    for at, original in enumerate(text):
        level = unicodedata.normalize("NFKC", original).casefold().translate(_PUNCTUATION)
        for c in level:
            if c not in _DROPPED and unicodedata.category(c) not in ("Cf", "Mn"):
                c = conventions.characters.get(c, c)
                cells.append((" " if c.isspace() or unicodedata.category(c) == "Cc" else c, at, at + 1))
    return cells


def _tidy(cells: list[_Cell]) -> list[_Cell]:
    """Drop thousands separators and all spaces but single ones between words that are not Chinese."""
    tidy: list[_Cell] = []
    for i, cell in enumerate(cells):
        before = tidy[-1][0] if tidy else " "
        after = cells[i + 1][0] if i + 1 < len(cells) else " "
        if cell[0] == " ":
            if before == " " or after == " " or _is_wide(before) or _is_wide(after):
                continue
        elif cell[0] == "," and before.isdigit() and _starts_thousands(cells, i + 1):
            continue
        tidy.append(cell)
    return tidy


def _is_wide(c: str) -> bool:
    return is_chinese(c) or c in ",.;!?"


def _starts_thousands(cells: list[_Cell], at: int) -> bool:
    digits = "".join(c for c, _, _ in cells[at : at + 4])
    return digits[:3].isdecimal() and len(digits) >= 3 and not digits[3:].isdecimal()
