"""From a database's address to Django's settings for it: SQLite for one machine, PostgreSQL for a bank."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# FULL, not NORMAL: in WAL mode NORMAL can lose the last commits when the power goes, and what will be
# kept here is a record of money and consent.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
)


def read_address(address: str) -> dict[str, Any]:
    """Return Django's settings for `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME?OPTION=...`.

    :raises ImproperlyConfigured: it is neither, or names no database.
    """
    parts = urlsplit(address)
    name = unquote(parts.path[1:])
    if parts.scheme == "sqlite" and name:
        return sqlite(Path(name))
    if parts.scheme in {"postgresql", "postgres"} and name:
        options = dict(parse_qsl(parts.query))
        return postgresql(
            name=name,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=options.pop("host", parts.hostname or ""),
            port=str(parts.port or ""),
            options=options,
        )
    raise ImproperlyConfigured("DATABASE_URL must be sqlite:///PATH or postgresql://USER@HOST/NAME")


def sqlite(path: Path) -> dict[str, Any]:
    """Return the settings of an SQLite file.

    A transaction takes the write lock when it begins: one that only upgraded from reading later would fail
    at once when another wrote meanwhile, however long the timeout. Connections are not kept: under ASGI
    each request has a thread of its own, and kept connections would only pile up.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS},
    }


def postgresql(*, name: str, user: str, password: str, host: str, port: str, options: dict[str, str]) -> dict[str, Any]:
    """Return the settings of a PostgreSQL database, reached through a pool (which wants CONN_MAX_AGE 0)."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 10, "timeout": 10}, **options},
    }
