"""On which unknown facts a condition still hangs: those of its parts that nothing known has settled yet."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from nuanxin.core.policy import conditions
from nuanxin.core.policy.conditions import Compare, Condition, Need, Test, Verdict, View

Opening: TypeAlias = Callable[[View], tuple[Verdict, frozenset[str]]]
"""Gives a condition's verdict and, where it is not known, the facts that could still decide it."""

PLAN_WORDS = conditions.Step | conditions.Method | conditions.Control
"""What looks at the plan."""

NOTHING: frozenset[str] = frozenset()


def opening(when: Condition, derivations: Mapping[str, Condition], seen: frozenset[str] = frozenset()) -> Opening:
    """Prepare a condition; a need that follows from facts hangs on these. ``seen`` are needs already followed."""
    match when:
        case conditions.All(parts):
            return _joined([opening(part, derivations, seen) for part in sorted(parts, key=conditions.effort)], False)
        case conditions.Any(parts):
            return _joined([opening(part, derivations, seen) for part in sorted(parts, key=conditions.effort)], True)
        case conditions.Not(part):
            return _denied(opening(part, derivations, seen))
        case Need(code) if code in derivations and code not in seen:
            return _derived(conditions.compiled(when), opening(derivations[code], derivations, seen | {code}))
        case Compare(fact):
            return _compared(conditions.compiled(when), frozenset({fact}))
        case _:
            return _compared(conditions.compiled(when), NOTHING)


def _joined(parts: list[Opening], settling: bool) -> Opening:
    def look(view: View) -> tuple[Verdict, frozenset[str]]:
        verdict: Verdict = not settling
        facts = NOTHING
        for part in parts:
            said, hangs_on = part(view)
            if said is settling:
                return settling, NOTHING
            if said is None:
                verdict, facts = None, facts | hangs_on if facts else hangs_on
        return verdict, facts

    return look


def _denied(part: Opening) -> Opening:
    def look(view: View) -> tuple[Verdict, frozenset[str]]:
        verdict, facts = part(view)
        return None if verdict is None else not verdict, facts

    return look


def _derived(test: Test, source: Opening) -> Opening:
    def look(view: View) -> tuple[Verdict, frozenset[str]]:
        verdict = test(view)
        return verdict, source(view)[1] if verdict is None else NOTHING

    return look


def _compared(test: Test, fact: frozenset[str]) -> Opening:
    def look(view: View) -> tuple[Verdict, frozenset[str]]:
        verdict = test(view)
        return verdict, fact if verdict is None else NOTHING

    return look


def compared(parts: Iterable[Condition]) -> Mapping[str, frozenset[Compare]]:
    """Return the comparisons that stand in conditions, by their facts."""
    found: dict[str, set[Compare]] = {}
    for part in parts:
        for atom in conditions.atoms(part):
            if isinstance(atom, Compare):
                found.setdefault(atom.fact, set()).add(atom)
    return {fact: frozenset(atoms) for fact, atoms in found.items()}


def parts_on_facts(when: Condition) -> list[Condition]:
    """Return the largest parts of a condition that look at the situation alone, not at the plan.

    Views that give these parts the same verdicts are the same to a rule.
    """
    if not any(isinstance(atom, PLAN_WORDS) for atom in conditions.atoms(when)):
        return [when]
    match when:
        case conditions.All(parts) | conditions.Any(parts):
            return [found for part in parts for found in parts_on_facts(part)]
        case conditions.Not(part):
            return parts_on_facts(part)
        case _:
            return []
