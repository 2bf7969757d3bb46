"""What every answer carries, whoever wrote the page."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from nuanxin.common import access


@access.open_to_everyone(reason="this is a test")
def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.body or b"seen")


urlpatterns = [path("", answer), path("pages/", include("nuanxin.web.urls"))]
pytestmark = pytest.mark.urls(__name__)


def test_the_policy_allows_our_own_scripts_and_nothing_inline() -> None:
    policy = {
        words[0]: words[1:]
        for directive in Client().get("/")["Content-Security-Policy"].split(";")
        if (words := directive.split())
    }
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert not any("unsafe" in word or "*" in word for words in policy.values() for word in words)


def test_no_other_site_frames_us_or_learns_where_the_reader_was() -> None:
    answered = Client().get("/")
    assert answered["X-Frame-Options"] == "DENY"
    assert answered["Referrer-Policy"] == "same-origin"
    assert answered["X-Content-Type-Options"] == "nosniff"


def test_a_form_from_elsewhere_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/", {"need": "writing"}).status_code == 403


def test_a_body_that_is_too_large_is_refused() -> None:
    sent = Client().post("/", b"x" * (256 * 1024 + 1), content_type="application/json")
    assert sent.status_code == 400


def test_a_host_that_is_not_ours_is_refused() -> None:
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(("accepted", "language"), [("en-GB,en;q=0.9", "en"), ("fr", "zh-hans"), ("", "zh-hans")])
def test_the_reader_s_language_is_taken_and_chinese_where_we_have_not_got_it(accepted: str, language: str) -> None:
    assert Client().get("/", headers={"accept-language": accepted})["Content-Language"] == language
