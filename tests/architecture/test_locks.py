"""Locks say what by its hash, and never where from; each dependency has a reason."""

import json
import re
from pathlib import Path

import pytest

from tests.architecture import project

LOCKS = ["requirements.lock", "tools.lock", "benchmarks/requirements.lock"]
NAME = re.compile(r"^[A-Za-z0-9@/._-]*[A-Za-z0-9]")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_python_lock_has_hashes_and_no_address(lock: str) -> None:
    text = project.read(Path(lock)) or ""
    assert not re.search(r"://|^-|\bfile:|@ ", text, re.MULTILINE)
    packages = re.findall(r"^\S.*(?:\n .*)*", text, re.MULTILINE)
    assert packages
    for package in packages:
        assert "==" in package, package
        assert "--hash=sha256:" in package, package


def test_the_node_lock_has_hashes_and_no_address() -> None:
    packages = json.loads(project.read(Path("package-lock.json")) or "")["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_each_dependency_has_a_line_of_reason_and_each_line_a_dependency() -> None:
    wanted = {name for name in python_packages() | node_packages() if not name.startswith("types-")}
    page = project.read(Path("docs/decisions/dependencies.md")) or ""
    reasoned = re.findall(r"^- \*\*([^*]+)\*\*", page, re.MULTILINE)
    assert len(reasoned) == len(set(reasoned))
    assert set(reasoned) == wanted


def python_packages() -> set[str]:
    parsed = project.pyproject()
    project_table, groups = parsed["project"], parsed["dependency-groups"]
    assert isinstance(project_table, dict)
    assert isinstance(groups, dict)
    lists = [project_table["dependencies"], *groups.values()]
    return {match.group() for lines in lists for line in lines if (match := NAME.match(line))}


def node_packages() -> set[str]:
    package = json.loads(project.read(Path("package.json")) or "")
    return {*package.get("dependencies", {}), *package["devDependencies"]}
