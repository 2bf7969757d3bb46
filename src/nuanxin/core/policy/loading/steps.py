"""Names of steps as a book writes them: `kind`, `kind.label`, `kind@bundle`."""

from nuanxin.core.policy import words
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.strict_yaml import Node

VISIT = "visit"
"""The label of an approval of the whole case."""


def kind_of(name: str) -> str:
    """Return the kind of a step's name or identity: ``sign`` of ``sign@change:pin_reset``."""
    for mark in (":", "@", "."):
        name = name.partition(mark)[0]
    return name


def called(name: str) -> tuple[str, ...]:
    """Return every name that means this step: its kind, kind and label, and its full name."""
    return kind_of(name), name.partition("@")[0], name


def step_name(reader: Reader, node: Node | None) -> str:
    """Return the name of a step, each part of it known."""
    name = reader.text(node)
    if node is None or not name:
        return name
    base, at, bundle = name.partition("@")
    kind, dot, label = base.partition(".")
    if not reader.require_known(node.place, kind, "kinds"):
        return name
    if dot:
        _check_label(reader, node, kind, label)
    if at:
        reader.require_known(node.place, bundle, "bundles", "name it under 'bundles' in words.yaml")
    return name


def _check_label(reader: Reader, node: Node, kind: str, label: str) -> None:
    """Made steps are labelled by what they are for, others by a label of the book."""
    if kind in words.MADE_KINDS:
        known = {"consent": reader.vocabulary.known("consents"), "approve": (VISIT, *words.KINDS)}
        family = known.get(kind, words.KINDS)
        if label not in family and label not in reader.vocabulary.known("labels"):
            reader.faults.add_unknown(node.place, f"label of {kind}", label, family)
        return
    reader.require_known(node.place, label, "labels", "name it under 'labels' in words.yaml")


def step_names(reader: Reader, node: Node | None) -> tuple[str, ...]:
    """Return one or several names of steps."""
    return tuple(step_name(reader, item) for item in reader.one_or_many(node))
