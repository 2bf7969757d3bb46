"""A start in production with something missing or wrong stops, and says what."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

COMPLETE = {
    "NUANXIN_SECRET_KEY": "k" * 50,
    "NUANXIN_HOSTS": "nuanxin.example",
    "DATABASE_URL": "sqlite:///nuanxin.sqlite3",
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own and print some of them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NUANXIN_", "DATABASE_"))}
    shown = "print(s.SECRET_KEY, s.DEBUG, s.SECURE_SSL_REDIRECT, s.CSRF_COOKIE_SECURE, s.ALLOWED_HOSTS)"
    return subprocess.run(
        [sys.executable, "-c", f"from nuanxin.config import settings as s; {shown}"],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_closed_and_secure() -> None:
    started = start(**COMPLETE)
    assert started.stdout == f"{'k' * 50} False True True ['nuanxin.example']\n", started.stderr


@pytest.mark.parametrize("missing", ["NUANXIN_SECRET_KEY", "NUANXIN_HOSTS"])
def test_production_does_not_start_without(missing: str) -> None:
    started = start(**{name: value for name, value in COMPLETE.items() if name != missing})
    assert started.returncode != 0
    assert f"{missing} must be set" in started.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("NUANXIN_DEBUG", "perhaps"), ("DATABASE_URL", "mysql://host/name"), ("NUANXIN_SECRET_KY", "misspelt")],
)
def test_production_does_not_start_with(name: str, value: str) -> None:
    started = start(**{**COMPLETE, name: value})
    assert started.returncode != 0
    assert name in started.stderr.splitlines()[-1]


def test_the_demo_keeps_a_random_key_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = (start(NUANXIN_DEMO="true", NUANXIN_DATA=str(tmp_path / "var")) for _ in range(2))
    key = tmp_path / "var" / "demo-secret-key"
    assert len(key.read_text()) >= 50
    assert first.stdout.split()[0] == second.stdout.split()[0] == key.read_text()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
