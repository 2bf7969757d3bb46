"""The book's scenarios: situations with the plan that people expect, and in what the planner's plan differs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.core.policy.book import Book, Scenario
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.planner.combining import covers
from nuanxin.core.policy.situation import Impossible, Situation


@dataclass(frozen=True)
class Failure:
    """A scenario whose plan is not as expected, and in what."""

    scenario: Scenario
    differences: tuple[str, ...]


def failures(book: Book) -> list[Failure]:
    """Return the scenarios of a book that do not come out."""
    found = [Failure(scenario, tuple(differences(book, scenario))) for scenario in book.scenarios]
    return [failure for failure in found if failure.differences]


def situation_of(scenario: Scenario) -> Situation:
    """Return a scenario's situation."""
    written = scenario.situation
    return Situation(
        services=tuple(written["services"]),
        needs=frozenset(written.get("needs", ())),
        scene=written["scene"],
        facts=dict(written.get("facts", {})),
        at=written.get("at", "counter"),
    )


def differences(book: Book, scenario: Scenario) -> list[str]:
    """Return in what the plan differs from the expectation, in words."""
    try:
        made = plan(book, situation_of(scenario), on=scenario.on)
    except Impossible as excluded:
        return [f"the world excludes the situation: {excluded}"]
    found: list[str] = []
    for key, wanted in scenario.expect.items():
        found += _CHECKS[key](made, wanted)
    return found


def _same(what: str, has: object, wanted: object) -> list[str]:
    return [] if has == wanted else [f"{what}: {has}, expected {wanted}"]


def _contains(what: str, has: Any, wanted: Any) -> list[str]:
    missing = [one for one in wanted if one not in set(has)]
    return [f"{what}: {sorted(has)} lacks {missing}"] if missing else []


def _services(made: Plan, wanted: Mapping[str, str]) -> list[str]:
    return [
        difference
        for key, decision in wanted.items()
        for difference in _same(f"decision on {key}", made.services[key].decision, decision)
    ]


def _steps(made: Plan, wanted: Mapping[str, Mapping[str, Any]]) -> list[str]:
    found = []
    for name, expected in wanted.items():
        step = made.step(name)
        if step is None:
            found.append(f"step {name} is missing; there are {', '.join(one.id for one in made.steps)}")
            continue
        if "method" in expected:
            methods = expected["method"] if isinstance(expected["method"], list | tuple) else [expected["method"]]
            found += _contains(f"method of {name}", step.methods, methods)
        if "actor" in expected:
            found += _same(f"actor of {name}", step.actor, expected["actor"])
        found += _controls(made, f"controls of {name}", step.controls, expected.get("controls", {}))
    return found


def _controls(made: Plan, what: str, has: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    missing = {
        name: value for name, value in wanted.items() if not covers(name, has.get(name), value, made.book.controls)
    }
    return [f"{what}: {dict(has)} lack {missing}"] if missing else []


def _order(made: Plan, wanted: list[str]) -> list[str]:
    places = {name: place for place, step in enumerate(made.steps) for name in (step.id, step.key)}
    missing = [name for name in wanted if name not in places]
    if missing:
        return [f"order: steps {missing} are missing"]
    order = [places[name] for name in wanted]
    return (
        [] if order == sorted(order) else [f"order: {sorted(wanted, key=lambda name: places[name])}, expected {wanted}"]
    )


def _without(made: Plan, wanted: list[str]) -> list[str]:
    return [f"step {name} stands in the plan" for name in wanted if made.step(name) is not None]


def _part_of(what: str, has: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    different = {name: value for name, value in wanted.items() if has.get(name) != value}
    return [f"{what}: {dict(has)}, expected {different}"] if different else []


def _refer_to(made: Plan, wanted: list[str]) -> list[str]:
    targets = {to for decision in made.services.values() for to in decision.refer_to}
    return _contains("referred to", targets, wanted)


_CHECKS: dict[str, Callable[[Plan, Any], list[str]]] = {
    "decision": lambda made, wanted: _same("decision", made.decision, wanted),
    "services": _services,
    "steps": _steps,
    "without": _without,
    "order": _order,
    "asks": lambda made, wanted: (
        _contains("asks", [one.name for one in made.questions], wanted)
        or _same("questions", len(made.questions), len(wanted))
    ),
    "gates": lambda made, wanted: _contains("gates", made.gates, wanted),
    "because": lambda made, wanted: _contains("because", made.because, wanted),
    "alternatives": lambda made, wanted: _contains("alternatives", made.alternatives, wanted),
    "route": lambda made, wanted: _part_of("route", made.route, wanted),
    "team": lambda made, wanted: _contains("team", [member.role for member in made.team], wanted),
    "aids": lambda made, wanted: _contains("aids", made.aids, wanted),
    "materials": lambda made, wanted: _contains("materials", made.materials, wanted),
    "weight": lambda made, wanted: _same("weight", made.weight, wanted),
    "limits": lambda made, wanted: _part_of("limits", made.limits, wanted),
    "target_minutes": lambda made, wanted: _same("target minutes", made.target_minutes, wanted),
    "refer_to": _refer_to,
    "forbidden": lambda made, wanted: _contains(
        "forbidden", [f"{one.step}.{one.method}" for one in made.forbidden], wanted
    ),
    "case": lambda made, wanted: _controls(made, "case", made.case, wanted),
}
"""How each key of an expectation is compared."""
