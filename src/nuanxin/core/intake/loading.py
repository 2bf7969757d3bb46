"""Reads the YAML files of a folder as one phrase list, strictly.

Owns the form of the phrase files; what they mean is in `phrases`. See docs/subsystems/intake.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from nuanxin.core.intake import patterns, phrases, sheets, writing

_SECTIONS = frozenset(
    ("codes", "groups", "entries", "strikes", "follows", "replaces", "spellings", "sounds", "characters")
)
_ENTRY = frozenset(("suggests", "say", "with", "unless", "not_in", "number", "firm", "script"))
_STRIKE = frozenset(("say", "of", "reaches", "within", "not_in", "when", "why"))
_FOLLOW = frozenset(("suggests", "when", "unless", "say", "not_said", "script"))
_SOUNDS = frozenset(("words", "kept", "syllables"))
_T = TypeVar("_T")
_Record = dict[str, sheets.Value]


def load(folder: Path) -> phrases.Phrases:
    """Read all YAML files of `folder` as one phrase list.

    :raises UnreadablePhrases: naming file and line, for anything unknown, double or unreadable.
    """
    sections: dict[str, list[sheets.Value]] = {name: [] for name in _SECTIONS}
    for path in sorted(folder.glob("*.yaml")):
        top = sheets.read_file(path)
        for name, value in top.record(_SECTIONS).items() if top else ():
            sections[name].append(value)
    if not sections["codes"]:
        raise sheets.UnreadablePhrases(folder.name, 0, "no file of the folder has the section 'codes'")
    return _Reader(sections).read()


class _Reader:
    """Reads the sections in the order in which they build on one another."""

    def __init__(self, sections: Mapping[str, list[sheets.Value]]) -> None:
        self._sections = sections
        self._kinds = self._read_codes()
        self._characters = writing.Conventions(characters=self._read_characters())
        self._conventions = self._read_conventions()
        self._groups = {name: tuple(self._level(word) for word in value.texts()) for name, value in self._all("groups")}

    def read(self) -> phrases.Phrases:
        replaces = {self._code(name, value): self._codes(value) for name, value in self._all("replaces")}
        return phrases.Phrases(
            kinds=MappingProxyType(self._kinds),
            entries=self._each("entries", self._read_entry),
            strikes=self._each("strikes", self._read_strike),
            follows=self._each("follows", self._read_follow),
            replaces=MappingProxyType(replaces),
            leveller=writing.Leveller(self._conventions),
        )

    def _level(self, text: str) -> str:
        return writing.level_source(text, self._characters)

    def _all(self, section: str) -> Iterator[tuple[str, sheets.Value]]:
        """Yield the fields of a section over all files; a key stands in one file only."""
        seen: dict[str, sheets.Value] = {}
        for part in self._sections[section]:
            for name, value in part.fields():
                if name in seen:
                    raise value.refuse(f"'{name}' is given in {seen[name].file}:{seen[name].line} too")
                seen[name] = value
                yield name, value

    def _each(self, section: str, read: Callable[[str, sheets.Value], _T]) -> tuple[_T, ...]:
        return tuple(read(name, value) for name, value in sorted(self._all(section), key=lambda f: f[0]))

    def _read_codes(self) -> dict[str, phrases.Kind]:
        kinds: dict[str, phrases.Kind] = {}
        for part in self._sections["codes"]:
            for name, value in part.record(frozenset(phrases.KINDS)).items():
                for item in value.items():
                    if item.text() in kinds:
                        raise item.refuse(f"the code '{item.text()}' is given twice")
                    kinds[item.text()] = next(kind for kind in phrases.KINDS if kind == name)
        return kinds

    def _read_characters(self) -> dict[str, str]:
        characters = {}
        for part in self._sections["characters"]:
            for item in part.items():
                for pair in item.text().split():
                    if len(pair) != 2:
                        raise item.refuse(f"'{pair}' is not a pair of characters")
                    characters[pair[0]] = pair[1]
        return characters

    def _read_conventions(self) -> writing.Conventions:
        words: list[str] = []
        kept: list[str] = []
        syllables: dict[str, str] = {}
        for part in self._sections["sounds"]:
            record = part.record(_SOUNDS)
            words += record["words"].texts() if "words" in record else ()
            kept += record["kept"].texts() if "kept" in record else ()
            for syllable, value in record["syllables"].fields() if "syllables" in record else ():
                syllables |= dict.fromkeys(value.text(), syllable)
        return writing.Conventions(
            characters=self._characters.characters,
            spellings={self._level(name): self._level(value.text()) for name, value in self._all("spellings")},
            sounded_words=tuple(words),
            syllables=syllables,
            kept_words=frozenset(kept),
        )

    def _code(self, code: str, value: sheets.Value) -> str:
        if code not in self._kinds:
            raise value.refuse(f"'{code}' is not a code of this phrase list")
        return code

    def _codes(self, value: sheets.Value) -> frozenset[str]:
        """Read codes; the name of a kind stands for all of its codes."""
        codes: set[str] = set()
        for item in value.items():
            kind = [code for code, kind in self._kinds.items() if kind == item.text()]
            codes |= set(kind) if kind else {self._code(item.text(), item)}
        return frozenset(codes)

    def _together(self, value: sheets.Value) -> list[frozenset[str]]:
        """Read codes that must be found together: 'foreign + account_opening'; a kind: any of its codes."""
        of_kind = [frozenset((code,)) for code, kind in self._kinds.items() if kind == value.text()]
        return of_kind or [frozenset(self._code(code.strip(), value) for code in value.text().split("+"))]

    def _patterns(self, record: _Record, key: str) -> phrases.Patterns:
        items = record[key].items() if key in record else []
        return tuple(pattern for item in items for pattern in self._read_pattern(item))

    def _read_pattern(self, value: sheets.Value) -> list[patterns.Pattern]:
        try:
            return patterns.compile_patterns(self._level(value.text()), self._groups)
        except patterns.BadPattern as error:
            raise value.refuse(f"the pattern '{value.text()}' cannot be read: {error}") from error

    def _read_entry(self, name: str, value: sheets.Value) -> phrases.Entry:
        record = _require(value, _ENTRY, ("suggests", "say"))
        return phrases.Entry(
            name=name,
            codes=tuple(self._code(item.text(), item) for item in record["suggests"].items()),
            say=self._patterns(record, "say"),
            also=self._patterns(record, "with"),
            unless=self._patterns(record, "unless"),
            not_in=self._patterns(record, "not_in"),
            number=_read_limits(record),
            firm="firm" in record and record["firm"].truth(),
            foreign_script=_asks_foreign_script(record),
        )

    def _read_strike(self, name: str, value: sheets.Value) -> phrases.Strike:
        record = _require(value, _STRIKE, ("say", "of", "reaches", "why"))
        reach = next((r for r in phrases.REACHES if r == record["reaches"].text()), None)
        if reach is None:
            raise record["reaches"].refuse(f"reaches one of {', '.join(phrases.REACHES)}")
        return phrases.Strike(
            name=name,
            codes=self._codes(record["of"]),
            say=self._patterns(record, "say"),
            reaches=reach,
            within=record["within"].whole() if "within" in record else writing.LONGEST,
            not_in=self._patterns(record, "not_in"),
            when=self._codes(record["when"]) if "when" in record else frozenset(),
            why=record["why"].text(),
        )

    def _read_follow(self, name: str, value: sheets.Value) -> phrases.Follow:
        record = _require(value, _FOLLOW, ("suggests", "when"))
        codes = tuple(self._code(item.text(), item) for item in record["suggests"].items())
        if len({self._kinds[code] for code in codes}) != 1:
            raise value.refuse("the codes that follow must be of one kind")
        return phrases.Follow(
            name=name,
            codes=codes,
            kind=self._kinds[codes[0]],
            when=tuple(together for item in record["when"].items() for together in self._together(item)),
            unless=self._codes(record["unless"]) if "unless" in record else frozenset(),
            say=self._patterns(record, "say"),
            not_said=self._patterns(record, "not_said"),
            foreign_script=_asks_foreign_script(record),
        )


def _require(value: sheets.Value, known: frozenset[str], required: tuple[str, ...]) -> _Record:
    record = value.record(known)
    for key in required:
        if key not in record:
            raise value.refuse(f"the key '{key}' is missing")
    return record


def _asks_foreign_script(record: _Record) -> bool:
    if "script" in record and record["script"].text() != "foreign":
        raise record["script"].refuse("the only script to ask for is 'foreign'")
    return "script" in record


def _read_limits(record: _Record) -> phrases.Limits:
    if "number" not in record:
        return phrases.Limits()
    bounds = record["number"].record(frozenset(("at_least", "under")))
    return phrases.Limits(
        least=bounds["at_least"].whole() if "at_least" in bounds else 0,
        under=bounds["under"].whole() if "under" in bounds else float("inf"),
    )
