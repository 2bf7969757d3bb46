"""Language and type size are the reader's, remembered by cookie; nothing else is."""

import pytest
from django.test import Client

from nuanxin.core.policy.book import Book


@pytest.fixture
def client(book: Book) -> Client:
    return Client()


class TestChooseDisplay:
    def test_remembers_type_and_goes_back(self, client: Client) -> None:
        answered = client.post("/display/", {"type": "care", "next": "/plan/?need=writing"})
        assert (answered.status_code, answered["Location"]) == (302, "/plan/?need=writing")
        assert 'data-type="care"' in client.get("/plan/").content.decode()

    def test_remembers_language(self, client: Client) -> None:
        client.post("/display/", {"language": "en", "next": "/"})
        assert '<html lang="en"' in client.get("/").content.decode()
        client.post("/display/", {"language": "zh-hans", "next": "/"})
        assert '<html lang="zh-Hans"' in client.get("/").content.decode()

    @pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
    def test_never_leads_away(self, client: Client, away: str) -> None:
        assert client.post("/display/", {"type": "care", "next": away})["Location"] == "/"

    def test_remembers_nothing_that_it_does_not_know(self, client: Client) -> None:
        client.post("/display/", {"type": "huge", "language": "tlh"})
        assert client.cookies.keys() <= {"csrftoken"}

    @pytest.mark.usefixtures("book")
    def test_is_not_open_to_other_sites(self) -> None:
        assert Client(enforce_csrf_checks=True).post("/display/", {"type": "care"}).status_code == 403


def test_chinese_is_the_language_of_who_has_not_chosen(client: Client) -> None:
    assert '<html lang="zh-Hans" data-type="standard"' in client.get("/").content.decode()


def test_welcome_plans_each_story_that_the_book_knows(client: Client) -> None:
    page = client.get("/").content.decode()
    href = "/plan/?need=writing&amp;service=payroll_card&amp;scene=counter&amp;on=2024-11-12"
    assert f'href="{href}&amp;at=counter&amp;fact.age=45&amp;fact.companion.relation=child"' in page
    assert page.count('class="story"') == 6
