"""Need, service, place: three taps from the empty page to a plan."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open

STORY_SIX_DAY = "2024-11-12"


def tap(page: Page, field: str, code: str) -> None:
    """Tap the tile of a code."""
    page.locator(".picto", has=page.locator(f"input[name='{field}'][value='{code}']")).click()


def verdict(page: Page) -> str:
    return page.locator("#answer-title").inner_text()


def taps_counted(page: Page) -> None:
    """Count from now on what the hand does: taps and typed characters."""
    page.evaluate(
        """() => {
            window.acts = 0;
            for (const sort of ["pointerdown", "keydown"]) addEventListener(sort, () => window.acts++, true);
        }"""
    )


class TestThreeTaps:
    def test_lead_from_the_empty_page_to_a_plan(self, opened: Open) -> None:
        page = opened("/plan/")
        taps_counted(page)
        tap(page, "need", "writing")
        tap(page, "service", "payroll_card")
        tap(page, "scene", "counter")
        expect(page.locator("#answer-title")).to_have_text("可以办")
        assert page.evaluate("window.acts") == 3
        expect(page.locator(".path > li")).not_to_have_count(0)
        expect(page.locator(".path")).to_contain_text("按压手印")
        expect(page.locator("#answer")).to_contain_text("营业主管批准")

    def test_stand_in_the_address_and_each_can_be_stepped_back(self, opened: Open) -> None:
        page = opened("/plan/")
        tap(page, "need", "writing")
        tap(page, "service", "payroll_card")
        tap(page, "scene", "counter")
        expect(page).to_have_url(re.compile(r"/plan/\?need=writing&service=payroll_card&scene=counter$"))
        page.go_back()
        expect(page.locator("#answer-title")).to_have_text("还要点：在哪里办")
        assert not page.locator("input[name='scene'][value='counter']").is_checked()
        page.go_forward()
        expect(page.locator("#answer-title")).to_have_text("可以办")
        assert page.locator("input[name='scene'][value='counter']").is_checked()

    def test_are_told_to_the_ear(self, opened: Open) -> None:
        page = opened("/plan/?need=writing&service=payroll_card", language="en")
        tap(page, "scene", "counter")
        expect(page.locator("#said")).to_have_text(re.compile(r"^Can be done\. \d+ steps"))

    def test_are_two_for_the_next_customer(self, opened: Open) -> None:
        page = opened("/plan/?need=writing&service=payroll_card&scene=counter")
        page.get_by_role("link", name="下一位").click()
        taps_counted(page)
        tap(page, "need", "vision")
        tap(page, "service", "pin_reset")
        expect(page.locator(".path > li")).not_to_have_count(0)
        assert page.evaluate("window.acts") == 2

    def test_need_no_scripts(self, opened: Open) -> None:
        page = opened("/plan/", scripts=False)
        tap(page, "need", "writing")
        tap(page, "service", "payroll_card")
        tap(page, "scene", "counter")
        page.get_by_role("button", name="看方案").click()
        assert verdict(page) == "可以办"
        assert "need=writing&service=payroll_card&scene=counter" in page.url

    def test_on_a_phone_leave_the_verdict_in_view(self, opened: Open) -> None:
        page = opened("/plan/?need=writing&service=payroll_card", width=390)
        tap(page, "scene", "counter")
        expect(page.locator(".strip__go b")).to_have_text("可以办")
        expect(page.locator(".strip__go")).to_be_in_viewport()
        page.locator(".strip__go").click()
        expect(page.locator("#answer-title")).to_be_in_viewport()


class TestTheKeyboardAlone:
    def test_reaches_a_plan(self, opened: Open) -> None:
        page = opened("/plan/", language="en")
        for name in ("cannot write", "payroll card", "counter"):
            self.walk_to(page, name)
            page.keyboard.press("Space")
        expect(page.locator("#answer-title")).to_have_text("Can be done")

    def walk_to(self, page: Page, name: str) -> None:
        """Press Tab until the tile of this name has the focus, and see that the focus shows."""
        for _ in range(80):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.closest('label')?.innerText ?? ''").strip().casefold()
            if focused == name:
                assert (
                    page.evaluate("getComputedStyle(document.activeElement.closest('.picto')).outlineStyle") == "solid"
                ), "the focus does not show"
                return
            if page.evaluate("document.activeElement.name") == "scene":
                page.keyboard.press("ArrowRight")
                if page.evaluate("document.activeElement.closest('label').innerText").strip().casefold() == name:
                    return
        raise AssertionError(f"Tab does not lead to {name!r}")

    def test_answers_a_question_and_stays_in_the_answer(self, opened: Open) -> None:
        page = opened("/plan/?need=mobility&service=deposit&scene=counter")
        page.locator(".question input").first.focus()
        page.keyboard.type("3000")
        page.keyboard.press("Enter")
        expect(page.locator(".known")).to_contain_text("3,000 元")
        assert page.evaluate("document.getElementById('answer').contains(document.activeElement)")

    def test_skips_to_the_content(self, opened: Open) -> None:
        page = opened("/plan/")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


class TestStorySix:
    """A building worker who can neither write nor type a PIN, with his father."""

    def test_is_asked_again_with_new_needs_and_shows_what_changed(self, opened: Open) -> None:
        page = opened(f"/plan/?service=payroll_card&scene=counter&on={STORY_SIX_DAY}")
        assert verdict(page) == "可以办"
        expect(page.locator(".path")).to_contain_text("亲笔签名")
        tap(page, "need", "writing")
        changes = page.locator("[aria-labelledby='changes-title']")
        expect(changes).to_contain_text("新增")
        expect(changes.locator("del", has_text="亲笔签名")).to_have_count(1)
        expect(changes).to_contain_text("按压手印")
        expect(changes).to_contain_text("步照旧")
        expect(page.locator(".is-new").first).to_contain_text("新增")

    def test_after_two_tries_each_lets_the_father_help(self, opened: Open) -> None:
        page = opened(f"/plan/?need=writing&need=pin_entry&service=payroll_card&scene=counter&on={STORY_SIX_DAY}")
        page.get_by_text("试过不成，或者另有情况？").click()
        page.locator("button[name='fact.failed.sign'][value='2']").click()
        expect(page.locator(".known")).to_contain_text("书写尝试失败了几次")
        page.locator("button[name='fact.failed.pin'][value='2']").click()
        expect(page.locator(".known")).to_contain_text("密码输入失败了几次")
        page.locator("button[name='fact.companion.relation'][value='parent']").click()
        expect(page.locator(".known")).to_contain_text("父母")
        while verdict(page) != "可以办":
            name = page.locator(".question:not(.question--quiet) h3").first.get_attribute("id")
            asked = page.locator(".question", has=page.locator(f"[id='{name}']"))
            asked.locator(f"button[value='{'true' if name == 'tell-companion.adult' else 'false'}']").click()
            expect(page.locator(f"[id='{name}']")).to_have_count(0)
        path = page.locator(".path")
        for told in ("按压手印", "陪同人", "批准：密码", "批准：签名", "同意录像"):
            expect(path).to_contain_text(told)
        expect(page.locator(".aside")).to_contain_text("第二名工作人员在场")


class TestARefusal:
    def test_says_reason_clause_and_what_can_be_done_instead(self, opened: Open) -> None:
        page = opened("/plan/?need=no_smartphone&service=mobile_bank_signup&scene=counter")
        assert verdict(page) == "不能这样办"
        refused = page.locator(".banner--refused")
        expect(refused).to_contain_text("须使用智能手机")
        expect(refused).to_contain_text("可以改为")
        clause = refused.locator("a[href^='#clause-']").first
        expect(page.locator(f"[id='{(clause.get_attribute('href') or '')[1:]}'] blockquote")).to_be_visible()

    def test_of_one_service_does_not_refuse_the_other(self, opened: Open) -> None:
        page = opened("/plan/?need=no_smartphone&service=mobile_bank_signup&service=statement&scene=counter")
        assert verdict(page) == "可以办一部分"
        expect(page.locator(".banner--refused")).to_have_count(1)
        expect(page.locator(".path > li")).not_to_have_count(0)

    def test_of_the_place_leads_to_the_plan_at_the_other_place(self, opened: Open) -> None:
        page = opened("/plan/?need=bedbound&service=card_pickup&scene=phone")
        assert verdict(page) == "换个办法：安排上门"
        page.get_by_role("link", name="这样办：安排上门").click()
        expect(page).to_have_url(re.compile("scene=home"))
        assert page.locator("input[name='scene'][value='home']").is_checked()

    def test_of_what_cannot_be_says_why(self, opened: Open) -> None:
        page = opened("/plan/?need=bedbound&service=card_pickup&scene=lobby")
        assert verdict(page) == "这种情况不存在"
