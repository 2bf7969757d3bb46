"""What can be tapped: needs, services, scene, language, seat; grouped, the commonest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from nuanxin.core.policy import words
from nuanxin.web.asking import FACT, MOMENTS, Asked
from nuanxin.web.pictures.flags import FLAGS
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
    single: bool
    common: tuple[Tile, ...]
    groups: tuple[Group, ...]
    more: str
    within: str
    """What is folded away, by name, so that it is found."""
    open: bool


def taps(namer: Namer, asked: Asked) -> tuple[Tap, ...]:
    """Return the three taps with what is chosen."""
    rest = tuple(need for need in words.NEEDS if need not in COMMON_NEEDS)
    several = gettext("one or more")
    return (
        _tap(namer, "need", gettext("What stands in the way?"), gettext("none, one or more"), asked.needs, COMMON_NEEDS, {gettext("More needs"): rest}),
        _tap(
            namer,
            "service",
            gettext("What does the person want?"),
            several,
            tuple(key.partition("#")[0] for key in asked.services),
            COMMON_SERVICES,
            {
                gettext("Cards and accounts"): CARDS,
                gettext("Money"): MONEY,
                gettext("Phone and payment"): PHONE,
                gettext("Other"): OTHERS,
            },
        ),
        _tap(namer, "scene", gettext("Where?"), "", (asked.scene,), words.SCENES, {}),
    )


def _tap(
    namer: Namer,
    family: str,
    title: str,
    hint: str,
    chosen: tuple[str, ...],
    common: Iterable[str],
    more: dict[str, tuple[str, ...]],
) -> Tap:
    single = family == "scene"

    def tile(code: str) -> Tile:
        kind = "radio" if single else "checkbox"
        return Tile(kind, family, code, namer.name(f"{family}s", code), code, code in chosen)

    groups = tuple(Group(heading, tuple(tile(code) for code in codes)) for heading, codes in more.items())
    folded = [tile for group in groups for tile in group.tiles]
    return Tap(
        family=family,
        title=title,
        hint=hint,
        single=single,
        common=tuple(tile(code) for code in common),
        groups=groups,
        more=gettext("More:"),
        within=namer.join([tile.name for tile in folded]),
        open=any(tile.chosen for tile in folded),
    )


def languages(namer: Namer, asked: Asked) -> tuple[Tile, ...]:
    """Return the languages that the book knows, each in its own words where it has them; first: nothing said."""
    fact = namer.book.facts.get(LANGUAGE)
    if fact is None or not fact.values:
        return ()
    field, chosen = FACT + LANGUAGE, asked.facts.get(LANGUAGE, "")
    unsaid = Tile("radio", field, "", gettext("not said"), "more", not chosen)
    return unsaid, *(
        Tile("radio", field, code, namer.say(name), "globe", code == chosen, flag=code in FLAGS)
        for code, name in fact.values.items()
    )


def moments(asked: Asked) -> tuple[Tile, ...]:
    """Return where questions are asked: at the counter or at the door."""
    names = {"counter": gettext("the counter"), "door": gettext("the door")}
    chosen = asked.at or MOMENTS[0]
    return tuple(Tile("radio", "at", code, names[code], "", code == chosen) for code in MOMENTS)
