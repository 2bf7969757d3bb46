"""The project as the guards see it: its files, its layers."""

from __future__ import annotations

import functools
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def files() -> tuple[Path, ...]:
    """Return every file that is committed or could be, by its path in the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted(set(filter(None, listed.stdout.decode().split("\0"))))
    assert names, "git lists no file"
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def files_with(*suffixes: str) -> list[Path]:
    """Return the files with these endings; `run` is Python without one."""
    return [path for path in files() if path.suffix in suffixes or (path == Path("run") and ".py" in suffixes)]


def read(path: Path) -> str | None:
    """Return a file's text, None where it is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@functools.cache
def pyproject() -> dict[str, object]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@functools.cache
def rooms_from_the_bottom() -> tuple[frozenset[str], ...]:
    """Return the rooms of the layer contract, the lowest line first, with those that are not built yet."""
    tool = pyproject()["tool"]
    assert isinstance(tool, dict)
    lines: list[str] = tool["importlinter"]["contracts"][0]["layers"]
    return tuple(frozenset(room.strip(" ()") for room in line.split("|")) for line in reversed(lines))
