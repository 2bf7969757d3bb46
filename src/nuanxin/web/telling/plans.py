"""A plan as the page and the print tell it: decision, questions, path of steps, controls, clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from nuanxin.core.policy.book import Rule
from nuanxin.core.policy.planner.plans import Forbidden, Plan, PlannedStep, ServiceDecision
from nuanxin.core.policy.situation import split_name
from nuanxin.web.telling import controls
from nuanxin.web.telling.naming import Namer, places_of_clauses

SIGNS = {"serve": "check", "ask": "question", "refer": "arrow", "refuse": "cross"}


@dataclass(frozen=True)
class Reference:
    """A clause by its number, to be found on the page."""

    number: str
    anchor: str


@dataclass(frozen=True)
class Clause:
    """The words of a clause: the Chinese governs."""

    number: str
    governing: str
    """The number as the Chinese text has it."""
    anchor: str
    zh: str
    en: str
    article: int
    since: tuple[str, ...]
    """The first days of the rules that rest on it, where they differ from the book's."""


@dataclass(frozen=True)
class Service:
    """What is decided of one wanted service."""

    key: str
    name: str
    decision: str
    verdict: str
    reasons: tuple[str, ...]
    refer_to: tuple[tuple[str, str], ...]
    """Code and name of each way to go instead."""
    alternatives: tuple[str, ...]
    because: tuple[Reference, ...]


@dataclass(frozen=True)
class Answer:
    """A value that can be tapped."""

    value: str
    name: str


@dataclass(frozen=True)
class Question:
    """A fact that is asked now, or that may be told before a step finds it."""

    name: str
    text: str
    answers: tuple[Answer, ...]
    """Empty where a number is typed."""
    unit: str
    maximum: int
    because: tuple[Reference, ...]
    found_by: str = ""


@dataclass(frozen=True)
class Known:
    """A fact that has been answered."""

    name: str
    text: str
    value: str
    written: str


@dataclass(frozen=True)
class Step:
    """One step of the path."""

    key: str
    number: int
    """0 for courtesy, which is not counted."""
    name: str
    how: str
    who: str
    where: str
    services: str
    controls: tuple[controls.Control, ...]
    depends_on: str
    because: tuple[Reference, ...]
    courtesy: bool

    @property
    def detail(self) -> str:
        """Who, where and for which service, as far as it does not go without saying."""
        return " · ".join(part for part in (self.who, self.where, self.services) if part)


@dataclass(frozen=True)
class Way:
    """A way of doing a step that is not allowed."""

    text: str
    reasons: str
    alternatives: str
    because: tuple[Reference, ...]


@dataclass(frozen=True)
class Told:
    """The whole plan in words."""

    decision: str
    sign: str
    verdict: str
    summary: str
    weight: str
    services: tuple[Service, ...]
    questions: tuple[Question, ...]
    gates: tuple[Question, ...]
    known: tuple[Known, ...]
    steps: tuple[Step, ...]
    route: tuple[str, ...]
    green: bool
    team: tuple[str, ...]
    extras: tuple[tuple[str, str, str], ...]
    """Icon, title and text of what else: aids, materials, languages, qualifications, other ways, limits."""
    groups: tuple[controls.Group, ...]
    forbidden: tuple[Way, ...]
    clauses: tuple[Clause, ...]
    target: str
    faults: tuple[str, ...]
    """Errors of the book that the plan met."""


def tell(plan: Plan, language: str) -> Told:
    """Tell a plan in a language (``zh`` or ``en``)."""
    teller = _Teller(plan, Namer(plan.book, language))
    return teller.tell()


class _Teller:
    """One plan being told."""

    def __init__(self, plan: Plan, namer: Namer) -> None:
        self.plan, self.namer = plan, namer
        self.rules: dict[str, Rule] = {rule.id: rule for rule in plan.book.law_on(plan.on).rules}
        self.numbers = self._numbers()

    def _numbers(self) -> list[str]:
        """Return the numbers of all clauses that the plan rests on, in the order of the book."""
        order = list(places_of_clauses(self.plan.book))
        cited = {number for rule in self.plan.because for number in self._cites(rule)}
        return sorted(cited, key=order.index)

    def _cites(self, rule: str) -> tuple[str, ...]:
        if rule in self.rules:
            return self.rules[rule].cites
        service = self.plan.book.services.get(rule)
        return service.cites if service else ()

    def tell(self) -> Told:
        plan, steps = self.plan, self._steps()
        return Told(
            decision=plan.decision,
            sign=SIGNS[plan.decision],
            verdict=self._verdict(),
            summary=self._summary(steps),
            weight=_weight(plan.weight),
            services=tuple(self._service(key, decided) for key, decided in plan.services.items()),
            questions=tuple(self._question(one.name, one.because) for one in plan.questions),
            gates=tuple(self._gate(name, finders) for name, finders in plan.gates.items()),
            known=tuple(self._known(name, value) for name, value in plan.facts().items()),
            steps=steps,
            route=self._route(),
            green=plan.route.get("lane") == "green",
            team=self._team(),
            extras=tuple(self._extras()),
            groups=controls.in_groups(self.namer, plan),
            forbidden=tuple(self._forbidden(one) for one in plan.forbidden),
            clauses=tuple(self._clause(number) for number in self.numbers),
            target=self._target(),
            faults=tuple(self._faults()),
        )

    def _verdict(self) -> str:
        plan = self.plan
        if plan.decision == "ask":
            count = len(plan.questions)
            return ngettext("%(number)s question first", "%(number)s questions first", count) % {"number": count}
        if plan.decision == "refer":
            targets = dict.fromkeys(code for one in plan.services.values() for code in one.refer_to)
            where = self.namer.join([self.namer.name("referrals", code) for code in targets])
            return gettext("Another way: %(where)s") % {"where": where}
        refused = any(one.decision in ("refuse", "refer") for one in plan.services.values())
        if plan.decision == "serve":
            return gettext("Can be done in part") if refused else gettext("Can be done")
        return gettext("Cannot be done this way")

    def _summary(self, steps: tuple[Step, ...]) -> str:
        """Return one line for the foot of the page and for the ear: what comes after the verdict."""
        count = sum(1 for step in steps if not step.courtesy)
        parts = [ngettext("%(number)s step", "%(number)s steps", count) % {"number": count}] if count else []
        ranks = {str(one.controls["approval"]) for one in self.plan.steps if one.controls.get("approval")}
        ranks |= {str(self.plan.case["approval"])} if self.plan.case.get("approval") else set()
        parts += [gettext("%(rank)s approves") % {"rank": self.namer.actor(rank)} for rank in sorted(ranks)]
        if self.plan.route.get("lane") == "green":
            parts.append(self.namer.name("lanes", "green"))
        return self.namer.join(parts)

    def _service(self, key: str, decided: ServiceDecision) -> Service:
        verdicts = {
            "serve": gettext("can be done"),
            "ask": gettext("to be asked first"),
            "refer": gettext("another way"),
            "refuse": gettext("cannot be done this way"),
        }
        return Service(
            key=key,
            name=self.namer.service(key),
            decision=decided.decision,
            verdict=verdicts[decided.decision],
            reasons=tuple(self.namer.name("reasons", code) for code in decided.reasons),
            refer_to=tuple((code, self.namer.name("referrals", code)) for code in decided.refer_to),
            alternatives=tuple(self._alternative(code) for code in decided.alternatives),
            because=self._references(decided.because),
        )

    def _alternative(self, code: str) -> str:
        families = ("alternatives", "offers", "referrals")
        known = self.plan.book.words
        return next((self.namer.name(one, code) for one in families if code in known.get(one, {})), code)

    def _question(self, name: str, because: Iterable[str], found_by: str = "") -> Question:
        fact = self.plan.book.facts[split_name(name, self.plan.book.facts)[1]]
        answers: tuple[Answer, ...] = ()
        if fact.type == "bool":
            answers = (Answer("true", gettext("yes")), Answer("false", gettext("no")))
        elif fact.type == "enum":
            answers = tuple(Answer(code, self.namer.say(text)) for code, text in fact.values.items())
        return Question(
            name=name,
            text=self.namer.fact(name),
            answers=answers,
            unit=self.namer.unit(fact.unit),
            maximum=fact.maximum,
            because=self._references(because),
            found_by=found_by,
        )

    def _gate(self, name: str, finders: tuple[str, ...]) -> Question:
        return self._question(name, (), self.namer.join([self.namer.step(finder) for finder in finders]))

    def _known(self, name: str, value: object) -> Known:
        written = ("true" if value else "false") if isinstance(value, bool) else str(value)
        return Known(name, self.namer.fact(name), self.namer.value(name, value), written)

    def _steps(self) -> tuple[Step, ...]:
        told: list[Step] = []
        number = 0
        for step in self.plan.steps:
            number += not step.courtesy
            told.append(self._step(step, 0 if step.courtesy else number))
        return tuple(told)

    def _step(self, step: PlannedStep, number: int) -> Step:
        kind = self.plan.book.kinds[step.kind]
        methods = [self.namer.method(step.kind, method) for method in step.methods]
        everywhere = len(step.services) == len(self.plan.services)
        ordinary_place = self.plan.situation.scene if self.plan.situation.scene != "lobby" else "counter"
        return Step(
            key=step.key,
            number=number,
            name=self.namer.step(step.key),
            how=self.namer.join(methods),
            who=self.namer.actor(step.actor) if step.actor != kind.actor or step.actor != "teller" else "",
            where=self.namer.name("places", step.place) if step.place not in (ordinary_place, "lobby") else "",
            services="" if everywhere else self.namer.join([self.namer.service(key) for key in step.services]),
            controls=controls.on_step(self.namer, step),
            depends_on=self.namer.join([self.namer.fact(name) for name in step.provisional]),
            because=self._references(step.because),
            courtesy=step.courtesy,
        )

    def _route(self) -> tuple[str, ...]:
        route, parts = self.plan.route, []
        for family, name in (("lanes", "lane"), ("windows", "window")):
            if name in route:
                parts.append(self.namer.name(family, str(route[name])))
        if "max_wait_minutes" in route:
            parts.append(gettext("wait at most %(number)s minutes") % {"number": route["max_wait_minutes"]})
        return tuple(parts)

    def _team(self) -> tuple[str, ...]:
        told = []
        for member in self.plan.team:
            duties = self.namer.join([self.namer.name("controls", duty) for duty in member.duties])
            who = self.namer.actor(member.role)
            told.append(gettext("%(who)s (%(duties)s)") % {"who": who, "duties": duties} if duties else who)
        return tuple(told)

    def _extras(self) -> Iterable[tuple[str, str, str]]:
        plan, namer = self.plan, self.namer
        if plan.aids:
            yield "mobility", gettext("Have ready"), namer.names("offers", plan.aids)
        if plan.materials:
            yield "page", gettext("Hand over"), namer.names("offers", plan.materials)
        if plan.languages:
            yield "language", gettext("Languages"), namer.join([namer.value("language", one) for one in plan.languages])
        if plan.qualifications:
            yield "user", gettext("Qualification"), namer.names("qualifications", plan.qualifications)
        for name, number in plan.limits.items():
            yield "scales", gettext("Limit"), self._limit(name, number)
        others = [code for code in plan.alternatives if code in plan.book.sorts]
        if others:
            yield "changed", gettext("Also possible"), namer.join([self._alternative(code) for code in others])

    def _limit(self, name: str, number: int) -> str:
        fact = self.plan.book.facts.get(name)
        label = self.namer.name("limits", name)
        amount = self.namer.amount(number, fact.unit if fact else "")
        return gettext("%(name)s: at most %(amount)s") % {"name": label, "amount": amount}

    def _forbidden(self, forbidden: Forbidden) -> Way:
        return Way(
            text=self.namer.method(forbidden.step, forbidden.method),
            reasons=self.namer.names("reasons", forbidden.reasons),
            alternatives=self.namer.join([self._alternative(code) for code in forbidden.alternatives]),
            because=self._references(forbidden.because),
        )

    def _target(self) -> str:
        minutes = self.plan.target_minutes
        return "" if minutes is None else gettext("target %(number)s minutes") % {"number": minutes}

    def _faults(self) -> Iterable[str]:
        for key, decided in self.plan.services.items():
            for step in decided.gap:
                yield gettext("The book leaves no way for “%(step)s” of %(service)s and gives no reason.") % {
                    "step": self.namer.step(step),
                    "service": self.namer.service(key),
                }
        for step in (*self.plan.conflicts, *self.plan.cycle):
            yield gettext("The book contradicts itself at “%(step)s”.") % {"step": self.namer.step(step)}

    def _references(self, rules: Iterable[str]) -> tuple[Reference, ...]:
        numbers = dict.fromkeys(number for rule in rules for number in self._cites(rule))
        return tuple(Reference(self.namer.clause(number), self._anchor(number)) for number in numbers)

    def _anchor(self, number: str) -> str:
        article, place = places_of_clauses(self.plan.book)[number]
        return f"clause-{article}-{place}"

    def _clause(self, number: str) -> Clause:
        clause = self.plan.book.clauses[number]
        return Clause(
            number=self.namer.clause(number),
            governing=number,
            anchor=self._anchor(number),
            zh=clause.text.zh,
            en=clause.text.en,
            article=places_of_clauses(self.plan.book)[number][0],
            since=self._since(number),
        )

    def _since(self, number: str) -> tuple[str, ...]:
        days = {self.rules[rule].since for rule in self.plan.because if rule in self.rules and number in self._cites(rule)}
        return tuple(day.isoformat() for day in sorted(days))


def _weight(weight: str) -> str:
    return {
        "ticket": gettext("courtesy only, no case"),
        "checklist": gettext("by checklist, no case"),
        "case": gettext("as a case, every control recorded"),
    }[weight]


def by_key(steps: Iterable[Step]) -> Mapping[str, Step]:
    """Return the steps by their identity."""
    return {step.key: step for step in steps}
