"""The page of the description in a real browser, under the policy that forbids inline script and style."""

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request
from pytest_django.live_server_helper import LiveServer

from tests.architecture import project

AXE = project.ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_all_is_at_hand(page: Page, live_server: LiveServer, width: int) -> None:
    complaints, elsewhere = list[str](), list[str]()

    def note_console(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith(live_server.url):
            elsewhere.append(request.url)

    page.on("console", note_console)
    page.on("request", note_request)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/api/v1/docs")
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((told) => told.violations.map((one) => one.id))")
    assert (found, complaints, elsewhere) == ([], [], [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Need", exact=True).first.click()
    assert page.locator("#Need").get_by_text("书写障碍").is_visible()
