"""From a situation to the view of one service: defaults, implied facts, derived needs, what cannot be."""

from collections.abc import Mapping

from nuanxin.core.policy.book import Text
from nuanxin.core.policy.conditions import Range, Test, Value, Verdict
from nuanxin.core.policy.planner.scripts import Script
from nuanxin.core.policy.situation import Impossible, Situation, View, facts_for, service_of
from nuanxin.core.policy.words import CANNOT_BE_ANSWERED


def view_of(script: Script, situation: Situation, key: str) -> tuple[View, frozenset[str]]:
    """Return what one service's rules see, and the facts that nobody can answer.

    :raises Impossible: when the world excludes the situation.
    """
    facts: dict[str, Value] = dict(script.defaults)
    known = script.book.facts
    given = {name: value for name, value in facts_for(key, situation.facts, known) if name in script.facts}
    unanswerable = frozenset(name for name, value in given.items() if value == CANNOT_BE_ANSWERED)
    facts.update((name, value) for name, value in given.items() if name not in unanswerable)
    imply(script, situation, facts, given)
    needs: dict[str, Verdict] = dict.fromkeys(situation.needs, True)
    view = View(needs, situation.scene, facts)
    narrow_by_needs(script, view)
    settle(script, view)
    refuse_impossible(script, view)
    return view, unanswerable


def imply(script: Script, situation: Situation, facts: dict[str, Value], given: Mapping[str, Value]) -> None:
    """Add what the wanted services imply: whoever fetches a renewed card is a customer already.

    :raises Impossible: when a given fact says otherwise.
    """
    for wanted in situation.services:
        service = service_of(wanted)
        for name, value in script.book.services[service].implies.items():
            if name in script.facts and (service == script.service or script.book.facts[name].of != "service"):
                if given.get(name, value) != value:
                    raise Impossible(_denied(name))
                facts[name] = value


def narrow_by_needs(script: Script, view: View) -> None:
    """Let a stated need narrow the number from which it is derived: who is elderly is at least sixty."""
    for need, bounds in script.bounds.items():
        if view.needs.get(need):
            _narrow(view.facts, *bounds)


def _narrow(facts: dict[str, Value], name: str, low: int, high: int) -> None:
    known = facts.get(name)
    if known is None:
        facts[name] = Range(low, high)
    elif isinstance(known, Range):
        facts[name] = Range(max(low, known.low), min(high, known.high))


def settle(script: Script, view: View) -> None:
    """Fill in derived needs, implied needs, and the facts that have no meaning here, until nothing more follows."""
    open_needs = [(need, test) for need, test in script.following if not view.needs.get(need)]
    for _ in range(len(script.following) + len(script.settings)):
        if not _follows(script, view, open_needs):
            return


def _follows(script: Script, view: View, open_needs: list[tuple[str, Test]]) -> bool:
    """Draw each conclusion once; say whether a need or a fact came out otherwise than before."""
    grown = False
    for need, test in open_needs:
        verdict = test(view)
        grown = grown or view.needs.get(need, False) is not verdict
        view.needs[need] = verdict
    for setting in script.settings:
        if setting.fact not in view.facts and setting.only_if(view) is False:
            view.facts[setting.fact] = setting.otherwise
            grown = True
    return grown


def refuse_impossible(script: Script, view: View) -> None:
    """Refuse what the world excludes, and a stated need that a known fact denies.

    :raises Impossible: with the reason.
    """
    for name, value in view.facts.items():
        if isinstance(value, Range) and value.low > value.high:
            raise Impossible(_denied(name))
    for need, test in script.derived:
        if view.needs.get(need) and test(view) is False:
            raise Impossible(_denied(need))
    for test, line in script.impossible:
        if test(view):
            raise Impossible(line.because)


def excluded(script: Script, view: View) -> bool:
    """Say whether the world excludes a completed view, or a stated need is denied in it."""
    denied = any(view.needs.get(need) and test(view) is False for need, test in script.derived)
    return denied or any(test(view) for test, _ in script.impossible)


def _denied(name: str) -> Text:
    return Text(f"所述需要与已知事实不符:{name}", f"a stated need and a known fact contradict one another: {name}")
