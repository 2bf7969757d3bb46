"""YAML is read strictly, and every key has its line."""

import pytest

from tests.core.policy.loading.conftest import Folder

CARE = "articles/003-care.md"


class TestReadRefuses:
    def test_a_key_that_stands_twice(self, folder: Folder) -> None:
        folder.change(CARE, "  - offer: [seat]\ncites", "  - offer: [seat]\nbasis: law\ncites")
        assert folder.faults() == [f"{CARE}:14: the key 'basis' stands twice; first in line 9"]

    def test_a_key_that_it_does_not_know(self, folder: Folder) -> None:
        folder.change(CARE, "until: 2025-01-01", "untill: 2025-01-01")
        assert f"{CARE}:20: unknown key in a rule 'untill'; did you mean 'until'?" in folder.faults()

    def test_a_key_without_which_nothing_is_said(self, folder: Folder) -> None:
        folder.change("articles/004-wards.md", "reason: {zh: 行为准则, en: a duty of conduct}\n", "")
        assert folder.faults() == ["articles/004-wards.md:42: a no-rule lacks 'reason'"]

    def test_what_is_no_yaml_with_the_line_of_the_page(self, folder: Folder) -> None:
        folder.change(CARE, "  - offer: [seat]", "  - offer: [seat")
        [fault] = folder.faults()
        assert fault.startswith(f"{CARE}:14: not YAML: ")

    def test_anchors_and_aliases(self, folder: Folder) -> None:
        folder.change("terms.yaml", "companion.relation: [spouse, child]", "companion.relation: &kin [spouse, child]")
        folder.change("terms.yaml", "guardian_proof: true", "guardian_proof: true, companion.relation: *kin")
        assert "terms.yaml:1: anchors and aliases are not used in a book: write it out" in folder.faults()

    def test_tags(self, folder: Folder) -> None:
        folder.change("book.yaml", "edition: 2024.1", "edition: !!float 2024.1")
        [fault] = folder.faults()
        assert fault.startswith("book.yaml:2: tags such as ")

    @pytest.mark.parametrize("word", ["yes", "on", '"true"', "1"])
    def test_whatever_is_not_plainly_true_or_false(self, folder: Folder, word: str) -> None:
        folder.change("articles/002-writing.md", "film: true", f"film: {word}")
        shown = word.strip('"')
        assert f"articles/002-writing.md:21: '{shown}' is not true or false" in folder.faults()

    @pytest.mark.parametrize("word", ["0x10", "010", "1.5", "ten", '"2"'])
    def test_whatever_is_not_a_whole_number(self, folder: Folder, word: str) -> None:
        folder.change("articles/002-writing.md", "least: 2", f"least: {word}")
        shown = word.strip('"')
        assert folder.faults() == [f"articles/002-writing.md:18: '{shown}' is not a whole number"]

    @pytest.mark.parametrize("word", ["2024-13-01", "2024/01/01", "1 July 2024"])
    def test_whatever_is_not_a_day(self, folder: Folder, word: str) -> None:
        folder.change("articles/004-wards.md", "2024-01-01\nbasis: bank", f"{word}\nbasis: bank")
        assert folder.faults() == [f"articles/004-wards.md:30: '{word}' is not a day; write 2024-07-01"]

    def test_a_text_in_one_language(self, folder: Folder) -> None:
        folder.change("book.yaml", "title: {zh: 小样例细则, en: A small sample}", "title: {zh: 小样例细则}")
        assert folder.faults() == ["book.yaml:3: 'title' lacks 'en'"]

    def test_a_text_that_a_comma_split(self, folder: Folder) -> None:
        folder.change("book.yaml", "{zh: 本书为样例, en", "{zh: 本书,为样例, en")
        message = "'为样例' is no key: a comma split the text; write a full-width one, or quotes around it"
        assert folder.faults() == [f"book.yaml:4: {message}"]

    def test_languages_that_are_exchanged(self, folder: Folder) -> None:
        folder.change("book.yaml", "{zh: 小样例细则, en: A small sample}", "{zh: 'A small, sample', en: 小样例细则}")
        assert folder.faults() == [
            "book.yaml:3: 'title': en has Chinese characters",
            "book.yaml:3: 'title': zh is not Chinese",
        ]


class TestReadKeeps:
    def test_a_word_that_other_readers_take_for_a_truth_value(self, folder: Folder) -> None:
        folder.change("facts.yaml", "    child: {zh: 子女, en: child}", "    no: {zh: 子女, en: child}")
        folder.change("facts.yaml", "worse: [spouse, child, none]", "worse: [spouse, no, none]")
        folder.change("terms.yaml", "[spouse, child]", "[spouse, no]")
        folder.change("scenarios/thumbprint.yaml", "relation: child", "relation: no")
        assert folder.load().scenarios[0].situation["facts"]["companion.relation"] == "no"
