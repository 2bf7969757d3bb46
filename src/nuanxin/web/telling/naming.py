"""The names of codes, in the reader's language, as the book gives them."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, Text
from nuanxin.core.policy.situation import service_of, split_name

SPLIT_IDENTITY = re.compile(r"(?P<kind>\w+)(?:\.(?P<label>[\w.]+))?(?:@(?P<bundle>\w+))?(?::.*)?")


@dataclass(frozen=True)
class Namer:
    """Names codes of one book in one language."""

    book: Book
    language: str

    def say(self, text: Text) -> str:
        """Return a text in the reader's language."""
        return text.said_in(self.language)

    def name(self, family: str, code: str) -> str:
        """Return the name of a code of a family of words.yaml."""
        return self.say(self.book.name(family, code))

    def names(self, family: str, codes: object) -> str:
        """Return the names of several codes, as a list in a sentence."""
        assert isinstance(codes, tuple | list | set | frozenset)
        ordered = sorted(codes) if isinstance(codes, set | frozenset) else codes
        return self.join([self.name(family, str(code)) for code in ordered])

    def join(self, parts: list[str]) -> str:
        """Return parts as a list in a sentence."""
        return pgettext("between the parts of a list", ", ").join(parts)

    def service(self, key: str) -> str:
        """Return the name of a wanted service; a second one of its kind says so."""
        _, _, number = key.partition("#")
        name = self.name("services", service_of(key))
        return gettext("%(name)s (no. %(number)s)") % {"name": name, "number": number} if number else name

    def method(self, kind: str, method: str) -> str:
        """Return the name of a way of doing a step."""
        return self.name("methods", f"{kind}.{method}")

    def actor(self, code: str) -> str:
        """Return who does a step: an actor, a role or a rank."""
        families = ("actors", "roles", "ranks")
        return next((self.name(family, code) for family in families if code in self.book.words.get(family, {})), code)

    def step(self, identity: str) -> str:
        """Return the name of a step from its identity: its label if it has one, else its bundle, else its kind."""
        found = SPLIT_IDENTITY.fullmatch(identity)
        assert found, identity
        kind, label, bundle = found["kind"], found["label"], found["bundle"]
        if kind == "approve" and label == "visit":
            return gettext("Approval of the whole visit")
        if kind == "approve" and label:
            return gettext("Approval: %(what)s") % {"what": self.step(identity.removeprefix("approve."))}
        if kind == "consent" and label:
            return gettext("Consent: %(what)s") % {"what": self.name("consents", label)}
        if kind == "attempt" and label:
            return gettext("Real attempts: %(what)s") % {"what": self.name("kinds", label)}
        for family, code in (("labels", f"{kind}.{label}"), ("labels", label), ("bundles", bundle)):
            if code and code in self.book.words.get(family, {}):
                return self.name(family, code)
        return self.name("kinds", kind)

    def value(self, name: str, value: object) -> str:
        """Return a fact's value in words."""
        fact = self.book.facts.get(split_name(name, self.book.facts)[1])
        if value == words.CANNOT_BE_ANSWERED:
            return gettext("cannot be answered")
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if fact and value in fact.values:
            return self.say(fact.values[str(value)])
        return self.amount(value, fact.unit if fact else "")

    def amount(self, number: object, unit: str) -> str:
        """Return a number with its unit."""
        written = f"{number:,}" if isinstance(number, int) else str(number)
        name = self.unit(unit)
        return f"{written} {name}" if name else written

    def duration(self, minutes: int) -> str:
        """Return a time in the largest unit that tells it exactly."""
        for unit, size in (("days", 24 * 60), ("hours", 60)):
            if minutes % size == 0:
                return self.amount(minutes // size, unit)
        return self.amount(minutes, "minutes")

    def unit(self, unit: str) -> str:
        """Return the name of a unit."""
        known = {
            "yuan": gettext("yuan"),
            "years": gettext("years"),
            "days": gettext("days"),
            "hours": gettext("hours"),
            "minutes": gettext("minutes"),
            "per cent": gettext("per cent"),
            "times": gettext("times"),
        }
        return known.get(unit, unit)

    def life(self) -> str:
        """Say on which days the book holds."""
        since = date_format(self.book.since)
        if self.book.until is None:
            return gettext("It holds from %(since)s.") % {"since": since}
        last = date_format(self.book.until - datetime.timedelta(days=1))
        return gettext("It holds from %(since)s to %(last)s.") % {"since": since, "last": last}

    def clause(self, number: str) -> str:
        """Return a clause's number as the reader writes it: 第十四条第一款, or Article 14 (1)."""
        if self.language == "zh":
            return number
        article, place = places_of_clauses(self.book).get(number, (None, 0))
        return gettext("Article %(article)s (%(place)s)") % {"article": article, "place": place} if article else number


@functools.lru_cache(maxsize=8)
def places_of_clauses(book: Book) -> Mapping[str, tuple[int, int]]:
    """Return for each clause its article's number and its place among the article's paragraphs, from 1."""
    return {
        clause.number: (article.number, place)
        for article in book.articles
        for place, clause in enumerate(article.clauses, 1)
    }
