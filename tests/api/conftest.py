"""A client of the API, on a small book."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from nuanxin.common import books
from nuanxin.core.policy.book import Book

SMALL_BOOK = Path(__file__).parents[1] / "core" / "policy" / "loading" / "small_book"
Ask = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def book(settings: Settings) -> Book:
    """The book in use."""
    settings.BOOK = SMALL_BOOK
    settings.API_PLANS_A_MINUTE = 1_000_000
    return books.current_book()


@pytest.fixture
def situation() -> dict[str, Any]:
    """A question that is answered with a plan; a test changes one thing in it."""
    return {
        "services": ["transfer"],
        "needs": ["writing"],
        "scene": "counter",
        "facts": {"amount": 100, "age": 30, "companion.relation": "none"},
        "on": "2024-11-13",
    }


@pytest.fixture
def ask(db: None) -> Ask:
    """Ask for a plan, with a body as it stands or one to be written as JSON."""

    def ask(body: Any, *, content_type: str = "application/json", **meta: Any) -> HttpResponse:
        sent = body if isinstance(body, bytes) else json.dumps(body)
        answered = Client().post("/api/v1/plan", sent, content_type=content_type, **meta)
        assert isinstance(answered, HttpResponse)
        return answered

    return ask
