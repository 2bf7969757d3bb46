"""Every address states who may reach it, and is closed until it does."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path
from ninja import NinjaAPI

from nuanxin.common import access

# django-ninja adds it unasked and cannot be told otherwise: it stays closed.
CLOSED = {"api/v1/"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield where, pattern.callback
        else:
            yield from addresses(pattern, where)


def test_every_address_states_who_may_reach_it() -> None:
    unstated = {where for where, view in addresses(get_resolver()) if None in access.statements_of(view)}
    assert unstated == CLOSED


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


@access.open_to_everyone(reason="this is a test")
def stating(request: HttpRequest) -> HttpResponse:
    return HttpResponse("seen")


api = NinjaAPI(title="made up", openapi_url=None, urls_namespace="made-up")


@api.get("/half")
@access.open_to_everyone(reason="this is a test")
def read_half(request: HttpRequest) -> str:
    return "seen"


@api.post("/half")
def write_half(request: HttpRequest) -> str:
    return "seen"


@api.get("/whole")
@access.open_to_everyone(reason="this is a test")
def read_whole(request: HttpRequest) -> str:
    return "seen"


urlpatterns = [
    path("silent", silent),
    path("stating", stating),
    path("api/", api.urls),
    path("pages/", include("nuanxin.web.urls")),  # the page of a refusal leads back to them
]


@pytest.mark.urls(__name__)
class TestDenyByDefault:
    @pytest.mark.parametrize("where", ["/silent", "/api/half", "/api/"])
    def test_closes_what_states_nothing(self, where: str) -> None:
        assert Client().get(where).status_code == 403

    @pytest.mark.parametrize("where", ["/stating", "/api/whole"])
    def test_opens_what_states_that_it_is_open(self, where: str) -> None:
        assert Client().get(where).status_code == 200


def test_a_statement_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        access.open_to_everyone(reason=" ")
