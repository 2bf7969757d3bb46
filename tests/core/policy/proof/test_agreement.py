"""Solver and planner say the same of random books and situations."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.loading import Unreadable
from tests.core.policy import random_books
from tests.core.policy.books import TinyBook
from tests.core.policy.proof.agreement import disagreements

SERVICES = ["withdrawal", "id_update", "payroll_card"]
Rules = list[tuple[str, tuple[str, ...]]]


def random_book(path: Path, rules: Rules, order: list[str] | None = None) -> Book:
    """Return the tiny book of random rules, in another order if asked, or give up where these make no book."""
    shutil.rmtree(path, ignore_errors=True)
    tiny = TinyBook(path).derived("elderly", "{age: {at_least: $elder}}").implied("writing", "{lasting.sign: true}")
    tiny.fact("poa", "{only_if: {need: vision}, otherwise: false}")
    tiny.kind("sign", "{cannot: {handwritten: {need: writing}, thumbprint: {proof: true}}}")
    tiny.impossible("{need: hearing, scene: phone}")
    named = {f"r{number}": rule for number, rule in enumerate(rules)}
    for name in order or list(named):
        when, then = named[name]
        tiny.rule(name, when, *then)
    try:
        return tiny.book
    except Unreadable:
        assume(False)
        raise


@pytest.mark.parametrize("examples", [12, pytest.param(150, marks=pytest.mark.slow)])
def test_random_books_are_read_alike(tmp_path: Path, examples: int) -> None:
    served = []

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(rules=random_books.rules, seed=some.integers(0, 2**20))
    def check(rules: Rules, seed: int) -> None:
        book = random_book(tmp_path / "tiny", rules)
        drawn, ready, found = disagreements(book, SERVICES, 3, seed)
        served.append(ready)
        assert found == []
        assert drawn > 0

    check()
    assert sum(served) > examples // 2, "the situations are steered to be served"
