"""One call from situation to plan: read each service, merge, make steps, order, say what is open."""

from collections.abc import Mapping
from datetime import date

from nuanxin.core.policy import situation as situations
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner import combining, merging, ordering, teams, unknowns
from nuanxin.core.policy.planner.drafts import Reading
from nuanxin.core.policy.planner.merging import Merged, Visit
from nuanxin.core.policy.planner.plans import Forbidden, Plan, PlannedStep, Question, ServiceDecision
from nuanxin.core.policy.planner.scripts import kind_of, script
from nuanxin.core.policy.planner.unknowns import Resolved
from nuanxin.core.policy.planner.views import view_of
from nuanxin.core.policy.situation import Situation, place_in_order, service_of

MOST_QUESTIONS = 3

ON_ARRIVAL = ("greet", "escort")

AT_THE_DOOR = (*ON_ARRIVAL, "ride", "see_off")
"""Kinds that take place in the hall when the person is in the lobby."""


def plan(book: Book, situation: Situation, *, on: date) -> Plan:
    """Plan a visit under the law of a day.

    The order of rules, needs and services never changes the plan.

    :raises words.UnknownWord: for a word outside the contract, with the nearest known one.
    :raises situation.BadValue: for a fact with a value it cannot have.
    :raises situation.Impossible: for a situation that the book's world excludes.
    :raises book.OutsideLife: when the book does not hold on that day.
    """
    situations.check(situation, book.facts)
    law = book.law_on(on)
    resolved: dict[str, Resolved] = {}
    for key in sorted(set(situation.services), key=lambda key: (place_in_order(key), key)):
        prepared = script(law, service_of(key))
        view, unanswerable = view_of(prepared, situation, key)
        resolved[key] = unknowns.resolve(prepared, situation, key, view, unanswerable)
    readings = [one.reading for one in resolved.values()]
    visit = merging.merge_without_conflicts(book, readings)
    if any(one.confirmed_by_supervisor for one in resolved.values()) and visit.steps:
        combining.unite(visit.case, {"approval": "supervisor"}, book.controls)
    merging.make_steps(book, visit)
    steps, caught = ordering.ordered(book, visit)
    return _plan(book, situation, on, resolved, visit, steps, caught)


def _plan(
    book: Book,
    situation: Situation,
    on: date,
    resolved: Mapping[str, Resolved],
    visit: Visit,
    steps: list[Merged],
    caught: list[str],
) -> Plan:
    live = [one.reading for one in resolved.values() if one.reading.decision != "refuse"]
    services = {key: _service_decision(one) for key, one in resolved.items()}
    planned = _planned_steps(book, situation, resolved, visit, steps)
    alternatives = {code for decision in services.values() for code in decision.alternatives}
    return Plan(
        book=book,
        on=on,
        situation=situation,
        decision=_overall(services),
        weight=_weight(book, visit, planned),
        services=services,
        questions=_questions(book, resolved),
        gates=_gates(resolved, len(resolved) == 1),
        route=_route(resolved),
        team=teams.team_of(visit, {role for reading in live for role in reading.roles}, situation.scene),
        qualifications=tuple(sorted({code for reading in live for code in reading.qualifications})),
        languages=_languages(situation, live),
        aids=_offers(book, live, "aid"),
        materials=_offers(book, live, "material"),
        steps=planned,
        case=dict(visit.case),
        forbidden=_forbidden(live, visit),
        limits=_limits(live),
        target_minutes=min((one.target_minutes for one in live if one.target_minutes is not None), default=None),
        alternatives=tuple(sorted({*alternatives, *_offers(book, live, "alternative")})),
        because=tuple(sorted({rule for one in resolved.values() for rule in _rules_behind(one.reading)})),
        conflicts=tuple(sorted({identity for one in resolved.values() for identity in one.reading.conflict})),
        cycle=tuple(caught),
    )


def _rules_behind(reading: Reading) -> set[str]:
    """Return the rules behind a reading: those that refuse, or all that hold where something may be done."""
    return reading.because if reading.decision == "refuse" else reading.fired


def _offers(book: Book, live: list[Reading], sort: str) -> tuple[str, ...]:
    """Return the offers of one sort: aids, materials or alternatives."""
    return tuple(sorted({code for one in live for code in one.offers if book.sorts.get(code) == sort}))


def _service_decision(resolved: Resolved) -> ServiceDecision:
    reading = resolved.reading
    because = reading.because or (set(resolved.because) and set().union(*resolved.because.values()))
    return ServiceDecision(
        decision="ask" if resolved.asked and reading.decision != "refuse" else reading.decision,
        because=tuple(sorted(because)),
        reasons=tuple(sorted(reading.reasons)),
        alternatives=tuple(sorted(reading.alternatives)),
        refer_to=tuple(sorted(reading.refer_to)),
        gap=reading.gap,
        conflict=reading.conflict,
    )


def _overall(services: Mapping[str, ServiceDecision]) -> str:
    decisions = {service.decision for service in services.values()}
    return next(decision for decision in ("ask", "serve", "refer", "refuse") if decision in decisions)


def _questions(book: Book, resolved: Mapping[str, Resolved]) -> tuple[Question, ...]:
    """Return the questions to ask now: at most three, first the one that leaves the fewest plans in the worst case."""
    found: dict[str, Question] = {}
    for key, one in resolved.items():
        if one.reading.decision == "refuse":
            continue
        for fact, leaves in one.asked.items():
            name = f"{key}.{fact}" if book.facts[fact].of == "service" else fact
            known = found.get(name)
            because = sorted({*(known.because if known else ()), *one.because[fact]})
            found[name] = Question(name, fact, leaves + (known.leaves if known else 0), tuple(because))
    order = list(book.facts)
    ranked = sorted(found.values(), key=lambda one: (one.leaves, order.index(one.fact), one.name))
    return tuple(ranked[:MOST_QUESTIONS])


def _gates(resolved: Mapping[str, Resolved], single: bool) -> dict[str, tuple[str, ...]]:
    gates: dict[str, set[str]] = {}
    for one in resolved.values():
        for fact, finders in one.gates.items():
            gates.setdefault(fact, set()).update(finders)
    return {fact: tuple(sorted(_short(step, single) for step in gates[fact])) for fact in sorted(gates)}


def _route(resolved: Mapping[str, Resolved]) -> dict[str, str | int]:
    """Return how the person is led: the best of what any service asks for, also one that is refused."""
    route: dict[str, str | int] = {"lane": "ordinary", "window": "any"}
    for one in resolved.values():
        route.update(_better(route, one.reading.route))
    return route


def _limits(live: list[Reading]) -> dict[str, int]:
    limits: dict[str, int] = {}
    for reading in live:
        combining.lower(limits, reading.limits)
    return limits


def _better(old: dict[str, str | int], new: Mapping[str, str | int]) -> dict[str, str | int]:
    better = dict(old)
    for name, value in new.items():
        if name in ("lane", "window"):
            better[name] = value if old[name] in ("ordinary", "any") else old[name]
        else:
            better[name] = min(int(value), int(old.get(name, value)))
    return better


def _languages(situation: Situation, live: list[Reading]) -> tuple[str, ...]:
    """Return the languages needed; 'customer' becomes the customer's own where it is known."""
    own = situation.facts.get("language")
    codes = {code for reading in live for code in reading.languages}
    return tuple(sorted(str(own) if code == "customer" and isinstance(own, str) else code for code in codes))


def _planned_steps(
    book: Book, situation: Situation, resolved: Mapping[str, Resolved], visit: Visit, steps: list[Merged]
) -> tuple[PlannedStep, ...]:
    single = len(resolved) == 1
    before: dict[str, list[str]] = {}
    for first, then in sorted(visit.edges):
        if first in visit.steps and then in visit.steps:
            before.setdefault(then, []).append(_short(first, single))
    hanging = _hanging(resolved, steps)
    return tuple(
        _planned_step(book, situation, step, before.get(step.identity, []), hanging[step.identity], single)
        for step in steps
    )


def _hanging(resolved: Mapping[str, Resolved], steps: list[Merged]) -> dict[str, set[str]]:
    """Return for each step the facts on which it hangs: those that a step before it will have found."""
    places = {step.identity: place for place, step in enumerate(steps)}
    door = max((places[step.identity] for step in steps if kind_of(step.identity) in ON_ARRIVAL), default=-1)
    found_at: dict[str, int] = {}
    touching: dict[str, set[str]] = {}
    for one in resolved.values():
        for fact, finders in one.gates.items():
            first = min(door if finder == "counter" else places.get(finder, -1) for finder in finders)
            found_at[fact] = min(first, found_at.get(fact, first))
        for identity, facts in one.provisional.items():
            touching.setdefault(identity, set()).update(facts)
    return {
        step.identity: {
            fact
            for identity in [step.identity, *step.made_for]
            for fact in touching.get(identity, ())
            if places[step.identity] > found_at.get(fact, -1)
        }
        for step in steps
    }


def _planned_step(
    book: Book, situation: Situation, step: Merged, after: list[str], hangs_on: set[str], single: bool
) -> PlannedStep:
    kind = book.kinds[kind_of(step.identity)]
    actors = {kind.actors[method] for method in step.methods if method in kind.actors}
    return PlannedStep(
        id=_short(step.identity, single),
        key=step.identity,
        kind=kind.name,
        methods=step.methods,
        actor=step.actor or min(actors, default=kind.actor),
        place=step.place or _place(situation.scene, kind.name),
        after=tuple(after),
        services=tuple(sorted(step.services, key=place_in_order)),
        provisional=tuple(sorted(hangs_on)),
        controls=dict(sorted(step.controls.items())),
        because=tuple(sorted(step.because)),
        courtesy=kind.courtesy and not step.controls,
        made_for=tuple(_short(identity, single) for identity in step.made_for),
    )


def _short(identity: str, single: bool) -> str:
    """Leave the service out of an id where only one is wanted."""
    return identity.partition(":")[0] if single else identity


def _place(scene: str, kind: str) -> str:
    if scene != "lobby":
        return scene
    return "lobby" if kind in AT_THE_DOOR else "counter"


def _forbidden(live: list[Reading], visit: Visit) -> tuple[Forbidden, ...]:
    """Return the ways that are refused for steps which stand in the plan."""
    kinds = {kind_of(identity) for identity in visit.steps}
    found: dict[tuple[str, str], Forbidden] = {}
    for reading in live:
        for (step, method), forbids in reading.forbidden.items():
            if kind_of(step) not in kinds:
                continue
            known = found.get((step, method), Forbidden(step, method, (), (), ()))
            found[step, method] = Forbidden(
                step,
                method,
                tuple(sorted({*known.because, *(rule for rule, _ in forbids)})),
                tuple(sorted({*known.reasons, *(forbid.reason for _, forbid in forbids)})),
                tuple(sorted({*known.alternatives, *(code for _, one in forbids for code in one.alternatives)})),
            )
    return tuple(found[name] for name in sorted(found))


def _weight(book: Book, visit: Visit, steps: tuple[PlannedStep, ...]) -> str:
    """Return how much of a case it is; see rulebook.md, weight."""
    controls: list[Mapping[str, ControlValue]] = [step.controls for step in steps]
    if any(controls) or any(visit.case.values()):
        return "case"
    for step in steps:
        kind = book.kinds[step.kind]
        if not kind.courtesy and kind.ordinary is not None and step.methods != (kind.ordinary,):
            return "case"
    added = [visit.steps[step.key] for step in steps if visit.steps[step.key].added]
    return "checklist" if any(not book.kinds[kind_of(one.identity)].courtesy for one in added) else "ticket"
