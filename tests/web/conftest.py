"""The small book, and a reader who asks for pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from nuanxin.common import books
from nuanxin.core.policy.book import Book
from nuanxin.web.telling.naming import Namer

SMALL_BOOK = Path(__file__).parents[1] / "core" / "policy" / "loading" / "small_book"
DAY = datetime.date(2024, 11, 12)
Read = Callable[..., str]


@pytest.fixture
def book(settings: Settings) -> Book:
    """The book in use."""
    settings.BOOK = SMALL_BOOK
    return books.current_book()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> datetime.date:
    """A day on which the small book holds."""
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    return DAY


@pytest.fixture
def namer(book: Book) -> Namer:
    """A namer for a reader of English."""
    return Namer(book, "en")


@pytest.fixture
def reader(book: Book) -> Client:
    """A browser that has chosen English."""
    client = Client()
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def read(reader: Client) -> Read:
    """Read a page: its text, after a look at its status."""

    def read(address: str, *, status: int = 200) -> str:
        answered = reader.get(address)
        assert answered.status_code == status, answered.content.decode()[:2000]
        return answered.content.decode()

    return read


@pytest.fixture(autouse=True)
def english() -> object:
    """What is told outside a request is told in English."""
    with translation.override("en"):
        yield
