"""How an answer is written: JSON in UTF-8, Chinese as it is read."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse

JSON = "application/json"


def write(content: dict[str, Any]) -> bytes:
    """Return the JSON text."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair cannot be encoded; what Python writes in its place is JSON's own escape for it.
    return text.encode("utf-8", "backslashreplace")


def answer(content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return the answer of an operation."""
    return HttpResponse(write(content), status=status, content_type=JSON)
