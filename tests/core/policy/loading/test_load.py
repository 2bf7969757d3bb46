"""A valid book becomes values; a folder that is none is refused."""

import datetime
import shutil

from nuanxin.core.policy import conditions, effects, words
from nuanxin.core.policy.book import Book, Rule, Text
from nuanxin.core.policy.conditions import Param
from nuanxin.core.policy.effects import Attempts, Override, Target
from tests.core.policy.loading.conftest import Folder


def rule(book: Book, name: str) -> Rule:
    return next(rule for rule in book.rules if rule.id == name)


class TestLoad:
    def test_reads_the_cover(self, small_book: Book) -> None:
        assert (small_book.id, small_book.edition) == ("small-book", "2024.1")
        assert small_book.since == datetime.date(2024, 1, 1)
        assert [chapter.first for chapter in small_book.chapters] == [1, 2]

    def test_reads_articles_with_their_paragraphs_and_prose(self, small_book: Book) -> None:
        article = small_book.articles[1]
        assert (article.number, article.numeral, article.title) == (2, "第二条", Text("书写障碍", "Writing"))
        assert [clause.number for clause in article.clauses] == ["第二条第一款", "第二条第二款"]
        assert article.clauses[1].text == Text("任何人不得代客户签名。", "Nobody signs for the customer.")
        assert article.prose == ("The sample book's own article; the number of attempts is a guess.",)

    def test_joins_the_lines_of_a_paragraph(self, small_book: Book) -> None:
        english = small_book.clauses["第二条第一款"].text.en
        assert english.endswith("witnessed by another member of staff, approved and filmed.")

    def test_gives_every_service_of_the_contract_its_chain(self, small_book: Book) -> None:
        assert sorted(small_book.services) == sorted(words.SERVICES)
        assert small_book.services["withdrawal"].steps == ("greet", "identify", "pin", "sign", "execute")
        assert small_book.services["withdrawal"].implies == {"companion.relation": "none"}

    def test_reads_a_condition(self, small_book: Book) -> None:
        assert rule(small_book, "writing.thumbprint").when == conditions.All(
            (
                conditions.Any((conditions.Need("writing"), conditions.Need("literacy"))),
                conditions.Step("sign"),
                conditions.Not(conditions.Service("deposit")),
            )
        )

    def test_reads_a_parameter_in_a_comparison(self, small_book: Book) -> None:
        when = rule(small_book, "care.sum").when
        assert conditions.Compare("amount", "over", Param("assist_max")) in conditions.atoms(when)

    def test_lets_the_condition_say_which_steps_an_effect_is_about(self, small_book: Book) -> None:
        use, require = rule(small_book, "writing.thumbprint").effects
        assert use == effects.Use(Target(names=("sign",)), "thumbprint")
        assert require == effects.Require(
            Target(names=("sign",)),
            {
                "attempts": Attempts(2, "lasting.sign"),
                "witness": "staff",
                "approval": "supervisor",
                "film": True,
                "consent": frozenset({"thumbprint"}),
                "evidence": frozenset({"thumbprint_image"}),
            },
            "thumbprint",
        )
        assert rule(small_book, "wards.kin").effects == (
            effects.Require(Target(methods=("guardian",)), {"film": True}),
        )

    def test_reads_a_refusal_of_one_way_as_such(self, small_book: Book) -> None:
        assert rule(small_book, "writing.own_hand").effects == (
            effects.Forbid("sign", "companion_signs", "own_hand_only", ("thumbprint",)),
        )

    def test_reads_overrides(self, small_book: Book) -> None:
        assert rule(small_book, "wards.sign").overrides == (Override("writing.thumbprint", "use"),)

    def test_knows_the_line_of_a_rule(self, small_book: Book) -> None:
        assert str(rule(small_book, "writing.thumbprint").place) == "articles/002-writing.md:10"

    def test_gives_the_law_of_a_day(self, small_book: Book) -> None:
        law = small_book.law_on(datetime.date(2025, 3, 1))
        assert law.numbers == {"elder": 60, "assist_max": 80000}
        assert [text.since.year for text in law.rules if text.id == "care.sum"] == [2025]

    def test_reads_what_a_scenario_says_and_expects(self, small_book: Book) -> None:
        [scenario] = small_book.scenarios
        assert scenario.situation == {
            "at": "counter",
            "services": ["payroll_card"],
            "needs": ["writing"],
            "scene": "counter",
            "facts": {"age": 45, "companion.relation": "child"},
        }
        assert scenario.expect["steps"]["sign"]["controls"]["consent"] == ["thumbprint"]

    def test_gives_an_invariant_the_prose_above_it_as_reason(self, small_book: Book) -> None:
        witness, identify, approval = small_book.invariants
        assert witness.reason == "A thumbprint is easily forged: somebody else sees it given."
        assert witness.form["must"] == {"witness": "staff", "approval": "supervisor", "film": True}
        assert witness.form["any_of"] == {"attempts": 1, "lasting": True}
        assert identify.reason == approval.reason == "The approval comes first."
        assert approval.form == {"first": "approval", "then": "execute"}


class TestLoadRefusesAFolder:
    def test_without_its_files(self, folder: Folder) -> None:
        (folder.path / "terms.yaml").unlink()
        shutil.rmtree(folder.path / "parameters")
        assert folder.faults() == [
            "parameters:1: parameters/ has no .yaml file",
            "terms.yaml:1: the file is missing",
        ]

    def test_with_a_file_that_would_be_passed_over(self, folder: Folder) -> None:
        folder.write("articles/005-notes.txt", "a note")
        assert folder.faults() == ["articles/005-notes.txt:1: articles/ holds .md files only"]

    def test_whose_files_are_not_utf8(self, folder: Folder) -> None:
        (folder.path / "terms.yaml").write_bytes("近亲属".encode("gb18030"))
        assert folder.faults() == ["terms.yaml:1: the file is not UTF-8 (byte 0)"]

    def test_naming_every_fault_at_once(self, folder: Folder) -> None:
        folder.change("articles/003-care.md", "lane: green", "lane: greeen")
        folder.change("articles/004-wards.md", "basis: bank", "basis: banc")
        folder.change("scenarios/thumbprint.yaml", "needs: [writing]", "needs: [writting]")
        assert folder.faults() == [
            "articles/003-care.md:12: unknown lane 'greeen'; did you mean 'green'?",
            "articles/004-wards.md:31: unknown basis 'banc'; did you mean 'bank'?",
            "scenarios/thumbprint.yaml:6: unknown need 'writting'; did you mean 'writing'?",
        ]
