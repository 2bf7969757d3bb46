"""The process environment, read for settings.py: typed, by name, and loud when something is wrong.

Every reading is remembered with its meaning, so that docs/reference/settings.md can be written from it and
a variable that nobody reads (a typing error, mostly) stops the start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
OURS = "NUANXIN_"
FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True)
class Reading:
    """One variable that the settings read, as the reference page shows it."""

    name: str
    kind: str
    default: str
    meaning: str
    secret: bool = False


class Environment:
    """The variables of one process."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.readings: list[Reading] = []

    def text(self, name: str, *, meaning: str, default: str | None = None, shown: str = "") -> str:
        """Read a text. A default of None means that it must be given; `shown` describes the default.

        :raises ImproperlyConfigured: it must be given and is not.
        """
        return self._read(Reading(name, "text", shown or _show(default), meaning), str, default)

    def flag(self, name: str, *, meaning: str, default: bool, shown: str = "") -> bool:
        """Read true or false.

        :raises ImproperlyConfigured: the value is neither.
        """
        shown = shown or str(default).lower()
        return self._read(Reading(name, "true or false", shown, meaning), _flag, default)

    def number(self, name: str, *, meaning: str, default: int, least: int = 0) -> int:
        """Read a whole number of at least `least`.

        :raises ImproperlyConfigured: the value is no such number.
        """

        def parse(value: str) -> int:
            if int(value) < least:
                raise ValueError(f"must be at least {least}")
            return int(value)

        return self._read(Reading(name, "whole number", str(default), meaning), parse, default)

    def choice(self, name: str, *, meaning: str, among: list[str], default: str) -> str:
        """Read one of a few words.

        :raises ImproperlyConfigured: the value is none of them.
        """

        def parse(value: str) -> str:
            if value not in among:
                raise ValueError(f"must be one of {', '.join(among)}")
            return value

        return self._read(Reading(name, " or ".join(among), default, meaning), parse, default)

    def words(self, name: str, *, meaning: str, default: list[str] | None, shown: str = "") -> list[str]:
        """Read a list with commas between. A default of None means that it must be given.

        :raises ImproperlyConfigured: it must be given and is not.
        """
        reading = Reading(name, "list with commas", shown or _show(", ".join(default or [])), meaning)
        return self._read(reading, _words, default)

    def folder(self, name: str, *, meaning: str, default: Path, shown: str) -> Path:
        """Read the path of a folder, made absolute. Whether it exists is for its user to see.

        :raises ImproperlyConfigured: the value is empty.
        """
        return self._read(Reading(name, "folder", shown, meaning), _folder, default)

    def secret(self, name: str, *, meaning: str, default: str | None = None, shown: str = "") -> str:
        """Read a text that stays out of listings, from the variable or from the file that NAME_FILE names.

        :raises ImproperlyConfigured: it must be given and is not, is given twice, or the file cannot be read.
        """
        reading = Reading(name, "text", shown or _show(default), meaning, secret=True)
        by_file = self._values.get(f"{name}_FILE")
        if by_file is None:
            return self._read(reading, str, default)
        self.readings.append(reading)
        if name in self._values:
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both given; leave one of them out")
        try:
            return Path(by_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error

    def refuse_unknown(self) -> None:
        """Stop when a variable with our prefix was read by nobody.

        :raises ImproperlyConfigured: names it.
        """
        known = {reading.name for reading in self.readings}
        known |= {f"{reading.name}_FILE" for reading in self.readings if reading.secret}
        for name in sorted(self._values):
            if name.startswith(OURS) and name not in known:
                raise ImproperlyConfigured(f"{name} is no setting; docs/reference/settings.md lists them")

    def _read(self, reading: Reading, parse: Callable[[str], T], default: T | None) -> T:
        self.readings.append(reading)
        value = self._values.get(reading.name)
        if value is None:
            if default is None:
                raise ImproperlyConfigured(f"{reading.name} must be set: {reading.meaning}")
            return default
        try:
            if not value.strip():
                raise ValueError("is empty")
            return parse(value.strip())
        except ValueError as error:
            raise ImproperlyConfigured(f"{reading.name}: {error}") from error


def _show(default: str | None) -> str:
    return "must be given" if default is None else default or "empty"


def _flag(value: str) -> bool:
    if value.lower() not in FLAGS:
        raise ValueError("must be true or false")
    return FLAGS[value.lower()]


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _folder(value: str) -> Path:
    return Path(value).expanduser().resolve()
