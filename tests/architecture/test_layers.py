"""Who may import whom."""

import ast

from importlinter import cli

from tests.architecture import project

# How long something took may be measured; what day it is has to be said.
CLOCK_READINGS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime"}


def test_every_import_goes_down() -> None:
    assert cli.lint_imports(config_filename=str(project.ROOT / "pyproject.toml")) == 0


def test_core_reads_no_clock() -> None:
    readings = [
        f"{path}:{node.lineno}"
        for path in project.files_with(".py")
        if path.is_relative_to("src/nuanxin/core")
        for node in ast.walk(ast.parse(project.read(path) or ""))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_READINGS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "time"}
    ]
    assert readings == []
