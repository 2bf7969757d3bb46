"""A plan as plain text for the terminal, in Chinese or English."""

from collections.abc import Iterator, Mapping

from nuanxin.core.policy.book import Text
from nuanxin.core.policy.effects import ControlValue
from nuanxin.core.policy.planner.plans import Plan, PlannedStep

WORDS = {
    "serve": Text("可以办理", "serve"),
    "ask": Text("需先问清", "ask first"),
    "refer": Text("转办", "refer"),
    "refuse": Text("不能办理", "refuse"),
    "reason": Text("理由", "reason"),
    "instead": Text("可以改为", "instead"),
    "to": Text("转至", "to"),
    "question": Text("请问", "Ask"),
    "gate": Text("到时才知道", "Known later"),
    "after": Text("之后", "after"),
    "team": Text("人员", "Staff"),
    "languages": Text("语言", "Languages"),
    "route": Text("引导", "Route"),
    "minutes": Text("分钟内", "minutes"),
    "wait": Text("最长等候", "longest wait"),
    "target": Text("办理时限", "Target"),
    "aids": Text("便民用品", "Aids"),
    "materials": Text("资料", "Materials"),
    "limits": Text("限额与期限", "Limits"),
    "case": Text("整件业务", "Whole case"),
    "steps": Text("步骤", "Steps"),
    "forbidden": Text("不得", "Never"),
    "clauses": Text("依据", "Clauses"),
    "provisional": Text("视情况", "depends on"),
    "from": Text("法据日", "law of"),
    "gap": Text(
        "细则没有给出可行办法，也没有说明理由（细则的差错）",
        "the book leaves no way and gives no reason, an error of the book",
    ),
    "conflict": Text(
        "细则要求互相排斥的办法（细则的差错）", "the book wants ways that exclude one another, an error of the book"
    ),
}


def plan_as_text(plan: Plan, language: str) -> str:
    """Return the plan as lines a colleague can read out."""
    lines = _lines(plan, language)
    return "\n".join(map(_in_full_width, lines) if language == "zh" else lines)


FULL_WIDTH = ((": ", "："), ("; ", "；"), (", ", "、"), (" (", "（"), (")", "）"))
"""How Chinese is punctuated."""


def _in_full_width(line: str) -> str:
    for narrow, wide in FULL_WIDTH:
        line = line.replace(narrow, wide)
    return line.removesuffix(":") + "：" if line.endswith(":") else line


def _word(code: str, language: str) -> str:
    return WORDS[code].said_in(language)


def _lines(plan: Plan, language: str) -> Iterator[str]:
    book = plan.book
    yield f"{book.title.said_in(language)} {book.edition} · {_word('from', language)} {plan.on}"
    yield book.notice.said_in(language)
    yield ""
    for key, decision in plan.services.items():
        service, _, number = key.partition("#")
        name = book.name("services", service).said_in(language) + (f" #{number}" if number else "")
        yield f"{name}: {_word(decision.decision, language)}"
        yield from _reasons(plan, key, language)
    yield from _open(plan, language)
    yield from _frame(plan, language)
    if plan.steps:
        yield ""
        yield f"{_word('steps', language)}:"
        for place, step in enumerate(plan.steps, 1):
            yield f"{place:3}. {_step(plan, step, language)}"
    for one in plan.forbidden:
        kind = book.name("kinds", one.step).said_in(language)
        method = book.name("methods", f"{one.step}.{one.method}").said_in(language)
        yield f"{_word('forbidden', language)}: {kind} · {method} ({', '.join(one.because)})"
    yield from _clauses(plan, language)


def _reasons(plan: Plan, key: str, language: str) -> Iterator[str]:
    decision, book = plan.services[key], plan.book
    for fault, steps in (("gap", decision.gap), ("conflict", decision.conflict)):
        if steps:
            yield f"  {_word('reason', language)}: {_word(fault, language)} ({', '.join(steps)})"
    if decision.reasons:
        reasons = [book.name("reasons", code).said_in(language) for code in decision.reasons]
        yield f"  {_word('reason', language)}: {'; '.join(reasons)} ({', '.join(decision.because)})"
    if decision.refer_to:
        targets = [book.name("referrals", code).said_in(language) for code in decision.refer_to]
        yield f"  {_word('to', language)}: {', '.join(targets)}"
    if decision.alternatives:
        others = [book.name("alternatives", code).said_in(language) for code in decision.alternatives]
        yield f"  {_word('instead', language)}: {'; '.join(others)}"


def _open(plan: Plan, language: str) -> Iterator[str]:
    book = plan.book
    for question in plan.questions:
        fact = book.facts[question.fact]
        values = " / ".join(f"{code} {text.said_in(language)}" for code, text in fact.values.items())
        hint = f" [{values or fact.unit or 'true / false'}]"
        yield f"{_word('question', language)}: {fact.text.said_in(language)} ({question.name}){hint}"
    for fact_name, steps in plan.gates.items():
        text = book.facts[fact_name].text.said_in(language)
        yield f"{_word('gate', language)}: {text} [{fact_name}] ({_word('after', language)} {', '.join(steps)})"


def _frame(plan: Plan, language: str) -> Iterator[str]:
    book = plan.book
    lane = book.name("lanes", str(plan.route["lane"])).said_in(language)
    window = book.name("windows", str(plan.route["window"])).said_in(language)
    wait = plan.route.get("max_wait_minutes")
    waiting = f", {_word('wait', language)} {wait} {_word('minutes', language)}" if wait else ""
    yield f"{_word('route', language)}: {lane}, {window}{waiting}"
    if plan.team:
        members = [book.name("roles", member.role).said_in(language) for member in plan.team]
        yield f"{_word('team', language)}: {', '.join(members)}"
    if plan.languages:
        yield f"{_word('languages', language)}: {', '.join(plan.languages)}"
    if plan.target_minutes:
        yield f"{_word('target', language)}: {plan.target_minutes} {_word('minutes', language)}"
    for family in ("aids", "materials"):
        codes = getattr(plan, family)
        if codes:
            named = [book.name("offers", code).said_in(language) for code in codes]
            yield f"{_word(family, language)}: {', '.join(named)}"
    if plan.limits:
        named = [
            f"{book.name('limits', name).said_in(language)} {value}" for name, value in sorted(plan.limits.items())
        ]
        yield f"{_word('limits', language)}: {'; '.join(named)}"
    if plan.case:
        yield f"{_word('case', language)}: {_controls(plan, plan.case, language)}"


def _step(plan: Plan, step: PlannedStep, language: str) -> str:
    book = plan.book
    kind = book.name("kinds", step.kind).said_in(language)
    methods = [book.name("methods", f"{step.kind}.{method}").said_in(language) for method in step.methods]
    actor = book.name("actors", step.actor).said_in(language)
    parts = [f"{kind} [{step.id}]"]
    parts += [" + ".join(methods)] if methods else []
    parts.append(actor)
    if step.controls:
        parts.append(_controls(plan, step.controls, language))
    if step.provisional:
        parts.append(f"({_word('provisional', language)} {', '.join(step.provisional)})")
    return " · ".join(parts)


FAMILIES = {"approval": "ranks", "consent": "consents", "evidence": "evidence", "retention": "retentions"}
"""The family in words.yaml that names a control's values."""


def _controls(plan: Plan, controls: Mapping[str, ControlValue], language: str) -> str:
    said = []
    for name, value in controls.items():
        label = plan.book.name("controls", name).said_in(language)
        if value is True:
            said.append(label)
            continue
        codes = sorted(value) if isinstance(value, frozenset) else [str(value)]
        named = [plan.book.name(FAMILIES.get(name, "controls"), code).said_in(language) for code in codes]
        said.append(f"{label} {'/'.join(named)}")
    return ", ".join(said)


def _clauses(plan: Plan, language: str) -> Iterator[str]:
    rules = {rule.id: rule for rule in plan.book.law_on(plan.on).rules}
    numbers = list(dict.fromkeys(number for name in plan.because for number in rules[name].cites))
    if numbers:
        yield ""
        yield f"{_word('clauses', language)}:"
    for number in numbers:
        yield f"  {number} {plan.book.clauses[number].text.said_in(language)}"
