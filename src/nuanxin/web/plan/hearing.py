"""What the customer's own words suggest, with the words that made it think so. A person confirms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from nuanxin.core import intake
from nuanxin.core.intake import Span, Struck, Suggestion
from nuanxin.core.policy import words
from nuanxin.web.asking import Asked
from nuanxin.web.telling.naming import Namer

MOST_CHARACTERS = 500
FAMILIES = {"needs": "need", "services": "service", "scenes": "scene"}
CODES = {"needs": words.NEEDS, "services": words.SERVICES, "scenes": words.SCENES}


@dataclass(frozen=True)
class Piece:
    """A piece of what was said; ``marked`` led to a suggestion."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Offer:
    """A suggestion to tap."""

    family: str
    code: str
    name: str
    icon: str
    because: str
    chosen: bool
    action: str
    """Where the tap is sent without scripts: the same words, with this taken over or taken back."""


@dataclass(frozen=True)
class Heard:
    """What was said, what it suggests, and what was said but taken back."""

    pieces: tuple[Piece, ...]
    offers: tuple[Offer, ...]
    struck: tuple[str, ...]


def hear(namer: Namer, text: str, suggestions: intake.Suggestions, asked: Asked) -> Heard:
    """Return what a person sees of the suggestions for ``text``."""
    found = [*suggestions.needs, *suggestions.services, *suggestions.scene]
    offers = [_offer(namer, one.kind, one.code, _because(namer, text, one), asked) for one in found]
    known = {(offer.family, offer.code) for offer in offers}
    named = [one for one in _named(namer, text, asked) if (one.family, one.code) not in known]
    return Heard(
        pieces=tuple(_pieces(text, [span for one in found for span in one.spans])),
        offers=(*offers, *named),
        struck=tuple(dict.fromkeys(_struck(namer, text, suggestions.struck, {one.code for one in found}))),
    )


def _because(namer: Namer, text: str, suggestion: Suggestion) -> str:
    said = _quoted(namer, text, suggestion.spans)
    return gettext("because of %(words)s") % {"words": said} if said else ""


def _struck(namer: Namer, text: str, struck: Iterable[Struck], found: Collection[str]) -> Iterator[str]:
    """Say what was said but taken back; what only gave way to a nearer suggestion needs no saying."""
    for one in struck:
        if one.by not in found and one.code not in found:
            said = _quoted(namer, text, one.by_spans or one.spans)
            yield gettext("Not counted: %(what)s, because of %(words)s") % {
                "what": namer.name(one.kind, one.code),
                "words": said,
            }


def _quoted(namer: Namer, text: str, spans: Iterable[Span]) -> str:
    """Return the words of spans in quotation marks; what overlaps or touches is one quotation."""
    joined: list[tuple[int, int]] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span.end))
        else:
            joined.append((span.start, span.end))
    return namer.join([gettext("“%(words)s”") % {"words": text[start:end]} for start, end in joined])


def _offer(namer: Namer, kind: str, code: str, because: str, asked: Asked) -> Offer:
    family = FAMILIES[kind]
    chosen = code in {"need": asked.needs, "service": asked.services, "scene": (asked.scene,)}[family]
    then = asked.without_word(family, code) if chosen else asked.with_word(family, code)
    action = f"{reverse('web:words')}?{then.query()}"
    return Offer(family, code, namer.name(kind, code), code, because, chosen, action)


def _named(namer: Namer, text: str, asked: Asked) -> Iterator[Offer]:
    """Yield what is called so: a teller may type the name of a service to find it."""
    wanted = text.strip().casefold()
    if len(wanted) < 2:
        return
    for kind, codes in CODES.items():
        for code in codes:
            name = namer.book.name(kind, code)
            if wanted in name.zh.casefold() or wanted in name.en.casefold():
                yield _offer(namer, kind, code, gettext("by its name"), asked)


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Cut the text at the spans, which may overlap."""
    marked = [False] * len(text)
    for span in spans:
        marked[span.start : span.end] = [True] * (span.end - span.start)
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            yield Piece(text[start:place], marked[start])
            start = place
