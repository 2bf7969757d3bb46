"""From YAML to conditions: the grammar of `when`, and where which of its words may stand."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from nuanxin.core.policy import conditions
from nuanxin.core.policy.book import Fact, Place
from nuanxin.core.policy.conditions import Compare, Condition, Number, Param
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.steps import step_name
from nuanxin.core.policy.loading.strict_yaml import Many, Node, Scalar, Table

PLAN_WORDS = ("step", "method", "control")
"""Condition words that look at the plan; they never stand under `not`."""

_WORDS = ("need", "service", "scene", "is", *PLAN_WORDS, "all", "any", "not")
_NEGATABLE = ("need", "service", "scene")
_OPS = ("at_least", "over", "at_most", "under")
_FAMILIES = {"need": "needs", "service": "services", "scene": "scenes", "is": "terms", "control": "controls"}
_ATOMS: dict[str, Callable[[str], Condition]] = {
    "need": conditions.Need,
    "service": conditions.Service,
    "scene": conditions.Scene,
    "is": conditions.Is,
}


@dataclass(frozen=True)
class Where:
    """Where a condition stands: which words about the plan it may use, and whether a `not` is around it."""

    what: str
    plan_words: Collection[str]
    negated: bool = False


RULE = Where("a rule", PLAN_WORDS)
TERM = Where("a term", ())
WORLD = Where("world.yaml", ("step",))
PERSON = Where("a condition about the person", ())


def condition(reader: Reader, node: Node | None, where: Where) -> Condition:
    """Return the condition that a mapping says: all its keys must hold."""
    table = reader.table(node, "a condition")
    parts = [_part(reader, key, value, table.places[key], where) for key, value in table.entries.items()]
    return conditions.conjunction(parts)


def selected(reader: Reader, node: Node | None, word: str) -> tuple[str, ...]:
    """Return the codes that stand under a plan word at the top of a rule's `when`; faults were noted before."""
    found = node.entries.get(word) if isinstance(node, Table) else None
    return tuple(item.text for item in reader.one_or_many(found) if isinstance(item, Scalar))


def _part(reader: Reader, key: str, node: Node, place: Place, where: Where) -> Condition:
    if key in PLAN_WORDS:
        _check_plan_word(reader, key, place, where)
        return _any_of(reader, node, _plan_atom(reader, key))
    if key in _FAMILIES:
        return _coded(reader, key, node)
    if key == "all":
        return conditions.conjunction([condition(reader, item, where) for item in reader.items(node, "'all'")])
    if key == "any":
        items = reader.items(node, "'any'")
        if not items and isinstance(node, Many):
            reader.faults.add(node.place, "an empty 'any' never holds")
        return conditions.disjunction([condition(reader, item, where) for item in items])
    if key == "not":
        return conditions.negation(condition(reader, node, replace(where, negated=True)))
    return _about_fact(reader, key, node, place)


def _check_plan_word(reader: Reader, key: str, place: Place, where: Where) -> None:
    if key not in where.plan_words:
        reader.faults.add(place, f"{where.what} does not look at '{key}'")
    elif where.negated:
        reader.faults.add(place, f"'{key}' never stands under 'not': say what holds instead")


def _plan_atom(reader: Reader, key: str) -> Callable[[Node], Condition]:
    def step(node: Node) -> Condition:
        return conditions.Step(step_name(reader, node))

    def method(node: Node) -> Condition:
        return conditions.Method(reader.one_of(node, "method", sorted(reader.vocabulary.methods())))

    def control(node: Node) -> Condition:
        return conditions.Control(reader.code(node, "controls"))

    return {"step": step, "method": method, "control": control}[key]


def _any_of(reader: Reader, node: Node, atom: Callable[[Node], Condition]) -> Condition:
    return conditions.disjunction([atom(item) for item in reader.one_or_many(node)])


def _coded(reader: Reader, key: str, node: Node) -> Condition:
    """One of some codes, or with `not` none of them."""
    negated = isinstance(node, Table) and key in _NEGATABLE
    inner = reader.fields(node, f"'{key}'", ("not",)).get("not") if negated else node
    codes = reader.codes(inner, _FAMILIES[key])
    if key == "is":
        reader.vocabulary.used.update(("terms", code) for code in codes)
    found = conditions.disjunction([_ATOMS[key](code) for code in codes])
    return conditions.negation(found) if negated else found


def _about_fact(reader: Reader, name: str, node: Node, place: Place) -> Condition:
    if name not in reader.vocabulary.facts:
        reader.faults.add_unknown(
            place, "condition word or fact", name, [*_WORDS, *reader.vocabulary.facts], "declare it in facts.yaml"
        )
        return conditions.TRUE
    fact = reader.fact(place, name)
    assert fact is not None
    if not isinstance(node, Table):
        return _is(reader, fact, node)
    entries = reader.fields(node, f"a comparison of {name}", (), ("is", "in", *_OPS))
    if not entries:
        reader.faults.add(node.place, f"a comparison of {name} is empty")
    return conditions.conjunction([_compared(reader, fact, op, value) for op, value in entries.items()])


def _is(reader: Reader, fact: Fact, node: Node) -> Condition:
    return conditions.disjunction(
        [Compare(fact.name, "is", _value(reader, fact, item)) for item in reader.one_or_many(node)]
    )


def _compared(reader: Reader, fact: Fact, op: str, node: Node) -> Condition:
    if op in ("is", "in"):
        return _is(reader, fact, node)
    if fact.type in ("bool", "enum"):
        reader.faults.add(node.place, f"'{op}' compares numbers; {fact.name} is {_described(fact)}")
        return conditions.TRUE
    number = reader.number(node)
    for value in _numbers(reader, number) if fact.type == "int" else ():
        _check_tells_apart(reader, fact, op, value, node.place)
    return Compare(fact.name, op, number)


def _numbers(reader: Reader, number: Number) -> tuple[int, ...]:
    """Return every number that this is or will be."""
    if not isinstance(number, Param):
        return (number,)
    parameter = reader.vocabulary.parameters.get(number.name)
    return tuple(dated.value for dated in parameter.values) if parameter else ()


def _check_tells_apart(reader: Reader, fact: Fact, op: str, value: int, place: Place) -> None:
    """A comparison that every value of the fact passes, or none, says nothing."""
    first = {"at_least": value, "over": value + 1, "at_most": value + 1, "under": value}[op]
    if not 0 < first <= fact.maximum:
        message = f"{fact.name} is between 0 and {fact.maximum}: '{op}' {value} tells nothing apart"
        reader.faults.add(place, message)


def _value(reader: Reader, fact: Fact, node: Node) -> bool | int | str | Param:
    if fact.type != "int":
        return reader.fact_value(node, fact)
    number = reader.number(node)
    for value in _numbers(reader, number):
        if value > fact.maximum:
            reader.faults.add(node.place, f"{fact.name} is between 0 and {fact.maximum}, never {value}")
    return number


def _described(fact: Fact) -> str:
    return "true or false" if fact.type == "bool" else f"one of {', '.join(fact.values)}"
