"""The views of /book/."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from nuanxin.common.access import open_to_everyone
from nuanxin.core.policy.book import Book, OutsideLife
from nuanxin.web import asking, planning, reader
from nuanxin.web.book import comparing, consequences, reading
from nuanxin.web.telling.naming import Namer

PUBLIC = "the rulebook is read by everybody who works by it, and holds no personal data"
MOST_HITS = 100


def _namer() -> Namer:
    return Namer(planning.book(), reader.language())


@open_to_everyone(reason=PUBLIC)
@require_safe
def show_contents(request: HttpRequest) -> HttpResponse:
    """Show the chapters and their articles, or where the searched words stand."""
    namer, words = _namer(), request.GET.get("q", "").strip()
    hits = list(reading.search(namer, words))
    context = {"door": "book", "shelves": reading.shelves(namer), "book": namer.book, "words": words}
    return render(request, "book/contents.html", context | {"hits": hits[:MOST_HITS], "more": len(hits) > MOST_HITS})


@open_to_everyone(reason=PUBLIC)
@require_safe
def show_article(request: HttpRequest, number: int) -> HttpResponse:
    """Show one article: clauses, rules as sentences, notes."""
    namer = _namer()
    articles = namer.book.articles
    place = next((place for place, one in enumerate(articles) if one.number == number), None)
    if place is None:
        raise Http404(gettext("There is no article %(number)s in this book.") % {"number": number})
    context = {
        "door": "book",
        "article": articles[place],
        "title": namer.say(articles[place].title),
        "clauses": reading.clauses(namer, articles[place]),
        "blocks": reading.blocks(namer, articles[place]),
        "notes": reading.notes(articles[place]),
        "shelf": next(one for one in reading.shelves(namer) if articles[place] in one.articles),
        "previous": articles[place - 1] if place else None,
        "next": articles[place + 1] if place + 1 < len(articles) else None,
        "today": timezone.localdate(),
    }
    return render(request, "book/article.html", context)


@open_to_everyone(reason=PUBLIC)
@require_safe
def show_numbers(request: HttpRequest) -> HttpResponse:
    """Show the book's numbers, each with its dates and sources."""
    numbers = reading.numbers(_namer(), timezone.localdate())
    return render(request, "book/numbers.html", {"door": "book", "numbers": numbers})


@open_to_everyone(reason=PUBLIC)
@require_safe
def show_difference(request: HttpRequest) -> HttpResponse:
    """Show what differs between two editions, or between two days of one."""
    today = timezone.localdate()
    names = planning.editions()
    sides = [_side(request, side, today) for side in ("old", "new")]
    context: dict[str, Any] = {
        "door": "book",
        "editions": names,
        "sides": [{"field": field, "name": name, "day": day} for field, name, day in sides],
        "days": list(_days_of_change(planning.book())),
        "asked": "old_on" in request.GET or "new_on" in request.GET,
    }
    if context["asked"]:
        context |= _compared(sides)
    return render(request, "book/difference.html", context, status=400 if context.get("fault") else 200)


def _side(request: HttpRequest, side: str, today: datetime.date) -> tuple[str, str, datetime.date]:
    """Read one side of a comparison: field, edition, day; what cannot be read is the book in use, today."""
    book = planning.book()
    default = book.since if side == "old" else min(today, _last_day(book) or today)
    name = request.GET.get(side, "")
    day = asking.read_day(request.GET.get(f"{side}_on", "")) or default
    return side, name if name in planning.editions() else planning.edition_in_use(), day


def _last_day(book: Book) -> datetime.date | None:
    return book.until - datetime.timedelta(days=1) if book.until else None


def _compared(sides: list[tuple[str, str, datetime.date]]) -> dict[str, Any]:
    language, laws = reader.language(), []
    for _, name, day in sides:
        side = comparing.Side(name, planning.edition(name), day)
        try:
            laws.append(side.at_its_beginning)
        except OutsideLife:
            return {"fault": Namer(side.book, language).life()}
    difference, changed = _compare(laws[0], laws[1], language)
    return {"difference": difference, "consequences": changed, "linked": sides[1][1] == planning.edition_in_use()}


# Between two days of change the law is the same, so there are few comparisons, and each takes a second.
@functools.lru_cache(maxsize=64)
def _compare(
    old: comparing.Side, new: comparing.Side, language: str
) -> tuple[comparing.Difference, consequences.Consequences]:
    return comparing.compare(old, new, language), consequences.consequences(old, new, language)


def _days_of_change(book: Book) -> Iterator[tuple[datetime.date, datetime.date]]:
    """Yield each day on which something changes, with the day before."""
    for day in book.days_of_change[1:]:
        yield day - datetime.timedelta(days=1), day
