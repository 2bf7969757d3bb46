"""The closed vocabulary of the rulebook: codes that pages, API, command line and scenarios share.

A book may name them in any language and declare further controls, evidence and offers of its own; these lists it
may not extend, because code gives them their meaning.
"""

import difflib
from collections.abc import Iterable

NEEDS = (
    "elderly",
    "mobility",
    "injury",
    "bedbound",
    "hospitalised",
    "vision",
    "hearing",
    "speech",
    "writing",
    "literacy",
    "pin_entry",
    "cognition",
    "no_capacity",
    "minor",
    "language",
    "foreign",
    "phone_lost",
    "no_local_phone",
    "no_smartphone",
    "fraud_suspected",
)

SERVICES = (
    "account_opening",
    "simplified_opening",
    "account_upgrade",
    "payroll_card",
    "card_pickup",
    "card_reissue",
    "loss_report",
    "deposit",
    "withdrawal",
    "large_cash",
    "transfer",
    "hospital_payment",
    "term_deposit_early",
    "wealth_purchase",
    "id_update",
    "phone_update",
    "pin_reset",
    "mobile_bank_signup",
    "mobile_bank_cancel",
    "payment_binding",
    "change_packet",
    "fx_exchange",
    "ecny_wallet",
    "social_card",
    "statement",
    "account_closing",
    "fraud_counselling",
    "deceased_small_deposit",
)

SCENES = ("lobby", "counter", "home", "hospital", "phone", "video")

KINDS = (
    "greet",
    "escort",
    "intake",
    "interview",
    "orientation",
    "identify",
    "face_check",
    "relation_check",
    "consent",
    "form",
    "explain",
    "suitability",
    "attempt",
    "sign",
    "pin",
    "approve",
    "count_cash",
    "protect",
    "execute",
    "hand_over",
    "bind_payment",
    "demonstrate",
    "guide",
    "counsel",
    "ride",
    "see_off",
    "feedback",
    "callback",
)

METHODS: dict[str, tuple[str, ...]] = {
    "sign": (
        "handwritten",
        "thumbprint",
        "name_seal",
        "signature_frame",
        "guardian",
        "agent",
        "companion_signs",
        "hand_guided",
    ),
    "pin": ("customer", "customer_assisted_pad", "biometric", "companion", "guardian", "agent", "staff"),
    "face_check": ("terminal", "portable", "onsite_supervisor"),
    "explain": ("read", "read_aloud", "read_and_repeat", "interpreted", "bilingual"),
    "form": ("self", "prefilled", "bilingual", "large_print"),
}

CONTROLS = (
    "approval",
    "second_staff",
    "witness",
    "attempts",
    "relation",
    "consent",
    "film",
    "evidence",
    "cooling",
    "callback",
    "limit",
    "custody",
    "retention",
)

VALUE_FAMILIES = {
    "evidence": "evidence",
    "consent": "consents",
    "retention": "retentions",
    "alternative": "alternatives_to_face",
}
"""Control → the family of a book's words.yaml that names its values."""

RANKS = ("supervisor", "outlet_head", "consumer_protection", "head_office")
"""Approvers, lowest first; a higher rank may stand for a lower one."""

APPLICANTS = ("customer", "agent", "guardian", "employer", "heir")

REFERRALS = ("home_visit", "hospital_visit", "counter", "guardian_route", "pay_hospital", "second_visit")

BASES = ("law", "practice", "story", "bank")

DECISIONS = ("serve", "ask", "refer", "refuse")

WEIGHTS = ("ticket", "checklist", "case")

MADE_KINDS = ("approve", "consent", "attempt", "relation_check")
"""Kinds that controls make; a rule never adds them."""

COURTESY = "courtesy"

CANNOT_BE_ANSWERED = "cannot_be_answered"
"""The answer to a question that nobody in the room can give."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None if none is near enough to be meant."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


class UnknownWord(ValueError):
    """A code that neither the contract nor the book knows; says which family and the nearest known code."""

    def __init__(self, family: str, word: str, known: Iterable[str]) -> None:
        self.family, self.word, self.nearest = family, word, nearest(word, known)
        hint = f"; did you mean '{self.nearest}'?" if self.nearest else ""
        super().__init__(f"unknown {family} '{word}'{hint}")


def require_known(family: str, word: str, known: Iterable[str]) -> None:
    """Refuse a word outside its family.

    :raises UnknownWord: with the nearest known word.
    """
    if word not in known:
        raise UnknownWord(family, word, known)
