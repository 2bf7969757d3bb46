"""Facts in words: what is asked now, what a step will find, what may be told besides, what has been told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from nuanxin.core.policy.book import Fact
from nuanxin.core.policy.planner.plans import Plan
from nuanxin.core.policy.situation import split_name
from nuanxin.web import asking
from nuanxin.web.telling.naming import Namer
from nuanxin.web.telling.references import Reference, References

LANGUAGE = "language"
"""Has tiles of its own, so it is neither asked again nor shown among what was told."""
TRIES_TO_TAP = 3


@dataclass(frozen=True)
class Answer:
    """A value that can be tapped."""

    value: str
    name: str


@dataclass(frozen=True)
class Question:
    """A fact that is asked now, or that may be told before a step finds it."""

    name: str
    text: str
    answers: tuple[Answer, ...]
    """Empty where a number is typed."""
    unit: str
    because: tuple[Reference, ...] = ()
    found_by: str = ""
    may_be_told: bool = False
    """Nobody has to answer: it goes without saying until it is told."""


@dataclass(frozen=True)
class Known:
    """A fact that has been told."""

    name: str
    text: str
    value: str
    written: str


class Questions:
    """The facts of one plan, told."""

    def __init__(self, plan: Plan, namer: Namer, references: References) -> None:
        self.plan, self.namer, self.references = plan, namer, references

    def asked(self) -> tuple[Question, ...]:
        """Return what is asked now."""
        return tuple(
            self._question(one.name, self._answers(self._fact(one.name)), because=self.references.to(one.because))
            for one in self.plan.questions
        )

    def gates(self) -> tuple[Question, ...]:
        """Return what a step ahead will find, with that step; it may be told at once."""
        return tuple(
            self._question(
                name,
                self._answers(self._fact(name)),
                found_by=self.namer.join([self.namer.step(one) for one in finders]),
            )
            for name, finders in self.plan.gates.items()
        )

    def of_record(self) -> tuple[Question, ...]:
        """Return what a case's record would know and this page can only be told: tries that failed, lasting reasons."""
        return tuple(
            self._question(fact.name, self._told_answers(fact), may_be_told=True)
            for fact in self.plan.book.facts.values()
            if fact.source == "record" and fact.name not in self.plan.facts() and self._concerns(fact)
        )

    def known(self) -> tuple[Known, ...]:
        """Return what has been told."""
        return tuple(
            Known(name, self._text(name), self.namer.value(name, value), asking.write_value(value))
            for name, value in self.plan.facts().items()
            if name != LANGUAGE
        )

    def _question(
        self,
        name: str,
        answers: tuple[Answer, ...],
        *,
        because: tuple[Reference, ...] = (),
        found_by: str = "",
        may_be_told: bool = False,
    ) -> Question:
        unit = self.namer.unit(self._fact(name).unit)
        return Question(name, self._text(name), answers, unit, because, found_by, may_be_told)

    def _fact(self, name: str) -> Fact:
        return self.plan.book.facts[split_name(name, self.plan.book.facts)[1]]

    def _text(self, name: str) -> str:
        """Return the question; a service's own says of which service where several are wanted."""
        key, plain = split_name(name, self.plan.book.facts)
        text = self.namer.say(self.plan.book.facts[plain].text)
        if key is None or len(self.plan.services) == 1:
            return text
        return gettext("%(service)s: %(question)s") % {"service": self.namer.service(key), "question": text}

    def _answers(self, fact: Fact) -> tuple[Answer, ...]:
        if fact.type == "bool":
            return Answer(asking.YES, gettext("yes")), Answer(asking.NO, gettext("no"))
        return tuple(Answer(code, self.namer.say(text)) for code, text in fact.values.items())

    def _told_answers(self, fact: Fact) -> tuple[Answer, ...]:
        """Return the values other than the one that goes without saying."""
        if fact.type == "int":
            return tuple(Answer(str(tries), str(tries)) for tries in range(1, min(fact.maximum, TRIES_TO_TAP) + 1))
        usual = asking.write_value(fact.default)
        return tuple(answer for answer in self._answers(fact) if answer.value != usual)

    def _concerns(self, fact: Fact) -> bool:
        """Say whether a fact has a place in this plan: ``failed.sign`` only where something is signed."""
        if fact.services and not any(key.partition("#")[0] in fact.services for key in self.plan.services):
            return False
        _, _, kind = fact.name.partition(".")
        return kind not in self.plan.book.kinds or kind in {step.kind for step in self.plan.steps}

    def tries(self) -> Iterator[tuple[str, str]]:
        """Yield kind of step and fact for each way that may have been tried without success."""
        for question in self.of_record():
            head, _, kind = question.name.partition(".")
            if head == "failed" and kind:
                yield kind, question.name
