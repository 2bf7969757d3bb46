"""Every static check in one go, those after a failure too. `./run check` calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAMS = Path(sys.executable).parent


def list_checks() -> dict[str, list[str]]:
    """Return the commands by the names under which they are reported."""
    programs, python = f"{PROGRAMS}/", sys.executable
    templates = sorted(str(path) for path in Path("src").rglob("*.html"))
    checks = {
        "ruff": [f"{programs}ruff", "check", "--quiet"],
        "ruff format": [f"{programs}ruff", "format", "--check", "--quiet"],
        "mypy": [f"{programs}mypy"],
        "layers": [f"{programs}lint-imports"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "translations": [python, "-m", "nuanxin.config.translations", "check"],
        "reference": [python, "-m", "nuanxin.config.reference", "check"],
        "typescript": ["npm", "run", "--silent", "check"],
    }
    if templates:
        checks["templates"] = [f"{programs}djade", "--target-version", "5.2", "--check", *templates]
    return checks


def run_checks() -> int:
    """Run all, print a line for each and the output of those that fail, and return 1 if one failed."""
    failed = 0
    for name, command in list_checks().items():
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        print("FAILED" if done.returncode else "ok    ", name, flush=True)
        if done.returncode:
            print(done.stdout.decode(), flush=True)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(run_checks())
