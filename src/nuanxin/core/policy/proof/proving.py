"""`prove`: scenarios first, then every invariant over the whole situation space; the planner judges each find."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from nuanxin.core.policy import scenarios
from nuanxin.core.policy.book import Book, Invariant, Law, Rule
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.proof import circles, evidence, judging, sampling, smallest, structure, vacuity
from nuanxin.core.policy.proof.claims import Claim, claims
from nuanxin.core.policy.proof.formulas import FALSE, Session
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading, symbolic
from nuanxin.core.policy.situation import Situation

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how far it is and how far it goes."""


@dataclass(frozen=True)
class CounterExample:
    """A situation in which the book breaks what must hold."""

    invariant: str
    number: int
    subject: str
    situation: Situation
    law: Law
    reason: str
    replayed: bool
    """Whether the planner's own plan shows the fault; if not, solver and planner disagree: report it."""


@dataclass
class Report:
    """What the proof found."""

    book: Book
    counter_examples: list[CounterExample] = field(default_factory=list)
    failed_scenarios: list[scenarios.Failure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """Faults of the book that are no situation: an unreachable rule, a refusal for age alone."""
    scenarios: int = 0
    questions: int = 0
    space: int = 0
    replayed: int = 0
    never_served: dict[vacuity.Side, list[str]] = field(default_factory=dict)
    """('need', 'vision') and the like → the services that it is never served with."""
    disagreements: list[str] = field(default_factory=list)
    samples: int = 0
    seconds: float = 0.0

    @property
    def proved(self) -> bool:
        """Whether nothing stands against the book."""
        return not (self.counter_examples or self.failed_scenarios or self.remarks or self.disagreements)


def print_nothing(what: str, done: int, of: int) -> None:
    """Show no progress."""
    del what, done, of


def prove(book: Book, *, progress: Progress = print_nothing, stop_at_first: bool = False) -> Report:
    """Prove a book; ``stop_at_first`` returns with the first thing found against it."""
    began = time.perf_counter()
    report = Report(book)
    report.scenarios = len(book.scenarios)
    report.failed_scenarios = scenarios.failures(book)
    if not (stop_at_first and report.failed_scenarios):
        Prover(book, report, progress, stop_at_first).run()
    report.seconds = time.perf_counter() - began
    return report


class Prover:
    """One run of the proof."""

    def __init__(self, book: Book, report: Report, progress: Progress, stop_at_first: bool) -> None:
        self.book, self.report, self.progress, self.stop_at_first = book, report, progress, stop_at_first
        self.space, self.belongs = Space(book), evidence.bound(book)
        self.readings: dict[str, SymbolicReading] = {}
        self.numbers = {invariant.id: invariant for invariant in book.invariants}

    def run(self) -> None:
        """Ask every question."""
        services = tuple(self.book.services)
        for done, service in enumerate(services):
            self.progress("reading", done, len(services))
            self.readings[service] = symbolic(self.space, service)
        asked = {service: self._claims(self.readings[service]) for service in services}
        pairs = [*structure.shared_conflicts(self.readings), *circles.circles(self.readings)]
        self.report.space = self.space.size()
        met: set[str] = set()
        for done, service in enumerate(services):
            self.progress("proving", done, len(services))
            self._prove_service(service, asked[service], met)
            if self._enough():
                return
        self._prove_pairs(pairs)
        self._compare_signed()
        self._remark(met)

    def _enough(self) -> bool:
        return self.stop_at_first and not self.report.proved

    def _claims(self, reading: SymbolicReading) -> list[Claim]:
        found = list(claims(reading, self.book.invariants))
        for invariant in self.book.invariants:
            check = invariant.form.get("check")
            if check == "staff_needed":
                found.append(
                    Claim(invariant.id, reading.service, (reading.service,), structure.too_many_staff(reading))
                )
            elif check == "approver":
                found += [
                    Claim(invariant.id, step, (reading.service,), where)
                    for step, where in structure.approver_is_doer(reading)
                ]
            elif check == "evidence_possible":
                found += [
                    Claim(invariant.id, step, (reading.service,), where)
                    for step, where in evidence.impossible(reading, self.belongs)
                ]
        return found

    def _prove_service(self, service: str, asked: list[Claim], met: set[str]) -> None:
        reading = self.readings[service]
        session = Session(self.space.store)
        self.space.tell_world(session, (service,))
        self._ask(session, asked)
        if not self._enough():
            for entry, where in reading.holds:
                if entry.rule.id not in met and session.solve([where]) is not None:
                    met.add(entry.rule.id)
            vacuity.note_never_served(self.space, session, reading, self.report.never_served)
            drawn, different = sampling.compare(self.space, session, reading)
            self.report.samples += drawn
            self.report.disagreements += different
        session.close()

    def _ask(self, session: Session, asked: list[Claim]) -> None:
        """Ask whether any claim can be broken; only then each by itself."""
        self.report.questions += len(asked)
        open_claims = [claim for claim in asked if claim.broken != FALSE]
        if session.solve([self.space.store.either(claim.broken for claim in open_claims)]) is None:
            return
        for claim in open_claims:
            model = smallest.plain_model(self.space, session, claim.broken)
            if model is not None:
                self._replay(claim, model)
                if self._enough():
                    return

    def _replay(self, claim: Claim, model: set[int]) -> None:
        situation, law = self.space.situation(model, claim.services)
        invariants = self._judged(claim)

        judge = smallest.Judge(self.space, law, claim, lambda made: judging.faults(made, invariants))
        replayed = judge.shows(situation)
        if replayed and not self.stop_at_first:
            situation = smallest.irreducible(situation, judge.shows)
        self.report.replayed += replayed
        invariant = self.numbers.get(claim.invariant)
        self.report.counter_examples.append(
            CounterExample(
                invariant=claim.invariant,
                number=invariant.number if invariant else 0,
                subject=claim.subject,
                situation=situation,
                law=law,
                reason=invariant.reason if invariant else "",
                replayed=replayed,
            )
        )

    def _judged(self, claim: Claim) -> tuple[Invariant, ...]:
        return tuple(invariant for invariant in self.book.invariants if invariant.id == claim.invariant)

    def _prove_pairs(self, asked: list[Claim]) -> None:
        """Pairs share few steps: each question gets a solver that knows just its services."""
        self.report.questions += len(asked)
        for claim in asked:
            session = Session(self.space.store)
            self.space.tell_world(session, claim.services)
            model = smallest.plain_model(self.space, session, claim.broken)
            if model is not None:
                self._replay(claim, model)
            session.close()
            if self._enough():
                return

    def _compare_signed(self) -> None:
        """What is never served must be what a person signed, no more and no less."""
        if self.book.never_served is None:
            return
        found, signed = self.report.never_served, vacuity.signed(self.book)
        for side in sorted(found.keys() | signed.keys(), key=str):
            for service in sorted(signed.get(side, frozenset()) - set(found.get(side, ()))):
                self.report.remarks.append(f"never-served.yaml: {service} is served with {' '.join(side)} after all")
            for service in sorted(set(found.get(side, ())) - signed.get(side, frozenset())):
                self.report.counter_examples.append(self._vacuous(side, service))

    def _vacuous(self, side: vacuity.Side, service: str) -> CounterExample:
        situation, law, cause = vacuity.smallest(self.space, self.readings[service], side)
        return CounterExample(vacuity.VACUOUS, 13, f"{service} with {' '.join(side)}", situation, law, cause, True)

    def _remark(self, met: set[str]) -> None:
        passes_later = {
            one.rule for reading in self.readings.values() for step in reading.controls.values() for one in step
        } | {one.rule for reading in self.readings.values() for one in reading.case}
        for rule in self.book.rules:
            if rule.id not in met and rule.id not in passes_later:
                self.report.remarks.append(f"{rule.place}: rule '{rule.id}' can never hold in a lawful situation")
        checks = {invariant.form.get("check") for invariant in self.book.invariants}
        found: list[tuple[Rule, str]] = []
        if "reasons" in checks:
            found += structure.refusals_for_age_alone(self.book)
            found += structure.limits_without_a_way_out(self.book)
        if "days" in checks:
            found += structure.days_without_one_text(self.book)
        self.report.remarks += [f"{rule.place}: rule '{rule.id}' {what}" for rule, what in found]


def plan_of(example: CounterExample) -> object:
    """Return the plan that shows a counter-example."""
    return plan(example.law.book, example.situation, on=example.law.since)


def names(examples: Iterable[CounterExample]) -> list[str]:
    """Return which invariants are broken, each once, in order."""
    return sorted({example.invariant for example in examples})
