"""Effects in words: what is done, added, required, offered, refused."""

from collections.abc import Callable
from typing import Any

from nuanxin.core.policy import effects, words
from nuanxin.core.policy.effects import Attempts, Effect, RawControl, Target
from nuanxin.core.policy.sentences.phrases import PHRASES
from nuanxin.core.policy.sentences.speaker import Speaker


def said(speaker: Speaker, effect: Effect) -> str:
    """Return the effect in words."""
    return _SAYERS[type(effect)](speaker, effect)


def _steps(speaker: Speaker, target: Target) -> str:
    if target.names:
        return speaker.all_of([_step(speaker, name) for name in target.names])
    if target.methods:
        return speaker.say("steps_by_method", names=speaker.one_of([speaker.method(code) for code in target.methods]))
    if target.controls:
        names = [speaker.quoted("controls", code) for code in target.controls]
        return speaker.say("steps_by_control", names=speaker.one_of(names))
    return speaker.say("all_steps")


def _step(speaker: Speaker, name: str) -> str:
    return speaker.say("step_name", name=speaker.step(name))


def _kinds(target: Target) -> list[str]:
    return [name.partition("@")[0].partition(".")[0] for name in target.names]


def _use(speaker: Speaker, effect: effects.Use) -> str:
    method = speaker.method(effect.method, _kinds(effect.target))
    return speaker.say("use", steps=_steps(speaker, effect.target), method=method)


def _add(speaker: Speaker, effect: effects.Add) -> str:
    text = speaker.say("add", step=speaker.say("quoted", name=speaker.step(effect.step)))
    if effect.before:
        text += speaker.say("add_before", step=_step(speaker, effect.before))
    if effect.after:
        text += speaker.say("add_after", step=_step(speaker, effect.after))
    return text


def _order(speaker: Speaker, effect: effects.Order) -> str:
    return speaker.say("order", first=_ordered(speaker, effect.first), then=_ordered(speaker, effect.then))


def _ordered(speaker: Speaker, name: str) -> str:
    service, slash, step = name.partition("/")
    if not slash:
        return _step(speaker, name)
    return speaker.say("step_of", service=speaker.name("services", service), step=_step(speaker, step))


def _require(speaker: Speaker, effect: effects.Require) -> str:
    listed = speaker.all_of([control(speaker, name, value) for name, value in effect.controls.items()])
    if effect.target is None:
        return speaker.say("require_case", controls=listed)
    text = speaker.say("require", steps=_steps(speaker, effect.target), controls=listed)
    if effect.method is None:
        return text
    return speaker.say("if_method", method=speaker.method(effect.method, _kinds(effect.target))) + text


def control(speaker: Speaker, name: str, value: RawControl) -> str:
    """Return a control with its value in words."""
    if isinstance(value, Attempts):
        text = control(speaker, name, value.least)
        return text + speaker.say("unless") if value.unless else text
    if f"{name}.{value}" in PHRASES:
        return speaker.say(f"{name}.{value}")
    if value is True:
        return speaker.say(name) if name in PHRASES else speaker.name("controls", name)
    said_value = _control_value(speaker, name, value)
    if name in PHRASES:
        return speaker.say(name, value=said_value)
    return speaker.say("other_control", name=speaker.name("controls", name), value=said_value)


def _control_value(speaker: Speaker, name: str, value: RawControl) -> str:
    if isinstance(value, frozenset):
        order = speaker.book.controls[name].values
        codes = sorted(value, key=order.index)
        return speaker.all_of([_coded(speaker, name, code) for code in codes])
    if isinstance(value, str):
        return speaker.name("ranks", value) if name == "approval" else _coded(speaker, name, value)
    assert not isinstance(value, Attempts)
    return speaker.number(value, speaker.book.controls[name].unit)


def _coded(speaker: Speaker, name: str, code: str) -> str:
    family = words.VALUE_FAMILIES.get(name)
    if family:
        return speaker.name(family, code)
    named = f"{name}.{code}"
    return speaker.name("controls", named if named in speaker.book.words.get("controls", {}) else code)


def _offer(speaker: Speaker, effect: effects.Offer) -> str:
    return speaker.say("offer", names=speaker.all_of([speaker.name("offers", code) for code in effect.codes]))


def _route(speaker: Speaker, effect: effects.Route) -> str:
    found = []
    if effect.lane:
        found.append(speaker.say("lane", name=speaker.name("lanes", effect.lane)))
    if effect.window:
        found.append(speaker.say("window", name=speaker.name("windows", effect.window)))
    if effect.priority is not None:
        found.append(speaker.say("priority", number=speaker.number(effect.priority)))
    if effect.max_wait_minutes is not None:
        found.append(speaker.say("max_wait_minutes", number=speaker.number(effect.max_wait_minutes, "minutes")))
    return _joined(speaker, found)


def _assign(speaker: Speaker, effect: effects.Assign) -> str:
    found = []
    if effect.role:
        found.append(speaker.say("role", name=speaker.name("roles", effect.role)))
    if effect.qualification:
        found.append(speaker.say("qualification", name=speaker.name("qualifications", effect.qualification)))
    if effect.language:
        found.append(_language(speaker, effect.language))
    if effect.actor and effect.target:
        steps = _steps(speaker, effect.target)
        found.append(speaker.say("actor", steps=steps, name=speaker.name("actors", effect.actor)))
    if effect.place and effect.target:
        steps = _steps(speaker, effect.target)
        found.append(speaker.say("place", steps=steps, name=speaker.name("places", effect.place)))
    return _joined(speaker, found)


def _language(speaker: Speaker, code: str) -> str:
    fact = speaker.book.facts.get("language")
    if fact is None or code not in fact.values:
        return speaker.say("own_language")
    return speaker.say("language", name=fact.values[code].said_in(speaker.language))


def _joined(speaker: Speaker, parts: list[str]) -> str:
    return ("\uff0c" if speaker.chinese else ", ").join(parts)


def _limit(speaker: Speaker, effect: effects.Limit) -> str:
    found = []
    for name, number in effect.values.items():
        fact = speaker.book.facts.get(name)
        text = speaker.number(number, fact.unit if fact else "")
        found.append(speaker.say("limit", name=speaker.name("limits", name), number=text))
    return _joined(speaker, found)


def _within(speaker: Speaker, effect: effects.Within) -> str:
    return speaker.say("within", number=speaker.number(effect.minutes, "minutes"))


def _refer(speaker: Speaker, effect: effects.Refer) -> str:
    to, reason = speaker.name("referrals", effect.to), speaker.name("reasons", effect.reason)
    return speaker.say("refer", to=speaker.say("quoted", name=to), reason=reason)


def _alternatives(speaker: Speaker, codes: tuple[str, ...]) -> str:
    return speaker.one_of([speaker.quoted("alternatives", code) for code in codes])


def _refuse(speaker: Speaker, effect: effects.Refuse) -> str:
    reason = speaker.name("reasons", effect.reason)
    return speaker.say("refuse", reason=reason, alternatives=_alternatives(speaker, effect.alternatives))


def _forbid(speaker: Speaker, effect: effects.Forbid) -> str:
    target = Target(names=(effect.step,))
    return speaker.say(
        "forbid",
        step=_steps(speaker, target),
        method=speaker.method(effect.method, _kinds(target)),
        reason=speaker.name("reasons", effect.reason),
        alternatives=_alternatives(speaker, effect.alternatives),
    )


_SAYERS: dict[type[Effect], Callable[[Speaker, Any], str]] = {
    effects.Use: _use,
    effects.Add: _add,
    effects.Order: _order,
    effects.Require: _require,
    effects.Offer: _offer,
    effects.Route: _route,
    effects.Assign: _assign,
    effects.Limit: _limit,
    effects.Within: _within,
    effects.Refer: _refer,
    effects.Refuse: _refuse,
    effects.Forbid: _forbid,
}
