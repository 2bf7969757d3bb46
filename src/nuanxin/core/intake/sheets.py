"""YAML files read strictly: every value keeps its line, a key given twice or unknown is an error.

Owns the reading of files; what the sections mean is in `phrases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


class UnreadablePhrases(ValueError):
    """A phrase file that cannot be read; says file, line and reason."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True)
class Value:
    """One value of a file, with its place."""

    node: yaml.Node
    file: str

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def refuse(self, reason: str) -> UnreadablePhrases:
        """Return the error to raise about this value."""
        return UnreadablePhrases(self.file, self.line, reason)

    def fields(self) -> Iterator[tuple[str, Value]]:
        """Yield key and value of a mapping, each key once."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse("a mapping is expected here")
        seen: set[str] = set()
        for key, value in self.node.value:
            name = Value(key, self.file).text()
            if name in seen:
                raise Value(key, self.file).refuse(f"'{name}' is given twice")
            seen.add(name)
            yield name, Value(value, self.file)

    def record(self, known: frozenset[str]) -> dict[str, Value]:
        """Return a mapping whose keys must all be in `known`."""
        record = {}
        for name, value in self.fields():
            if name not in known:
                raise value.refuse(f"unknown key '{name}'; known are {', '.join(sorted(known))}")
            record[name] = value
        return record

    def items(self) -> list[Value]:
        """Return the items of a list; a single text counts as a list of one."""
        if isinstance(self.node, yaml.ScalarNode):
            return [self]
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refuse("a list is expected here")
        return [Value(item, self.file) for item in self.node.value]

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            raise self.refuse("a text is expected here")
        return str(self.node.value)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def whole(self) -> int:
        """Return a whole number of at least 0."""
        if not self.text().isdecimal():
            raise self.refuse("a whole number is expected here")
        return int(self.text())

    def truth(self) -> bool:
        if self.text() not in ("true", "false"):
            raise self.refuse("true or false is expected here")
        return self.text() == "true"


def read_file(path: Path) -> Value | None:
    """Return the top of one YAML file, or None when it is empty.

    :raises UnreadablePhrases: when it is not YAML in UTF-8.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadablePhrases(path.name, line, error.problem or "not YAML") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnreadablePhrases(path.name, 1, f"not YAML in UTF-8: {error}") from error
    return None if node is None else Value(node, path.name)
