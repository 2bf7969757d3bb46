"""The JSON of a plan: a public contract whose keys are fixed (docs/subsystems/planning.md names the source)."""

from typing import Any

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner.plans import Forbidden, Plan, PlannedStep, Question, ServiceDecision

Json = dict[str, Any]


def plan_as_json(plan: Plan, language: str) -> Json:
    """Return the plan in the contract's form; ``language`` (zh or en) is that of the questions' texts."""
    book = plan.book
    return {
        "book": book.id,
        "edition": book.edition,
        "notice": {"zh": book.notice.zh, "en": book.notice.en},
        "on": plan.on.isoformat(),
        "decision": plan.decision,
        "weight": plan.weight,
        "services": {key: _service(one) for key, one in plan.services.items()},
        "questions": [_question(book, question, language) for question in plan.questions],
        "gates": {fact: list(steps) for fact, steps in plan.gates.items()},
        "route": dict(plan.route),
        "team": [{"role": member.role, "duties": list(member.duties)} for member in plan.team],
        "qualifications": list(plan.qualifications),
        "languages": list(plan.languages),
        "aids": list(plan.aids),
        "steps": [_step(step) for step in plan.steps],
        "case": _controls(dict(plan.case)),
        "forbidden": [_forbidden(one) for one in plan.forbidden],
        "limits": [{"name": name, "value": value} for name, value in sorted(plan.limits.items())],
        "materials": list(plan.materials),
        "target_minutes": plan.target_minutes,
        "alternatives": list(plan.alternatives),
        "because": _because(plan),
    }


def _service(one: ServiceDecision) -> Json:
    return {
        "decision": one.decision,
        "because": list(one.because),
        "reasons": list(one.reasons),
        "alternatives": list(one.alternatives),
        "refer_to": list(one.refer_to),
    }


def _forbidden(one: Forbidden) -> Json:
    return {
        "step": one.step,
        "method": one.method,
        "because": list(one.because),
        "reasons": list(one.reasons),
        "alternatives": list(one.alternatives),
    }


def _question(book: Book, question: Question, language: str) -> Json:
    fact = book.facts[question.fact]
    answers = [{"value": code, "text": text.said_in(language)} for code, text in fact.values.items()]
    return {
        "fact": question.name,
        "text": fact.text.said_in(language),
        "from": fact.source,
        "type": fact.type,
        "unit": fact.unit,
        "answers": answers,
        "because": list(question.because),
    }


def _step(step: PlannedStep) -> Json:
    """A step with one method names it; with several it lists them under ``methods`` too."""
    return {
        "id": step.id,
        "key": step.key,
        "kind": step.kind,
        "method": step.methods[0] if step.methods else None,
        "methods": list(step.methods),
        "actor": step.actor,
        "place": step.place,
        "after": list(step.after),
        "for": list(step.services),
        "provisional": list(step.provisional),
        "courtesy": step.courtesy,
        "controls": _controls(dict(step.controls)),
        "because": list(step.because),
    }


def _controls(controls: dict[str, ControlValue]) -> Json:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in controls.items()}


def _because(plan: Plan) -> list[Json]:
    """Name each rule behind the plan with its clauses' words."""
    rules = {rule.id: rule for rule in plan.book.law_on(plan.on).rules}
    clauses = plan.book.clauses
    return [
        {
            "rule": name,
            "clause": number,
            "basis": rules[name].basis,
            "text": {"zh": clauses[number].text.zh, "en": clauses[number].text.en},
        }
        for name in plan.because
        for number in rules[name].cites
    ]
