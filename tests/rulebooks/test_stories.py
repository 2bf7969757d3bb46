"""Story 6: two discoveries in mid-case, and all that was done stays done."""

import datetime

from nuanxin.core.policy import replanning
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.planner import Plan, plan
from nuanxin.core.policy.situation import Situation

DAY = datetime.date(2024, 11, 12)
KNOWN: dict[str, Value] = {
    "age": 52,
    "document.expired": False,
    "document_identity": "same_name",
    "purpose_stated": True,
    "for_a_friend": False,
    "tax_declared": True,
    "companion.relation": "child",
    "companion.adult": True,
    "companion.is_staff": False,
    "companion.is_payee": False,
}


def planned(book: Book, *needs: str, done: frozenset[str] = frozenset(), **more: Value) -> Plan:
    facts = {**KNOWN, **{name.replace("__", "."): value for name, value in more.items()}}
    return plan(book, Situation(("payroll_card",), frozenset(needs), "counter", facts, done=done), on=DAY)


def kinds_before(made: Plan, kind: str) -> list[str]:
    """Return the keys of the steps before the first of a kind."""
    kinds = [step.kind for step in made.steps]
    return [step.key for step in made.steps[: kinds.index(kind)]]


class TestStory6:
    def test_begins_as_an_ordinary_case(self, book: Book) -> None:
        made = planned(book)
        steps = {step.kind: step for step in made.steps}
        assert made.decision == "serve"
        assert (steps["sign"].methods, steps["pin"].methods) == (("handwritten",), ("customer",))

    def test_keeps_everything_at_the_discovery_that_he_cannot_write(self, book: Book) -> None:
        before = planned(book)
        after = planned(book, "writing", failed__sign=2, name_seal_registered=False)
        done = kinds_before(before, "form")
        assert {one.verdict for one in replanning.compare(before, after, done).values()} == {"kept"}
        sign = next(step for step in after.steps if step.kind == "sign")
        assert sign.methods == ("thumbprint",)

    def test_keeps_everything_at_the_discovery_that_he_cannot_type_either(self, book: Book) -> None:
        before = planned(book, "writing", failed__sign=2, name_seal_registered=False)
        done = kinds_before(before, "pin")
        after = planned(
            book,
            "writing",
            "pin_entry",
            failed__sign=2,
            name_seal_registered=False,
            failed__pin=2,
            able_biometric=False,
        )
        verdicts = replanning.compare(before, after, done)
        assert {step: one.verdict for step, one in verdicts.items() if one.verdict != "kept"} == {}
        pin = next(step for step in after.steps if step.kind == "pin")
        assert pin.methods == ("companion",)
        assert {"identify", "form:payroll_card"} <= set(done)

    def test_makes_a_form_anew_that_was_written_by_a_hand_which_cannot_write(self, book: Book) -> None:
        before, after = planned(book), planned(book, "writing", failed__sign=2, name_seal_registered=False)
        assert replanning.compare(before, after, ["form:payroll_card"])["form:payroll_card"].verdict == "void"

    def test_needs_two_members_of_staff_and_no_third(self, book: Book) -> None:
        made = planned(
            book,
            "pin_entry",
            "writing",
            failed__pin=2,
            failed__sign=2,
            able_biometric=False,
            name_seal_registered=False,
        )
        assert [member.role for member in made.team] == ["teller", "supervisor"]
