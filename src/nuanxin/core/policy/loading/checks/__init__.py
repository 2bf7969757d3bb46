"""Checks across files, made when everything is read."""

from nuanxin.core.policy.loading.checks import reach, structure, usage
from nuanxin.core.policy.loading.draft import Draft
from nuanxin.core.policy.loading.faults import Faults


def check_rules(draft: Draft, faults: Faults) -> None:
    """Note what only all tables and articles together show.

    Whether rules can work is asked only when every word in them is known.
    """
    structure.check(draft, faults)
    if usage.check_circles(draft, faults) and not faults.found:
        reach.check(draft, faults)


def check_rest(draft: Draft, faults: Faults) -> None:
    """Note what only scenarios and invariants show, and what is declared in vain."""
    usage.check_scenarios(draft, faults)
    if not faults.found:
        usage.check_unused(draft, faults)
