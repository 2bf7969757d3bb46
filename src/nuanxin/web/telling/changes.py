"""What changed between two plans, so that a new answer reads as one change and not as a new start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from nuanxin.web.telling.naming import Namer
from nuanxin.web.telling.told import Step, Told, by_key


@dataclass(frozen=True)
class Item:
    """One thing that changed: the old way, struck, and the new one."""

    old: str
    new: str


@dataclass(frozen=True)
class Row:
    """Changes of one sort."""

    title: str
    items: tuple[Item, ...]


def compare(namer: Namer, before: Told, after: Told) -> tuple[Row, ...]:
    """Return what changed from one plan to the next, nothing if nothing did."""
    old, new = by_key(before.steps), by_key(after.steps)
    kept = [step for key, step in new.items() if key in old]
    rows = {
        gettext("decision"): _decision(before, after),
        gettext("new"): [Item("", _listed(step.name for key, step in new.items() if key not in old))],
        gettext("otherwise"): [item for step in kept for item in _otherwise(namer, old[step.key], step)],
        gettext("no longer"): [Item(_listed(step.name for key, step in old.items() if key not in new), "")],
        gettext("time"): [Item(before.target, after.target)] if before.target != after.target else [],
    }
    told = [Row(title, tuple(one for one in items if one.old or one.new)) for title, items in rows.items()]
    changed = tuple(row for row in told if row.items)
    return (*changed, *_kept(len(kept))) if changed else ()


def _decision(before: Told, after: Told) -> list[Item]:
    return [Item(before.verdict, after.verdict)] if before.verdict != after.verdict else []


def _kept(count: int) -> Iterator[Row]:
    if count:
        text = ngettext("%(number)s step as before", "%(number)s steps as before", count) % {"number": count}
        yield Row(gettext("kept"), (Item("", text),))


def _listed(names: Iterable[str]) -> str:
    """Return names that may hold commas and colons as one list."""
    return pgettext("between the parts of a list of phrases", "; ").join(names)


def _otherwise(namer: Namer, old: Step, new: Step) -> Iterator[Item]:
    """Yield how a kept step is done otherwise, and what it now stands under."""
    if old.how != new.how:
        yield Item(_under(namer, old, [old.how]), _under(namer, new, [new.how]))
    elif old.who != new.who:
        yield Item(_under(namer, old, [old.who]), _under(namer, new, [new.who]))
    added = [control.text for control in new.controls if control not in old.controls]
    gone = [control.text for control in old.controls if control not in new.controls]
    if added or gone:
        yield Item(_under(namer, old, gone), _under(namer, new, added))


def _under(namer: Namer, step: Step, said: list[str]) -> str:
    """Return a step with what is said of it, nothing where nothing is."""
    parts = [part for part in said if part]
    return gettext("%(step)s: %(controls)s") % {"step": step.name, "controls": namer.join(parts)} if parts else ""


def fresh(before: Told, after: Told) -> frozenset[str]:
    """Return the identities of steps that were not in the plan before."""
    return frozenset(by_key(after.steps)) - frozenset(by_key(before.steps))
