"""YAML as a book may use it: mappings, lists and words that remember their line; no tags, anchors or repeated keys.

A scalar keeps its text. Whether it is a number, a day or true is decided by what is expected where it stands, so that
`no`, `on` or `2024.1` never turn into something that the writer did not mean.
"""

from dataclasses import dataclass
from typing import TypeAlias

import yaml

from nuanxin.core.policy.book import Place
from nuanxin.core.policy.loading.faults import Faults

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}
_QUOTES = ("'", '"', "|", ">")


@dataclass(frozen=True)
class Scalar:
    """A word, number, day or text; ``plain`` if it stands without quotes."""

    text: str
    plain: bool
    place: Place


@dataclass(frozen=True)
class Many:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Table:
    """A mapping, with the place of each key."""

    entries: dict[str, "Node"]
    places: dict[str, Place]
    place: Place


Node: TypeAlias = Scalar | Many | Table


def read(text: str, file: str, first_line: int, faults: Faults) -> Node | None:
    """Return the one value that the text holds, or None with a fault noted.

    ``first_line`` is the line of the file on which the text begins, from 1.
    """
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        faults.add(Place(file, line), f"not YAML: {error.problem or error.context}")
        return None
    except yaml.YAMLError as error:
        faults.add(Place(file, first_line), f"not YAML: {error}")
        return None
    if root is None:
        faults.add(Place(file, first_line), "nothing stands here")
        return None
    return _Conversion(file, first_line, faults).of(root)


class _Conversion:
    def __init__(self, file: str, first_line: int, faults: Faults) -> None:
        self.file, self.first_line, self.faults = file, first_line, faults
        self.seen: set[int] = set()

    def of(self, node: yaml.Node) -> Node:
        place = self._place(node)
        if id(node) in self.seen:
            self.faults.add(place, "anchors and aliases are not used in a book: write it out")
            return Scalar("", True, place)
        self.seen.add(id(node))
        if node.tag not in _TAGS:
            self.faults.add(place, f"tags such as '{node.tag}' are not used in a book")
        if isinstance(node, yaml.MappingNode):
            return self._table(node, place)
        if isinstance(node, yaml.SequenceNode):
            return Many(tuple(self.of(item) for item in node.value), place)
        assert isinstance(node, yaml.ScalarNode)
        return Scalar(node.value, node.style not in _QUOTES, place)

    def _table(self, node: yaml.MappingNode, place: Place) -> Table:
        entries: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for key, value in node.value:
            at = self._place(key)
            if not isinstance(key, yaml.ScalarNode):
                self.faults.add(at, "a key is a single word")
                continue
            if key.value in entries:
                self.faults.add(at, f"the key '{key.value}' stands twice; first in line {places[key.value].line}")
                continue
            entries[key.value] = self.of(value)
            places[key.value] = at
        return Table(entries, places, place)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.file, self.first_line + node.start_mark.line)
