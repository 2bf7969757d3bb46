"""What changed between two plans, so that a new answer reads as one change and not as a new start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

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
        gettext("new"): [Item("", namer.join([step.name for key, step in new.items() if key not in old]))],
        gettext("otherwise"): [item for step in kept for item in _otherwise(namer, old[step.key], step)],
        gettext("no longer"): [Item(namer.join([step.name for key, step in old.items() if key not in new]), "")],
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


def _otherwise(namer: Namer, old: Step, new: Step) -> Iterator[Item]:
    """Yield how a kept step is done otherwise, and what it now stands under."""
    if (old.how, old.who) != (new.how, new.who):
        yield Item(_way(namer, old), _way(namer, new))
    added = [control.text for control in new.controls if control not in old.controls]
    gone = [control.text for control in old.controls if control not in new.controls]
    if added or gone:
        yield Item(_under(namer, new, gone), _under(namer, new, added))


def _under(namer: Namer, step: Step, controls: list[str]) -> str:
    """Return a step with controls that it stands under, nothing where there are none."""
    said = {"step": step.name, "controls": namer.join(controls)}
    return gettext("%(step)s: %(controls)s") % said if controls else ""


def _way(namer: Namer, step: Step) -> str:
    return namer.join([part for part in (step.name, step.how, step.who) if part])


def fresh(before: Told, after: Told) -> frozenset[str]:
    """Return the identities of steps that were not in the plan before."""
    return frozenset(by_key(after.steps)) - frozenset(by_key(before.steps))
