"""The API described in OpenAPI 3.1, with the facts and names of the book in use."""

from __future__ import annotations

import functools
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from nuanxin.api.vocabulary import FAMILIES
from nuanxin.common import books
from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, Fact
from nuanxin.core.policy.words import CANNOT_BE_ANSWERED

Json = dict[str, Any]
NAMES = "x-enum-descriptions"
"""Where the names of a closed list stand, in the order of its words; generators of code know this key."""


class DescribedAPI(NinjaAPI):
    """An API whose description knows the book."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description; made once for a book."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return self._describe(prefix, books.current_book())

    @functools.cache  # noqa: B019 - there is one API as long as the process lives
    def _describe(self, prefix: str, book: Book) -> OpenAPISchema:
        described = super().get_openapi_schema(path_prefix=prefix)
        schemas = described["components"]["schemas"]
        schemas["Facts"].update(facts_schema(book))
        for name, family in FAMILIES.items():
            schemas[name][NAMES] = [_both(book, family, code) for code in schemas[name]["enum"]]
        return described


def facts_schema(book: Book) -> Json:
    """Return what facts may be said by this book: by plain name, and a service's own by service and name."""
    owned = [fact for fact in book.facts.values() if fact.of == "service"]
    return {
        "description": "By name; a service's own also as `transfer.amount` or `transfer#2.amount`.",
        "properties": {fact.name: _value_schema(fact) for fact in book.facts.values()},
        "patternProperties": {_own_name(fact): _value_schema(fact) for fact in owned},
        "additionalProperties": False,
    }


def _own_name(fact: Fact) -> str:
    services = sorted(fact.services or words.SERVICES, key=words.SERVICES.index)
    return f"^(?:{'|'.join(services)})(?:#[2-9])?[.]{fact.name.replace('.', '[.]')}$"


def _value_schema(fact: Fact) -> Json:
    unanswered = {"const": CANNOT_BE_ANSWERED}
    values: dict[str, Json] = {
        "bool": {"anyOf": [{"type": "boolean"}, unanswered]},
        "int": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": fact.maximum}, unanswered]},
        "enum": {"enum": [*fact.values, CANNOT_BE_ANSWERED]},
    }
    unit = f" ({fact.unit})" if fact.unit else ""
    return {**values[fact.type], "description": f"{fact.text.zh} · {fact.text.en}{unit}"}


def _both(book: Book, family: str, code: str) -> str:
    name = book.name(family, code)
    return f"{name.zh} · {name.en}"
