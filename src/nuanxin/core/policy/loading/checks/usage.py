"""That nothing is declared in vain, no term defines itself, and scenarios speak of rules that exist."""

from nuanxin.core.policy import conditions, words
from nuanxin.core.policy.conditions import All, Any, Condition
from nuanxin.core.policy.loading.draft import Draft
from nuanxin.core.policy.loading.faults import Faults


def check_circles(draft: Draft, faults: Faults) -> bool:
    """Note every term that speaks of itself, by whatever way round; say whether there is none."""
    speaks = {name: _terms_in(term.when) for name, term in draft.terms.items()}
    circles = 0
    for name, term in draft.terms.items():
        path = _way_back(name, speaks)
        if path:
            circles += 1
            faults.add(term.place, f"the term defines itself: {' → '.join(path)}")
    return not circles


def _terms_in(condition: Condition) -> tuple[str, ...]:
    match condition:
        case All(parts) | Any(parts):
            return tuple(name for part in parts for name in _terms_in(part))
        case conditions.Not(part):
            return _terms_in(part)
        case conditions.Is(term):
            return (term,)
    return ()


def _way_back(start: str, speaks: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    waiting: list[tuple[str, ...]] = [(start,)]
    seen = set()
    while waiting:
        path = waiting.pop(0)
        for name in speaks.get(path[-1], ()):
            if name == start:
                return (*path, start)
            if name not in seen:
                seen.add(name)
                waiting.append((*path, name))
    return ()


_COUNTED = {f"failed.{kind}" for kind in words.KINDS}
"""Failed tries, which a case counts against the attempts that a rule requires."""


def check_unused(draft: Draft, faults: Faults) -> None:
    """Note facts, terms and parameters that no rule, table or invariant looks at."""
    used = draft.vocabulary.used
    for fact in draft.vocabulary.facts.values():
        if ("facts", fact.name) not in used and fact.name not in _COUNTED:
            faults.add(fact.place, f"no rule or table looks at the fact '{fact.name}'")
    for term in draft.terms.values():
        if ("terms", term.name) not in used:
            faults.add(term.place, f"nothing uses the term '{term.name}'")
    for parameter in draft.parameters.values():
        if ("parameters", parameter.name) not in used:
            faults.add(parameter.place, f"nothing uses the parameter '{parameter.name}'")


def check_scenarios(draft: Draft, faults: Faults) -> None:
    """Note scenarios outside the book's life, and rules that they expect and nobody wrote."""
    known = sorted({rule.id for rule, _ in draft.rules()})
    since, until = draft.cover.since, draft.cover.until
    for scenario in draft.scenarios:
        if scenario.on < since or (until is not None and scenario.on >= until):
            faults.add(scenario.place, f"the book does not hold on {scenario.on}")
    for rule, place in draft.vocabulary.expected_rules:
        if rule not in known:
            faults.add_unknown(place, "rule", rule, known)
