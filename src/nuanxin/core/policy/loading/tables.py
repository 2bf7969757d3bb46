"""facts.yaml, kinds.yaml, controls.yaml, terms.yaml and world.yaml.

Facts are read twice: first what they can be, so that conditions can be checked, then the condition of each.
"""

import dataclasses

from nuanxin.core.policy import words
from nuanxin.core.policy.book import ControlKind, Fact, Implication, Impossible, Kind, Place, Term, Text, World
from nuanxin.core.policy.conditions import Condition
from nuanxin.core.policy.loading import conditions_of
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.strict_yaml import Node, Scalar, Table

SOURCES = ("derived", "asked", "record", "core", "document")
OWNERS = ("person", "companion", "document", "case", "service")
TYPES = ("bool", "int", "enum")
COMBINATIONS = ("any", "max", "min", "set", "rank")
MAKES = ("approve", "consent", "attempt", "relation_check", "callback")

_FACT_KEYS = ("type", "of", "from", "text")
_FACT_OPTIONS = (
    "unit",
    "values",
    "max",
    "services",
    "at",
    "found_by",
    "only_if",
    "otherwise",
    "default",
    "worse",
)
_KIND_OPTIONS = (
    "choice",
    "methods",
    "precedence",
    "ordinary",
    "cannot",
    "actor",
    "actors",
    "courtesy",
    "irreversible",
    "rests_on",
    "join",
    "referred",
)


def facts(reader: Reader, node: Node) -> None:
    """Read what each fact can be into the vocabulary, conditions apart."""
    table = reader.table(node, "facts.yaml")
    for name, body in table.entries.items():
        reader.vocabulary.facts[name] = _fact(reader, name, body, table.places[name])


def _fact(reader: Reader, name: str, node: Node, place: Place) -> Fact:
    entries = reader.fields(node, f"the fact '{name}'", _FACT_KEYS, _FACT_OPTIONS)
    source = reader.one_of(entries.get("from"), "source", SOURCES)
    fact = Fact(
        name=name,
        type=reader.one_of(entries.get("type"), "type", TYPES),
        of=reader.one_of(entries.get("of"), "owner", OWNERS),
        source=source,
        at=reader.one_of(entries.get("at"), "moment", ("door", "counter")) or "counter",
        text=reader.both(entries.get("text"), "'text'"),
        unit=reader.text(entries.get("unit")),
        values=_values(reader, entries.get("values")),
        maximum=reader.whole(entries.get("max")),
        services=frozenset(reader.codes(entries["services"], "services")) if "services" in entries else None,
        found_by=reader.code(entries.get("found_by"), "kinds") or None,
        place=place,
    )
    _check_shape(reader, fact, entries)
    return _with_values(reader, fact, entries)


def _values(reader: Reader, node: Node | None) -> dict[str, Text]:
    if node is None:
        return {}
    table = reader.table(node, "'values'")
    return {code: reader.both(name, f"the value '{code}'") for code, name in table.entries.items()}


def _check_shape(reader: Reader, fact: Fact, entries: dict[str, Node]) -> None:
    if fact.type not in TYPES:
        return
    belongs = {"values": "enum", "max": "int", "unit": "int"}
    for key, kind in belongs.items():
        if key in entries and fact.type != kind:
            reader.faults.add(fact.place, f"'{key}' is for facts of type {kind}; {fact.name} is of type {fact.type}")
        if key not in entries and fact.type == kind and key != "unit":
            reader.faults.add(fact.place, f"the fact '{fact.name}' of type {kind} lacks '{key}'")
    if "services" in entries and fact.of != "service":
        reader.faults.add(fact.place, f"'services' is for facts of a service; {fact.name} is of the {fact.of}")
    if ("only_if" in entries) != ("otherwise" in entries):
        reader.faults.add(fact.place, f"'only_if' and 'otherwise' go together in '{fact.name}'")
    if ("default" in entries) != (fact.source == "record"):
        message = "a fact from the record has a default; no other fact has one"
        reader.faults.add(fact.place, f"'{fact.name}': {message}")
    if fact.source == "asked" and "at" not in entries:
        reader.faults.add(fact.place, f"the fact '{fact.name}' is asked: 'at' says whether at the door or counter")


def _with_values(reader: Reader, fact: Fact, entries: dict[str, Node]) -> Fact:
    otherwise, default = entries.get("otherwise"), entries.get("default")
    return dataclasses.replace(
        fact,
        otherwise=reader.fact_value(otherwise, fact) if otherwise else None,
        default=reader.fact_value(default, fact) if default else None,
        worse=_worse(reader, fact, entries.get("worse")),
    )


def _worse(reader: Reader, fact: Fact, node: Node | None) -> str | tuple[str, ...] | None:
    if node is None:
        return None
    if fact.type == "enum":
        return tuple(reader.one_of(item, f"value of {fact.name}", fact.values) for item in reader.one_or_many(node))
    sides = {"int": ("high", "low"), "bool": ("true", "false")}
    return reader.one_of(node, "worse side", sides.get(fact.type, (reader.text(node),)))


def fact_conditions(reader: Reader, node: Node) -> None:
    """Read where each fact has a meaning, now that all facts and terms are known."""
    for name, body in reader.table(node, "facts.yaml").entries.items():
        when = body.entries.get("only_if") if isinstance(body, Table) else None
        if when is not None:
            read = conditions_of.condition(reader, when, conditions_of.PERSON)
            known = reader.vocabulary.facts
            known[name] = dataclasses.replace(known[name], only_if=read)


def kinds(reader: Reader, node: Node) -> None:
    """Read the step kinds into the vocabulary, `cannot` apart; every kind of the contract is there."""
    table = reader.table(node, "kinds.yaml")
    for name, body in table.entries.items():
        if reader.require_known(table.places[name], name, "kinds"):
            reader.vocabulary.kinds[name] = _kind(reader, name, body, table.places[name])
    for name in words.KINDS:
        if name not in table.entries:
            reader.faults.add(Place("kinds.yaml", 1), f"the step kind '{name}' is missing")


def _kind(reader: Reader, name: str, node: Node, place: Place) -> Kind:
    entries = reader.fields(node, f"the kind '{name}'", ("rank", "share"), _KIND_OPTIONS)
    choice = reader.one_of(entries.get("choice"), "choice", ("one", "several")) or None
    methods = _methods(reader, name, choice, entries.get("methods"), place)
    return Kind(
        name=name,
        rank=reader.whole(entries.get("rank")),
        share=reader.one_of(entries.get("share"), "share", ("visit", "service")),
        choice=choice,
        methods=methods,
        precedence=_method_list(reader, entries.get("precedence"), methods),
        ordinary=_ordinary(reader, choice, entries.get("ordinary"), methods, place),
        actor=reader.code(entries.get("actor"), "actors") or "teller",
        actors=_actors(reader, entries.get("actors"), methods),
        courtesy=reader.flag(entries.get("courtesy")),
        irreversible=reader.flag(entries.get("irreversible")),
        rests_on=reader.codes(entries.get("rests_on"), "kinds"),
        join=reader.flag(entries["join"]) if "join" in entries else True,
        referred=reader.flag(entries.get("referred")),
        place=place,
    )


def _methods(reader: Reader, kind: str, choice: str | None, node: Node | None, place: Place) -> tuple[str, ...]:
    found = tuple(reader.text(item) for item in reader.one_or_many(node))
    if (choice is None) != (node is None):
        reader.faults.add(place, f"'choice' and 'methods' go together in '{kind}'")
    contract = words.METHODS.get(kind)
    if contract is None:
        return found
    for item in reader.one_or_many(node):
        reader.one_of(item, f"method of {kind}", contract)
    missing = [method for method in contract if method not in found]
    if missing and choice == "one":
        reader.faults.add(place, f"'{kind}' lacks methods of the contract: {', '.join(missing)}")
    return found


def _method_list(reader: Reader, node: Node | None, methods: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(reader.one_of(item, "method", methods) for item in reader.one_or_many(node))


def _ordinary(
    reader: Reader, choice: str | None, node: Node | None, methods: tuple[str, ...], place: Place
) -> str | None:
    if choice == "one" and node is None:
        reader.faults.add(place, "a kind with one method of several names the 'ordinary' one")
    return reader.one_of(node, "method", methods) or None


def _actors(reader: Reader, node: Node | None, methods: tuple[str, ...]) -> dict[str, str]:
    if node is None:
        return {}
    entries = reader.fields(node, "'actors'", (), methods)
    return {method: reader.code(actor, "actors") for method, actor in entries.items()}


def kind_conditions(reader: Reader, node: Node) -> None:
    """Read when a person cannot use a method, now that all facts and terms are known."""
    known = reader.vocabulary.kinds
    for name, body in reader.table(node, "kinds.yaml").entries.items():
        written = body.entries.get("cannot") if isinstance(body, Table) else None
        if written is not None and name in known:
            entries = reader.fields(written, "'cannot'", (), known[name].methods)
            cannot = {method: _about_person(reader, when) for method, when in entries.items()}
            known[name] = dataclasses.replace(known[name], cannot=cannot)


def _about_person(reader: Reader, node: Node) -> Condition:
    return conditions_of.condition(reader, node, conditions_of.PERSON)


def controls(reader: Reader, node: Node) -> None:
    """Read the controls into the vocabulary."""
    table = reader.table(node, "controls.yaml")
    for name, body in table.entries.items():
        reader.vocabulary.controls[name] = _control(reader, name, body, table.places[name])
    reader.vocabulary.families["controls"] = tuple(table.entries)


def _control(reader: Reader, name: str, node: Node, place: Place) -> ControlKind:
    options = ("late", "makes", "values", "unit")
    entries = reader.fields(node, f"the control '{name}'", ("combine", "moment"), options)
    combine = reader.one_of(entries.get("combine"), "combination", COMBINATIONS)
    if combine == "set" and "values" not in entries:
        reader.faults.add(place, f"the control '{name}' is a set: 'values' lists its codes")
    if combine not in ("set", "any") and "values" in entries:
        reader.faults.add(entries["values"].place, f"'values' is for a set; '{name}' combines by {combine}")
    family = words.VALUE_FAMILIES.get(name)
    values = entries.get("values")
    return ControlKind(
        name=name,
        combine=combine,
        moment=reader.one_of(entries.get("moment"), "moment", ("before", "after")),
        late=reader.flag(entries.get("late")),
        makes=reader.one_of(entries.get("makes"), "made step", MAKES) or None,
        values=reader.codes(values, family) if family else _free_codes(reader, values),
        unit=reader.text(entries.get("unit")),
        place=place,
    )


def _free_codes(reader: Reader, node: Node | None) -> tuple[str, ...]:
    return tuple(reader.text(item) for item in reader.one_or_many(node) if isinstance(item, Scalar))


def term_names(reader: Reader, node: Node) -> None:
    """Make the names of the terms known, so that one may speak of another."""
    reader.vocabulary.families["terms"] = tuple(reader.table(node, "terms.yaml").entries)


def terms(reader: Reader, node: Node) -> dict[str, Term]:
    """Return the named conditions."""
    table = reader.table(node, "terms.yaml")
    found = {}
    for name, body in table.entries.items():
        entries = reader.fields(body, f"the term '{name}'", ("zh", "en", "when"))
        text = Text(reader.text(entries.get("zh")), reader.text(entries.get("en")))
        when = conditions_of.condition(reader, entries.get("when"), conditions_of.TERM)
        found[name] = Term(name, text, when, table.places[name])
    return found


def world(reader: Reader, node: Node) -> World:
    """Return what follows from facts and what cannot be."""
    entries = reader.fields(node, "world.yaml", (), ("derived", "implies", "impossible"))
    derived = {}
    if "derived" in entries:
        table = reader.table(entries["derived"], "'derived'")
        for need, when in table.entries.items():
            reader.require_known(table.places[need], need, "needs")
            derived[need] = conditions_of.condition(reader, when, conditions_of.WORLD)
    implies = reader.items(entries.get("implies"), "'implies'")
    impossible = reader.items(entries.get("impossible"), "'impossible'")
    return World(
        derived=derived,
        implies=tuple(_implication(reader, item) for item in implies),
        impossible=tuple(_impossible(reader, item) for item in impossible),
    )


def _implication(reader: Reader, node: Node) -> Implication:
    entries = reader.fields(node, "an implication", ("when", "need"))
    when = conditions_of.condition(reader, entries.get("when"), conditions_of.WORLD)
    return Implication(when, reader.code(entries.get("need"), "needs"))


def _impossible(reader: Reader, node: Node) -> Impossible:
    entries = reader.fields(node, "what cannot be", ("when", "because"))
    when = conditions_of.condition(reader, entries.get("when"), conditions_of.WORLD)
    return Impossible(when, reader.both(entries.get("because"), "'because'"), node.place)
