"""What lies on the desk of /plan/: the choices, and the answer or what is still missing for one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from nuanxin.core.policy.book import OutsideLife
from nuanxin.core.policy.planner.plans import Plan
from nuanxin.core.policy.situation import Impossible
from nuanxin.web import asking, planning, reader
from nuanxin.web.asking import Asked
from nuanxin.web.plan import choices
from nuanxin.web.telling import changes, plans
from nuanxin.web.telling.naming import Namer
from nuanxin.web.telling.told import Service, Told

SCENES_OF_REFERRALS = {"home_visit": "home", "hospital_visit": "hospital", "counter": "counter"}
"""The referrals that are a visit elsewhere: the same question can be asked there at once."""
SERVICES_OF_REFERRALS = {"pay_hospital": "hospital_payment"}
APPLICANTS_OF_REFERRALS = {"guardian_route": "guardian"}


@dataclass(frozen=True)
class Link:
    """A way on."""

    href: str
    name: str


@dataclass(frozen=True)
class Fault:
    """Why there is no plan, and the way on."""

    title: str
    text: str
    href: str = ""
    way: str = ""


@dataclass(frozen=True)
class Declined:
    """A service that is refused or referred, and the ways to ask on."""

    service: Service
    ways: tuple[Link, ...]


@dataclass(frozen=True)
class Answered:
    """A question with its plan, or with the faults that stand in the way of one."""

    asked: Asked
    on: datetime.date
    plan: Plan | None = None
    told: Told | None = None
    faults: tuple[Fault, ...] = ()


def answer(asked: Asked, *, today: datetime.date) -> Answered:
    """Answer a question in the reader's language; an incomplete one is answered by neither plan nor fault."""
    book, language = planning.book(), reader.language()
    on = asking.read_day(asked.on) or today
    unknown = list(asking.find_faults(asked, book))
    if unknown:
        return Answered(asked, on, faults=tuple(_unknown(fault, asked) for fault in unknown))
    if asked.missing:
        return Answered(asked, on)
    try:
        plan = planning.plan(asking.situation_of(asked, book), on=on)
    except Impossible as impossible:
        title = gettext("This cannot be")
        return Answered(asked, on, faults=(Fault(title, impossible.because.said_in(language)),))
    except OutsideLife:
        return Answered(asked, on, faults=(_outside(asked, Namer(book, language)),))
    return Answered(asked, on, plan, plans.tell(plan, language))


def _unknown(fault: asking.Fault, asked: Asked) -> Fault:
    titles = {
        "need": gettext("The address names a need that is not known"),
        "service": gettext("The address names a service that is not known"),
        "scene": gettext("The address names a place that is not known"),
        "fact": gettext("The address names a fact that is not known"),
        "value": gettext("The address holds an answer that cannot be"),
        "at": gettext("The address names a seat that is not known"),
        "on": gettext("The address holds a day that is none"),
    }
    if not fault.nearest or fault.family not in ("need", "service", "scene"):
        return Fault(titles[fault.family], gettext("“%(word)s”") % {"word": fault.word})
    mended = asked.without_word(fault.family, fault.word).with_word(fault.family, fault.nearest)
    return Fault(
        titles[fault.family],
        gettext("“%(word)s”. Was “%(nearest)s” meant?") % {"word": fault.word, "nearest": fault.nearest},
        f"{reverse('web:plan')}?{mended.query()}",
        gettext("Go on with “%(nearest)s”") % {"nearest": fault.nearest},
    )


def _outside(asked: Asked, namer: Namer) -> Fault:
    book = namer.book
    last = book.until - datetime.timedelta(days=1) if book.until else None
    day = asking.read_day(asked.on)
    nearest = last if last and day and day > last else book.since
    return Fault(
        gettext("The book does not hold on that day"),
        namer.life(),
        f"{reverse('web:plan')}?{asked.on_day(nearest).query()}",
        gettext("By the law of %(day)s") % {"day": date_format(nearest)},
    )


def canonical(asked: Asked, today: datetime.date) -> Asked:
    """Leave out of a question what goes without saying: today, and the counter."""
    return Asked(
        needs=asked.needs,
        services=asked.services,
        scene=asked.scene,
        on="" if asked.on == today.isoformat() else asked.on,
        at="" if asked.at == asking.MOMENTS[0] else asked.at,
        facts=asked.facts,
    )


def lay(query: QueryDict, *, today: datetime.date) -> dict[str, Any]:
    """Return everything that the page shows for a query."""
    asked = canonical(asking.read(query), today)
    namer = Namer(planning.book(), reader.language())
    answered = answer(asked, today=today)
    context = {
        "door": "plan",
        "query": asked.query(),
        "on": answered.on,
        "today": today,
        "first_day": namer.book.since,
        "another_day": answered.on != today,
        "taps": choices.taps(namer, asked),
        "languages": choices.languages(namer, asked),
        "moments": choices.moments(asked),
        "settings_open": bool(asked.at or asked.facts.get(choices.LANGUAGE)),
        "still": still_missing(asked),
        "faults": answered.faults,
        "told": answered.told,
        "page_title": f"{gettext('A plan in three taps')} · {gettext('Nuanxin')}",
    }
    if answered.told:
        context.update(_of_answer(namer, answered, answered.told, query.get("was", ""), today))
    return context


def _of_answer(namer: Namer, answered: Answered, told: Told, was: str, today: datetime.date) -> dict[str, Any]:
    asked = answered.asked
    about = about_line(namer, asked)
    before = answer(canonical(asking.read(QueryDict(was)), today), today=today).told if was else None
    count = sum(1 for step in told.steps if not step.courtesy)
    return {
        "about": about,
        "page_title": f"{told.verdict}: {about} · {gettext('Nuanxin')}",
        "next_customer": f"{reverse('web:plan')}?{asked.next_customer().query()}",
        "changes": changes.compare(namer, before, told) if before else (),
        "fresh": changes.fresh(before, told) if before else frozenset(),
        "declined": tuple(declined(told, asked)),
        "path_title": gettext("The path so far") if told.questions else gettext("The path"),
        "count": count,
        "english": namer.language != "zh",
    }


def about_line(namer: Namer, asked: Asked) -> str:
    """Return the situation in one line: needs, services, place."""
    needs = namer.join([namer.name("needs", code) for code in asked.needs]) or gettext("no particular need")
    services = namer.join([namer.service(key) for key in asked.services])
    return " · ".join([needs, services, namer.name("scenes", asked.scene)])


def still_missing(asked: Asked) -> str:
    """Say which taps are still to come."""
    names = {"service": gettext("what the person wants"), "scene": gettext("where")}
    missing = [names[name] for name in asked.missing]
    if len(missing) == len(names) and not asked.needs:
        return gettext("Tap a need, a service and a place")
    return gettext("Still to tap: %(what)s") % {"what": gettext(" and ").join(missing)}


def declined(told: Told, asked: Asked) -> Iterable[Declined]:
    """Yield the services that are refused or referred, each with the ways on that can be asked at once."""
    for service in told.services:
        if service.decision in ("refuse", "refer"):
            yield Declined(service, tuple(_ways(service, asked)))


def _ways(service: Service, asked: Asked) -> Iterator[Link]:
    for code, name in service.refer_to:
        then = _referred(code, service.key, asked)
        if then is not None:
            yield Link(f"{reverse('web:plan')}?{then.query()}", gettext("Plan it so: %(way)s") % {"way": name})


def _referred(code: str, key: str, asked: Asked) -> Asked | None:
    """Return the question that a referral leads to, None where that is no other situation."""
    if code in SCENES_OF_REFERRALS:
        return asked.with_word("scene", SCENES_OF_REFERRALS[code])
    if code in SERVICES_OF_REFERRALS:
        return asked.without_word("service", key).with_word("service", SERVICES_OF_REFERRALS[code])
    if code in APPLICANTS_OF_REFERRALS:
        return asked.with_fact("applicant", APPLICANTS_OF_REFERRALS[code])
    return None
