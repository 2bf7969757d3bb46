"""never-served.yaml: what is never served, looked at and signed by a person; the proof compares what it finds."""

from nuanxin.core.policy import words
from nuanxin.core.policy.book import SignedLine
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.strict_yaml import Node, Table

SIDES = {"need": words.NEEDS, "scene": words.SCENES, "applicant": words.APPLICANTS}


def signed(reader: Reader, node: Node) -> tuple[SignedLine, ...]:
    """Return the lines of the list; who signed it, and when, must be said."""
    entries = reader.fields(node, "never-served.yaml", ("signed_by", "signed_on", "lines"))
    reader.text(entries.get("signed_by"))
    reader.day(entries["signed_on"]) if "signed_on" in entries else None
    return tuple(_line(reader, line) for line in reader.items(entries.get("lines"), "'lines'"))


def _line(reader: Reader, node: Node) -> SignedLine:
    entries = reader.fields(node, "a signed line", ("with", "services", "because"))
    side = entries.get("with")
    named = ("", "")
    if isinstance(side, Table) and len(side.entries) == 1:
        family, value = next(iter(side.entries.items()))
        if reader.one_of(value, family, SIDES.get(family, ())):
            named = (family, reader.text(value))
    elif side is not None:
        reader.faults.add(side.place, "'with' names one need, scene or applicant: {need: vision}")
    return SignedLine(
        family=named[0],
        code=named[1],
        services=frozenset(reader.codes(entries["services"], "services")) if "services" in entries else frozenset(),
        because=reader.both(entries.get("because"), "'because'"),
        place=node.place,
    )
