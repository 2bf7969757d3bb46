"""How few people are enough: one other person may approve, witness and be second staff of a step."""

from collections.abc import Iterable

from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner import combining
from nuanxin.core.policy.planner.merging import Visit
from nuanxin.core.policy.planner.plans import Staff

AWAY = ("home", "hospital")

ON_SITE = "approver_on_site"
"""The control that takes the approver along on a visit, and then his duty."""


def team_of(visit: Visit, roles: Iterable[str], scene: str) -> tuple[Staff, ...]:
    """Return the members of staff whom the plan needs; the first does the steps."""
    if not visit.steps:
        return ()
    controls = [step.controls for step in visit.steps.values()]
    duties = tuple(name for name in ("second_staff", "witness") if _stands(name, [*controls, visit.case]))
    on_steps, on_case = _highest(controls), _highest([visit.case])
    members = [Staff("teller")] + [Staff(role) for role in sorted(set(roles) - {"teller"})]
    away = scene in AWAY
    along = away and _stands(ON_SITE, controls)
    beside = on_steps if along or not away else ""
    if not away:
        beside = max(beside, on_case, key=combining.rank)
    if beside:
        members = _take(members, beside, ("approval", *((ON_SITE,) if along else ()), *duties))
    elif duties:
        members = [members[0], Staff(members[1].role if members[1:] else "teller", duties), *members[2:]]
    from_afar = max(on_steps, on_case, key=combining.rank)
    if from_afar and not any(combining.rank(member.role) >= combining.rank(from_afar) for member in members):
        members.append(Staff(from_afar, ("approval",)))
    return tuple(members)


def present(team: Iterable[Staff], scene: str) -> int:
    """Count those who carry the plan out: away, somebody who only approves stays at the outlet."""
    return sum(1 for member in team if scene not in AWAY or member.duties != ("approval",))


def _take(members: list[Staff], rank: str, duties: tuple[str, ...]) -> list[Staff]:
    """Give the duties to a member of sufficient rank, or add one."""
    for place, member in enumerate(members[1:], 1):
        if combining.rank(member.role) >= combining.rank(rank):
            return [*members[:place], Staff(member.role, duties), *members[place + 1 :]]
    return [members[0], Staff(rank, duties), *members[1:]]


def _stands(name: str, all_controls: Iterable[dict[str, ControlValue]]) -> bool:
    return any(controls.get(name) for controls in all_controls)


def _highest(all_controls: Iterable[dict[str, ControlValue]]) -> str:
    return max((str(controls.get("approval", "")) for controls in all_controls), key=combining.rank, default="")
