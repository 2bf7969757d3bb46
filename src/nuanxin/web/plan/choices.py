"""What can be tapped: needs, services, scene, language, seat; grouped, the commonest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext

from nuanxin.core.policy import words
from nuanxin.core.policy.situation import service_of
from nuanxin.web.asking import FACT, MOMENTS, Asked
from nuanxin.web.pictures import FLAGS
from nuanxin.web.telling.naming import Namer

LANGUAGE = "language"

COMMON_NEEDS = (
    "elderly",
    "mobility",
    "injury",
    "bedbound",
    "vision",
    "hearing",
    "writing",
    "pin_entry",
    "foreign",
    "language",
)
COMMON_SERVICES = (
    "deposit",
    "withdrawal",
    "transfer",
    "account_opening",
    "payroll_card",
    "card_pickup",
    "id_update",
    "phone_update",
    "pin_reset",
    "loss_report",
)
CARDS = ("simplified_opening", "card_reissue", "account_upgrade", "social_card", "account_closing")
MONEY = (
    "wealth_purchase",
    "large_cash",
    "term_deposit_early",
    "hospital_payment",
    "deceased_small_deposit",
    "fx_exchange",
    "change_packet",
)
PHONE = ("mobile_bank_signup", "mobile_bank_cancel", "payment_binding", "ecny_wallet")
OTHERS = ("statement", "fraud_counselling")


@dataclass(frozen=True)
class Tile:
    """A choice by picture and word."""

    kind: str
    """``checkbox`` or ``radio``."""
    field: str
    code: str
    name: str
    icon: str
    chosen: bool
    flag: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Group:
    """Tiles under a heading."""

    title: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Tap:
    """One of the three taps: its commonest tiles, and the others folded away."""

    family: str
    title: str
    hint: str
    common: tuple[Tile, ...]
    groups: tuple[Group, ...]

    @property
    def folded(self) -> tuple[Tile, ...]:
        """What is folded away; its names are told, so that it is found."""
        return tuple(tile for group in self.groups for tile in group.tiles)

    @property
    def open(self) -> bool:
        """Whether something folded away is chosen."""
        return any(tile.chosen for tile in self.folded)


def taps(namer: Namer, asked: Asked) -> tuple[Tap, ...]:
    """Return the three taps with what is chosen."""
    needs = partial(_tiles, namer, "need", asked.needs)
    services = partial(_tiles, namer, "service", tuple(service_of(key) for key in asked.services))
    rest = [need for need in words.NEEDS if need not in COMMON_NEEDS]
    more = {
        gettext("Cards and accounts"): CARDS,
        gettext("Money"): MONEY,
        gettext("Phone and payment"): PHONE,
        gettext("Other"): OTHERS,
    }
    return (
        Tap(
            family="need",
            title=gettext("What stands in the way?"),
            hint=gettext("none, one or more"),
            common=needs(COMMON_NEEDS),
            groups=(Group(gettext("More needs"), needs(rest)),),
        ),
        Tap(
            family="service",
            title=gettext("What does the person want?"),
            hint=gettext("one or more"),
            common=services(COMMON_SERVICES),
            groups=tuple(Group(heading, services(codes)) for heading, codes in more.items()),
        ),
        Tap(
            family="scene",
            title=gettext("Where?"),
            hint="",
            common=_tiles(namer, "scene", (asked.scene,), words.SCENES),
            groups=(),
        ),
    )


def _tiles(namer: Namer, family: str, chosen: Collection[str], codes: Iterable[str]) -> tuple[Tile, ...]:
    kind = "radio" if family == "scene" else "checkbox"
    return tuple(Tile(kind, family, code, namer.name(f"{family}s", code), code, code in chosen) for code in codes)


def languages(namer: Namer, asked: Asked) -> tuple[Tile, ...]:
    """Return the languages that the book knows, each in its own words where it has them; first: nothing said."""
    fact = namer.book.facts.get(LANGUAGE)
    if fact is None or not fact.values:
        return ()
    field, chosen = FACT + LANGUAGE, asked.facts.get(LANGUAGE, "")
    unsaid = Tile("radio", field, "", gettext("not said"), "question", not chosen)
    return unsaid, *(
        Tile("radio", field, code, namer.say(name), "globe", code == chosen, flag=code in FLAGS)
        for code, name in fact.values.items()
    )


def moments(asked: Asked) -> tuple[Tile, ...]:
    """Return where questions are asked: at the counter or at the door."""
    names = {"counter": gettext("the counter"), "door": gettext("the door")}
    chosen = asked.at or MOMENTS[0]
    return tuple(Tile("radio", "at", code, names[code], "", code == chosen) for code in MOMENTS)
