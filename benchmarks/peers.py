"""Other decision-table engines, each fed the PIN table and asked for its way; None where one is not installed."""

import importlib
import importlib.metadata
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from benchmarks import pin_table
from benchmarks.pin_table import Case, Row, Way


@dataclass(frozen=True)
class Peer:
    """An engine with the table loaded, and how it decides one case."""

    name: str
    version: str
    decide: Callable[[Case], Way]


def installed(rows: Sequence[Row]) -> list[Peer]:
    """Return the engines that can be imported here, with the table; ./run bench planning installs them."""
    return [peer for peer in (_zen(rows), _spiff(rows)) if peer is not None]


def _zen(rows: Sequence[Row]) -> Peer | None:
    try:
        zen = importlib.import_module("zen")
    except ImportError:
        return None
    # A static loader compiles the table once; create_decision().evaluate() was seen to take ten times as long.
    loader = {"type": "static", "content": {"pin": json.loads(pin_table.as_jdm(rows))}}
    engine = zen.ZenEngine({"loader": loader})

    def decide(case: Case) -> Way:
        found = engine.evaluate("pin", case)["result"]
        return found["method"], found["approval"]

    return Peer("zen-engine", importlib.metadata.version("zen-engine"), decide)


def _spiff(rows: Sequence[Row]) -> Peer | None:
    """Return SpiffWorkflow's table engine by itself: a workflow around it would only add to the time."""
    try:
        engines = importlib.import_module("SpiffWorkflow.dmn.engine.DMNEngine")
        parsers = importlib.import_module("SpiffWorkflow.dmn.parser.DMNParser")
        scripts = importlib.import_module("SpiffWorkflow.bpmn.script_engine")
        etree = importlib.import_module("lxml.etree")
    except ImportError:
        return None
    parser = parsers.DMNParser(None, etree.fromstring(pin_table.as_dmn(rows)), {"dmn": pin_table.NAMESPACE})
    parser.parse()
    engine = engines.DMNEngine(parser.decision.decisionTables[0])
    workflow = SimpleNamespace(script_engine=scripts.PythonScriptEngine())

    def decide(case: Case) -> Way:
        found = engine.result(SimpleNamespace(data=dict(case), workflow=workflow))
        return found["method"], found["approval"]

    return Peer("SpiffWorkflow", importlib.metadata.version("spiffworkflow"), decide)
