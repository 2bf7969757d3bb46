"""The rulebook by which every door of this process plans."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

from django.conf import settings

from nuanxin.core.policy import loading
from nuanxin.core.policy.book import Book

# Two requests that come first together must not both read the folder: it takes most of a second.
_reading = threading.Lock()


def current_book() -> Book:
    """Return the book of the folder that the settings name, read once a process.

    :raises loading.Unreadable: the folder holds something that is not understood.
    """
    with _reading:
        return _read(settings.BOOK)


@functools.cache
def _read(folder: Path) -> Book:
    return loading.load(folder)
