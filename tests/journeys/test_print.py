"""The plan on paper: black on white, on two sides of A4 at most, and nothing on it that is only for the screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Open

STORY_SIX = (
    "need=writing&need=pin_entry&service=payroll_card&scene=counter&on=2024-11-12&fact.companion.relation=parent"
    "&fact.failed.sign=2&fact.failed.pin=2&fact.companion.is_staff=false&fact.companion.is_payee=false"
)
STORY_FIVE = (
    "need=foreign&need=language&need=phone_lost&service=id_update&service=phone_update&service=pin_reset"
    "&scene=counter&on=2024-11-15"
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("asked", [STORY_SIX, STORY_FIVE])
def test_fits_two_sides_of_a4(opened: Open, asked: str, language: str) -> None:
    page = opened(f"/plan/print/?{asked}", language=language)
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert 1 <= len(pages) <= 2


def test_is_black_and_leaves_the_screen_behind(opened: Open) -> None:
    page = opened(f"/plan/print/?{STORY_SIX}")
    page.emulate_media(media="print")
    for only_on_screen in (".bar", ".foot", ".a4__screen", "aside.notice"):
        expect(page.locator(only_on_screen).first).to_be_hidden()
    expect(page.locator(".a4__notice")).to_contain_text("样例")
    colours = page.evaluate(
        """() => [...new Set([...document.querySelectorAll(".a4 *")]
            .filter((one) => one.checkVisibility() && one.textContent.trim())
            .map((one) => getComputedStyle(one).color))]"""
    )
    assert colours == ["rgb(0, 0, 0)"]


def test_has_a_field_for_the_print_and_lines_for_those_who_must_sign(opened: Open) -> None:
    page = opened(f"/plan/?{STORY_SIX}")
    page.get_by_role("link", name="打印 A4").click()
    signs = page.locator(".a4__signs")
    expect(signs.locator(".a4__sign--print")).to_contain_text("客户本人")
    for who in ("柜员", "第二名员工", "见证人", "营业主管"):
        expect(signs).to_contain_text(who)


def test_button_prints(opened: Open) -> None:
    page = opened(f"/plan/print/?{STORY_SIX}")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed") is True
