"""Which book a command reads: the one named, else the one of the settings, else the sample."""

import os
from pathlib import Path

from nuanxin.command.faults import BadInput
from nuanxin.core.policy import loading
from nuanxin.core.policy.book import Book

SAMPLE = Path(__file__).resolve().parents[3] / "rulebooks" / "special-customers-2024"
"""The sample book of a checkout."""


def book_at(folder: str | None) -> Book:
    """Return the book in a folder.

    :raises BadInput: with every fault of a book that cannot be read, a line each.
    """
    path = Path(folder or os.environ.get("NUANXIN_BOOK") or SAMPLE)
    if not path.is_dir():
        raise BadInput(f"there is no rulebook at {path}: name its folder")
    try:
        return loading.load(path)
    except loading.Unreadable as unreadable:
        lines = "\n".join(f"  {fault}" for fault in unreadable.faults)
        raise BadInput(f"the book at {path} cannot be read:\n{lines}") from unreadable
