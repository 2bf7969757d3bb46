"""Every error has one shape, whoever made it, and says nothing that it should not."""

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import AsyncClient, Client
from django.urls import path

from nuanxin.api import errors, v1
from nuanxin.common import access
from tests.api.conftest import Ask
from tests.architecture import project

MARKED = "zhangsanfeng"


@access.open_to_everyone(reason="this is a test")
def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(MARKED)


urlpatterns = [path("api/broken", fail), path("broken", fail)]


class TestTheShape:
    @pytest.mark.parametrize(
        ("method", "where", "status", "code"),
        [
            ("get", "/api/v1/nothing", 404, "api.not_found"),
            ("post", "/api/v1/plan/", 404, "api.not_found"),
            ("get", "/api/", 404, "api.not_found"),
            ("get", "/api/v1/", 403, "api.forbidden"),
            ("get", "/api/v1/plan", 405, "api.method"),
            ("delete", "/api/v1/book", 405, "api.method"),
        ],
    )
    def test_is_given_to_what_django_and_ninja_answer(self, method: str, where: str, status: int, code: str) -> None:
        answered = getattr(Client(), method)(where)
        assert (answered.status_code, answered["Content-Type"]) == (status, "application/json")
        assert set(answered.json()) == {"code", "message", "data"}
        assert answered.json()["code"] == code
        assert int(answered["Content-Length"]) == len(answered.content)

    def test_keeps_what_the_headers_say(self) -> None:
        answered = Client().get("/api/v1/plan")
        assert answered["Allow"] == "POST"
        assert "'none'" in answered["Content-Security-Policy"]

    def test_is_given_by_the_asynchronous_server_too(self) -> None:
        with ThreadPoolExecutor() as elsewhere:  # where no browser test keeps a loop running
            answered = elsewhere.submit(lambda: asyncio.run(AsyncClient().get("/api/v1/nothing"))).result()
        assert (answered.status_code, answered.json()["code"]) == (404, "api.not_found")

    def test_is_given_to_a_host_name_that_is_not_ours(self) -> None:
        answered = Client().get("/api/v1/book", headers={"host": "elsewhere.example"})
        assert (answered.status_code, answered.json()["code"]) == (400, "api.bad_request")

    @pytest.mark.urls(__name__)
    @pytest.mark.parametrize("debug", [False, True])
    def test_is_given_to_a_fault_of_ours_without_its_message(self, settings: Any, debug: bool) -> None:
        settings.DEBUG = debug
        answered = Client(raise_request_exception=False).get("/api/broken")
        assert (answered.status_code, answered.json()["code"]) == (500, "api.failed")
        assert MARKED not in answered.content.decode()

    @pytest.mark.urls(__name__)
    def test_is_not_given_to_pages(self) -> None:
        answered = Client(raise_request_exception=False).get("/broken")
        assert (answered.status_code, answered["Content-Type"]) == (500, "text/html; charset=utf-8")


class TestWords:
    """What was sent goes back to the caller at most, and never into the log."""

    @pytest.mark.parametrize(
        "body",
        [
            f"{{{MARKED}".encode(),
            f'{{"scene": "{MARKED}", "scene": "{MARKED}"}}'.encode(),
            json.dumps({"services": [MARKED], "scene": "counter", "on": "2024-11-13"}).encode(),
            json.dumps({"services": ["transfer"], "scene": "counter", "facts": {MARKED: MARKED}}).encode(),
            json.dumps({"services": ["transfer"], "scene": "counter", "facts": {"age": MARKED}}).encode(),
            json.dumps({"services": [[MARKED]], "scene": {MARKED: 1}, MARKED: MARKED, "on": MARKED}).encode(),
            MARKED.encode() * 10_000,
        ],
    )
    def test_stay_out_of_the_log(self, ask: Ask, caplog: pytest.LogCaptureFixture, body: bytes) -> None:
        with caplog.at_level(logging.DEBUG):
            answered = ask(body)
        assert answered.status_code >= 400
        assert caplog.records, "nothing was logged, so nothing was tested"
        assert not [record for record in caplog.records if MARKED in logging.Formatter().format(record)]

    def test_stay_out_of_the_log_when_the_plan_is_made(
        self, ask: Ask, situation: dict[str, Any], caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            assert ask(situation).status_code == 200
        assert not [record for record in caplog.records if "companion" in logging.Formatter().format(record)]

    def test_that_are_long_do_not_come_back_whole(self, ask: Ask, situation: dict[str, Any]) -> None:
        answered = ask({**situation, "x" * 30_000: 1})
        assert answered.status_code == 422
        assert len(answered.content) < 500


def test_the_page_names_each_code_with_its_status() -> None:
    page = project.read(Path("docs/subsystems/api.md")) or ""
    rows = [[cell.strip() for cell in line.split("|")] for line in page.splitlines() if line.startswith("| `")]
    named = {row[1].strip("`"): row[2] for row in rows if row[1].strip("`").startswith(("api.", "plan."))}
    assert named == {code: str(status) for code, status in errors.STATUS.items()}


def test_the_description_names_each_code() -> None:
    described = v1.api.get_openapi_schema()["components"]["schemas"]["ErrorOut"]
    assert described["properties"]["code"]["enum"] == list(errors.STATUS)
