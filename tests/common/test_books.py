"""The book in use is read once, whoever asks first."""

import shutil
import threading
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from nuanxin.common import books
from nuanxin.core.policy import loading
from nuanxin.core.policy.book import Book
from tests.api.conftest import SMALL_BOOK


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.BOOK = tmp_path / "book"
    shutil.copytree(SMALL_BOOK, settings.BOOK)
    return tmp_path / "book"


class TestCurrentBook:
    def test_is_read_once_even_when_all_come_first(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        read, start = list[Path](), threading.Barrier(4)
        found = list[Book]()

        def load(path: Path, load: object = loading.load) -> Book:
            read.append(path)
            assert callable(load)
            loaded: Book = load(path)
            return loaded

        def come() -> None:
            start.wait()
            found.append(books.current_book())

        monkeypatch.setattr(loading, "load", load)
        together = [threading.Thread(target=come) for _ in range(4)]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        assert read == [folder]
        assert len({id(book) for book in found}) == 1

    def test_that_cannot_be_read_is_refused_until_it_can(self, folder: Path) -> None:
        (folder / "words.yaml").rename(folder / "gone")
        with pytest.raises(loading.Unreadable):
            books.current_book()
        (folder / "gone").rename(folder / "words.yaml")
        assert books.current_book().id == "small-book"
