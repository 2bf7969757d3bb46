"""Names, numbers and lists as they are said in one language on one day."""

import datetime
from collections.abc import Sequence

from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import Number, Param
from nuanxin.core.policy.sentences.phrases import PHRASES, UNITS

_LARGER = {"minutes": (60, "hours"), "hours": (24, "days")}
_WAN = 10_000


class Speaker:
    """Says the codes and numbers of a book."""

    def __init__(self, book: Book, language: str, day: datetime.date) -> None:
        self.book, self.language, self.day = book, language, day
        self.chinese = language.startswith("zh")

    def say(self, key: str, **parts: str) -> str:
        """Return a phrase with its parts put in."""
        return PHRASES[key][0 if self.chinese else 1].format(**parts)

    def name(self, family: str, code: str) -> str:
        """Return the name of a code."""
        return self.book.name(family, code).said_in(self.language)

    def quoted(self, family: str, code: str) -> str:
        """Return the name of a code as a name."""
        return self.say("quoted", name=self.name(family, code))

    def one_of(self, names: Sequence[str]) -> str:
        """Return the names as alternatives."""
        return self._listed(names, "或" if self.chinese else " or ")

    def all_of(self, names: Sequence[str]) -> str:
        """Return the names as a list."""
        return self._listed(names, "、" if self.chinese else " and ")

    def _listed(self, names: Sequence[str], last: str) -> str:
        comma = "、" if self.chinese else ", "
        return last.join(filter(None, [comma.join(names[:-1]), names[-1]]))

    def step(self, name: str) -> str:
        """Return the name of a step, with its label; a bundle is not said."""
        kind, _, label = name.partition("@")[0].partition(".")
        said = self.name("kinds", kind)
        return self.say("labelled", name=said, label=self.name("labels", label)) if label else said

    def method(self, method: str, kinds: Sequence[str] = ()) -> str:
        """Return the name of a method, of these kinds of steps or of whichever kind has it."""
        candidates = [*kinds, *(kind.name for kind in self.book.kinds.values() if method in kind.methods)]
        codes = [f"{kind}.{method}" for kind in candidates]
        known = [code for code in codes if code in self.book.words.get("methods", {})]
        return self.quoted("methods", known[0] if known else method)

    def question(self, fact: str) -> str:
        """Return the question by which a fact is asked, as it stands within quotation marks."""
        text = self.book.facts[fact].text.said_in(self.language)
        if self.chinese:
            text = text.rstrip("?\uff1f")
        return text.replace("“", "‘").replace("”", "’")

    def number(self, number: Number, unit: str = "") -> str:
        """Return a number with its unit; a parameter with its value on the day."""
        if isinstance(number, Param):
            parameter = self.book.parameters[number.name]
            return self.number(parameter.on(self.day), parameter.unit)
        if unit in _LARGER and number and number % _LARGER[unit][0] == 0:
            size, larger = _LARGER[unit]
            return self.number(number // size, larger)
        chinese, one, several = UNITS.get(unit, (unit, unit, unit))
        if self.chinese:
            return f"{_grouped(number)}{chinese}"
        return f"{number:,} {one if number == 1 else several}".rstrip()


def _grouped(number: int) -> str:
    return f"{number // _WAN}万" if number and number % _WAN == 0 else str(number)
