"""Every rule as a sentence that a compliance officer can read aloud, in Chinese and in English."""

import datetime

from nuanxin.core.policy.book import Book, Rule
from nuanxin.core.policy.conditions import TRUE, Condition
from nuanxin.core.policy.effects import Effect
from nuanxin.core.policy.sentences import conditions_said, effects_said
from nuanxin.core.policy.sentences.speaker import Speaker


def sentence(book: Book, rule: Rule, language: str, *, on: datetime.date | None = None) -> str:
    """Return a rule in words: when it holds, what it does, and which rules it goes before.

    ``on`` is the day whose numbers are named; the first day on which the text holds if it is not given.
    """
    speaker = _speaker(book, language, on or max(rule.since, book.since))
    if rule.when == TRUE:
        opening = speaker.say("always")
    else:
        opening = speaker.say("when", condition=conditions_said.said(speaker, rule.when))
    parts = [effects_said.said(speaker, effect) for effect in rule.effects]
    if rule.overrides:
        parts.append(speaker.say("overrides", names=speaker.all_of(_silenced(book, rule))))
    return opening + ("\uff1b" if speaker.chinese else "; ").join(parts) + speaker.say("end")


def condition_sentence(book: Book, condition: Condition, language: str, *, on: datetime.date) -> str:
    """Return a condition in words, as a part of a sentence; numbers are those of the day."""
    return conditions_said.said(_speaker(book, language, on), condition)


def effect_sentence(book: Book, effect: Effect, language: str, *, on: datetime.date) -> str:
    """Return an effect in words, as a part of a sentence; numbers are those of the day."""
    return effects_said.said(_speaker(book, language, on), effect)


def _speaker(book: Book, language: str, day: datetime.date) -> Speaker:
    return Speaker(book, language, day)


def _silenced(book: Book, rule: Rule) -> list[str]:
    """Return the paragraphs whose rules this one goes before; people quote paragraphs, not ids."""
    silenced = {override.rule for override in rule.overrides}
    cited = [number for other in book.rules if other.id in silenced for number in other.cites]
    return list(dict.fromkeys(cited))
