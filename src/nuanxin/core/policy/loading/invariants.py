"""invariants.md: what must never be, each with the prose above it as its reason."""

import re
from typing import Any

from nuanxin.core.policy.book import Invariant, Place
from nuanxin.core.policy.loading import conditions_of, expectations, markdown, strict_yaml
from nuanxin.core.policy.loading.reader import Reader
from nuanxin.core.policy.loading.steps import step_name
from nuanxin.core.policy.loading.strict_yaml import Many, Node, Scalar, Table
from nuanxin.core.policy.loading.vocabulary import LASTING

FORMS: tuple[frozenset[str], ...] = (
    frozenset({"each", "must", "any_of", "never"}),
    frozenset({"each", "plan_has"}),
    frozenset({"when", "carries"}),
    frozenset({"when", "case"}),
    frozenset({"when", "without"}),
    frozenset({"when", "never_served"}),
    frozenset({"when", "refers"}),
    frozenset({"when", "forbids"}),
    frozenset({"when", "limits"}),
    frozenset({"first", "then"}),
    frozenset({"check"}),
)
CHECKS = ("staff_needed", "reasons", "cycle", "reachable", "days", "evidence_possible", "approver")
APPROVAL = "approval"
_ALONE = frozenset({"each"})
_HEAD = ("id", "number", "from", "until")
_LAST = 13


def invariants(reader: Reader, text: str, file: str) -> list[Invariant]:
    """Return the invariants of the page; a block holds one, or a list of them with one reason."""
    found: list[Invariant] = []
    reason: list[str] = []
    closed = False
    for part in markdown.parts(text, file, reader.faults):
        if part.kind in ("title", "heading"):
            reason, closed = [], False
        elif part.kind in ("prose", "quotation"):
            reason = [part.text] if closed else [*reason, part.text]
            closed = False
        elif part.kind == "invariant":
            found += _of_block(reader, part, "\n\n".join(reason))
            closed = True
        else:
            reader.faults.add_unknown(part.place, "kind of block", part.kind, ("invariant",))
    _check_ids(reader, found)
    return found


def _of_block(reader: Reader, part: markdown.Part, reason: str) -> list[Invariant]:
    if not reason:
        reader.faults.add(part.place, "an invariant has its reason in prose above it")
    node = strict_yaml.read(part.text, part.place.file, part.first_line, reader.faults)
    if node is None:
        return []
    items = node.items if isinstance(node, Many) else (node,)
    return [_invariant(reader, item, reason) for item in items]


def _check_ids(reader: Reader, found: list[Invariant]) -> None:
    first: dict[str, Place] = {}
    for invariant in found:
        if invariant.id in first:
            reader.faults.add(invariant.place, f"the id '{invariant.id}' stands also in {first[invariant.id]}")
        first.setdefault(invariant.id, invariant.place)


def _invariant(reader: Reader, node: Node, reason: str) -> Invariant:
    keys = sorted(frozenset().union(*FORMS))
    entries = reader.fields(node, "an invariant", ("id", "number"), ("from", "until", *keys))
    form = {key: value for key, value in entries.items() if key not in _HEAD}
    if not any(_fits(frozenset(form), shape) for shape in FORMS):
        reader.faults.add(node.place, f"no form of invariant has just these keys: {', '.join(form) or 'none'}")
    number = reader.whole(entries.get("number"))
    if "number" in entries and not 1 <= number <= _LAST:
        reader.faults.add(entries["number"].place, f"invariants are numbered 1 to {_LAST}")
    return Invariant(
        id=reader.text(entries.get("id")),
        number=number,
        form={key: _part(reader, key, value) for key, value in form.items()},
        reason=reason,
        since=reader.day(entries["from"]) if "from" in entries else None,
        until=reader.day(entries["until"]) if "until" in entries else None,
        place=node.place,
    )


def _fits(keys: frozenset[str], shape: frozenset[str]) -> bool:
    """A form about steps or their order may also say, in `when`, for which services and scenes it holds."""
    if "when" not in shape:
        keys -= {"when"}
    return _ALONE <= keys <= shape if shape == FORMS[0] else keys == shape


def _part(reader: Reader, key: str, node: Node) -> Any:
    if key in ("when", "never"):
        return conditions_of.condition(reader, node, conditions_of.RULE)
    if key in ("must", "any_of", "plan_has", "case"):
        return expectations.standing(reader, reader.table(node, f"'{key}'"))
    if key == "limits":
        return _limits(reader, node)
    if key in ("each", "without", "forbids"):
        return _which(reader, key, node)
    if key == "carries":
        return _carried(reader, node)
    if key == "never_served":
        return reader.flag(node)
    if key == "refers":
        return reader.code(node, "referrals")
    if key == "check":
        return reader.one_of(node, "check", CHECKS)
    return _ordered(reader, key, node)


def _which(reader: Reader, key: str, node: Node) -> dict[str, str]:
    options = ("method", "control") if key == "each" else ("method",)
    entries = reader.fields(node, f"'{key}'", (), ("step", *options))
    if not entries:
        reader.faults.add(node.place, f"'{key}' says which steps: step, method or control")
    found = {word: reader.text(value) for word, value in entries.items()}
    if "step" in entries:
        step_name(reader, entries["step"])
    if "method" in entries:
        _check_method(reader, entries["method"], found.get("step", ""))
    if "control" in entries:
        reader.code(entries["control"], "controls")
    return found


def _check_method(reader: Reader, node: Node, step: str) -> None:
    kind = reader.vocabulary.kinds.get(re.split(r"[.@]", step)[0])
    reader.one_of(node, "method", kind.methods if kind else sorted(reader.vocabulary.methods()))


def _limits(reader: Reader, node: Node) -> dict[str, Any]:
    table = reader.table(node, "'limits'")
    for name in table.entries:
        reader.require_known(table.places[name], name, "limits", "name it under 'limits' in words.yaml")
    return {name: reader.number(value) for name, value in table.entries.items()}


def _carried(reader: Reader, node: Node) -> dict[str, Any]:
    table = reader.table(node, "'carries'")
    steps = {key: value for key, value in table.entries.items() if key in ("step", "method")}
    others = {key: value for key, value in table.entries.items() if key not in steps}
    if "step" not in steps and isinstance(node, Table):
        reader.faults.add(node.place, "'carries' lacks 'step'")
    which = _which(reader, "without", Table(steps, table.places, table.place)) if steps else {}
    return {**which, **expectations.standing(reader, Table(others, table.places, table.place))}


def _ordered(reader: Reader, key: str, node: Node) -> str:
    """A step, or for `first` a control: before every approval."""
    word = reader.text(node)
    if key == "first" and word in (*reader.vocabulary.controls, APPROVAL, LASTING):
        return word
    return step_name(reader, Scalar(word, True, node.place))
