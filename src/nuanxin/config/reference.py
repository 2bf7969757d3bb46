"""The pages of docs/reference that are written by the program. `./run reference`."""

from __future__ import annotations

import sys
from pathlib import Path

from nuanxin.config import settings
from nuanxin.config.environment import Reading

PAGES = Path("docs/reference")


def write_settings(readings: list[Reading]) -> str:
    """Return the page of all settings."""
    lines = [
        "# Settings",
        "",
        "Read from the environment when Nuanxin starts. A missing or unusable value stops the start with",
        "its name, and so does a variable that begins with `NUANXIN_` and is not listed here. A secret may",
        "lie in a file instead: `NAME_FILE` then holds the file's path.",
        "",
        "| name | kind | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{reading.name}`{' (secret)' if reading.secret else ''} | {reading.kind} | {reading.default} "
        f"| {reading.meaning} |"
        for reading in readings
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Return every generated page by its path in the project."""
    return {PAGES / "settings.md": write_settings(settings.environment.readings)}


def main(arguments: list[str]) -> int:
    """Write the pages, or check that they are as they would be written; return an exit status."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    if arguments == ["write"]:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], "utf-8")
        return 0
    for path in stale:
        print(f"{path} is not true any more: ./run reference")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
