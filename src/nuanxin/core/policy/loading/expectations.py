"""What a scenario expects of its plan: the keys, and the words in them."""

from collections.abc import Callable, Collection
from typing import Any

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Place
from nuanxin.core.policy.loading import effects_of
from nuanxin.core.policy.loading.reader import Reader, plain
from nuanxin.core.policy.loading.steps import kind_of, step_name
from nuanxin.core.policy.loading.strict_yaml import Node, Scalar, Table
from nuanxin.core.policy.loading.vocabulary import LASTING

_KEYS = (
    "decision",
    "services",
    "steps",
    "without",
    "order",
    "asks",
    "gates",
    "because",
    "alternatives",
    "route",
    "team",
    "aids",
    "materials",
    "weight",
    "limits",
    "target_minutes",
    "refer_to",
    "forbidden",
    "case",
)
_ROUTE = {"lane": "lanes", "window": "windows"}


def expected(reader: Reader, node: Node | None, keys: Collection[str]) -> dict[str, Any]:
    """Return the expectations as written; every word in them is known.

    ``keys`` are the wanted services of the scenario.
    """
    entries = reader.fields(node, "'expect'", (), _KEYS)
    for key, value in entries.items():
        _CHECKS[key](reader, value, keys)
    return {key: plain(value) for key, value in entries.items()}


def _one_of(what: str, known: Collection[str]) -> Callable[[Reader, Node, Collection[str]], None]:
    def check(reader: Reader, node: Node, _keys: Collection[str]) -> None:
        reader.one_of(node, what, known)

    return check


def _codes(family: str) -> Callable[[Reader, Node, Collection[str]], None]:
    def check(reader: Reader, node: Node, _keys: Collection[str]) -> None:
        for item in _members(reader, node):
            reader.code(item, family)

    return check


def _members(reader: Reader, node: Node) -> tuple[Node, ...]:
    """Return the members of a list, which may be empty: nothing of the kind is expected."""
    return reader.items(node, "this")


def _services(reader: Reader, node: Node, keys: Collection[str]) -> None:
    table = reader.table(node, "'services'")
    for key, decision in table.entries.items():
        if key not in keys:
            reader.faults.add_unknown(table.places[key], "service of this scenario", key, keys)
        reader.one_of(decision, "decision", words.DECISIONS)


def _steps(reader: Reader, node: Node, keys: Collection[str]) -> None:
    table = reader.table(node, "'steps'")
    for identity, body in table.entries.items():
        _identity(reader, identity, table.places[identity], keys)
        entries = reader.fields(body, f"the step '{identity}'", (), ("method", "actor", "controls"))
        kind = reader.vocabulary.kinds.get(kind_of(identity))
        for item in reader.one_or_many(entries.get("method")):
            reader.one_of(item, f"method of {kind_of(identity)}", kind.methods if kind else ())
        reader.code(entries.get("actor"), "actors")
        if "controls" in entries:
            _controls(reader, entries["controls"], keys)


def _identity(reader: Reader, identity: str, place: Place, keys: Collection[str]) -> None:
    name, colon, key = identity.partition(":")
    step_name(reader, Scalar(name, True, place))
    if colon and key not in keys:
        reader.faults.add_unknown(place, "service of this scenario", key, keys)


def _identities(reader: Reader, node: Node, keys: Collection[str]) -> None:
    for item in _members(reader, node):
        _identity(reader, reader.text(item), item.place, keys)


def _controls(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    standing(reader, reader.table(node, "'controls'"))


def standing(reader: Reader, table: Table) -> dict[str, Any]:
    """Return controls that a plan is expected to have; `true` asks only that a control stands."""
    found: dict[str, Any] = {}
    for name, value in table.entries.items():
        if isinstance(value, Scalar) and value.plain and value.text == "true":
            if name != LASTING:
                reader.require_known(table.places[name], name, "controls")
            found[name] = True
        else:
            found.update(effects_of.controls(reader, {name: value}, table.places))
    return found


def _facts(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    for item in reader.one_or_many(node) if isinstance(node, Scalar) else _names(reader, node):
        name = reader.text(item).rpartition(":")[2]
        bare = name if name in reader.vocabulary.facts else name.partition(".")[2]
        if bare not in reader.vocabulary.facts:
            reader.faults.add_unknown(item.place, "fact", name, reader.vocabulary.facts)


def _names(reader: Reader, node: Node) -> tuple[Node, ...]:
    """Facts as a list, or as the keys of a mapping (gates with the step that finds each)."""
    if isinstance(node, Table):
        return tuple(Scalar(key, True, node.places[key]) for key in node.entries)
    return _members(reader, node)


def _rules(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    """Rule ids; whether they exist is checked when all articles are read."""
    for item in _members(reader, node):
        reader.vocabulary.expected_rules.append((reader.text(item), item.place))


def _route(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    entries = reader.fields(node, "'route'", (), ("lane", "window", "priority", "max_wait_minutes"))
    for key, value in entries.items():
        if key in _ROUTE:
            reader.code(value, _ROUTE[key])
        else:
            reader.whole(value)


def _limits(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    table = reader.table(node, "'limits'")
    for name, value in table.entries.items():
        reader.require_known(table.places[name], name, "limits")
        reader.whole(value)


def _minutes(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    reader.whole(node)


def _forbidden(reader: Reader, node: Node, _keys: Collection[str]) -> None:
    for item in _members(reader, node):
        kind, _, method = reader.text(item).rpartition(".")
        known = reader.vocabulary.kinds.get(kind_of(kind))
        if known is None or method not in known.methods:
            reader.faults.add_unknown(item.place, "method", f"{kind}.{method}", reader.vocabulary.known("methods"))


_CHECKS: dict[str, Callable[[Reader, Node, Collection[str]], None]] = {
    "decision": _one_of("decision", words.DECISIONS),
    "services": _services,
    "steps": _steps,
    "without": _identities,
    "order": _identities,
    "asks": _facts,
    "gates": _facts,
    "because": _rules,
    "alternatives": _codes("alternatives"),
    "route": _route,
    "team": _codes("roles"),
    "aids": _codes("offers"),
    "materials": _codes("offers"),
    "weight": _one_of("weight", words.WEIGHTS),
    "limits": _limits,
    "target_minutes": _minutes,
    "refer_to": _codes("referrals"),
    "forbidden": _forbidden,
    "case": _controls,
}
