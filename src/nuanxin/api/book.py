"""`GET /book`: the words and questions of the rulebook, so that a client can draw a form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from nuanxin.api import answers
from nuanxin.api.schemas import BookOut
from nuanxin.common import access, books
from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, Fact, Text

router = Router(tags=["book"])


@router.get("/book", operation_id="book", summary="Read the words of the book", response={200: BookOut}, by_alias=True)
@access.open_to_everyone(reason="the rulebook is meant to be read; it names no customer")
def book(request: HttpRequest) -> HttpResponse:
    """Give the name of every code in Chinese and English, and every fact with its question and its answers."""
    return answers.answer(book_as_json(books.current_book()))


def book_as_json(book: Book) -> dict[str, Any]:
    """Return what a client must know of a book."""
    return {
        "book": book.id,
        "edition": book.edition,
        "title": _text(book.title),
        "notice": _text(book.notice),
        "from": book.since.isoformat(),
        "until": book.until and book.until.isoformat(),
        "words": {family: {code: _text(name) for code, name in names.items()} for family, names in book.words.items()},
        "facts": [_fact(fact) for fact in book.facts.values()],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    services = None if fact.services is None else sorted(fact.services, key=words.SERVICES.index)
    return {
        "name": fact.name,
        "type": fact.type,
        "unit": fact.unit,
        "maximum": fact.maximum if fact.type == "int" else None,
        "answers": [{"value": code, "text": _text(name)} for code, name in fact.values.items()],
        "text": _text(fact.text),
        "of": fact.of,
        "services": services,
        "from": fact.source,
        "at": fact.at,
        "found_by": fact.found_by,
        "default": fact.default,
    }


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
