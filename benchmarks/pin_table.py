"""One real table of the sample book as a value: by which way the PIN step is done at the counter.

It says in ten rows what articles 21 to 27 and 31 say in rules: who types the PIN, who approves, or that nothing is
done. Other engines get it as they want it: zen-engine as JSON (JDM), SpiffWorkflow as XML (DMN). The first row that
matches decides.
"""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree import ElementTree

from nuanxin.core.policy.planner import Plan
from nuanxin.core.policy.situation import Situation


@dataclass(frozen=True)
class Bound:
    """A number below (or at) which a cell matches; ``op`` is < or <=."""

    op: str
    number: int


Cell: TypeAlias = bool | Bound | tuple[str, ...]
Value: TypeAlias = bool | int | str
Case: TypeAlias = Mapping[str, Value]
"""A value for each column."""
Way: TypeAlias = tuple[str, str]
"""Method of the PIN step (or 'refuse') and the rank that approves it (or 'none')."""


@dataclass(frozen=True)
class Row:
    """Cells by column, those that are missing match anything; and the way."""

    cells: Mapping[str, Cell]
    way: Way


SETS_PIN = ("pin_reset", "card_reissue")
PAYS = ("withdrawal", "transfer")
SERVICES = (*SETS_PIN, *PAYS, "account_closing")
BIOMETRIC = (*PAYS, "account_closing")
CLOSE_KIN = ("spouse", "parent", "child", "sibling", "guardian")
ALWAYS_ADULT = ("spouse", "parent", "guardian")
RELATIONS = (*CLOSE_KIN, "caretaker", "other_kin", "none")
COLUMNS = {
    "ward": "boolean",
    "guardian_proof": "boolean",
    "pin_entry": "boolean",
    "tries": "integer",
    "lasting": "boolean",
    "able_biometric": "boolean",
    "service": "string",
    "amount": "integer",
    "relation": "string",
    "adult": "boolean",
    "is_staff": "boolean",
    "is_payee": "boolean",
    "pattern": "boolean",
}
"""Column → its type in DMN."""
OUTCOMES = ("method", "approval")
FIT: dict[str, Cell] = {"adult": True, "is_staff": False, "is_payee": False}
NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(numbers: Mapping[str, int]) -> tuple[Row, ...]:
    """Return the table with the day's numbers of the book (``law.numbers``)."""
    small, most = Bound("<=", numbers["assist_small"]), Bound("<=", numbers["assist_max"])
    kin: dict[str, Cell] = {"relation": CLOSE_KIN, **FIT}
    return (
        Row({"ward": True, "guardian_proof": False}, ("refuse", "none")),
        Row({"ward": True}, ("guardian", "none")),
        Row({"pin_entry": False}, ("customer", "none")),
        Row({"tries": Bound("<", numbers["min_tries"]), "lasting": False}, ("customer_assisted_pad", "none")),
        Row({"able_biometric": True, "service": BIOMETRIC}, ("biometric", "none")),
        Row({"service": SETS_PIN, "pattern": False, **kin}, ("companion", "supervisor")),
        Row({"service": SETS_PIN, **kin}, ("companion", "outlet_head")),
        Row({"service": PAYS, "amount": small, "pattern": False, **kin}, ("companion", "supervisor")),
        Row({"service": PAYS, "amount": most, **kin}, ("companion", "outlet_head")),
        Row({}, ("refuse", "none")),
    )


def row_of(rows: Sequence[Row], case: Case) -> int:
    """Return the place of the first row that matches; the plainest reading of the table."""
    return next(
        place for place, row in enumerate(rows) if all(_matches(cell, case[name]) for name, cell in row.cells.items())
    )


def _matches(cell: Cell, value: Value) -> bool:
    match cell:
        case Bound("<", number):
            return int(value) < number
        case Bound(_, number):
            return int(value) <= number
        case tuple():
            return value in cell
        case _:
            return value is cell


# -- every lawful case --------------------------------------------------------------------------------------


def cases(numbers: Mapping[str, int]) -> Iterator[Case]:
    """Yield every lawful combination of the columns' values, numbers on both sides of each bound."""
    parts = (_capacities(), _difficulties(numbers), _matters(numbers), _companions())
    for chosen in itertools.product(*map(tuple, parts)):
        yield {name: value for part in chosen for name, value in part.items()}


def _capacities() -> Iterator[Case]:
    yield {"ward": False, "guardian_proof": False}
    for proof in (False, True):
        yield {"ward": True, "guardian_proof": proof}


def _difficulties(numbers: Mapping[str, int]) -> Iterator[Case]:
    """Lasting reasons and the fingerprint have a meaning only where typing is hard."""
    tries = (numbers["min_tries"] - 1, numbers["min_tries"])
    for n in tries:
        yield {"pin_entry": False, "tries": n, "lasting": False, "able_biometric": False}
        for lasting, able in itertools.product(*[(False, True)] * 2):
            yield {"pin_entry": True, "tries": n, "lasting": lasting, "able_biometric": able}


def _matters(numbers: Mapping[str, int]) -> Iterator[Case]:
    """A withdrawal of a large sum is another service, so its sums end below that."""
    small, most, large = numbers["assist_small"], numbers["assist_max"], numbers["large_cash"]
    for service in SERVICES:
        sums = [small, small + 1, most, most + 1] if service in PAYS else [0]
        for n in sums:
            if service != "withdrawal" or n < large:
                yield {"service": service, "amount": n}


def _companions() -> Iterator[Case]:
    """Whoever came alone has no companion to be staff or payee, nor one known from the register."""
    for relation in RELATIONS:
        for adult, staff, payee, pattern in itertools.product(*[(False, True)] * 4):
            alone = relation == "none" and (adult or staff or payee or pattern)
            if not (alone or (relation in ALWAYS_ADULT and not adult)):
                yield {"relation": relation, "adult": adult, "is_staff": staff, "is_payee": payee, "pattern": pattern}


# -- the same for the planner ----------------------------------------------------------------------------------

NOTHING_ELSE: dict[str, Value] = {
    "age": 40,
    "document.kind": "resident_id",
    "document.expired": False,
    "document.renewed": False,
    "document_identity": "same_name",
    "counsel": "clear",
}
A_TRANSFER: dict[str, Value] = {"payee": "other", "payee_known": True, "balance_share": 1}


def situation_of(case: Case) -> Situation:
    """Return the case as a situation: at the counter, in person, and nothing else about it that matters."""
    service = str(case["service"])
    facts = {
        **NOTHING_ELSE,
        **(A_TRANSFER if service == "transfer" else {}),
        **({"amount": case["amount"]} if service in PAYS else {}),
        "guardian_proof": case["guardian_proof"],
        "failed.pin": case["tries"],
        "lasting.pin": case["lasting"],
        "able_biometric": case["able_biometric"],
        "companion.relation": case["relation"],
        "companion.adult": case["adult"],
        "companion.is_staff": case["is_staff"],
        "companion.is_payee": case["is_payee"],
        "companion.pattern": case["pattern"],
        "limited_capacity": False,
    }
    needs = {"no_capacity": case["ward"], "pin_entry": case["pin_entry"]}
    return Situation((service,), frozenset(need for need, stands in needs.items() if stands), "counter", facts)


def way_of(made: Plan) -> Way:
    """Return the way of a plan's PIN step; 'ask', 'refer' and 'refuse' where it has none."""
    step = next((step for step in made.steps if step.kind == "pin"), None)
    if made.decision != "serve" or step is None:
        return made.decision, "none"
    return step.methods[0], str(step.controls.get("approval", "none"))


# -- the same for the peers ------------------------------------------------------------------------------------


def as_jdm(rows: Sequence[Row]) -> str:
    """Return the table as a decision graph of zen-engine: input, table, output."""
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in COLUMNS],
        "outputs": [{"id": name, "name": name, "field": name} for name in OUTCOMES],
        "rules": [{"_id": f"row{number}", **_jdm_row(row)} for number, row in enumerate(rows, 1)],
    }
    kinds = {"input": "inputNode", "table": "decisionTableNode", "output": "outputNode"}
    place = {"x": 0, "y": 0}
    nodes = [{"id": name, "name": name, "type": kind, "position": place} for name, kind in kinds.items()]
    nodes[1]["content"] = content
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
        for one, other in itertools.pairwise(kinds)
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def _jdm_row(row: Row) -> dict[str, str]:
    cells = {name: _jdm_cell(row.cells[name]) if name in row.cells else "" for name in COLUMNS}
    return cells | {name: json.dumps(word) for name, word in zip(OUTCOMES, row.way, strict=True)}


def _jdm_cell(cell: Cell) -> str:
    match cell:
        case Bound(op, number):
            return f"{op} {number}"
        case tuple():
            return ", ".join(map(json.dumps, cell))
        case _:
            return json.dumps(cell)


def as_dmn(rows: Sequence[Row]) -> str:
    """Return the table as DMN, its cells in SpiffWorkflow's expression language, which is Python.

    The hit policy reads UNIQUE because SpiffWorkflow knows no FIRST and with UNIQUE stops at the first match: that is
    the meaning wanted here, and its quickest.
    """
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("definitions"), id="book", name="book", namespace="nuanxin")
    decision = ElementTree.SubElement(root, _tag("decision"), id="pin", name="pin")
    grid = ElementTree.SubElement(decision, _tag("decisionTable"), id="table", hitPolicy="UNIQUE")
    for name, kind in COLUMNS.items():
        column = ElementTree.SubElement(grid, _tag("input"), id=f"in.{name}", label=name)
        expression = ElementTree.SubElement(column, _tag("inputExpression"), id=f"of.{name}", typeRef=kind)
        ElementTree.SubElement(expression, _tag("text")).text = name
    for name in OUTCOMES:
        ElementTree.SubElement(grid, _tag("output"), id=f"out.{name}", label=name, name=name, typeRef="string")
    for number, row in enumerate(rows, 1):
        _add_dmn_row(grid, row, f"row{number}")
    return ElementTree.tostring(root, encoding="unicode")


def _add_dmn_row(grid: ElementTree.Element, row: Row, called: str) -> None:
    line = ElementTree.SubElement(grid, _tag("rule"), id=called)
    for name in COLUMNS:
        entry = ElementTree.SubElement(line, _tag("inputEntry"), id=f"{called}.{name}")
        ElementTree.SubElement(entry, _tag("text")).text = _dmn_cell(row.cells[name]) if name in row.cells else "-"
    for name, word in zip(OUTCOMES, row.way, strict=True):
        entry = ElementTree.SubElement(line, _tag("outputEntry"), id=f"{called}.{name}")
        ElementTree.SubElement(entry, _tag("text")).text = repr(word)


def _dmn_cell(cell: Cell) -> str:
    match cell:
        case Bound(op, number):
            return f"{op} {number}"
        case tuple():
            return f"? in {cell!r}" if len(cell) > 1 else repr(cell[0])
        case _:
            return repr(cell)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
