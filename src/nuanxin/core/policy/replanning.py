"""A case in mid-flight is planned anew: what of the done work stands.

See docs/subsystems/planning.md. An approval holds for the step that it approves, so it is compared like any step.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nuanxin.core.policy.planner.combining import covers
from nuanxin.core.policy.planner.plans import Plan, PlannedStep

KEPT, REOPENED, SPLIT, VOID, BREACH = "kept", "reopened", "split", "void", "breach"


@dataclass(frozen=True)
class Verdict:
    """What becomes of one done step, and why in the words of codes."""

    step: str
    verdict: str
    because: tuple[str, ...] = ()


def compare(before: Plan, after: Plan, done: Collection[str]) -> Mapping[str, Verdict]:
    """Say of each done step (by key) whether it is kept, reopened, split, void or a breach.

    Done visit steps are always kept unless method or a control that cannot come late differs. What rests on a void
    step is void; an irreversible step that would be void is a breach.

    :raises KeyError: for a done step that the plan before does not have.
    """
    old = {step.key: step for step in before.steps}
    new = {step.key: step for step in after.steps}
    verdicts: dict[str, Verdict] = {}
    for step in before.steps:
        if step.key in done:
            verdicts[step.key] = _verdict(before, after, old[step.key], new.get(step.key), verdicts)
    missing = set(done) - set(verdicts)
    if missing:
        raise KeyError(f"not in the plan before: {', '.join(sorted(missing))}")
    return verdicts


def _verdict(
    before: Plan, after: Plan, old: PlannedStep, new: PlannedStep | None, earlier: Mapping[str, Verdict]
) -> Verdict:
    kind = after.book.kinds[old.kind]
    reasons = _fallen_support(before, old, earlier)
    if new is None:
        in_visit = ":" not in old.key and "@" not in old.key
        if in_visit and not reasons:
            return Verdict(old.key, KEPT, ("visit",))
        parts = [step for step in after.steps if step.key.startswith(f"{old.key}:")]
        if parts and not reasons:
            return Verdict(old.key, SPLIT, tuple(step.key for step in parts))
        return _void(old, kind.irreversible, (*reasons, "gone"))
    if reasons:
        return _void(old, kind.irreversible, reasons)
    if new.methods != old.methods or new.actor != old.actor:
        return _void(old, kind.irreversible, ("method",))
    joined = set(new.services) - set(old.services)
    if joined and not kind.join:
        return Verdict(old.key, SPLIT, tuple(sorted(joined)))
    return _by_controls(after, old, new, kind.irreversible)


def _by_controls(after: Plan, old: PlannedStep, new: PlannedStep, irreversible: bool) -> Verdict:
    kinds = after.book.controls
    wanted = {name: value for name, value in new.controls.items() if name in kinds}  # 'lasting' is a record, no duty
    missing = [name for name, value in wanted.items() if not covers(name, old.controls.get(name), value, kinds)]
    if not missing:
        return Verdict(old.key, KEPT)
    if all(kinds[name].late for name in missing):
        return Verdict(old.key, REOPENED, tuple(missing))
    return _void(old, irreversible, tuple(missing))


def _fallen_support(before: Plan, step: PlannedStep, earlier: Mapping[str, Verdict]) -> tuple[str, ...]:
    """Return the void steps on which this one rests, among those of its services."""
    rests_on = before.book.kinds[step.kind].rests_on
    fallen = []
    for other in before.steps:
        verdict = earlier.get(other.key)
        if verdict is None or verdict.verdict not in (VOID, BREACH) or other.kind not in rests_on:
            continue
        if not set(other.services).isdisjoint(step.services):
            fallen.append(other.key)
    return tuple(fallen)


def _void(step: PlannedStep, irreversible: bool, because: tuple[str, ...]) -> Verdict:
    return Verdict(step.key, BREACH if irreversible else VOID, because)
