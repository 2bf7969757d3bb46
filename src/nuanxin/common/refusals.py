"""What may go wrong on a good day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """A request that is understood and not granted.

    Raised where the verb is, ignorant of how it was called; each door (pages, API, command line) translates
    it in one place. `code` is a public contract (`plan.unknown_word`), `message` is for a person, `data`
    holds what a program needs to go on.
    """

    def __init__(self, code: str, message: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = dict(data or {})

    def __repr__(self) -> str:
        return f"Refusal({self.code!r}, {self.message!r}, {self.data!r})"
