"""The API described: in OpenAPI 3.1, with the facts and names of the book in use, and as a page for people."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

from nuanxin.api.vocabulary import FAMILIES
from nuanxin.common import books
from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, Fact
from nuanxin.core.policy.words import CANNOT_BE_ANSWERED

Json = dict[str, Any]
COMPONENT = "#/components/schemas/"
NAMES = "x-enum-descriptions"
KINDS_OF_VALUES = {"integer": "whole number", "boolean": "true or false", "string": "text", "null": "null"}


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
        components = described["components"]["schemas"]
        components["Facts"].update(facts_schema(book))
        for name, family in FAMILIES.items():
            if name in components:
                components[name][NAMES] = [_both(book, family, code) for code in components[name]["enum"]]
        return described


def facts_schema(book: Book) -> Json:
    """Return what facts may be said by this book: by plain name, and a service's own by service and name."""
    return {
        "description": "By name; a service's own also as `transfer.amount` or `transfer#2.amount`.",
        "properties": {fact.name: _value_schema(fact) for fact in book.facts.values()},
        "patternProperties": {
            _own_name(fact): _value_schema(fact) for fact in book.facts.values() if fact.of == "service"
        },
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
    return {**values[fact.type], "title": f"{fact.text.en}{unit}", "description": fact.text.zh}


def _both(book: Book, family: str, code: str) -> str:
    name = book.name(family, code)
    return f"{name.zh} · {name.en}"


# The page


@dataclass(frozen=True)
class Key:
    """A key of an object; `form` is what its value looks like, with the component that it leads to."""

    name: str
    form: str
    component: str
    required: bool
    about: str


@dataclass(frozen=True)
class Component:
    """A named type: an object with keys, or a list of words with their names."""

    name: str
    about: str
    keys: tuple[Key, ...]
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Operation:
    """What can be asked at an address."""

    method: str
    path: str
    title: str
    about: str
    takes: Key | None
    answers: tuple[tuple[str, Key], ...]


class Page(DocsBase):
    """The description as a page: no script, nothing from elsewhere."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show the description."""
        described = api.get_openapi_schema(path_params=kwargs)
        context = {
            "described": described,
            "openapi_url": self.get_openapi_url(api, kwargs),
            "operations": tuple(operations(described)),
            "components": tuple(components(described)),
        }
        return render(request, "api/description.html", context)


def operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield the operations of a description in their order."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody")
            yield Operation(
                method=method.upper(),
                path=path,
                title=operation["summary"],
                about=operation.get("description", ""),
                takes=_content(body) if body else None,
                answers=tuple((str(status), _content(told)) for status, told in operation["responses"].items()),
            )


def components(described: Mapping[str, Any]) -> Iterator[Component]:
    """Yield the named types of a description by their names."""
    for name, schema in sorted(described["components"]["schemas"].items()):
        names = schema.get(NAMES, [""] * len(schema.get("enum", ())))
        yield Component(
            name=name,
            about=schema.get("description", ""),
            keys=tuple(_keys(schema)),
            codes=tuple(zip(schema.get("enum", ()), names, strict=True)),
        )


def _content(told: Json) -> Key:
    schema = next(iter(told["content"].values()))["schema"]
    return _key("", schema, required=True, about=told.get("description", ""))


def _keys(schema: Json) -> Iterator[Key]:
    required = schema.get("required", ())
    for name, value in schema.get("properties", {}).items():
        # pydantic titles every key with its own name; only ours, which come with a description, say more.
        about = [value[part] for part in ("title", "description") if part in value and "description" in value]
        yield _key(name, value, required=name in required, about=" · ".join(about))


def _key(name: str, schema: Json, *, required: bool, about: str) -> Key:
    form, component = _form(schema)
    return Key(name=name, form=form, component=component, required=required, about=about)


def _form(schema: Json) -> tuple[str, str]:
    """Return in words what a value looks like, and the component that it leads to."""
    if "$ref" in schema:
        return "", schema["$ref"].removeprefix(COMPONENT)
    if parts := schema.get("anyOf") or schema.get("allOf"):
        forms = [_form(part) for part in parts]
        return " or ".join(form for form, _ in forms if form), next(filter(None, (name for _, name in forms)), "")
    if schema.get("type") == "array":
        form, component = _form(schema["items"])
        return f"list of {form}".rstrip(), component
    if isinstance(schema.get("additionalProperties"), dict):
        form, component = _form(schema["additionalProperties"])
        return f"by key: {form}".rstrip(": "), component
    codes = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return ", ".join(codes) or _plain(schema), ""


def _plain(schema: Json) -> str:
    if schema.get("format") == "date":
        return "day as 2024-11-13"
    bounds = f" up to {schema['maximum']:,}" if "maximum" in schema else ""
    return KINDS_OF_VALUES.get(schema.get("type", ""), "object") + bounds
