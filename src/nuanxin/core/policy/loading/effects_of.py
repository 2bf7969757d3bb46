"""From YAML to effects: the grammar of `then`, and the values of controls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nuanxin.core.policy import effects, words
from nuanxin.core.policy.book import ControlKind, Place
from nuanxin.core.policy.conditions import Number
from nuanxin.core.policy.effects import Attempts, Effect, Override, RawControl, Target
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.steps import kind_of, step_name, step_names
from nuanxin.core.policy.loading.strict_yaml import Many, Node, Scalar, Table


@dataclass(frozen=True)
class Entry:
    """One effect while it is read: its argument, its place, and the steps that the rule's condition picks out."""

    node: Node
    place: Place
    selected: Target


def effect(reader: Reader, node: Node, selected: Target) -> Effect | None:
    """Return the effect that a one-key mapping says, or None with a fault noted."""
    table = reader.table(node, "an effect")
    if len(table.entries) != 1:
        if isinstance(node, Table):
            reader.faults.add(node.place, "an effect is a mapping with one key")
        return None
    [(word, argument)] = table.entries.items()
    place = table.places[word]
    if word not in _READERS:
        reader.faults.add_unknown(place, "effect", word, _READERS)
        return None
    return _READERS[word](reader, Entry(argument, place, selected))


def overrides(reader: Reader, node: Node | None) -> tuple[Override, ...]:
    """Return what a rule silences; whether those rules exist is checked when all are read."""
    found = []
    for item in reader.items(node, "'overrides'"):
        entries = reader.fields(item, "an override", ("rule", "effect"))
        word = reader.one_of(entries.get("effect"), "effect", tuple(_READERS))
        found.append(Override(reader.text(entries.get("rule")), word))
    return tuple(found)


def controls(reader: Reader, table: Mapping[str, Node], places: Mapping[str, Place]) -> dict[str, RawControl]:
    """Return controls with their values, each of the kind that controls.yaml declares."""
    found: dict[str, RawControl] = {}
    for name, node in table.items():
        if reader.require_known(places[name], name, "controls", "declare it in controls.yaml"):
            found[name] = control_value(reader, reader.vocabulary.controls[name], node)
    return found


def control_value(reader: Reader, control: ControlKind, node: Node) -> RawControl:
    """Return a value of a control: true or a code, a number, codes, or a rank."""
    if control.combine == "rank":
        return reader.code(node, "ranks")
    if control.combine == "set":
        return frozenset(_declared(reader, control, item) for item in reader.one_or_many(node))
    if control.combine in ("max", "min"):
        return _attempts(reader, node) if isinstance(node, Table) else reader.number(node)
    if control.values:
        return _declared(reader, control, node)
    if not reader.flag(node):
        reader.faults.add(node.place, f"{control.name} is true or left out")
    return True


def _declared(reader: Reader, control: ControlKind, node: Node) -> str:
    word = reader.text(node)
    if word and word not in control.values:
        cure = "add it to its values in controls.yaml"
        reader.faults.add_unknown(node.place, f"value of {control.name}", word, control.values, cure)
    return word


def _attempts(reader: Reader, node: Node) -> Attempts:
    entries = reader.fields(node, "'attempts'", ("least",), ("unless",))
    unless = entries.get("unless")
    name = reader.text(unless) or None
    if unless is not None and name is not None:
        fact = reader.fact(unless.place, name)
        if fact is not None and fact.type != "bool":
            reader.faults.add(unless.place, f"'unless' names a fact that is true or false; {name} is not")
    return Attempts(reader.number(entries.get("least")), name)


def _target(reader: Reader, entry: Entry, step: Node | None) -> Target:
    if step is not None:
        return Target(names=step_names(reader, step))
    if entry.selected == Target():
        reader.faults.add(entry.place, "which steps? name 'step', or let 'when' say step, method or control at its top")
    return entry.selected


def _method(reader: Reader, node: Node | None, names: tuple[str, ...]) -> str:
    """Return a method of the kinds of these steps."""
    word = reader.text(node)
    kinds = reader.vocabulary.kinds
    for kind in sorted({kind_of(name) for name in names} & set(kinds)):
        if node is not None and word and word not in kinds[kind].methods:
            reader.faults.add_unknown(node.place, f"method of {kind}", word, kinds[kind].methods)
    return word


def _use(reader: Reader, entry: Entry) -> Effect:
    entries = reader.fields(entry.node, "'use'", ("method",), ("step",))
    target = _target(reader, entry, entries.get("step"))
    return effects.Use(target, _method(reader, entries.get("method"), target.names))


def _add(reader: Reader, entry: Entry) -> Effect:
    entries = reader.fields(entry.node, "'add'", ("step",), ("before", "after"))
    step = step_name(reader, entries.get("step"))
    if kind_of(step) in words.MADE_KINDS:
        message = f"a rule never adds '{kind_of(step)}': require the control that makes it"
        reader.faults.add(entries["step"].place, message)
    before, after = (entries.get(edge) for edge in ("before", "after"))
    return effects.Add(step, step_name(reader, before) or None, step_name(reader, after) or None)


def _order(reader: Reader, entry: Entry) -> Effect | None:
    items = reader.items(entry.node, "'order'")
    if len(items) != 2:
        if isinstance(entry.node, Many):
            reader.faults.add(entry.node.place, "'order' is [first, then]: two steps")
        return None
    first, then = (_ordered(reader, item) for item in items)
    return effects.Order(first, then)


def _ordered(reader: Reader, node: Node) -> str:
    text = reader.text(node)
    service, slash, step = text.partition("/")
    if not slash:
        return step_name(reader, node)
    reader.require_known(node.place, service, "services")
    return f"{service}/{step_name(reader, Scalar(step, True, node.place))}"


def _require(reader: Reader, entry: Entry) -> Effect:
    table = reader.table(entry.node, "'require'")
    own = {name: table.entries.get(name) for name in ("step", "method", "case")}
    named = {name: node for name, node in table.entries.items() if name not in own}
    if not named and isinstance(entry.node, Table):
        reader.faults.add(entry.place, "'require' names no control")
    found = controls(reader, named, table.places)
    if own["case"] is not None:
        return _for_case(reader, entry, own, found)
    target = _target(reader, entry, own["step"])
    method = _method(reader, own["method"], target.names) if own["method"] is not None else None
    return effects.Require(target, found, method)


def _for_case(reader: Reader, entry: Entry, own: Mapping[str, Node | None], found: Mapping[str, RawControl]) -> Effect:
    if not reader.flag(own["case"]):
        reader.faults.add(entry.place, "'case' is true or left out")
    if own["step"] is not None or own["method"] is not None:
        reader.faults.add(entry.place, "what is required of the case names neither step nor method")
    return effects.Require(None, found)


def _offer(reader: Reader, entry: Entry) -> Effect:
    return effects.Offer(reader.codes(entry.node, "offers"))


def _optional_number(reader: Reader, node: Node | None) -> Number | None:
    return None if node is None else reader.number(node)


def _route(reader: Reader, entry: Entry) -> Effect:
    known = ("lane", "window", "priority", "max_wait_minutes")
    entries = reader.fields(entry.node, "'route'", (), known)
    _say_something(reader, entry)
    return effects.Route(
        lane=reader.code(entries.get("lane"), "lanes") or None,
        window=reader.code(entries.get("window"), "windows") or None,
        priority=_optional_number(reader, entries.get("priority")),
        max_wait_minutes=_optional_number(reader, entries.get("max_wait_minutes")),
    )


def _assign(reader: Reader, entry: Entry) -> Effect:
    known = ("role", "qualification", "language", "step", "actor", "place")
    entries = reader.fields(entry.node, "'assign'", (), known)
    _say_something(reader, entry)
    if "language" in entries and "language" in reader.vocabulary.facts:
        reader.fact(entry.place, "language")
    about_steps = "actor" in entries or "place" in entries
    if "step" in entries and not about_steps:
        reader.faults.add(entry.place, "'assign' with a step says its actor or its place")
    return effects.Assign(
        role=reader.code(entries.get("role"), "roles") or None,
        qualification=reader.code(entries.get("qualification"), "qualifications") or None,
        language=reader.one_of(entries.get("language"), "language", reader.vocabulary.languages()) or None,
        target=_target(reader, entry, entries.get("step")) if about_steps else None,
        actor=reader.code(entries.get("actor"), "actors") or None,
        place=reader.code(entries.get("place"), "places") or None,
    )


def _say_something(reader: Reader, entry: Entry) -> None:
    if isinstance(entry.node, Table) and not entry.node.entries:
        reader.faults.add(entry.place, "an empty effect says nothing")


def _limit(reader: Reader, entry: Entry) -> Effect:
    table = reader.table(entry.node, "'limit'")
    _say_something(reader, entry)
    values = {}
    for name, node in table.entries.items():
        reader.require_known(table.places[name], name, "limits", "name it under 'limits' in words.yaml")
        if name in reader.vocabulary.facts:
            reader.fact(table.places[name], name)
        values[name] = reader.number(node)
    return effects.Limit(values)


def _within(reader: Reader, entry: Entry) -> Effect:
    return effects.Within(reader.number(entry.node))


def _refer(reader: Reader, entry: Entry) -> Effect:
    entries = reader.fields(entry.node, "'refer'", ("to", "reason"))
    return effects.Refer(reader.code(entries.get("to"), "referrals"), reader.code(entries.get("reason"), "reasons"))


def _refuse(reader: Reader, entry: Entry) -> Effect:
    entries = reader.fields(entry.node, "'refuse'", ("reason", "alternatives"), ("step", "method"))
    reason = reader.code(entries.get("reason"), "reasons")
    alternatives = reader.codes(entries.get("alternatives"), "alternatives")
    step, method = entries.get("step"), entries.get("method")
    if step is None and method is None:
        return effects.Refuse(reason, alternatives)
    if step is None or method is None:
        reader.faults.add(entry.place, "'refuse' of one way names both step and method; of the service, neither")
    name = step_name(reader, step)
    return effects.Forbid(name, _method(reader, method, (name,)), reason, alternatives)


_READERS: dict[str, Callable[[Reader, Entry], Effect | None]] = {
    "use": _use,
    "add": _add,
    "order": _order,
    "require": _require,
    "offer": _offer,
    "route": _route,
    "assign": _assign,
    "limit": _limit,
    "within": _within,
    "refer": _refer,
    "refuse": _refuse,
}
