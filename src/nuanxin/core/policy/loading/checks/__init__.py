"""Checks across files, made when everything is read."""

from nuanxin.core.policy.loading.draft import Draft
from nuanxin.core.policy.loading.faults import Faults


def check(draft: Draft, faults: Faults) -> None:
    """Note every fault that only the whole shows."""
