"""What a proof finds against a tiny book, and whether it cannot be made smaller."""

import dataclasses
from collections.abc import Iterator

from nuanxin.core.policy.book import Book, Fact
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.planner import plan
from nuanxin.core.policy.proof import judging
from nuanxin.core.policy.proof.proving import CounterExample, Report, prove
from nuanxin.core.policy.situation import Impossible, Situation


def found(report: Report) -> set[tuple[str, str]]:
    """Return invariant and subject of each counter-example."""
    return {(example.invariant, example.subject) for example in report.counter_examples}


def only(book: Book, invariant: str) -> CounterExample:
    """Prove the book and return the one counter-example, to this invariant; everything else must be in order."""
    report = prove(book)
    against = [example.invariant for example in report.counter_examples]
    assert (against, report.disagreements, report.remarks) == ([invariant], [], [])
    assert_sound(report)
    return report.counter_examples[0]


def assert_sound(report: Report) -> None:
    """The planner shows every counter-example, and nothing of any can be left out."""
    for example in report.counter_examples:
        assert example.replayed, (example.invariant, example.subject, example.situation)
        assert shows(report.book, example, example.situation), (example.invariant, example.situation)
        for smaller in smaller_ones(example.situation):
            assert not shows(report.book, example, smaller), (example.invariant, smaller)


def smaller_ones(situation: Situation) -> Iterator[Situation]:
    """Yield the situation without one of its needs, facts or services."""
    for need in situation.needs:
        yield dataclasses.replace(situation, needs=situation.needs - {need})
    for name in situation.facts:
        yield dataclasses.replace(
            situation, facts={one: value for one, value in situation.facts.items() if one != name}
        )
    for left in situation.services if len(situation.services) > 1 else ():
        facts = {name: value for name, value in situation.facts.items() if not name.startswith(f"{left}.")}
        services = tuple(key for key in situation.services if key != left)
        yield dataclasses.replace(situation, services=services, facts=facts)


def shows(book: Book, example: CounterExample, situation: Situation) -> bool:
    """Say whether a situation breaks what the example says is broken, whatever its gates bring to light."""
    try:
        made = plan(book, situation, on=example.law.since)
    except Impossible:
        return False
    if not any(invariant == example.invariant for invariant, _ in judging.faults(made, book.invariants)):
        return False
    later = [(name, value) for name in made.gates for value in probes(book.facts[name])]
    return all(shows_with(book, example, situation, name, value) for name, value in later)


def shows_with(book: Book, example: CounterExample, situation: Situation, name: str, value: Value) -> bool:
    """Say the same of the situation once a gate is answered; an answer that cannot be says nothing."""
    told = dataclasses.replace(situation, facts={**situation.facts, name: value})
    try:
        made = plan(book, told, on=example.law.since)
    except Impossible:
        return True
    return any(invariant == example.invariant for invariant, _ in judging.faults(made, book.invariants))


def probes(fact: Fact) -> list[Value]:
    """Return values of a fact that some rule may tell apart."""
    if fact.type == "bool":
        return [False, True]
    return list(fact.values) if fact.type == "enum" else [*range(min(fact.maximum, 120) + 1)]
