"""Who may reach a page: each view states it, and a view without a statement is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "who_may"


@dataclass(frozen=True)
class OpenToEveryone:
    """No sign-in asked. The reason says why nothing is given away by it."""

    reason: str


Statement = OpenToEveryone


def open_to_everyone(*, reason: str) -> Callable[[View], View]:
    """State that anybody may reach the decorated view, and why that is right.

    :raises ValueError: there is no reason.
    """
    if not reason.strip():
        raise ValueError("open_to_everyone needs a reason")

    def state(view: View) -> View:
        setattr(view, ATTRIBUTE, OpenToEveryone(reason))
        return view

    return state


def statements_of(view: Callable[..., Any]) -> list[Statement | None]:
    """Return what a view states, None where it states nothing.

    An address of the API stands for one operation for each HTTP method, and each states for itself.
    """
    if hasattr(view, ATTRIBUTE):
        return [getattr(view, ATTRIBUTE)]
    return [getattr(operation, ATTRIBUTE, None) for operation in _operations(view)] or [None]


def _operations(view: Callable[..., Any]) -> list[Callable[..., Any]]:
    # django-ninja hands Django a closure over its PathView and offers no other way back to the operations.
    # Should that change, nothing is found here and every operation is closed: a test notices.
    names = getattr(getattr(view, "__code__", None), "co_freevars", ())
    enclosed = dict(zip(names, getattr(view, "__closure__", None) or (), strict=True))
    if "self" not in enclosed:
        return []
    return [operation.view_func for operation in getattr(enclosed["self"].cell_contents, "operations", ())]


class DenyByDefault(MiddlewareMixin):
    """Middleware that answers 403 for every view that does not state who may reach it."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: Sequence[Any],
        view_kwargs: dict[str, Any],
    ) -> None:
        """Refuse the view unless all that it stands for is stated.

        :raises PermissionDenied: something is not stated.
        """
        if None in statements_of(view_func):
            raise PermissionDenied("this view does not state who may reach it")
