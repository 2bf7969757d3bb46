"""Where and when a figure was measured: commit, day, machine and its load; every report carries this line."""

import datetime
import os
import platform
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def line() -> str:
    """Return one sentence that names commit, day, interpreter, cores and load."""
    commit = subprocess.run(  # noqa: S603 - a fixed command
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    load = f"{os.getloadavg()[0]:.1f}"
    day = datetime.datetime.now(tz=datetime.UTC).date()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"Commit {commit or 'unknown'}, {day}, {python}, {os.cpu_count()} cores, load {load}."
