"""Typed reading of nodes: what is not as expected is noted as a fault, and a harmless value stands in for it."""

import datetime
import re
from collections.abc import Collection

from nuanxin.core.policy.book import Fact, Place, Text
from nuanxin.core.policy.conditions import Number, Param
from nuanxin.core.policy.loading.faults import Faults
from nuanxin.core.policy.loading.strict_yaml import Many, Node, Scalar, Table
from nuanxin.core.policy.loading.vocabulary import OPEN, SINGULAR, Vocabulary

NO_DAY = datetime.date.min
NO_TEXT = Text("", "")
_WHOLE = re.compile(r"-?(0|[1-9][0-9_]*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CHINESE = re.compile(r"[\u3400-\u9fff]")


class Reader:
    """Reads nodes; everything wrong goes to ``faults``."""

    def __init__(self, faults: Faults, vocabulary: Vocabulary) -> None:
        self.faults, self.vocabulary = faults, vocabulary

    def table(self, node: Node | None, what: str) -> Table:
        """Return a mapping with any keys; an empty one if the node is none."""
        if isinstance(node, Table):
            return node
        if node is not None:
            self.faults.add(node.place, f"{what} is a mapping (key: value)")
        return Table({}, {}, node.place if node else Place("", 0))

    def fields(
        self, node: Node | None, what: str, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Node]:
        """Return the entries of a mapping that has all the required keys and none but these."""
        table = self.table(node, what)
        if not isinstance(node, Table):
            return {}
        known = [*required, *optional]
        for key in table.entries:
            if CHINESE.search(key) and key not in known:
                message = f"'{key}' is no key: a comma split the text; write a full-width one, or quotes around it"
                self.faults.add(table.places[key], message)
            elif key not in known:
                self.faults.add_unknown(table.places[key], f"key in {what}", key, known)
        for key in required:
            if key not in table.entries:
                self.faults.add(table.place, f"{what} lacks '{key}'")
        return {key: value for key, value in table.entries.items() if key in known}

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Return the members of a list."""
        if isinstance(node, Many):
            return node.items
        if node is not None:
            self.faults.add(node.place, f"{what} is a list")
        return ()

    def one_or_many(self, node: Node | None) -> tuple[Node, ...]:
        """Return the members of a list that is not empty, or the one value."""
        if isinstance(node, Many):
            if not node.items:
                self.faults.add(node.place, "an empty list says nothing: leave the key out")
            return node.items
        return () if node is None else (node,)

    def text(self, node: Node | None) -> str:
        """Return words."""
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.strip()
        if node is not None:
            self.faults.add(node.place, "a text is needed here")
        return ""

    def both(self, node: Node | None, what: str) -> Text:
        """Return words in both languages."""
        if node is None:
            return NO_TEXT
        entries = self.fields(node, what, ("zh", "en"))
        text = Text(self.text(entries.get("zh")), self.text(entries.get("en")))
        if text.zh and not CHINESE.search(text.zh) and not re.fullmatch(r"[A-Za-z0-9 ]+", text.zh):
            self.faults.add(entries["zh"].place, f"{what}: zh is not Chinese")
        if CHINESE.search(text.en):
            self.faults.add(entries["en"].place, f"{what}: en has Chinese characters")
        return text

    def flag(self, node: Node | None) -> bool:
        """Return true or false."""
        if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
            return node.text == "true"
        if node is not None:
            self.faults.add(node.place, f"{_shown(node)} is not true or false")
        return False

    def whole(self, node: Node | None) -> int:
        """Return a whole number."""
        if isinstance(node, Scalar) and node.plain and _WHOLE.fullmatch(node.text):
            return int(node.text)
        if node is not None:
            self.faults.add(node.place, f"{_shown(node)} is not a whole number")
        return 0

    def number(self, node: Node | None) -> Number:
        """Return a whole number or a parameter (`$name`)."""
        if isinstance(node, Scalar) and node.text.startswith("$"):
            name = node.text[1:]
            self.require_known(node.place, name, "parameters", "write it into parameters/")
            self.vocabulary.used.add(("parameters", name))
            return Param(name)
        number = self.whole(node)
        if node is not None and number < 0:
            self.faults.add(node.place, f"{number} is below zero")
        return number

    def day(self, node: Node | None) -> datetime.date:
        """Return a day, written 2024-07-01."""
        if isinstance(node, Scalar) and _DAY.fullmatch(node.text):
            try:
                return datetime.date.fromisoformat(node.text)
            except ValueError:
                pass
        if node is not None:
            self.faults.add(node.place, f"{_shown(node)} is not a day; write 2024-07-01")
        return NO_DAY

    def code(self, node: Node | None, family: str) -> str:
        """Return a known code of a family."""
        word = self.text(node)
        if node is not None and word:
            cure = f"name it under '{family}' in words.yaml" if family in OPEN else ""
            self.require_known(node.place, word, family, cure)
        return word

    def codes(self, node: Node | None, family: str) -> tuple[str, ...]:
        """Return one or several known codes, none of them twice."""
        found: list[str] = []
        for item in self.one_or_many(node):
            code = self.code(item, family)
            if code in found:
                self.faults.add(item.place, f"'{code}' stands twice")
            elif code:
                found.append(code)
        return tuple(found)

    def one_of(self, node: Node | None, what: str, known: Collection[str]) -> str:
        """Return a word of a short list."""
        word = self.text(node)
        if node is not None and word and word not in known:
            self.faults.add_unknown(node.place, what, word, known)
        return word

    def require_known(self, place: Place, word: str, family: str, cure: str = "") -> bool:
        """Note a fault if the family has no such word."""
        known = self.vocabulary.known(family)
        if word in known:
            return True
        self.faults.add_unknown(place, SINGULAR[family], word, known, cure)
        return False

    def fact(self, place: Place, name: str) -> Fact | None:
        """Return a declared fact and note that something looks at it."""
        fact = self.vocabulary.facts.get(name)
        if fact is None:
            self.faults.add_unknown(place, "fact", name, self.vocabulary.facts)
        self.vocabulary.used.add(("facts", name))
        return fact

    def fact_value(self, node: Node, fact: Fact) -> bool | int | str:
        """Return a value that the fact can have."""
        if fact.type == "bool":
            return self.flag(node)
        if fact.type == "int":
            number = self.whole(node)
            if not 0 <= number <= fact.maximum:
                self.faults.add(node.place, f"{fact.name} is between 0 and {fact.maximum}, never {number}")
            return number
        known = fact.values if fact.type == "enum" else (self.text(node),)
        return self.one_of(node, f"value of {fact.name}", known)


def plain(node: Node) -> object:
    """Return the node as plain Python: numbers, true and false, words, lists, mappings."""
    if isinstance(node, Table):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Many):
        return [plain(item) for item in node.items]
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    return int(node.text) if node.plain and _WHOLE.fullmatch(node.text) else node.text


def _shown(node: Node) -> str:
    return f"'{node.text}'" if isinstance(node, Scalar) else "a list" if isinstance(node, Many) else "a mapping"
