"""`./run` serves, says where, and stops cleanly."""

import os
import re
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[1] / "run"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.slow
@pytest.mark.parametrize("way_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_serves_what_it_says_and_stops_cleanly(tmp_path: Path, way_to_stop: signal.Signals) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    started = subprocess.Popen(
        [RUN, "--port", str(free_port())],
        env={**environment, "NUANXIN_DATA": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stderr is not None
    told = ""
    while not (address := re.search(r"Nuanxin is at (\S+/)", told)) and (line := started.stderr.readline()):
        told += line
    assert address, told
    with urllib.request.urlopen(f"{address[1]}api/v1/openapi.json") as answer:
        assert answer.status == 200
    started.send_signal(way_to_stop)
    rest = started.communicate(timeout=20)[1]
    assert started.returncode == 0, rest
    assert "Traceback" not in rest
    assert (tmp_path / "nuanxin.sqlite3").exists()
