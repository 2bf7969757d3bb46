"""The planner: what may be done for this person, and how.

`plan` is the only evaluator of the rulebook. See docs/subsystems/planning.md.
"""

from nuanxin.core.policy.planner.planning import plan
from nuanxin.core.policy.planner.plans import Plan

__all__ = ["Plan", "plan"]
