"""Generated pages and catalogues are as they would be written now."""

import re
from pathlib import Path

from nuanxin.config import reference, translations
from tests.architecture import project

ENVIRONMENT = re.compile(r"os\.environ|os\.getenv|getenv\(")


def test_the_generated_pages_are_true() -> None:
    for path, text in reference.pages().items():
        assert project.read(path) == text, f"{path}: ./run reference"


def test_only_the_settings_read_the_environment() -> None:
    # The command line answers in a fifth of a second because it starts without Django.
    allowed = {"config/settings.py", "config/asgi.py", "config/preparation.py", "command/books.py"}
    readers = [
        str(path)
        for path in project.files_with(".py")
        if path.is_relative_to("src")
        and path.relative_to("src/nuanxin").as_posix() not in allowed
        and ENVIRONMENT.search(project.read(path) or "")
    ]
    assert readers == []


def test_every_message_is_translated() -> None:
    catalogues = translations.catalogue_files()
    assert [path.parents[1].name for path in catalogues] == ["zh_Hans"]
    messages = translations.read_sources()
    assert [fault for path in catalogues for fault in translations.find_faults(path, messages)] == []


def test_no_compiled_catalogue_is_committed() -> None:
    assert [path for path in project.files() if Path(path).suffix == ".mo"] == []
