"""Proving many books that differ from a proved one in one rule: only what the rule touches is asked again.

All share one store of formulas, so a question whose formula is the same as in the proved book is known to hold.
"""

from collections.abc import Iterable

from nuanxin.core.policy import scenarios
from nuanxin.core.policy.book import Book, Rule
from nuanxin.core.policy.mutation import Mutant
from nuanxin.core.policy.planner.scripts import entries_of, reading_for
from nuanxin.core.policy.proof import structure
from nuanxin.core.policy.proof.claims import Claim, claims
from nuanxin.core.policy.proof.formulas import FALSE, Session, Store
from nuanxin.core.policy.proof.space import Space
from nuanxin.core.policy.proof.symbolic import SymbolicReading, symbolic
from nuanxin.core.policy.situation import service_of


class Rechecker:
    """A proved book and a solver for each of its services."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.space = Space(book)
        self.readings = {service: symbolic(self.space, service) for service in book.services}
        self.known = {service: set(self._claims(reading)) for service, reading in self.readings.items()}
        self._sessions: dict[str, Session] = {}

    def _claims(self, reading: SymbolicReading) -> list[Claim]:
        found = list(claims(reading, self.book.invariants))
        for invariant in self.book.invariants:
            if invariant.form.get("check") == "staff_needed":
                found.append(Claim(invariant.id, "", (reading.service,), structure.too_many_staff(reading)))
        return found

    def _session(self, service: str) -> Session:
        if service not in self._sessions:
            self._sessions[service] = Session(self.space.store)
            self.space.tell_world(self._sessions[service], (service,))
        return self._sessions[service]

    def touched(self, rule: Rule) -> list[str]:
        """Return the services for which a rule can ever hold."""
        return [
            service
            for service in self.book.services
            if any(
                entries_of(law, rule, reading_for(law, service)) for law in self.space.laws if rule.in_force(law.since)
            )
        ]

    def noticed(self, mutant: Mutant) -> str | None:
        """Return what notices a mutant: an invariant or a scenario; None if nothing does."""
        touched = self.touched(mutant.rule)
        space = self.space.for_book(mutant.book)
        for service in touched:
            reading = symbolic(space, service)
            asked = [claim for claim in self._claims(reading) if claim not in self.known[service]]
            found = self._broken(service, asked)
            if found is not None:
                return found
        return self._failing_scenario(mutant.book, touched)

    def _broken(self, service: str, asked: Iterable[Claim]) -> str | None:
        open_claims = [claim for claim in asked if claim.broken != FALSE]
        session = self._session(service)
        if not open_claims or session.solve([self.space.store.either(one.broken for one in open_claims)]) is None:
            return None
        return next(claim.invariant for claim in open_claims if session.solve([claim.broken]) is not None)

    def _failing_scenario(self, book: Book, touched: Iterable[str]) -> str | None:
        services = set(touched)
        for scenario in self.book.scenarios:
            wanted = {service_of(key) for key in scenario.situation["services"]}
            if wanted & services and scenarios.differences(book, scenario):
                return f"scenario '{scenario.name.en}'"
        return None

    def changes(self, mutant: Mutant) -> list[str]:
        """Return the services in which some lawful situation gets another plan; none means that it is redundant."""
        space = self.space.for_book(mutant.book)
        return [service for service in self.touched(mutant.rule) if self._differs(service, symbolic(space, service))]

    def _differs(self, service: str, reading: SymbolicReading) -> bool:
        store = self.space.store
        before, after = _features(self.readings[service]), _features(reading)
        for name in before.keys() | after.keys():
            one, other = before.get(name, FALSE), after.get(name, FALSE)
            if one != other and self._session(service).solve([_unlike(store, one, other)]) is not None:
                return True
        return False

    def shadows(self, mutant: Mutant) -> list[str]:
        """Return the other rules that put the same controls on the same steps as the mutated rule."""
        found: set[str] = set()
        for service in self.touched(mutant.rule):
            for controls in self.readings[service].controls.values():
                own = {one.name for one in controls if one.rule == mutant.rule.id}
                found.update(one.rule for one in controls if one.rule != mutant.rule.id and one.name in own)
        return sorted(found)


def _unlike(store: Store, one: int, other: int) -> int:
    return store.either([store.both([one, -other]), store.both([-one, other])])


def _features(reading: SymbolicReading) -> dict[tuple[object, ...], int]:
    """Return everything of which a plan consists, each with where it is so."""
    served = reading.serve
    found: dict[tuple[object, ...], int] = {
        ("serve",): served,
        ("refuse",): reading.refuse,
        **{("refer", to): where for to, where in reading.refer_to.items()},
    }
    for step, where in reading.present.items():
        found["step", step] = reading.both(served, where)
    for (step, method), where in reading.methods.items():
        found["method", step, method] = reading.both(served, reading.present[step], where)
    for step, controls in reading.controls.items():
        for name, value in {(one.name, one.value) for one in controls}:
            found["control", step, name, value] = reading.both(served, reading.has(step, name, value))
    for name, value in {(one.name, one.value) for one in reading.case}:
        found["case", name, value] = reading.both(-reading.refuse, reading.case_has(name, value))
    for way, where in reading.forbidden.items():
        found["forbidden", *way] = where
    for limit, where in reading.limits.items():
        found["limit", *limit] = reading.both(-reading.refuse, where)
    return found
