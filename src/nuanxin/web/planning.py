"""The pages' only door to the core: the book, the plan, what a customer's own words suggest, and the other editions."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

from django.conf import settings

from nuanxin.common import books
from nuanxin.core import intake
from nuanxin.core.policy import loading, planner
from nuanxin.core.policy.book import Book, Place
from nuanxin.core.policy.loading import markdown
from nuanxin.core.policy.loading.faults import Faults
from nuanxin.core.policy.planner.plans import Plan
from nuanxin.core.policy.situation import Situation

PHRASES = "phrases"
BOOK_FILE = "book.yaml"
EDITIONS_KEPT = 4


def book() -> Book:
    """Return the rulebook by which plans are made, read once a process.

    :raises loading.Unreadable: the folder holds something that is not understood.
    """
    return books.current_book()


@functools.cache
def _phrases(folder: Path) -> intake.Phrases | None:
    """Return the phrases by which a customer's own words are read, read once a process; a book may have none."""
    return intake.load(folder) if folder.is_dir() else None


def plan(situation: Situation, *, on: datetime.date) -> Plan:
    """Plan a visit by the book in use.

    :raises nuanxin.core.policy.situation.Impossible: the book's world excludes the situation.
    :raises nuanxin.core.policy.book.OutsideLife: the book does not hold on that day.
    """
    return planner.plan(book(), situation, on=on)


def suggest(text: str) -> intake.Suggestions:
    """Return what a customer's own words suggest; the words are neither kept nor logged."""
    known = _phrases(settings.BOOK / PHRASES)
    return intake.suggest(known, text) if known else intake.Suggestions((), (), (), ())


def editions() -> list[str]:
    """Return the names of the editions on this server: the folders beside the book in use that hold a book."""
    return sorted(folder.name for folder in settings.BOOK.parent.iterdir() if (folder / BOOK_FILE).is_file())


def edition_in_use() -> str:
    """Return the name of the edition by which plans are made."""
    return str(settings.BOOK.name)


def edition(name: str) -> Book:
    """Return one of the server's editions.

    :raises KeyError: there is none of that name.
    """
    if name not in editions():
        raise KeyError(name)
    return book() if name == settings.BOOK.name else _read(settings.BOOK.parent / name)


def source(place: Place) -> str:
    """Return the fenced block at a place of the book in use, as it stands in its file."""
    return next((text for first, end, text in _blocks(settings.BOOK / place.file) if first <= place.line < end), "")


@functools.cache
def _blocks(file: Path) -> tuple[tuple[int, int, str], ...]:
    """Return first line, end and text of every fenced block of a file."""
    written = file.read_text(encoding="utf-8")
    parts = markdown.parts(written, file.name, Faults())
    starts = [part.place.line for part in parts[1:]] + [written.count("\n") + 2]
    fenced = ("rule", "service", "no-rule")
    return tuple(
        (part.place.line, end, part.text) for part, end in zip(parts, starts, strict=True) if part.kind in fenced
    )


@functools.lru_cache(maxsize=EDITIONS_KEPT)
def _read(folder: Path) -> Book:
    return loading.load(folder)
