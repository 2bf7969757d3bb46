"""MAP.md names exactly the folders that exist."""

import re
from pathlib import Path

from tests.architecture import project

# The folders whose own folders MAP.md explains; of all others it explains the folder as a whole.
OPENED = [Path(), *map(Path, ("src/nuanxin", "src/nuanxin/core", "rulebooks", "tests", "docs", "frontend"))]
LINE = re.compile(r"^\s*- `([^`]+)/`", re.MULTILINE)


def folders() -> set[Path]:
    parents = {parent for path in project.files() for parent in path.parents}
    named = {folder for folder in parents if folder != Path() and folder.parent in OPENED}
    return named - {Path("src")} | {Path("src/nuanxin")}


def test_the_map_names_exactly_the_folders_that_exist() -> None:
    text = project.read(Path("MAP.md"))
    assert text is not None
    assert {Path(name) for name in LINE.findall(text)} == folders()


def test_every_path_that_a_page_names_exists() -> None:
    named = {
        (page, name)
        for page in ("CONTRIBUTING.md", "MAP.md", "SECURITY.md")
        for name in re.findall(
            r"`((?:src|tests|rulebooks|docs|frontend|benchmarks)/[\w./-]+)`", project.read(Path(page)) or ""
        )
    }
    assert len(named) > 20
    there = {*project.files(), *(parent for path in project.files() for parent in path.parents)}
    assert {where for where in named if Path(where[1]) not in there} == set()
