"""Reading the words of the book."""

from django.test import Client

from nuanxin.api.schemas import BookOut
from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book


class TestTheBook:
    def test_says_which_it_is(self, book: Book) -> None:
        told = Client().get("/api/v1/book").json()
        assert (told["book"], told["edition"]) == (book.id, book.edition)
        assert told["notice"] == {"zh": book.notice.zh, "en": book.notice.en}
        assert (told["from"], told["until"]) == ("2024-01-01", "2026-01-01")

    def test_names_every_word_in_both_languages(self) -> None:
        told = Client().get("/api/v1/book").json()["words"]
        assert list(told["needs"]) == list(words.NEEDS)
        assert list(told["services"]) == list(words.SERVICES)
        assert told["methods"]["sign.thumbprint"]["en"] == "thumbprint"
        assert all(name["zh"] and name["en"] for names in told.values() for name in names.values())

    def test_holds_what_a_form_needs_of_every_fact(self, book: Book) -> None:
        told = {fact["name"]: fact for fact in Client().get("/api/v1/book").json()["facts"]}
        assert list(told) == list(book.facts)
        assert told["age"]["maximum"] == 120
        assert told["age"]["found_by"] == "identify"
        assert told["guardian_proof"]["text"] == {"zh": "有无监护证明", "en": "is guardianship proved"}
        assert told["amount"]["services"] == ["deposit", "withdrawal", "transfer"]
        assert [answer["value"] for answer in told["companion.relation"]["answers"]] == ["none", "spouse", "child"]
        assert told["age"]["answers"] == []

    def test_has_the_keys_that_are_described_and_no_others(self) -> None:
        told = Client().get("/api/v1/book").json()
        described = BookOut.model_validate(told).model_dump(by_alias=True, mode="json")
        assert described == told
