"""Why each rule holds or does not hold in a situation: the trace that explains a plan."""

from collections.abc import Iterator
from datetime import date

from nuanxin.core.policy import conditions
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import Condition
from nuanxin.core.policy.planner.readings import read
from nuanxin.core.policy.planner.scripts import script
from nuanxin.core.policy.planner.views import view_of
from nuanxin.core.policy.situation import Situation, View, place_in_order, service_of

MARKS = {True: "+", False: "-", None: "?"}


def trace(book: Book, situation: Situation, *, on: date) -> Iterator[str]:
    """Yield a line for every rule and service: + it holds, - it does not and for want of what, ? it is not known."""
    law = book.law_on(on)
    for key in sorted(set(situation.services), key=place_in_order):
        prepared = script(law, service_of(key))
        view, _ = view_of(prepared, situation, key)
        read(prepared, view, key)
        yield f"{key}:"
        for entry in (*prepared.situational, *prepared.by_method, *prepared.by_control):
            verdict = entry.test(view)
            why = ", ".join(_hindrances(entry.when, view, verdict)) if verdict is not True else ""
            yield f"  {MARKS[verdict]} {entry.rule.id} ({entry.rule.place})" + (f": {why}" if why else "")


def _hindrances(when: Condition, view: View, verdict: conditions.Verdict) -> Iterator[str]:
    """Yield the parts that keep a condition from holding: the false ones, or the unknown ones if none is false."""
    parts = when.parts if isinstance(when, conditions.All) else (when,)
    for part in parts:
        if conditions.compiled(part)(view) is verdict:
            yield written(part)


def written(condition: Condition) -> str:
    """Return a condition in short form."""
    match condition:
        case conditions.Always(holds):
            return "always" if holds else "never"
        case conditions.All(parts):
            return "(" + " and ".join(map(written, parts)) + ")"
        case conditions.Any(parts):
            return "(" + " or ".join(map(written, parts)) + ")"
        case conditions.Not(part):
            return f"not {written(part)}"
        case conditions.Compare(fact, op, value):
            return f"{fact} {op.replace('_', ' ')} {value}"
        case conditions.Is(term):
            return term
        case _:
            return f"{type(condition).__name__.lower()} {getattr(condition, 'code', getattr(condition, 'name', ''))}"
