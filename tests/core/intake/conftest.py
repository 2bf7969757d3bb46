"""The phrase list that the project ships, and a small one made on the spot."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nuanxin.core import intake
from tests.architecture import project

SHIPPED = project.ROOT / "rulebooks" / "special-customers-2024" / "phrases"
CODES = """
codes:
  needs: [vision, elderly, phone_lost, language]
  services: [withdrawal, large_cash, deposit]
  scenes: [home]
"""


@pytest.fixture(scope="session")
def phrases() -> intake.Phrases:
    """Return the shipped phrase list, read once."""
    return intake.load(SHIPPED)


@pytest.fixture
def write_phrases(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes phrase files beside the codes and returns their folder."""

    def write(**files: str) -> Path:
        (tmp_path / "codes.yaml").write_text(CODES, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write
