"""The tiny book that tests of the planner, the proof and the difference complete."""

from pathlib import Path

import pytest

from tests.core.policy.books import TinyBook


@pytest.fixture
def tiny(tmp_path: Path) -> TinyBook:
    """A book without rules."""
    return TinyBook(tmp_path / "tiny")
