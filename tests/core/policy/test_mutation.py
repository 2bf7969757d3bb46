"""Books made worse on purpose: what is taken away or weakened, and who notices."""

import pytest

from nuanxin.core.policy import mutation
from nuanxin.core.policy.mutation import Mutant
from nuanxin.core.policy.proof.proving import prove
from nuanxin.core.policy.proof.rechecking import Rechecker
from tests.core.policy.books import TinyBook

REFUSE = "refuse: {reason: not_here, alternatives: [come_back]}"


def named(tiny: TinyBook) -> dict[str, str]:
    """Return the mutants' names without the rule's, with their sorts."""
    return {mutant.name.partition(": ")[2]: mutant.sort for mutant in mutation.mutants(tiny.book)}


class TestMutants:
    @pytest.mark.parametrize(
        ("effect", "expected"),
        [
            ("require: {step: sign, film: true}", {"film on sign removed": "control"}),
            (
                "require: {step: sign, approval: outlet_head}",
                {
                    "approval on sign removed": "control",
                    "approval on sign weakened from outlet_head to supervisor": "rank",
                },
            ),
            (
                "require: {step: sign, attempts: {least: 2, unless: lasting.sign}}",
                {"attempts on sign removed": "control", "attempts on sign weakened from 2 to 1": "number"},
            ),
            (
                "require: {step: sign, callback: 7}",
                {"callback on sign removed": "control", "callback on sign weakened from 7 to 14": "number"},
            ),
            (
                "require: {case: true, cooling: 24}",
                {"cooling on the case removed": "control", "cooling on the case weakened from 24 to 12": "number"},
            ),
            (
                "require: {step: sign, consent: [film, thumbprint]}",
                {"consent film on sign removed": "control", "consent thumbprint on sign removed": "control"},
            ),
            (REFUSE, {"no longer refuses (not_here)": "refusal"}),
            ("refer: {to: counter, reason: not_so}", {"no longer refers to counter": "referral"}),
            (
                "refuse: {step: sign, method: thumbprint, reason: not_so, alternatives: [by_seal]}",
                {"no longer forbids sign by thumbprint": "way"},
            ),
            ("limit: {daily: 5}", {"no longer limits daily": "limit", "doubles the limit of daily": "limit"}),
            ("use: {step: sign, method: thumbprint}", {"no longer uses thumbprint": "method"}),
            ("add: {step: counsel}", {"no longer adds counsel": "step"}),
            ("offer: seat", {}),
        ],
    )
    def test_take_away_or_weaken_one_thing_each(self, tiny: TinyBook, effect: str, expected: dict[str, str]) -> None:
        assert named(tiny.rule("a", "{need: vision}", effect)) == expected

    def test_take_away_an_override(self, tiny: TinyBook) -> None:
        tiny.rule("no", "{need: vision}", REFUSE)
        tiny.rule("yet", "{scene: home}", "offer: seat", overrides="[{rule: no, effect: refuse}]")
        assert named(tiny)["no longer silences refuse of no"] == "override"

    def test_leave_the_true_book_as_it_is(self, tiny: TinyBook) -> None:
        tiny.rule("a", "{need: vision}", "require: {step: sign, film: true, apart: true}")
        before = tiny.book.rules
        changed = [mutant.book.rules[0].effects for mutant in mutation.mutants(tiny.book)]
        assert tiny.book.rules == before
        assert len(changed) == 2
        assert before[0].effects not in changed


class TestRechecker:
    @pytest.fixture
    def guarded(self, tiny: TinyBook) -> TinyBook:
        tiny.invariant(
            "{id: ink, number: 3, each: {step: sign, method: thumbprint}, must: {film: true, approval: outlet_head}}"
        )
        tiny.rule(
            "thumb",
            "{need: writing, step: sign}",
            "use: {method: thumbprint}",
            "require: {method: thumbprint, film: true}",
        )
        tiny.rule("rank", "{method: thumbprint}", "require: {approval: outlet_head}")
        tiny.rule("free", "{need: vision}", "require: {step: execute, film: true}")
        tiny.rule("twice", "{need: vision, scene: home}", "require: {step: execute, film: true}")
        tiny.rule("told", "{service: statement}", REFUSE)
        return tiny.scenario("{services: [statement], expect: {decision: refuse}}")

    def outcome(self, tiny: TinyBook) -> dict[str, str | None]:
        rechecker = Rechecker(tiny.book)
        return {mutant.name: rechecker.noticed(mutant) for mutant in mutation.mutants(tiny.book)}

    def test_says_which_invariant_or_scenario_notices(self, guarded: TinyBook) -> None:
        assert self.outcome(guarded) == {
            "thumb: no longer uses thumbprint": None,
            "thumb: film on sign removed": "ink",
            "rank: approval on its steps removed": "ink",
            "rank: approval on its steps weakened from outlet_head to supervisor": "ink",
            "free: film on execute removed": None,
            "twice: film on execute removed": None,
            "told: no longer refuses (not_here)": "scenario 'x'",
        }

    def test_notices_what_the_whole_proof_notices(self, guarded: TinyBook) -> None:
        assert prove(guarded.book).proved
        rechecker = Rechecker(guarded.book)
        for mutant in mutation.mutants(guarded.book):
            report = prove(mutant.book)
            found = bool(report.counter_examples or report.failed_scenarios)
            assert (rechecker.noticed(mutant) is not None) == found, mutant.name

    def test_tells_what_changes_plans_from_what_is_redundant(self, guarded: TinyBook) -> None:
        rechecker = Rechecker(guarded.book)
        mutants: dict[str, Mutant] = {mutant.name: mutant for mutant in mutation.mutants(guarded.book)}
        assert "deposit" in rechecker.changes(mutants["free: film on execute removed"])
        assert rechecker.changes(mutants["twice: film on execute removed"]) == []
        assert rechecker.shadows(mutants["twice: film on execute removed"]) == ["free"]
