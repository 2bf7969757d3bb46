"""The six stories of one week in five outlets, each with the plans that the book's scenarios ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from nuanxin.web import asking
from nuanxin.web.telling.naming import Namer

PICTURES = {1: "home", 2: "injury", 3: "elderly", 4: "foreign", 5: "phone_lost", 6: "writing"}


@dataclass(frozen=True)
class Ask:
    """A scenario of the book as an address."""

    name: str
    href: str


@dataclass(frozen=True)
class Story:
    """A story and what of it can be planned."""

    number: int
    icon: str
    title: str
    outlet: str
    line: str
    asks: tuple[Ask, ...]


def stories(namer: Namer) -> Iterator[Story]:
    """Yield the six stories; one without a scenario in this book has nothing to plan."""
    for number, (title, outlet, line) in _told().items():
        yield Story(number, PICTURES[number], title, outlet, line, tuple(_asks(namer, number)))


def _asks(namer: Namer, story: int) -> Iterator[Ask]:
    for scenario in namer.book.scenarios:
        if scenario.story == story:
            asked = asking.of_situation(scenario.situation, scenario.on)
            yield Ask(namer.say(scenario.name), f"{reverse('web:plan')}?{asked.query()}")


def _told() -> dict[int, tuple[str, str, str]]:
    return {
        1: (
            gettext("The card comes home"),
            gettext("Xidajie"),
            gettext("After a stroke she cannot walk. Two members of staff bring the renewed card to her door."),
        ),
        2: (
            gettext("On crutches, to pay in"),
            gettext("Nan’erhuan"),
            gettext("A seat, a wheelchair, the love window at once; a deposit, a product, a ride home."),
        ),
        3: (
            gettext("Ageing meets digital"),
            gettext("Dongguanzhengjie"),
            gettext("A talk for older customers: mobile banking, fraud, and three safety rules."),
        ),
        4: (
            gettext("An account for two travellers"),
            gettext("Guojigangwuqu"),
            gettext("From Uzbekistan, with cash and a little English: the simplified opening, and how to pay here."),
        ),
        5: (
            gettext("Three changes in one go"),
            gettext("Nan’erhuan"),
            gettext("A student’s new passport, new number and new PIN, in little more than ten minutes."),
        ),
        6: (
            gettext("He can neither write nor type a PIN"),
            gettext("Denggaolu"),
            gettext(
                "A building worker and his father, a payroll card: the plan changes half-way and keeps what is done."
            ),
        ),
    }
