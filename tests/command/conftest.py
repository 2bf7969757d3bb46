"""A tiny book for the commands."""

from pathlib import Path

import pytest

from tests.core.policy.books import TinyBook


@pytest.fixture
def tiny(tmp_path: Path) -> TinyBook:
    """A book without rules."""
    return TinyBook(tmp_path / "tiny")
