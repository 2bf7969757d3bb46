"""What must not stand in the project."""

import re

from tests.architecture import project

# A character in brackets keeps this file from finding itself.
NOT_OURS = re.compile(
    r"https?://\S*(?:/simple\b|registr[y]\.|pyp[i]\.org|file[s]\.pythonhosted)"  # where packages come from
    r"|-index-ur[l]|find-link[s]\b"
    r"|(?<![\w./$<>{}-])/(?:w[o]rk|t[m]p|r[o]ot|h[o]me)/\w"  # places of one machine
    r"|\.\./share[d]"
)
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r])\b")


def find(pattern: re.Pattern[str], *suffixes: str) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in (project.files_with(*suffixes) if suffixes else project.files())
        for number, line in enumerate((project.read(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_says_where_it_was_made() -> None:
    assert find(NOT_OURS) == []


def test_nothing_is_left_unfinished() -> None:
    assert find(UNFINISHED, ".py", ".ts", ".css", ".html") == []


def test_the_patterns_find_what_they_are_for() -> None:
    for planted in ("https://registry" + ".npmjs.org/x", "--extra-index" + "-url=y", "see /wor" + "k/main"):
        assert NOT_OURS.search(planted), planted
    assert UNFINISHED.search("# TO" + "DO: later")
