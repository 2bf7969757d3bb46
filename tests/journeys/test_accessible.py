"""Nobody is kept out: axe on every page, type and language; 320 px; a window at 400 %; larger type."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STORY = "need=writing&need=pin_entry&service=payroll_card&scene=counter&on=2024-11-12"
PAGES = {
    "welcome": "/",
    "choices": "/plan/",
    "plan": f"/plan/?{STORY}&was=service%3Dpayroll_card%26scene%3Dcounter%26on%3D2024-11-12",
    "questions": "/plan/?need=elderly&service=transfer&scene=counter&fact.age=70",
    "refusal": "/plan/?need=no_smartphone&service=mobile_bank_signup&service=statement&scene=counter",
    "referral": "/plan/?need=bedbound&service=card_pickup&scene=phone",
    "bad address": "/plan/?need=writting&service=deposit&scene=counter",
    "print": f"/plan/print/?{STORY}",
    "contents": "/book/",
    "search": "/book/?q=手印",
    "article": "/book/18/",
    "numbers": "/book/numbers/",
    "difference": "/book/difference/?old_on=2024-07-01&new_on=2026-02-01",
    "nothing": "/book/999/",
    "parts": "/parts/",
}
LANGUAGES = ("zh-hans", "en")
TYPES = ("standard", "care")

pytestmark = pytest.mark.urls("tests.journeys.urls")


def unfold(page: Page) -> None:
    """Open everything that is folded away: what is hidden is not checked."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")


def findings(page: Page) -> list[str]:
    """Return what axe finds, contrast and targets at the stricter level."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        """(standards) => axe.run(document, {
            runOnly: standards,
            rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
        })""",
        STANDARDS,
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_scrolled_sideways(opened: Open, name: str) -> None:
    page = opened(PAGES[name])
    found: dict[str, list[str]] = {}
    for language, type_mode in itertools.product(LANGUAGES, TYPES):
        choose(page, language=language, type=type_mode)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(PAGES[name])
        unfold(page)
        found[f"{language} {type_mode}"] = findings(page)
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        found[f"{language} {type_mode} at 320 px"] = [f"{width} px wide"] if width > 320 else []
    assert {mode: faults for mode, faults in found.items() if faults} == {}


def choose(page: Page, **cookies: str) -> None:
    """Be a reader who has chosen."""
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in cookies.items()])


def test_axe_finds_what_is_wrong(opened: Open) -> None:
    page = opened("/plan/")
    page.evaluate(
        """() => {
            document.querySelector(".minor").style.color = "#6b6b6b";
            document.querySelector(".heard .entry").removeAttribute("aria-label");
            document.querySelector(".heard .entry").removeAttribute("placeholder");
        }"""
    )
    assert {one.split(":")[0] for one in findings(page)} == {"color-contrast-enhanced", "label"}


@pytest.mark.parametrize("type_mode", TYPES)
def test_targets_are_large_enough_for_a_hand(opened: Open, type_mode: str) -> None:
    page = opened(PAGES["plan"], type_mode=type_mode, width=390)
    unfold(page)
    least = {"standard": 44, "care": 60}[type_mode]
    too_small = page.evaluate(
        """(least) => [...document.querySelectorAll("button, summary, .picto, .switch label, .entry")]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < least)
            .map((one) => one.outerHTML.slice(0, 120))""",
        least,
    )
    assert too_small == []


class TestTypeAndLanguage:
    def test_are_chosen_in_the_bar_and_stay(self, opened: Open) -> None:
        page = opened(PAGES["plan"])
        page.get_by_role("button", name="字大一点").click()
        expect(page.locator("html")).to_have_attribute("data-type", "care")
        assert "need=writing" in page.url
        page.get_by_role("button", name="English").click()
        expect(page.locator("#answer-title")).to_have_text("Can be done")
        page.goto("/book/")
        expect(page.locator("html")).to_have_attribute("data-type", "care")
        expect(page.locator("html")).to_have_attribute("lang", "en")

    def test_need_no_scripts(self, opened: Open) -> None:
        page = opened("/plan/?need=writing", scripts=False)
        page.get_by_role("button", name="字大一点").click()
        assert page.locator("html").get_attribute("data-type") == "care"

    def test_after_taps_lead_back_to_the_plan_that_is_seen(self, opened: Open) -> None:
        page = opened("/plan/?need=writing&service=payroll_card")
        page.locator(".picto", has=page.locator("input[value='counter']")).click()
        expect(page.locator("#answer-title")).to_have_text("可以办")
        page.get_by_role("button", name="English").click()
        expect(page.locator("#answer-title")).to_have_text("Can be done")

    def test_larger_type_is_larger(self, opened: Open) -> None:
        size = "parseFloat(getComputedStyle(document.body).fontSize)"
        assert opened("/").evaluate(size) == 18
        assert opened("/", type_mode="care").evaluate(size) == 24
