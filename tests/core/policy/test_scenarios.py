"""The book's scenarios: what is compared, and how a difference is told."""

import pytest

from nuanxin.core.policy import scenarios
from tests.core.policy.books import TinyBook


@pytest.fixture(autouse=True)
def rules(tiny: TinyBook) -> None:
    tiny.rule(
        "thumb", "{need: writing, step: sign}", "use: {method: thumbprint}",
        "require: {method: thumbprint, attempts: 2, consent: thumbprint, approval: outlet_head}",
        "offer: [seat, guide_book]", "within: 20", "limit: {daily: 5}", "route: {lane: green, priority: 1}",
        "require: {case: true, cooling: 24}",
    )  # fmt: skip
    tiny.rule("never", "{need: writing}", "refuse: {step: pin, method: staff, reason: not_so, alternatives: [by_seal]}")
    tiny.rule("old", "{need: writing, age: {over: 80}}", "require: {step: sign, film: true}")
    tiny.rule("no", "{service: statement}", "refuse: {reason: not_here, alternatives: [come_back]}")
    tiny.rule("away", "{service: id_update}", "refer: {to: home_visit, reason: not_so}")
    tiny.rule("proved", "{service: transfer, proof: true}", "require: {step: execute, film: true}")


def differences(tiny: TinyBook, services: str, expect: str) -> list[str]:
    """Return what differs for a person who cannot write."""
    tiny.scenario(f"{{services: [{services}], needs: [writing], expect: {{{expect}}}}}")
    return scenarios.differences(tiny.book, tiny.book.scenarios[-1])


RIGHT = [
    ("deposit", "decision: serve, weight: case"),
    ("deposit, statement, id_update", "services: {deposit: serve, statement: refuse, id_update: refer}"),
    ("deposit", "steps: {sign: {method: thumbprint, actor: customer, controls: {attempts: 1, approval: supervisor}}}"),
    ("deposit", "steps: {sign: {controls: {consent: [thumbprint], approval: true}}}, without: [pin, face_check]"),
    ("deposit", "order: [identify, attempt.sign, sign, execute]"),
    ("transfer", "asks: [proof], decision: ask"),
    ("deposit", "asks: [], gates: [age], because: [thumb, never]"),
    ("statement", "alternatives: [come_back]"),
    ("id_update", "refer_to: [home_visit]"),
    ("deposit", "route: {lane: green}, team: [teller, outlet_head], aids: [seat], materials: [guide_book]"),
    ("deposit", "limits: {daily: 5}, target_minutes: 20, case: {cooling: 12}"),
    ("withdrawal", "forbidden: [pin.staff]"),
]
WRONG = [
    ("deposit", "decision: refuse", "decision: serve, expected refuse"),
    ("deposit", "weight: ticket", "weight: case, expected ticket"),
    ("deposit, statement", "services: {statement: serve}", "decision on statement: refuse, expected serve"),
    ("deposit", "steps: {pin: {}}", "step pin is missing; there are"),
    ("deposit", "steps: {sign: {method: handwritten}}", "method of sign: ['thumbprint'] lacks ['handwritten']"),
    ("deposit", "steps: {sign: {actor: agent}}", "actor of sign: customer, expected agent"),
    ("deposit", "steps: {sign: {controls: {attempts: 3}}}", "controls of sign:"),
    ("deposit", "steps: {sign: {controls: {approval: head_office}}}", "controls of sign:"),
    ("deposit", "steps: {sign: {controls: {film: true}}}", "controls of sign:"),
    ("deposit", "without: [sign]", "step sign stands in the plan"),
    ("deposit", "order: [execute, sign]", "order: ['sign', 'execute'], expected ['execute', 'sign']"),
    ("deposit", "order: [pin, sign]", "order: steps ['pin'] are missing"),
    ("transfer", "asks: []", "questions: 1, expected 0"),
    ("deposit", "asks: [proof]", "asks: [] lacks ['proof']"),
    ("deposit", "gates: [proof]", "gates: ['age'] lacks ['proof']"),
    ("deposit", "because: [proved]", "because: ['never', 'thumb'] lacks ['proved']"),
    ("deposit", "alternatives: [come_back]", "alternatives: [] lacks ['come_back']"),
    ("id_update", "refer_to: [counter]", "referred to: ['home_visit'] lacks ['counter']"),
    ("deposit", "route: {lane: ordinary}", "route:"),
    ("deposit", "team: [wealth_manager]", "team: ['outlet_head', 'teller'] lacks ['wealth_manager']"),
    ("deposit", "aids: [wheelchair]", "aids: ['seat'] lacks ['wheelchair']"),
    ("deposit", "materials: [seat]", "materials: ['guide_book'] lacks ['seat']"),
    ("deposit", "limits: {daily: 6}", "limits: {'daily': 5}, expected {'daily': 6}"),
    ("deposit", "target_minutes: 10", "target minutes: 20, expected 10"),
    ("withdrawal", "forbidden: [sign.agent]", "forbidden: ['pin.staff'] lacks ['sign.agent']"),
    ("deposit", "case: {cooling: 48}", "case: {'cooling': 24} lack {'cooling': 48}"),
]


class TestDifferences:
    @pytest.mark.parametrize(("services", "expect"), RIGHT)
    def test_are_none_where_the_plan_is_as_expected(self, tiny: TinyBook, services: str, expect: str) -> None:
        assert differences(tiny, services, expect) == []

    @pytest.mark.parametrize(("services", "expect", "told"), WRONG)
    def test_say_what_is_otherwise(self, tiny: TinyBook, services: str, expect: str, told: str) -> None:
        found = differences(tiny, services, expect)
        assert len(found) == 1
        assert told in found[0]

    def test_know_what_is_expected_of_every_key(self) -> None:
        compared = {key for _, expect, _ in WRONG for key in [expect.partition(":")[0]]}
        assert compared == set(scenarios._CHECKS)

    def test_say_that_the_world_excludes_a_situation(self, tiny: TinyBook) -> None:
        tiny.impossible("{need: writing, scene: counter}", "not so")
        assert differences(tiny, "deposit", "decision: serve") == ["the world excludes the situation: not so"]


class TestFailures:
    def test_are_the_scenarios_that_do_not_come_out(self, tiny: TinyBook) -> None:
        tiny.scenario("{services: [deposit], expect: {decision: serve}}")
        tiny.scenario("{services: [deposit], expect: {decision: refuse, weight: case}}")
        [failure] = scenarios.failures(tiny.book)
        assert failure.scenario is tiny.book.scenarios[1]
        assert failure.differences == ("decision: serve, expected refuse", "weight: ticket, expected case")
