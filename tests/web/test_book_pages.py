"""/book/: to read, to search, to compare."""

import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from nuanxin.core.policy.book import Book
from nuanxin.web.book import comparing, reading
from nuanxin.web.telling.naming import Namer
from tests.web.conftest import SMALL_BOOK, Read


class TestContents:
    def test_lists_every_article_under_its_chapter(self, read: Read, book: Book) -> None:
        page = read("/book/")
        for article in book.articles:
            assert f'href="/book/{article.number}/">{article.title.en}</a>' in page
        assert page.index("Special customers") > page.index("Services")

    def test_finds_words_in_clauses_rules_and_titles(self, read: Read) -> None:
        page = read("/book/?q=THUMBPRINT")
        assert "<mark>thumbprint</mark>" in page
        assert 'href="/book/2/#clause-2-1"' in page

    def test_says_so_where_nothing_is_found(self, read: Read) -> None:
        page = read("/book/?q=%3Cscript%3E")
        assert "0 places with “&lt;script&gt;”" in page
        assert "Nowhere in this book" in page


class TestAnArticle:
    def test_shows_clauses_rules_as_sentences_their_text_and_notes(self, read: Read) -> None:
        page = read("/book/2/")
        assert 'lang="zh-Hans">客户经两次以上尝试确无法书写的' in page
        for told in (
            "writing.thumbprint",
            "Article 2 (1)",
            "since Jan. 1, 2024",
            "rests on law",
            "id: writing.own_hand",
        ):
            assert told in page
        assert "The sample book&#x27;s own article" in page or "The sample book's own article" in page

    def test_shows_a_service_by_its_steps_and_a_clause_without_rule_by_its_reason(self, read: Read) -> None:
        assert "Ordinary steps: " in read("/book/1/")
        assert "a duty of conduct" in read("/book/4/")

    def test_has_an_anchor_for_each_block(self, read: Read, namer: Namer) -> None:
        article = namer.book.articles[1]
        page = read("/book/2/")
        for block in reading.blocks(namer, article):
            assert f'id="{block.anchor}"' in page
            assert block.source.strip().startswith(("id:", "reason:"))

    def test_that_is_not_there_is_not_found(self, read: Read) -> None:
        assert "There is nothing at this address" in read("/book/99/", status=404)

    def test_notes_run_nothing(self) -> None:
        html = reading.render("<script>alert(1)</script> and [x](javascript:alert(1)) and **bold**")
        assert "<script>" not in html
        assert "href" not in html
        assert "<strong>bold</strong>" in html


class TestNumbers:
    def test_show_every_value_with_its_day_source_and_bound(self, read: Read) -> None:
        page = read("/book/numbers/")
        for told in ("50,000 yuan", "80,000 yuan", "since Jan. 1, 2025", "a guess", "by law at most 60 years"):
            assert told in page


class TestDifference:
    def test_of_two_days_marks_what_changed(self, read: Read) -> None:
        page = read("/book/difference/?old_on=2024-11-12&new_on=2025-01-01")
        for told in ("care.sum", "<del>50,000</del>", "<ins>80,000</ins>"):
            assert told in page

    def test_of_a_day_with_itself_is_empty(self, read: Read) -> None:
        assert "Nothing differs." in read("/book/difference/?old_on=2024-11-12&new_on=2024-11-12")

    def test_offers_the_days_on_which_something_changed(self, read: Read) -> None:
        assert 'href="?old_on=2024-12-31&amp;new_on=2025-01-01"' in read("/book/difference/")

    def test_outside_the_book_s_life_says_so(self, read: Read) -> None:
        assert "It holds from Jan. 1, 2024 to Dec. 31, 2025." in read(
            "/book/difference/?old_on=2020-01-01&new_on=2025-01-01", status=400
        )

    def test_of_two_editions_shows_rules_clauses_and_plans(
        self, read: Read, settings: Settings, tmp_path: Path
    ) -> None:
        for name in ("first", "second"):
            shutil.copytree(SMALL_BOOK, tmp_path / name)
        article = tmp_path / "second" / "articles" / "002-writing.md"
        text = article.read_text(encoding="utf-8")
        article.write_text(
            text.replace("attempts: {least: 2", "attempts: {least: 3").replace("两次", "三次"), encoding="utf-8"
        )
        settings.BOOK = tmp_path / "second"
        scenario = tmp_path / "second" / "scenarios" / "thumbprint.yaml"
        scenario.write_text(
            scenario.read_text(encoding="utf-8").replace("attempts: 2", "attempts: 3"), encoding="utf-8"
        )
        page = read("/book/difference/?old=first&old_on=2024-11-12&new=second&new_on=2024-11-12")
        for told in ("writing.thumbprint", "<ins>三</ins>", "1 of the 1 situations", "a customer who cannot write"):
            assert told in page


class TestMark:
    @pytest.mark.parametrize(
        ("old", "new", "gone", "came"),
        [
            ("at most 5 yuan", "at most 8 yuan", ["5"], ["8"]),
            ("经主管批准", "经行长批准", ["主管"], ["行长"]),
            ("", "new", [], ["new"]),
        ],
    )
    def test_marks_only_what_the_other_does_not_have(
        self, old: str, new: str, gone: list[str], came: list[str]
    ) -> None:
        before, after = comparing.mark(old, new)
        assert [piece.text for piece in before if piece.sort == "gone"] == gone
        assert [piece.text for piece in after if piece.sort == "new"] == came
        assert "".join(piece.text for piece in before) == old
        assert "".join(piece.text for piece in after) == new
