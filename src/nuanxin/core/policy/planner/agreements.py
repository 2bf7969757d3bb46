"""What several readings of one service have in common: whether they are the same plan, which is strictest, what holds.

A reading is compared by what makes a plan: decision, steps, methods, actors, controls and limits.
"""

import dataclasses

from nuanxin.core.policy import effects, words
from nuanxin.core.policy.planner.drafts import Draft, Reading
from nuanxin.core.policy.planner.scripts import Entry, kind_of, names_of


def signature(reading: Reading) -> object:
    """Return what makes two readings the same plan: decision, steps, methods, actors, controls, limits."""
    return (
        reading.decision,
        tuple(sorted(reading.refer_to)),
        tuple(
            sorted(
                (step.identity, step.methods, step.actor or "", _frozen(step.controls))
                for step in reading.steps.values()
            )
        ),
        _frozen(reading.case),
        tuple(sorted(reading.limits.items())) if reading.decision == "serve" else (),
    )


def _frozen(controls: dict[str, effects.ControlValue]) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            (name, ",".join(sorted(value)) if isinstance(value, frozenset) else str(value))
            for name, value in controls.items()
        )
    )


def strictness(reading: Reading) -> tuple[int, int, int, int, str]:
    """Return the order of strictness: decision, controls, steps; the last part only makes it total."""
    severity = {"refuse": 2, "refer": 1}.get(reading.decision, 0)
    controls = sum(
        len(value) if isinstance(value, frozenset) else 1
        for step in reading.steps.values()
        for value in step.controls.values()
    )
    ranks = sum(
        words.RANKS.index(str(step.controls["approval"])) + 1
        for step in reading.steps.values()
        if "approval" in step.controls
    )
    return severity, ranks, controls + len(reading.case), len(reading.steps), str(signature(reading))


def every_reason(readings: list[Reading]) -> Reading:
    """Return the strictest of readings that decide alike (a referral has steps), with the reasons of all."""
    strictest = max(readings, key=strictness)
    united = dataclasses.replace(strictest, reasons={}, alternatives=set(), because=set(), refer_to=set())
    for reading in readings:
        for reason, rules in reading.reasons.items():
            united.reasons[reason] = sorted({*united.reasons.get(reason, ()), *rules})
        united.alternatives |= reading.alternatives
        united.because |= reading.because
        united.refer_to |= reading.refer_to
    return united


def common(readings: list[Reading]) -> Reading:
    """Return the steps, and of them the methods and controls, in which all readings agree."""
    first = min(readings, key=lambda one: str(signature(one)))
    kept: dict[str, Draft] = {}
    for identity, step in first.steps.items():
        others = [reading.steps.get(identity) for reading in readings]
        if all(others):
            kept[identity] = _shared(step, [other for other in others if other])
    return dataclasses.replace(
        first,
        steps=kept,
        case={
            name: value for name, value in first.case.items() if all(one.case.get(name) == value for one in readings)
        },
        offers=set.intersection(*(one.offers for one in readings)),
        limits={
            name: value
            for name, value in first.limits.items()
            if all(one.limits.get(name) == value for one in readings)
        },
        fired=set.intersection(*(one.fired for one in readings)),
        edges={edge for edge in first.edges if edge[0] in kept and edge[1] in kept},
    )


def _shared(step: Draft, others: list[Draft]) -> Draft:
    return dataclasses.replace(
        step,
        methods=step.methods if all(other.methods == step.methods for other in others) else (),
        actor=step.actor if all(other.actor == step.actor for other in others) else None,
        controls={
            name: value
            for name, value in step.controls.items()
            if all(other.controls.get(name) == value for other in others)
        },
        because=set.intersection(*(other.because for other in others)),
    )


def touched(undecided: Entry | tuple[str, str], reading: Reading) -> set[str]:
    """Return the steps on which an undecided rule may act: all of them where it decides the service."""
    if isinstance(undecided, tuple):
        return {identity for identity in reading.steps if kind_of(identity) == undecided[0]}
    found: set[str] = set()
    for effect in undecided.effects:
        if isinstance(effect, effects.Refuse | effects.Refer):
            return set(reading.steps)
        target = getattr(effect, "target", None)
        if isinstance(effect, effects.Forbid):
            target = effects.Target(names=(effect.step,))
        if isinstance(target, effects.Target):
            found.update(
                step.identity
                for step in reading.steps.values()
                if not target.names or not set(target.names).isdisjoint(names_of(step.identity))
            )
    return found
