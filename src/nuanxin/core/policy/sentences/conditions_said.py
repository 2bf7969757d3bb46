"""Conditions in words: `当……时`, `When ...`."""

from collections.abc import Sequence

from nuanxin.core.policy import conditions
from nuanxin.core.policy.conditions import All, Always, Any, Compare, Condition, Not, Param
from nuanxin.core.policy.sentences.speaker import Speaker

_FAMILIES = {
    conditions.Need: ("need", "needs"),
    conditions.Service: ("service", "services"),
    conditions.Scene: ("scene", "scenes"),
    conditions.Control: ("control", "controls"),
}
_Coded = conditions.Need | conditions.Service | conditions.Scene | conditions.Control
_DENIABLE = conditions.Need | conditions.Service | conditions.Scene | conditions.Is | Compare
"""What is denied by a word within its own phrase."""

_DENIED_OPS = {"at_least": "under", "under": "at_least", "over": "at_most", "at_most": "over"}

_WHETHER = "是否"
"""Without it a Chinese question that is answered by yes is a statement."""


def said(speaker: Speaker, condition: Condition) -> str:
    """Return the condition in words, without the frame of a sentence."""
    match condition:
        case Always(holds):
            return speaker.say("anything" if holds else "nothing")
        case All(parts):
            return speaker.say("and").join(_inside(speaker, part, Any) for part in parts)
        case Any(parts):
            groups = _groups(parts)
            if len(groups) == 1:
                return _alike(speaker, groups[0], "")
            return speaker.say("or").join(_group(speaker, group) for group in groups)
        case Not(part):
            return _denied(speaker, part)
        case _:
            return _alike(speaker, (condition,), "")


def _inside(speaker: Speaker, part: Condition, loose: type[All] | type[Any]) -> str:
    """Put brackets around a part that would otherwise run into its neighbours."""
    text = said(speaker, part)
    runs = isinstance(part, loose) and (not isinstance(part, Any) or len(_groups(part.parts)) > 1)
    return speaker.say("grouped", part=text) if runs else text


def _group(speaker: Speaker, group: Sequence[Condition]) -> str:
    return _alike(speaker, group, "") if len(group) > 1 else _inside(speaker, group[0], All)


def _groups(parts: Sequence[Condition]) -> list[list[Condition]]:
    """Bring together the alternatives that are said in one phrase: several needs, values of one fact."""
    found: list[tuple[object, list[Condition]]] = []
    for part in parts:
        key = _key(part)
        known = next((group for own, group in found if own == key and key is not None), None)
        if known is None:
            found.append((key, [part]))
        else:
            known.append(part)
    return [group for _, group in found]


def _key(part: Condition) -> object:
    if isinstance(part, All | Any | Not | Always):
        return None
    if isinstance(part, Compare):
        return ("fact", part.fact) if part.op == "is" and not isinstance(part.value, bool) else None
    return type(part)


def _denied(speaker: Speaker, part: Condition) -> str:
    groups = _groups(part.parts) if isinstance(part, Any) else [[part]]
    first = groups[0][0]
    if len(groups) == 1 and isinstance(first, _DENIABLE):
        return _alike(speaker, groups[0], "not_")
    return speaker.say("denied", part=speaker.say("grouped", part=said(speaker, part)))


def _alike(speaker: Speaker, group: Sequence[Condition], sign: str) -> str:
    """Say atoms of one type (or alternatives for one fact) as one phrase; ``sign`` is ``not_`` or empty."""
    first = group[0]
    if isinstance(first, Compare):
        return _compared(speaker, [part for part in group if isinstance(part, Compare)], sign)
    if isinstance(first, conditions.Is):
        texts = [speaker.book.terms[part.term].text for part in group if isinstance(part, conditions.Is)]
        names = [speaker.say("quoted", name=text.said_in(speaker.language)) for text in texts]
        return speaker.say(f"{sign}term", names=speaker.one_of(names))
    if isinstance(first, conditions.Step):
        steps = [speaker.step(part.name) for part in group if isinstance(part, conditions.Step)]
        return speaker.say("step", names=speaker.one_of([speaker.say("quoted", name=name) for name in steps]))
    if isinstance(first, conditions.Method):
        methods = [speaker.method(part.code) for part in group if isinstance(part, conditions.Method)]
        return speaker.say("method", names=speaker.one_of(methods))
    if isinstance(first, _Coded):
        key, family = _FAMILIES[type(first)]
        codes = [part.code for part in group if isinstance(part, _Coded)]
        return speaker.say(f"{sign}{key}", names=speaker.one_of([speaker.quoted(family, code) for code in codes]))
    return said(speaker, first)


def _compared(speaker: Speaker, group: Sequence[Compare], sign: str) -> str:
    first = group[0]
    op = _DENIED_OPS.get(first.op, f"{sign}is") if sign else first.op
    question = speaker.question(first.fact)
    if op == "is" and first.value is True and question.count(_WHETHER) == 1:
        return question.replace(_WHETHER, "")
    values = [_value(speaker, part) for part in group]
    return speaker.say("fact", question=question, relation=speaker.say(op), value=speaker.one_of(values))


def _value(speaker: Speaker, compare: Compare) -> str:
    fact = speaker.book.facts[compare.fact]
    value = compare.value
    if isinstance(value, bool):
        return speaker.say("true" if value else "false")
    if isinstance(value, int | Param):
        return speaker.number(value, fact.unit)
    return speaker.say("quoted", name=fact.values[value].said_in(speaker.language))
