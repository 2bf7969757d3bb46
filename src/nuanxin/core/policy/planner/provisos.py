"""Which steps hang on an undecided rule, also by way of other rules: a method that it may choose, a step it may add.

Generous on purpose: a step that is done although it hangs on something is done wrongly; one that waits is only late.
"""

from collections.abc import Iterator

from nuanxin.core.policy import conditions, effects
from nuanxin.core.policy.conditions import Condition
from nuanxin.core.policy.planner.agreements import touched
from nuanxin.core.policy.planner.drafts import Reading
from nuanxin.core.policy.planner.scripts import Entry, Script, kind_of, names_of
from nuanxin.core.policy.situation import View

Undecided = Entry | tuple[str, str]


def hanging(script: Script, view: View, reading: Reading, undecided: Undecided) -> set[str]:
    """Return the steps on which an undecided rule, or a method of which it is not known whether it will do, acts."""
    late = [*script.by_method, *script.by_control, *(entry for entry in script.situational if entry.looks_at_steps)]
    wide = View(view.needs, view.scene, view.facts)
    wide.kinds = {name for identity in reading.steps for name in names_of(identity)}
    wide.methods = {method for step in reading.steps.values() for method in step.methods}
    wide.controls = {control for step in reading.steps.values() for control in step.controls}
    open_now: set[Condition] = set()
    found: set[str] = set()
    acting: list[Undecided] = [undecided]
    seen: set[Undecided] = {undecided}
    while acting:
        one = acting.pop()
        found |= touched(one, reading)
        open_now.update(_opened(script, reading, one))
        _widen(wide, open_now)
        for entry in [*_silenced(script, one), *late]:
            if entry not in seen and (entry not in late or _may_change(entry, wide, open_now)):
                seen.add(entry)
                acting.append(entry)
    return found


def _opened(script: Script, reading: Reading, undecided: Undecided) -> Iterator[Condition]:
    """Yield what may come to hold, or cease to, where the undecided is decided: steps, methods, controls."""
    if isinstance(undecided, tuple):
        yield from map(conditions.Method, script.kinds[undecided[0]].methods)
        return
    for effect in undecided.effects:
        match effect:
            case effects.Add(step):
                yield from map(conditions.Step, names_of(step))
            case effects.Use(_, method):
                yield conditions.Method(method)
                for step in touched(undecided, reading):
                    yield from map(conditions.Method, reading.steps[step].methods)
            case effects.Forbid(step):
                yield from map(conditions.Method, script.kinds[kind_of(step)].methods)
            case effects.Require(_, controls):
                yield from map(conditions.Control, controls)


def _widen(view: View, open_now: set[Condition]) -> None:
    for part in open_now:
        match part:
            case conditions.Step(name):
                view.kinds = {*view.kinds, name}
            case conditions.Method(code):
                view.methods = {*view.methods, code}
            case conditions.Control(code):
                view.controls = {*view.controls, code}


def _may_change(entry: Entry, wide: View, open_now: set[Condition]) -> bool:
    """Say whether a rule looks at something open and may hold."""
    return not entry.looks.isdisjoint(open_now) and entry.test(wide) is not False


def _silenced(script: Script, undecided: Undecided) -> Iterator[Entry]:
    """Yield the rules that the undecided one may silence."""
    if isinstance(undecided, Entry):
        named = {rule for rule, _ in undecided.silences}
        yield from (entry for entry in script.situational if entry.rule.id in named)
