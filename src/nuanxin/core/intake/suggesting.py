"""Finds what an utterance suggests, and shows the words behind each suggestion.

Owns the order of work: find, strike, follow, replace. A person confirms what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nuanxin.core.intake import patterns, phrases, writing


@dataclass(frozen=True, order=True)
class Span:
    """Words of the original text: `text[start:end] == words`."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Suggestion:
    """A code, the words that suggest it, and the names of the phrases behind it."""

    code: str
    kind: phrases.Kind
    spans: tuple[Span, ...]
    because: tuple[str, ...]


@dataclass(frozen=True)
class Struck:
    """A phrase that was said but taken back: by which strike or code, in which words, and why."""

    code: str
    kind: phrases.Kind
    spans: tuple[Span, ...]
    because: str
    by: str
    by_spans: tuple[Span, ...]
    why: str


@dataclass(frozen=True)
class Suggestions:
    """All that an utterance suggests, each kind in the order of the words, and what was struck."""

    needs: tuple[Suggestion, ...]
    services: tuple[Suggestion, ...]
    scene: tuple[Suggestion, ...]
    struck: tuple[Struck, ...]


@dataclass(frozen=True)
class _Hit:
    entry: phrases.Entry
    found: patterns.Found


@dataclass(frozen=True)
class _Denial:
    strike: phrases.Strike
    found: patterns.Found


_Claim = tuple[_Hit, str]
Places = tuple[tuple[int, int], ...]
_Evidence = dict[str, list[tuple[str, Places]]]


def suggest(phrase_list: phrases.Phrases, text: str) -> Suggestions:
    """Return what `text` suggests by `phrase_list`; the same text always gives the same answer."""
    return _Reading(phrase_list, phrase_list.leveller.level(text)).read()


class _Reading:
    """One utterance being read."""

    def __init__(self, phrase_list: phrases.Phrases, levelled: writing.Levelled) -> None:
        self._list = phrase_list
        self._levelled = levelled
        self._text = levelled.text
        self._traits = patterns.list_traits(levelled.text)
        self._evidence: _Evidence = {}
        self._struck: list[Struck] = []

    def read(self) -> Suggestions:
        hits = [(hit, code) for hit in self._find_hits() for code in hit.entry.codes]
        denials = list(self._find_denials())
        hits = self._strike(hits, [d for d in denials if not d.strike.when])
        found = {code for _, code in hits}
        hits = self._strike(hits, [d for d in denials if d.strike.when & found])
        for hit, code in hits:
            self._evidence.setdefault(code, []).append((hit.entry.name, hit.found.pieces))
        self._follow("needs")
        self._follow("services")
        self._replace()
        self._follow("scenes")
        return Suggestions(
            needs=self._suggestions("needs"),
            services=self._suggestions("services"),
            scene=self._suggestions("scenes"),
            struck=tuple(sorted(self._struck, key=lambda s: (s.spans, s.code, s.because, s.by))),
        )

    def _find(self, some: phrases.Patterns) -> Iterator[patterns.Found]:
        for pattern in some:
            yield from pattern.find(self._text, self._traits)

    def _said(self, some: phrases.Patterns) -> bool:
        return next(self._find(some), None) is not None

    def _outside(self, found: Iterable[patterns.Found], some: phrases.Patterns) -> Iterator[patterns.Found]:
        """Leave out what has a piece that is only a part of other words."""
        covers: list[patterns.Found] | None = None
        for one in found:
            covers = list(self._find(some)) if covers is None else covers
            if not any(c.start <= start and end <= c.end for c in covers for start, end in one.pieces):
                yield one

    def _find_hits(self) -> Iterator[_Hit]:
        chinese = writing.is_chinese(self._text)
        for entry in self._list.entries:
            if chinese and entry.foreign_script:
                continue
            said = (one for one in self._find(entry.say) if entry.number.admit(one.number))
            found = list(self._outside(said, entry.not_in))
            if found and (not entry.also or self._said(entry.also)) and not self._said(entry.unless):
                yield from (_Hit(entry, one) for one in found)

    def _find_denials(self) -> Iterator[_Denial]:
        for strike in self._list.strikes:
            for one in self._outside(self._find(strike.say), strike.not_in):
                yield _Denial(strike, one)

    def _strike(self, hits: list[_Claim], denials: list[_Denial]) -> list[_Claim]:
        """Return the hits that stand; keep the others as struck."""
        standing = []
        for hit, code in hits:
            denial = next((d for d in denials if self._strikes(d, code, hit)), None)
            if denial is None:
                standing.append((hit, code))
            else:
                self._strike_out(code, hit, denial)
        return standing

    def _strike_out(self, code: str, hit: _Hit, denial: _Denial) -> None:
        self._struck.append(
            Struck(
                code=code,
                kind=self._list.kinds[code],
                spans=self._spans(hit.found.pieces),
                because=hit.entry.name,
                by=denial.strike.name,
                by_spans=self._spans(denial.found.pieces),
                why=denial.strike.why,
            )
        )

    def _strikes(self, denial: _Denial, code: str, hit: _Hit) -> bool:
        strike, by, found = denial.strike, denial.found, hit.found
        if hit.entry.firm or code not in strike.codes:
            return False
        # 看不见 holds its own 不: what begins inside the phrase's words takes nothing back.
        if strike.reaches != "inside" and any(start <= by.start < end for start, end in found.pieces):
            return False
        if strike.reaches == "after":
            # Before the words, or leading into them and past them: don't [want] to open.
            return any(
                self._near(by.end, start, strike.within) or by.start < start < end <= by.end
                for start, end in found.pieces
            )
        if strike.reaches == "before":
            return self._near(found.end, by.start, strike.within)
        if strike.reaches == "inside":
            return by.start <= found.start and found.end <= by.end
        if strike.reaches == "clause":
            between = found.start < by.start and by.end < found.end
            before = self._near(by.end, found.start, strike.within)
            return between or before or self._near(found.end, by.start, strike.within)
        return True

    def _near(self, end: int, start: int, within: int) -> bool:
        """Tell whether `start` lies at most `within` characters after `end` in the same clause."""
        between = self._text[end:start]
        return end <= start and len(between) <= within and not any(c in patterns.STOPS for c in between)

    def _follow(self, kind: phrases.Kind) -> None:
        """Add what follows from the codes found so far; what follows does not feed on itself."""
        known = {code: list(evidence) for code, evidence in self._evidence.items()}
        for follow in self._list.follows:
            if follow.kind == kind and not follow.unless & known.keys():
                places = self._places_of(follow, known)
                for code in follow.codes if places else ():
                    self._evidence.setdefault(code, []).append((follow.name, places))

    def _places_of(self, follow: phrases.Follow, known: _Evidence) -> Places:
        """Return the words a follow rests on, or nothing when it does not apply."""
        met = {code for together in follow.when if together <= known.keys() for code in together}
        grounds = [known[code] for code in sorted(met)]
        said = [one.pieces for one in self._find(follow.say)]
        if not grounds or (follow.say and not said) or self._said(follow.not_said):
            return ()
        if follow.foreign_script:
            return () if writing.is_chinese(self._text) else ((0, len(self._text)),)
        pieces = said or [places for evidence in grounds for _, places in evidence]
        return tuple(sorted({piece for some in pieces for piece in some}))

    def _replace(self) -> None:
        found = frozenset(self._evidence)
        gone = {old: new for new, olds in sorted(self._list.replaces.items()) if new in found for old in olds}
        for old, new in gone.items():
            for name, places in self._evidence.pop(old, ()):
                by = tuple(sorted({piece for _, some in self._evidence.get(new, ()) for piece in some}))
                self._struck.append(
                    Struck(old, self._list.kinds[old], self._spans(places), name, new, self._spans(by), "replaced")
                )

    def _suggestions(self, kind: phrases.Kind) -> tuple[Suggestion, ...]:
        made = []
        for code, evidence in self._evidence.items():
            if self._list.kinds[code] == kind:
                places = tuple(sorted({piece for _, some in evidence for piece in some}))
                names = tuple(sorted({name for name, _ in evidence}))
                made.append(Suggestion(code, kind, self._spans(places), names))
        return tuple(sorted(made, key=lambda s: (s.spans, s.code)))

    def _spans(self, places: Places) -> tuple[Span, ...]:
        original = self._levelled.original
        spans = {self._levelled.place(start, end) for start, end in places if end > start}
        return tuple(Span(start, end, original[start:end]) for start, end in sorted(spans))
