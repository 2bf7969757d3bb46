"""/plan/: the choices and the plan, without a browser and without scripts."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from nuanxin.core.policy import words
from tests.web.conftest import Read

STORY = "need=writing&service=payroll_card&scene=counter&fact.companion.relation=child&fact.age=45"


def buttons(page: str, name: str) -> list[str]:
    return re.findall(rf'<button[^>]*name="{re.escape(name)}" value="([^"]*)"', page)


class TestTheChoices:
    def test_hold_every_word_of_the_contract(self, read: Read) -> None:
        page = read("/plan/")
        for field, codes in (("need", words.NEEDS), ("service", words.SERVICES), ("scene", words.SCENES)):
            assert set(re.findall(rf'name="{field}" value="(\w+)"', page)) == set(codes)

    def test_show_what_is_chosen_and_unfold_it(self, read: Read) -> None:
        page = read("/plan/?need=speech&service=deposit")
        assert re.findall(r'value="(\w+)" checked', page) == ["speech", "deposit", "counter"]
        assert page.count('<details class="fold fold--line" open>') == 1

    def test_say_what_is_still_missing(self, read: Read) -> None:
        assert "Tap a need, a service and a place" in read("/plan/")
        assert "Still to tap: what the person wants and where" in read("/plan/?need=writing")
        assert "Still to tap: where" in read("/plan/?service=deposit")


class TestThePlan:
    def test_tells_decision_controls_and_clauses(self, read: Read) -> None:
        page = read(f"/plan/?{STORY}")
        assert "Can be done" in page
        for told in ("supervisor approves", "at least 2 real attempts before", "Not this way"):
            assert told in page
        assert "客户经两次以上尝试确无法书写的" in page
        assert "A customer who, after at least two real attempts" in page

    def test_is_in_chinese_for_a_reader_of_chinese_with_the_law_once(self, reader: Client) -> None:
        reader.cookies["language"] = "zh-hans"
        page = reader.get(f"/plan/?{STORY}").content.decode()
        assert "可以办" in page
        assert "A customer who, after at least two real attempts" not in page

    def test_says_that_the_book_is_a_sample(self, read: Read) -> None:
        assert "This book is a sample" in read("/plan/")

    def test_asks_with_buttons_that_answer(self, read: Read) -> None:
        page = read("/plan/?need=no_capacity&service=deposit&scene=counter")
        assert "2 questions first" in page
        assert buttons(page, "fact.guardian_proof") == ["true", "false", "cannot_be_answered"]

    def test_refuses_with_reason_clause_and_alternative(self, read: Read) -> None:
        page = read("/plan/?need=no_capacity&service=deposit&scene=counter&fact.guardian_proof=false")
        refused = page[page.index('class="banner banner--refused"') :]
        assert "Cannot be done this way" in page
        for told in ("What can be done instead", 'href="#clause-4-1"'):
            assert told in refused
        assert "已经没有" not in refused

    def test_offers_to_tell_what_a_step_would_find(self, read: Read) -> None:
        page = read("/plan/?service=transfer&scene=counter&fact.amount=1000000")
        assert 'name="fact.age"' in page
        assert "Will be known at the step: identify" in page

    def test_offers_to_tell_what_a_record_would_know(self, read: Read) -> None:
        assert buttons(read(f"/plan/?{STORY}"), "fact.lasting.sign") == ["true"]
        assert "fact.lasting.sign" not in read("/plan/?service=statement&scene=counter&fact.age=45")

    def test_keeps_an_answer_and_lets_it_be_taken_back(self, read: Read) -> None:
        page = read(f"/plan/?{STORY}")
        assert '<input type="hidden" name="fact.companion.relation" value="child">' in page
        assert "age" in buttons(page, "drop")
        assert (
            'data-query="need=writing&amp;service=payroll_card&amp;scene=counter&amp;fact.companion.relation=child"'
            in (read(f"/plan/?{STORY}&drop=age"))
        )

    def test_is_answered_alone_for_scripts(self, read: Read) -> None:
        part = read(f"/plan/?{STORY}&part=answer")
        assert 'id="answer"' in part
        assert 'id="strip"' in part
        assert "<html" not in part

    def test_holds_under_the_law_of_the_day_and_says_so(self, read: Read) -> None:
        sums = "need=elderly&service=withdrawal&scene=counter&fact.age=70&fact.amount=60000"
        assert "supervisor approves" in read(f"/plan/?{sums}")
        later = read(f"/plan/?{sums.replace('60000', '90000')}&on=2025-03-01")
        assert "outlet head approves" in later
        assert "by the law of March 1, 2025" in later

    def test_leaves_today_and_the_counter_out_of_its_address(self, read: Read, today: datetime.date) -> None:
        page = read(f"/plan/?service=statement&scene=counter&on={today}&at=counter")
        assert 'data-query="service=statement&amp;scene=counter"' in page

    def test_leads_to_the_next_customer_at_the_same_place(self, read: Read) -> None:
        assert 'href="/plan/?scene=counter&amp;on=2024-05-01"' in read(f"/plan/?{STORY}&on=2024-05-01")


class TestWhatChanged:
    def test_shows_what_a_new_need_brings(self, read: Read) -> None:
        before = "service=payroll_card&scene=counter&fact.age=45&fact.companion.relation=child"
        page = read(f"/plan/?need=writing&{before}&was={before.replace('&', '%26')}")
        changed = page[page.index('id="changes-title"') :]
        assert "steps as before" in changed
        assert "<del>" in changed
        assert page.count('class="tag tag--new"') == 3

    def test_shows_nothing_where_nothing_changed(self, read: Read) -> None:
        assert "changes-title" not in read(f"/plan/?{STORY}&was={STORY.replace('&', '%26')}")


class TestAnAddressThatCannotBeRead:
    def test_names_the_word_and_leads_to_the_nearest(self, read: Read) -> None:
        page = read("/plan/?need=writting&service=deposit&scene=counter", status=400)
        assert "“writting”. Was “writing” meant?" in page
        assert 'href="/plan/?need=writing&amp;service=deposit&amp;scene=counter"' in page

    @pytest.mark.parametrize(("day", "nearest"), [("2023-06-01", "2024-01-01"), ("2030-01-01", "2025-12-31")])
    def test_outside_the_book_s_life_leads_to_its_nearest_day(self, read: Read, day: str, nearest: str) -> None:
        page = read(f"/plan/?service=deposit&scene=counter&on={day}", status=400)
        assert f'href="/plan/?service=deposit&amp;scene=counter&amp;on={nearest}"' in page

    def test_keeps_the_choices(self, read: Read) -> None:
        page = read("/plan/?need=writing&service=deposit&scene=counter&fact.age=old", status=400)
        assert 'value="writing" checked' in page


class TestTheCustomersOwnWords:
    def test_are_posted_answered_and_in_no_address(self, reader: Client) -> None:
        said = "statement please, Wang Xiaoming"
        answered = reader.post("/plan/words/?scene=counter", {"words": said})
        page = answered.content.decode()
        assert answered.status_code == 200
        for address in re.findall(r'(?:href|action|formaction)="([^"]*)"', page):
            assert "Xiaoming" not in address

    def test_find_a_service_by_its_name(self, reader: Client) -> None:
        page = reader.post("/plan/words/?scene=counter", {"words": "transf"}).content.decode()
        assert 'formaction="/plan/words/?service=transfer&amp;scene=counter"' in page
        assert "by its name" in page

    def test_take_nothing_over_by_themselves(self, reader: Client) -> None:
        page = reader.post("/plan/words/", {"words": "transfer"}).content.decode()
        assert re.findall(r'value="(\w+)" checked', page) == ["counter"]

    def test_a_tap_takes_over_and_a_second_takes_back(self, reader: Client) -> None:
        page = reader.post("/plan/words/?service=transfer", {"words": "transf"}).content.decode()
        assert 'data-code="transfer" aria-pressed="true"' in page
        assert 'formaction="/plan/words/?"' in page

    def test_address_of_the_answer_leads_back_to_the_plan(self, reader: Client) -> None:
        answered = reader.get("/plan/words/?need=writing")
        assert (answered.status_code, answered["Location"]) == (302, "/plan/?need=writing")


class TestThePrint:
    def test_has_a_box_for_each_step_and_a_line_for_each_who_must_sign(self, read: Read) -> None:
        page = read(f"/plan/print/?{STORY}")
        lines = page[page.index('class="a4__signs"') :]
        assert page.count('class="a4__box"') >= 9
        for who in ("a4__sign--print", "Teller", "Witness", "supervisor"):
            assert who in lines
        assert "Second member of staff" not in lines
        assert "This book is a sample" in page
        assert "客户经两次以上尝试确无法书写的" in page

    def test_asks_nobody_to_sign_who_need_not(self, read: Read) -> None:
        page = read("/plan/print/?service=statement&scene=counter&fact.age=30")
        assert "Witness" not in page
        assert "a4__sign--print" not in page

    def test_without_a_plan_leads_back(self, reader: Client) -> None:
        answered = reader.get("/plan/print/?need=writing")
        assert (answered.status_code, answered["Location"]) == (302, "/plan/?need=writing")

    def test_tells_a_refusal_too(self, read: Read) -> None:
        page = read("/plan/print/?need=no_capacity&service=deposit&scene=counter&fact.guardian_proof=false")
        assert "What can be done instead" in page
        assert "a4__signs" not in page


def test_every_address_on_the_page_can_be_asked(reader: Client, read: Read) -> None:
    for href in set(re.findall(r'href="(/[^"#]+)', read(f"/plan/?{STORY}"))):
        split = urlsplit(href.replace("&amp;", "&"))
        if not split.path.startswith(("/static/", "/api/")):
            assert reader.get(split.path, parse_qs(split.query)).status_code == 200, href
