"""Reading a rulebook's folder; nothing that is not understood is passed over."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.loading import articles, checks, invariants, naming, scenarios, signed, tables
from nuanxin.core.policy.loading.draft import Draft
from nuanxin.core.policy.loading.faults import Fault, Faults, Unreadable
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.sheets import Sheets
from nuanxin.core.policy.loading.strict_yaml import Node
from nuanxin.core.policy.loading.vocabulary import Vocabulary

__all__ = ["Fault", "Unreadable", "load"]

TABLES = (
    "book.yaml",
    "facts.yaml",
    "kinds.yaml",
    "controls.yaml",
    "terms.yaml",
    "world.yaml",
    "words.yaml",
)


def load(folder: Path) -> Book:
    """Return the rulebook that the folder holds.

    :raises Unreadable: with every fault that was found, each with its file (relative to the folder) and line.
    """
    faults = Faults()
    sheets = Sheets(folder, faults)
    written = {name: node for name in TABLES if (node := sheets.table(name)) is not None}
    numbers = sheets.tables("parameters")
    faults.stop_if_any()
    reader = Reader(faults, Vocabulary())
    draft = _declared(reader, written, numbers)
    _read_articles(reader, sheets, draft)
    checks.check_rules(draft, faults)
    _read_expectations(reader, sheets, draft)
    checks.check_rest(draft, faults)
    faults.stop_if_any()
    return draft.book()


def _declared(reader: Reader, written: Mapping[str, Node], numbers: Sequence[Node]) -> Draft:
    """Read the tables: first what words there are, then the conditions that use them."""
    names = naming.names(reader, written["words.yaml"])
    for node in numbers:
        naming.parameters(reader, node)
    tables.facts(reader, written["facts.yaml"])
    tables.kinds(reader, written["kinds.yaml"])
    tables.controls(reader, written["controls.yaml"])
    methods = {kind.name: kind.methods for kind in reader.vocabulary.kinds.values()}
    naming.check_names(reader, names, methods)
    tables.term_names(reader, written["terms.yaml"])
    tables.fact_conditions(reader, written["facts.yaml"])
    tables.kind_conditions(reader, written["kinds.yaml"])
    return Draft(
        vocabulary=reader.vocabulary,
        cover=naming.cover(reader, written["book.yaml"]),
        names=names,
        parameters=reader.vocabulary.parameters,
        terms=tables.terms(reader, written["terms.yaml"]),
        world=tables.world(reader, written["world.yaml"]),
    )


def _read_articles(reader: Reader, sheets: Sheets, draft: Draft) -> None:
    for name, text in sheets.pages("articles"):
        page = articles.read_page(reader, text, name)
        if page is not None:
            draft.pages.append(page)


def _read_expectations(reader: Reader, sheets: Sheets, draft: Draft) -> None:
    for node in sheets.tables("scenarios"):
        draft.scenarios += scenarios.scenarios(reader, node)
    page_of_invariants = sheets.text("invariants.md")
    if page_of_invariants is not None:
        draft.invariants += invariants.invariants(reader, page_of_invariants, "invariants.md")
    list_of_refusals = sheets.table("never-served.yaml") if (sheets.folder / "never-served.yaml").exists() else None
    if list_of_refusals is not None:
        draft.never_served = signed.signed(reader, list_of_refusals)
