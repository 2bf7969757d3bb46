"""What tests need of the system beside Python: a browser, fonts, PostgreSQL. `./run test` calls it first."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys

CHROMIUM = "/usr/bin/chromium"
INITDB = "/usr/lib/postgresql/*/bin/initdb"
# Debian's package, and the files by which it is known to be there.
PARTS = {
    "chromium": CHROMIUM,
    "fonts-noto-cjk": "/usr/share/fonts/**/NotoSansCJK*",
    "fonts-noto-core": "/usr/share/fonts/**/NotoSansArabic*",
    "postgresql": INITDB,
}


def find_missing() -> list[str]:
    """Name the packages of which no file is found."""
    return [name for name, sign in PARTS.items() if not glob.glob(sign, recursive=True)]


def install(packages: list[str]) -> None:
    """Install Debian packages; what fails shows in what is still missing."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run([*apt, *command], env=environment, stdout=sys.stderr, check=False)


def nothing_may_be_left_out() -> bool:
    """Tell whether this is a build server, where a missing part is a failure."""
    return os.environ.get("CI") == "true"


def provide() -> int:
    """Install what is missing where that can be done; return 1 if something still is and may not be."""
    missing = find_missing()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"installing {', '.join(missing)}", flush=True)
        install(missing)
        missing = find_missing()
    if missing:
        print(f"left out, for want of Debian's {', '.join(missing)}: the tests that use it", flush=True)
    return 1 if missing and nothing_may_be_left_out() else 0


if __name__ == "__main__":
    sys.exit(provide())
