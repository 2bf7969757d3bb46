"""What is too long to be read in one go."""

import ast
from pathlib import Path

from tests.architecture import project

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def test_no_file_is_longer_than_400_lines() -> None:
    too_long = {
        str(path): lines
        for path in project.files_with(".py", ".ts", ".css", ".html")
        if (lines := len((project.read(path) or "").splitlines())) > LONGEST_FILE
    }
    assert too_long == {}


def test_no_function_is_longer_than_40_lines() -> None:
    too_long = {
        f"{path}:{node.lineno} {node.name}": lines
        for path in project.files_with(".py")
        if path.parts[0] != "tests"
        for node in ast.walk(ast.parse(project.read(path) or ""))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert too_long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    idle = {"utils", "helpers", "managers", "signals", "misc"}
    assert [path for path in project.files_with(".py") if Path(path).stem in idle] == []
