"""The tests that touch the database, once more on a PostgreSQL of our own. `./run test` calls it last."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import system_parts

NO_TEST_CHOSEN = 5  # pytest's exit status


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Run a PostgreSQL in a new folder, reached through a socket in it alone, and yield its address."""
    programs = Path(sorted(glob.glob(system_parts.INITDB))[-1]).parent
    folder = Path(tempfile.mkdtemp(prefix="nuanxin-postgresql-"))
    become: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        become = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    control = [*become, str(programs / "pg_ctl"), "--silent", "--wait", "--pgdata", str(folder / "data")]
    initdb = [*become, str(programs / "initdb"), "--username=postgres", "--auth=trust", "--encoding=UTF8"]
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    try:
        make = [*initdb, "--pgdata", str(folder / "data")]
        start = [*control, "--log", str(folder / "log"), "--options", options, "start"]
        for command in (make, start):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        yield f"postgresql://postgres@/nuanxin?host={folder}"
    finally:
        subprocess.run([*control, "--mode", "immediate", "stop"], check=False, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def run_tests(arguments: list[str]) -> int:
    """Run pytest on a new cluster and return its exit status."""
    if not glob.glob(system_parts.INITDB):
        print("left out: the tests on PostgreSQL")
        return 0
    chosen = ["-q", "-n", "2", "-m", "database and not browser", *arguments]
    with cluster() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        done = subprocess.run([sys.executable, "-m", "pytest", *chosen], env=environment, check=False)
    return 0 if done.returncode == NO_TEST_CHOSEN else done.returncode


if __name__ == "__main__":
    sys.exit(run_tests(sys.argv[1:]))
