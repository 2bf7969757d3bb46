"""How a body is read: JSON in UTF-8 as RFC 8259 has it, and no key twice."""

from __future__ import annotations

import json
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from nuanxin.common.refusals import Refusal


class StrictParser(Parser):
    """The reader of bodies; ninja hands what it raises on as the cause of its own error."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the body says.

        :raises Refusal: it holds a key twice, or a number that JSON has not got.
        :raises ValueError: it is no JSON text in UTF-8.
        """
        text = request.body.decode("utf-8")
        read = json.loads(text, object_pairs_hook=_refuse_twice, parse_constant=_refuse_constant)
        return cast("dict[str, Any]", read)


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        raise Refusal("api.bad_request", "the body holds a key twice")
    return read


def _refuse_constant(name: str) -> NoReturn:
    raise Refusal("api.bad_request", f"{name} is no number that JSON has")
