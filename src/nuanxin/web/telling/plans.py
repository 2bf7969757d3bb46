"""A plan as the page and the print tell it: decision, questions, path of steps, controls, clauses."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from nuanxin.core.policy.planner.plans import Forbidden, Plan, PlannedStep, ServiceDecision
from nuanxin.web.telling import controls, told
from nuanxin.web.telling.naming import Namer
from nuanxin.web.telling.questions import Questions
from nuanxin.web.telling.references import Reference, References

WHOLE_VISIT = "approve.visit"
SIGNS = {"serve": "check", "ask": "question", "refer": "arrow", "refuse": "cross"}


def tell(plan: Plan, language: str) -> told.Told:
    """Tell a plan in a language (``zh`` or ``en``)."""
    teller = _Teller(plan, Namer(plan.book, language))
    return teller.tell()


class _Teller:
    """One plan being told."""

    def __init__(self, plan: Plan, namer: Namer) -> None:
        self.plan, self.namer = plan, namer
        self.references = References(plan, namer)
        self.questions = Questions(plan, namer, self.references)
        self.tried = dict(self.questions.tries())

    def tell(self) -> told.Told:
        plan, steps = self.plan, self._steps()
        return told.Told(
            decision=plan.decision,
            sign=SIGNS[plan.decision],
            verdict=self._verdict(),
            summary=self._summary(steps),
            weight="" if plan.decision == "ask" else _weight(plan.weight),
            services=tuple(self._service(key, decided) for key, decided in plan.services.items()),
            questions=self.questions.asked(),
            gates=self.questions.gates(),
            waits_for=self._waits_for(),
            of_record=self.questions.of_record(),
            known=self.questions.known(),
            steps=steps,
            route=self._route(),
            green=plan.route.get("lane") == "green",
            team=self._team(),
            extras=tuple(self._extras()),
            groups=controls.in_groups(self.namer, plan),
            forbidden=tuple(self._forbidden(one) for one in plan.forbidden),
            clauses=self.references.clauses(),
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

    def _summary(self, steps: tuple[told.Step, ...]) -> str:
        """Return one line for the foot of the page and for the ear: what comes after the verdict."""
        count = sum(1 for step in steps if not step.courtesy)
        parts = [ngettext("%(number)s step", "%(number)s steps", count) % {"number": count}] if count else []
        ranks = {str(one.controls["approval"]) for one in self.plan.steps if one.controls.get("approval")}
        ranks |= {str(self.plan.case["approval"])} if self.plan.case.get("approval") else set()
        parts += [gettext("%(rank)s approves") % {"rank": self.namer.actor(rank)} for rank in sorted(ranks)]
        if self.plan.route.get("lane") == "green":
            parts.append(self.namer.name("lanes", "green"))
        return self.namer.join(parts)

    def _service(self, key: str, decided: ServiceDecision) -> told.Service:
        verdicts = {
            "serve": gettext("can be done"),
            "ask": gettext("to be asked first"),
            "refer": gettext("another way"),
            "refuse": gettext("cannot be done this way"),
        }
        return told.Service(
            key=key,
            name=self.namer.service(key),
            decision=decided.decision,
            verdict=verdicts[decided.decision],
            reasons=tuple(self.namer.name("reasons", code) for code in decided.reasons),
            refer_to=tuple((code, self.namer.name("referrals", code)) for code in decided.refer_to),
            alternatives=tuple(self._alternative(code) for code in decided.alternatives),
            because=self.references.to(decided.because),
        )

    def _alternative(self, code: str) -> str:
        families = ("alternatives", "offers", "referrals")
        known = self.plan.book.words
        return next((self.namer.name(one, code) for one in families if code in known.get(one, {})), code)

    def _steps(self) -> tuple[told.Step, ...]:
        steps: list[told.Step] = []
        number = 0
        for step in self.plan.steps:
            number += not step.courtesy
            steps.append(self._step(step, 0 if step.courtesy else number))
        return tuple(steps)

    def _step(self, step: PlannedStep, number: int) -> told.Step:
        kind = self.plan.book.kinds[step.kind]
        methods = [self.namer.method(step.kind, method) for method in step.methods]
        planned = [key for key, one in self.plan.services.items() if one.decision != "refuse"]
        everywhere = len(step.services) == len(planned)
        ordinary_place = self.plan.situation.scene if self.plan.situation.scene != "lobby" else "counter"
        return told.Step(
            key=step.key,
            number=number,
            name=self.namer.step(step.key),
            how=self.namer.join(methods),
            who=self.namer.actor(step.actor) if step.actor != kind.actor or step.actor != "teller" else "",
            where=self._place(step.place) if step.place not in (ordinary_place, "lobby") else "",
            services="" if everywhere else self.namer.join([self.namer.service(key) for key in step.services]),
            controls=controls.on_step(self.namer, step),
            waits=bool(step.provisional),
            tried=self.tried.get(step.kind, ""),
            because=self._behind(step),
            courtesy=step.courtesy,
        )

    def _behind(self, step: PlannedStep) -> tuple[Reference, ...]:
        """Return the clauses behind a step; one that was made for others (a consent, an approval) leaves it to them."""
        made_for_others = step.made_for and step.key != WHOLE_VISIT
        return () if made_for_others else self.references.to(step.because)

    def _place(self, code: str) -> str:
        return self.namer.name("places" if code in self.plan.book.words.get("places", {}) else "scenes", code)

    def _waits_for(self) -> str:
        """Return the steps on whose finding a step of the path hangs."""
        hanging = {name for step in self.plan.steps for name in step.provisional}
        finders = [step for name, steps in self.plan.gates.items() if name in hanging for step in steps]
        return self.namer.join([self.namer.step(step) for step in dict.fromkeys(finders)])

    def _route(self) -> tuple[str, ...]:
        route, parts = self.plan.route, []
        for family, name in (("lanes", "lane"), ("windows", "window")):
            if name in route:
                parts.append(self.namer.name(family, str(route[name])))
        if "max_wait_minutes" in route:
            parts.append(gettext("wait at most %(number)s minutes") % {"number": route["max_wait_minutes"]})
        return tuple(parts)

    def _team(self) -> tuple[str, ...]:
        members = []
        for member in self.plan.team:
            duties = self.namer.join([self.namer.name("controls", duty) for duty in member.duties])
            who = self.namer.actor(member.role)
            members.append(gettext("%(who)s (%(duties)s)") % {"who": who, "duties": duties} if duties else who)
        return tuple(members)

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

    def _forbidden(self, forbidden: Forbidden) -> told.Way:
        return told.Way(
            text=self.namer.method(forbidden.step, forbidden.method),
            reasons=self.namer.names("reasons", forbidden.reasons),
            alternatives=self.namer.join([self._alternative(code) for code in forbidden.alternatives]),
            because=self.references.to(forbidden.because),
        )

    def _target(self) -> str:
        minutes = self.plan.target_minutes
        return "" if minutes is None else gettext("target %(time)s") % {"time": self.namer.duration(minutes)}

    def _faults(self) -> Iterable[str]:
        for key, decided in self.plan.services.items():
            for step in decided.gap:
                yield gettext("The book leaves no way for “%(step)s” of %(service)s and gives no reason.") % {
                    "step": self.namer.step(step),
                    "service": self.namer.service(key),
                }
        for step in (*self.plan.conflicts, *self.plan.cycle):
            yield gettext("The book contradicts itself at “%(step)s”.") % {"step": self.namer.step(step)}


def _weight(weight: str) -> str:
    return {
        "ticket": gettext("courtesy only, no case"),
        "checklist": gettext("by checklist, no case"),
        "case": gettext("as a case, every control recorded"),
    }[weight]
