"""The words that a book may use: the contract's closed lists, and what the book itself declares."""

from collections.abc import Collection
from dataclasses import dataclass, field

from nuanxin.core.policy import words
from nuanxin.core.policy.book import ControlKind, Fact, Kind, Parameter, Place

CLOSED: dict[str, tuple[str, ...]] = {
    "needs": words.NEEDS,
    "services": words.SERVICES,
    "scenes": words.SCENES,
    "kinds": words.KINDS,
    "ranks": words.RANKS,
    "applicants": words.APPLICANTS,
    "referrals": words.REFERRALS,
    "lanes": ("green", "ordinary"),
    "windows": ("love", "any"),
}
"""Families whose codes the contract fixes."""

OPEN = (
    "labels",
    "bundles",
    "roles",
    "actors",
    "evidence",
    "consents",
    "retentions",
    "offers",
    "reasons",
    "alternatives",
    "limits",
    "qualifications",
    "places",
    "alternatives_to_face",
)
"""Families that words.yaml declares."""

DECLARED = ("methods", "controls")
"""Families whose codes kinds.yaml and controls.yaml declare; words.yaml names them."""

SINGULAR = {
    "needs": "need",
    "services": "service",
    "scenes": "scene",
    "kinds": "step kind",
    "ranks": "rank",
    "applicants": "applicant",
    "referrals": "referral",
    "lanes": "lane",
    "windows": "window",
    "labels": "label",
    "bundles": "bundle",
    "roles": "role",
    "actors": "actor",
    "evidence": "evidence",
    "consents": "consent",
    "retentions": "retention",
    "offers": "offer",
    "reasons": "reason",
    "alternatives": "alternative",
    "limits": "limit",
    "qualifications": "qualification",
    "places": "place",
    "alternatives_to_face": "alternative to face",
    "methods": "method",
    "controls": "control",
    "facts": "fact",
    "terms": "term",
    "parameters": "parameter",
}

LASTING = "lasting"
"""What stands in a plan in place of attempts where a lasting reason is confirmed; no rule requires it."""


@dataclass
class Vocabulary:
    """Known words by family, and what the tables say of facts, kinds and controls.

    ``used`` gathers (family, code) of facts, terms and parameters that some rule or table looks at;
    ``expected_rules`` the rule ids that scenarios name, with their places.
    """

    families: dict[str, Collection[str]] = field(default_factory=lambda: dict(CLOSED))
    facts: dict[str, Fact] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    controls: dict[str, ControlKind] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    expected_rules: list[tuple[str, Place]] = field(default_factory=list)

    def known(self, family: str) -> Collection[str]:
        """Return the codes of a family."""
        return self.families.get(family, ())

    def methods(self) -> set[str]:
        """Return every method of every kind."""
        return {method for kind in self.kinds.values() for method in kind.methods}

    def languages(self) -> tuple[str, ...]:
        """Return what an `assign` may name as language: the fact's values, or the customer's own."""
        fact = self.facts.get("language")
        return ("customer", *(fact.values if fact else ()))
