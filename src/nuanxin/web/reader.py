"""The reader: language and type size, remembered by cookie, and what every page says about the book."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nuanxin.common.access import open_to_everyone
from nuanxin.web import planning

TYPE_COOKIE = "type"
TYPES = ("standard", "care")


def language() -> str:
    """Return the language of the running request: ``zh`` or ``en``."""
    return "zh" if (translation.get_language() or "zh").startswith("zh") else "en"


def type_of(request: HttpRequest) -> str:
    """Return the reader's type mode."""
    chosen = request.COOKIES.get(TYPE_COOKIE, "")
    return chosen if chosen in TYPES else TYPES[0]


def describe(request: HttpRequest) -> dict[str, Any]:
    """Give every page its language, its type mode and the book's notice (a context processor)."""
    book = planning.book()
    spoken = language()
    return {
        "html_language": "zh-Hans" if spoken == "zh" else "en",
        "type_mode": type_of(request),
        "other_type": next(mode for mode in TYPES if mode != type_of(request)),
        "book_title": book.title.said_in(spoken),
        "book_edition": book.edition,
        "book_notice": book.notice.said_in(spoken),
    }


@open_to_everyone(reason="sets how pages look in this browser; holds no data")
@require_POST
def choose_display(request: HttpRequest) -> HttpResponse:
    """Remember language or type mode, and go back to the page."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    if (chosen := request.POST.get("type")) in TYPES:
        _remember(answer, TYPE_COOKIE, str(chosen))
    if (chosen := request.POST.get("language")) in dict(settings.LANGUAGES):
        _remember(answer, settings.LANGUAGE_COOKIE_NAME, str(chosen))
    return answer


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=bool(settings.LANGUAGE_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
