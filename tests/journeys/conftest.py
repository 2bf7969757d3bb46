"""The house, served; and readers of both languages and type sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

DESK: ViewportSize = {"width": 1440, "height": 900}
OPENING = 15_000
"""Milliseconds: the first page reads the rulebook."""

Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Open a page as a reader who has chosen language and type; what the console complains of fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(
        address: str, *, language: str = "zh-hans", type_mode: str = "standard", width: int = 0, scripts: bool = True
    ) -> Page:
        size: ViewportSize = {"width": width or DESK["width"], "height": DESK["height"]}
        context = browser.new_context(
            viewport=size, java_script_enabled=scripts, reduced_motion="reduce", base_url=live_server.url
        )
        contexts.append(context)
        cookies = {"language": language, "type": type_mode}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(OPENING)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said.text, said.type) else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def is_complaint(text: str, sort: str) -> bool:
    """Say whether the console complains of our code; a page that was asked for and is not there is no such thing."""
    return sort == "error" and "the server responded with a status of 40" not in text
