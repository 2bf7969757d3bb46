"""The description as a page for people: from the OpenAPI document, with no script and nothing from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from nuanxin.api.description import NAMES
from nuanxin.common import books

Json = dict[str, Any]
COMPONENT = "#/components/schemas/"
KINDS_OF_VALUES = {"integer": "whole number", "boolean": "true or false", "string": "text", "null": "null"}


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
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Operation:
    """What can be asked at an address."""

    method: str
    path: str
    title: str
    about: str
    takes: tuple[Key, ...]
    answers: tuple[tuple[str, Key], ...]


class Page(DocsBase):
    """What ninja shows at the address of its documentation."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show the description."""
        described = api.get_openapi_schema(path_params=kwargs)
        context = {
            "described": described,
            "openapi_url": self.get_openapi_url(api, kwargs),
            "notice": books.current_book().notice,
            "operations": tuple(operations(described)),
            "components": tuple(components(described)),
        }
        return render(request, "api/description.html", context)


def operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield the operations of a description in their order."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield Operation(
                method=method.upper(),
                path=path,
                title=operation["summary"],
                about=_about(operation),
                takes=tuple(_content(operation[body]) for body in ("requestBody",) if body in operation),
                answers=tuple((str(status), _content(told)) for status, told in operation["responses"].items()),
            )


def components(described: Mapping[str, Any]) -> Iterator[Component]:
    """Yield the named types of a description: those that operations name, then those that these name, and so on."""
    schemas = described["components"]["schemas"]
    asked = list(operations(described))
    keys = [key for one in asked for key in (*one.takes, *(key for _, key in one.answers))]
    waiting = list(dict.fromkeys(key.component for key in keys))
    reached = {*waiting, ""}
    while waiting:
        name = waiting.pop(0)
        component = _component(name, schemas[name])
        yield component
        fresh = dict.fromkeys(key.component for key in component.keys if key.component not in reached)
        waiting += fresh
        reached.update(fresh)


def _component(name: str, schema: Json) -> Component:
    codes = schema.get("enum", ())
    return Component(
        name=name,
        about=_about(schema),
        keys=tuple(_keys(schema)),
        codes=tuple(zip(codes, schema.get(NAMES, [""] * len(codes)), strict=True)),
        examples=tuple(_example(one) for one in schema.get("examples", ())),
    )


def _example(written: Any) -> str:
    return json.dumps(written, ensure_ascii=False, indent=2)


def _about(described: Json) -> str:
    return str(described.get("description", "")).replace("`", "")


def _content(told: Json) -> Key:
    schema = next(iter(told["content"].values()))["schema"]
    return _key("", schema, required=True, about=_about(told))


def _keys(schema: Json) -> Iterator[Key]:
    required = schema.get("required", ())
    for name, value in schema.get("properties", {}).items():
        yield _key(name, value, required=name in required, about=_about(value))


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
