"""Settings, marks and the browser for every test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
import pytest

from tests import system_parts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuanxin.config.settings")
os.environ.setdefault("NUANXIN_DEMO", "true")
# Playwright keeps an event loop in the test's thread, where Django would refuse to reach the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

BROWSER_FIXTURES = {"browser", "context", "page", "new_context"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
CHROMIUM_SWITCHES = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


def pytest_configure() -> None:
    """Set Django up; pytest-django looks for settings before this file could name them."""
    django.setup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for, and leave browser tests out where there is no browser."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        if fixtures & BROWSER_FIXTURES:
            item.add_marker(pytest.mark.browser)
            if not Path(system_parts.CHROMIUM).exists() and not system_parts.nothing_may_be_left_out():
                item.add_marker(pytest.mark.skip(reason="needs Debian's package chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start Debian's own Chromium, quiet and without a graphics card."""
    return {**browser_type_launch_args, "executable_path": system_parts.CHROMIUM, "args": CHROMIUM_SWITCHES}
