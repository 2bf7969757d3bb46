"""Articles: titles, paragraphs, blocks, citations."""

import pytest

from tests.core.policy.loading.conftest import Folder

CARE, WARDS, WRITING = "articles/003-care.md", "articles/004-wards.md", "articles/002-writing.md"


class TestReadPageRefuses:
    @pytest.mark.parametrize("title", ["# 老年客户 · The elderly", "# 第三条 老年客户", "# 第十三十条 老年 · Old"])
    def test_a_title_without_number_or_names(self, folder: Folder, title: str) -> None:
        folder.change(CARE, "# 第三条 老年客户 · The elderly", title)
        assert f"{CARE}:1: a title is written # 第十四条 书写障碍 · Writing" in folder.faults()

    def test_a_page_without_title(self, folder: Folder) -> None:
        folder.change(CARE, "# 第三条 老年客户 · The elderly\n", "")
        assert f"{CARE}:2: an article begins with its title: # 第十四条 书写障碍 · Writing" in folder.faults()

    def test_a_second_title(self, folder: Folder) -> None:
        folder.change(WRITING, "> 任何人", "# 第五条 签名 · Signing\n\n> 任何人")
        assert folder.faults() == [f"{WRITING}:27: a file holds one article: this is its second title"]

    def test_a_paragraph_without_chinese(self, folder: Folder) -> None:
        folder.change(WRITING, "> 任何人不得代客户签名。\n", "")
        assert folder.faults() == [f"{WRITING}:27: the paragraph has no Chinese text, which governs"]

    def test_a_paragraph_without_english(self, folder: Folder) -> None:
        folder.change(WRITING, "> Nobody signs for the customer.\n", "")
        assert folder.faults() == [
            f"{WRITING}:27: the paragraph has no English translation (lines without Chinese characters)"
        ]

    def test_prose_that_slipped_into_a_quotation(self, folder: Folder) -> None:
        folder.change(WRITING, "> Nobody signs for the customer.\n", "> Nobody signs for the customer.\nWhy: law.\n")
        assert folder.faults() == [
            f"{WRITING}:29: a line of a quotation begins with '>'; before other text leave a line empty"
        ]

    def test_a_block_of_an_unknown_kind(self, folder: Folder) -> None:
        folder.change(WARDS, "```no-rule", "```norule")
        assert f"{WARDS}:41: unknown kind of block 'norule'; did you mean 'no-rule'?" in folder.faults()

    def test_a_block_that_is_not_closed(self, folder: Folder) -> None:
        folder.change(WARDS, "cites: 第四条第二款\n```", "cites: 第四条第二款\n")
        assert f"{WARDS}:41: the block is not closed by ```" in folder.faults()

    def test_an_id_that_is_none(self, folder: Folder) -> None:
        folder.change(WARDS, "id: wards.kin", "id: Wards-Kin")
        assert folder.faults() == [f"{WARDS}:29: the id 'Wards-Kin' is not made of small letters, digits, _ and dots"]

    def test_a_rule_without_effect(self, folder: Folder) -> None:
        folder.change(WARDS, "then:\n  - require: {film: true}", "then: []")
        assert folder.faults() == [f"{WARDS}:33: 'then' has no effect"]


class TestCheckNumbersRefuses:
    def test_articles_that_do_not_rise_with_the_file_names(self, folder: Folder) -> None:
        folder.change(CARE, "# 第三条", "# 第五条")
        text = (folder.path / CARE).read_text(encoding="utf-8")
        folder.write(CARE, text.replace("第三条", "第五条"))
        assert folder.faults() == [f"{WARDS}:1: 第四条 follows 第五条: numbers rise with the file names"]

    def test_a_chapter_that_begins_nowhere(self, folder: Folder) -> None:
        folder.change("book.yaml", "en: Special customers}, from: 2", "en: Special customers}, from: 20")
        assert folder.faults() == ["book.yaml:1: the chapter 'Special customers' begins with article 20: there is none"]

    def test_chapters_that_do_not_rise(self, folder: Folder) -> None:
        folder.change("book.yaml", "en: Special customers}, from: 2", "en: Special customers}, from: 1")
        assert folder.faults() == ["book.yaml:9: chapters rise: article 1 is not after 1"]


class TestCheckCitationsRefuses:
    def test_a_paragraph_that_nothing_cites(self, folder: Folder) -> None:
        folder.change(WARDS, "cites: 第四条第二款", "cites: 第四条第一款")
        assert folder.faults() == [
            f"{WARDS}:38: nothing cites 第四条第二款: a rule, a service or a no-rule with its reason does"
        ]

    def test_a_paragraph_that_the_article_does_not_have(self, folder: Folder) -> None:
        folder.change(WRITING, "cites: [第二条第二款]", "cites: [第二条第二款, 第三条第一款]")
        assert folder.faults() == [
            f"{WRITING}:37: unknown paragraph of 第二条 '第三条第一款'; did you mean '第二条第一款'?"
        ]

    def test_a_block_that_cites_nothing(self, folder: Folder) -> None:
        folder.change(WARDS, "film: true}\ncites: 第四条第一款\n", "film: true}\n")
        assert folder.faults() == [
            f"{WARDS}:29: a rule lacks 'cites'",
            f"{WARDS}:29: the block cites no paragraph of its article",
        ]


class TestCheckServicesRefuses:
    def test_a_service_that_is_missing(self, folder: Folder) -> None:
        page = "articles/001-services.md"
        block = "```service\nid: statement\nfrom: 2024-01-01\nbasis: practice\nsteps: [greet, identify, execute]\n"
        folder.change(page, block + "cites: 第一条第一款\n```\n", "")
        assert folder.faults() == ["articles:1: no article has these services: statement"]

    def test_a_service_that_stands_twice(self, folder: Folder) -> None:
        block = "\n```service\nid: statement\nfrom: 2024-01-01\nbasis: bank\nsteps: [greet]\ncites: 第二条第一款\n```\n"
        folder.change(WRITING, "\n> 任何人", block + "\n> 任何人")
        assert folder.faults() == [f"{WRITING}:28: the service 'statement' stands also in articles/001-services.md:199"]

    def test_a_service_that_begins_after_the_book(self, folder: Folder) -> None:
        folder.change("articles/001-services.md", "id: deposit\nfrom: 2024-01-01", "id: deposit\nfrom: 2024-06-01")
        assert folder.faults() == [
            "articles/001-services.md:63: the service is in force from the book's first day: "
            "'from' no later than 2024-01-01"
        ]

    def test_a_step_that_stands_twice_in_a_chain(self, folder: Folder) -> None:
        folder.change("articles/001-services.md", "[greet, identify, sign, execute]", "[greet, sign, sign, execute]")
        assert folder.faults() == ["articles/001-services.md:65: the step 'sign' stands twice in the chain"]

    def test_a_value_that_an_implied_fact_cannot_have(self, folder: Folder) -> None:
        folder.change("articles/001-services.md", "{companion.relation: none}", "{companion.relation: nobody}")
        assert folder.faults() == [
            "articles/001-services.md:74: unknown value of companion.relation 'nobody'; known: none, spouse, child"
        ]
