"""The one command: it does a step when it is due, and says what it does not know."""

import importlib.machinery
import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / "run", *arguments], capture_output=True, text=True, check=False)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The file `run` as a module, in an empty folder of its own."""
    loader = importlib.machinery.SourceFileLoader("run", str(ROOT / "run"))
    specification = importlib.util.spec_from_loader("run", loader)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    monkeypatch.chdir(tmp_path)
    return module


class TestStamp:
    def due(self, run: ModuleType) -> bool:
        with run.stamp("step", "sources/**/*", made="made") as due:
            if due:
                Path("made").touch()
        return bool(due)

    def test_makes_a_step_due_until_it_is_done(self, run: ModuleType) -> None:
        assert self.due(run)
        assert not self.due(run)

    def test_makes_a_step_due_when_a_source_changes_appears_or_goes(self, run: ModuleType) -> None:
        Path("sources").mkdir()
        self.due(run)
        source = Path("sources/page.css")
        for change in (source.touch, lambda: source.write_text("a"), source.unlink):
            change()
            assert self.due(run)
            assert not self.due(run)

    def test_makes_a_step_due_when_what_it_made_is_gone(self, run: ModuleType) -> None:
        self.due(run)
        Path("made").unlink()
        assert self.due(run)

    def test_leaves_a_step_due_that_failed(self, run: ModuleType) -> None:
        with pytest.raises(RuntimeError), run.stamp("step", made="made"):
            raise RuntimeError
        assert self.due(run)


def test_an_unknown_command_is_named() -> None:
    started = start("tset")
    assert started.returncode != 0
    assert "no command 'tset'" in started.stderr


def test_a_port_that_is_taken_is_named_with_the_next_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        started = start("--port", str(port))
    assert started.returncode != 0
    assert f"--port {port + 1}" in started.stderr


def test_help_lists_every_command(run: ModuleType) -> None:
    shown = start("help").stdout
    for command in run.COMMANDS:
        assert command == "serve" or f"./run {command}" in shown
