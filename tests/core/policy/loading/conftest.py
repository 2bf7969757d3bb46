"""A small whole book that a test changes in one place."""

import shutil
from pathlib import Path

import pytest

from nuanxin.core.policy import loading
from nuanxin.core.policy.book import Book

SMALL_BOOK = Path(__file__).parent / "small_book"


class Folder:
    """A copy of the small book."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that stands there exactly once."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has {text.count(old)} times {old!r}"
        self.write(name, text.replace(old, new))

    def write(self, name: str, text: str) -> None:
        """Write a whole file."""
        (self.path / name).write_text(text, encoding="utf-8")

    def add_rule(self, *lines: str) -> None:
        """Add a rule to the article on writing; its own paragraph is cited. The first line is line 41."""
        page = self.path / "articles/002-writing.md"
        rule = ["id: writing.more", "from: 2024-01-01", "basis: practice", *lines, "cites: 第二条第一款"]
        block = "\n".join(["", "```rule", *rule, "```", ""])
        page.write_text(page.read_text(encoding="utf-8") + block, encoding="utf-8")

    def load(self) -> Book:
        """Read the book."""
        return loading.load(self.path)

    def faults(self) -> list[str]:
        """Return what is wrong with the book, as it is told."""
        with pytest.raises(loading.Unreadable) as caught:
            self.load()
        return [str(fault) for fault in caught.value.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the small book to change."""
    shutil.copytree(SMALL_BOOK, tmp_path / "book")
    return Folder(tmp_path / "book")


@pytest.fixture(scope="session")
def small_book() -> Book:
    """The small book as it stands."""
    return loading.load(SMALL_BOOK)
