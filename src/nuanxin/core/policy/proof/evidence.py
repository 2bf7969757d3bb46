"""Whether required evidence can exist under the chosen method: there is no thumbprint's image of a written name.

The book says what belongs together: evidence that some rule asks for with a method of a kind can exist, in steps of
that kind, only under the methods with which it is asked for.
"""

from collections.abc import Iterator, Mapping

from nuanxin.core.policy import effects
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.planner.plans import PlannedStep
from nuanxin.core.policy.planner.scripts import kind_of
from nuanxin.core.policy.proof.formulas import FALSE
from nuanxin.core.policy.proof.symbolic import SymbolicReading

EVIDENCE = "evidence"

Bound = Mapping[tuple[str, str], frozenset[str]]
"""(kind, evidence) → the methods under which it can exist; evidence that is in no method's is in no pair."""


def bound(book: Book) -> Bound:
    """Return which evidence belongs to which methods."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for rule in book.rules:
        for effect in rule.effects:
            if isinstance(effect, effects.Require) and effect.target is not None:
                methods = frozenset(effect.target.methods) | ({effect.method} if effect.method else frozenset())
                for pair in _asked(effect, effect.target) if methods else ():
                    found[pair] = found.get(pair, frozenset()) | methods
    return found


def _asked(effect: effects.Require, target: effects.Target) -> Iterator[tuple[str, str]]:
    value = effect.controls.get(EVIDENCE)
    for code in value if isinstance(value, frozenset) else ():
        for name in target.names:
            yield kind_of(name), code


def impossible(reading: SymbolicReading, belongs: Bound) -> Iterator[tuple[str, int]]:
    """Yield each step of which evidence is wanted that its method cannot give, with where that is so."""
    for step, present in reading.present.items():
        for (kind, code), methods in belongs.items():
            if kind == kind_of(step):
                wanted = reading.has(step, EVIDENCE, frozenset({code}))
                right = reading.either(reading.method(step, method) for method in methods)
                broken = reading.both(reading.serve, present, wanted, -right)
                if broken != FALSE:
                    yield step, broken


def is_impossible(step: PlannedStep, belongs: Bound) -> bool:
    """Say whether evidence is wanted of a planned step that its method cannot give."""
    wanted = step.controls.get(EVIDENCE)
    return any(
        kind == step.kind and isinstance(wanted, frozenset) and code in wanted and methods.isdisjoint(step.methods)
        for (kind, code), methods in belongs.items()
    )
