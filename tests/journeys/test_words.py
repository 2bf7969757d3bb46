"""The customer's own words: they suggest, a person confirms, and they are nowhere afterwards."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OPENING, Open

SAID = "手抖得写不了字，想办张工资卡"


def say(page: Page, words: str) -> None:
    """Type what the customer says and wait for what it suggests."""
    page.locator("input[name='words']").fill(words)
    expect(page.locator("#suggested .heard__said")).to_have_text(re.compile(words[:4]), timeout=OPENING)


class TestOwnWords:
    def test_suggest_and_show_which_words_made_it_think_so(self, opened: Open) -> None:
        page = opened("/plan/")
        say(page, SAID)
        expect(page.locator("#suggested [data-code='writing']")).to_contain_text("写不了")
        expect(page.locator("#suggested [data-code='payroll_card']")).to_be_visible()
        expect(page.locator("#suggested mark").first).to_be_visible()

    def test_take_nothing_over_until_a_person_taps(self, opened: Open) -> None:
        page = opened("/plan/")
        say(page, SAID)
        writing = page.locator(".choices input[value='writing']")
        assert not writing.is_checked()
        suggestion = page.locator("#suggested [data-code='writing']")
        suggestion.click()
        expect(writing).to_be_checked()
        expect(suggestion).to_have_attribute("aria-pressed", "true")
        suggestion.click()
        expect(writing).not_to_be_checked()

    def test_lead_to_a_plan_and_stay_out_of_every_address(self, opened: Open) -> None:
        page = opened("/plan/")
        addresses: list[str] = []
        page.on("request", lambda request: addresses.append(request.url))
        say(page, SAID)
        page.locator("#suggested [data-code='writing']").click()
        page.locator("#suggested [data-code='payroll_card']").click()
        page.locator(".picto", has=page.locator("input[value='counter']")).click()
        expect(page.locator("#answer-title")).to_have_text("可以办")
        assert not [address for address in [*addresses, page.url] if "words=" in address]

    def test_said_in_english(self, opened: Open) -> None:
        page = opened("/plan/", language="en")
        say(page, "I am in a wheelchair and want to withdraw some money")
        expect(page.locator("#suggested [data-code='mobility']")).to_contain_text("wheelchair")
        expect(page.locator("#suggested [data-code='withdrawal']")).to_be_visible()

    def test_that_take_something_back_are_not_counted(self, opened: Open) -> None:
        page = opened("/plan/")
        say(page, "我不是来取钱的，我要打流水")
        expect(page.locator("#suggested [data-code='statement']")).to_be_visible()
        expect(page.locator("#suggested [data-code='withdrawal']")).to_have_count(0)
        expect(page.locator("#suggested")).to_contain_text("没有算上")

    def test_need_no_scripts(self, opened: Open) -> None:
        page = opened("/plan/?scene=counter", scripts=False)
        page.locator("input[name='words']").fill(SAID)
        page.get_by_role("button", name="听一听").click()
        page.locator("#suggested [data-code='writing']").click()
        page.locator("#suggested [data-code='payroll_card']").click()
        assert page.locator("#answer-title").inner_text() == "可以办"
        assert "words=" not in page.url
        assert page.locator("input[name='words']").input_value() == SAID
