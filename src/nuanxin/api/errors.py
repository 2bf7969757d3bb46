"""From what is refused to HTTP: the codes with their statuses, and the one shape in which every error is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from nuanxin.api import answers
from nuanxin.common.refusals import Refusal
from nuanxin.core.policy import words
from nuanxin.core.policy.book import Book, OutsideLife
from nuanxin.core.policy.situation import BadValue, Impossible
from nuanxin.core.policy.words import UnknownWord

BELOW = "/api/"
STATUS = {
    "api.bad_request": 400,
    "api.forbidden": 403,
    "api.not_found": 404,
    "api.method": 405,
    "api.length": 411,
    "api.too_large": 413,
    "api.media_type": 415,
    "api.too_many": 429,
    "api.failed": 500,
    "plan.form": 422,
    "plan.unknown_word": 422,
    "plan.bad_value": 422,
    "plan.impossible": 422,
    "plan.outside_life": 422,
}
# What Django and ninja answer by themselves, in words of ours.
BY_ITSELF = {
    400: Refusal("api.bad_request", "the request cannot be understood"),
    403: Refusal("api.forbidden", "this address is open to nobody"),
    404: Refusal("api.not_found", f"there is nothing at this address; {BELOW}v1/docs lists what there is"),
    405: Refusal("api.method", "this address has other methods; the header Allow names them"),
}
FAILED = Refusal("api.failed", "something failed here; the server's log has it")
UNREADABLE = Refusal("api.bad_request", "the body is no JSON text")
NO_SUCH_KEY = "extra_forbidden"
# Ours for the commonest mistakes, pydantic's own for the rest: none of them repeats a value.
PROBLEMS = {NO_SUCH_KEY: "there is no such key", "missing": "must be given", "model_type": "must be an object"}
LONGEST_KEY = 40
REFUSED_PLANS = (UnknownWord, BadValue, Impossible, OutsideLife)


def refusal_of(refused: Exception, *, book: Book, language: str) -> Refusal:
    """Return as a refusal why the planner makes no plan; a reason of the book's is said in the language."""
    data: dict[str, Any]
    match refused:
        case UnknownWord():
            data = {"family": refused.family, "word": refused.word, "nearest": refused.nearest}
            return Refusal("plan.unknown_word", str(refused), data)
        case Impossible(because=because):
            data = {"because": {"zh": because.zh, "en": because.en}}
            return Refusal("plan.impossible", because.said_in(language), data)
        case OutsideLife():
            data = {"from": book.since.isoformat(), "until": book.until and book.until.isoformat()}
            return Refusal("plan.outside_life", str(refused), data)
        case _:
            return Refusal("plan.bad_value", str(refused))


def content(refusal: Refusal) -> dict[str, Any]:
    """Return the shape that every error has."""
    return {"code": refusal.code, "message": refusal.message, "data": refusal.data}


def answer(refusal: Refusal) -> HttpResponse:
    """Return a refusal as HTTP tells it."""
    told = answers.answer(content(refusal), status=STATUS[refusal.code])
    if "wait_seconds" in refusal.data:
        told["Retry-After"] = str(refusal.data["wait_seconds"])
    return told


def translate_for(api: NinjaAPI, *, keys: set[str]) -> None:
    """Let the API tell in this shape whatever its operations raise; `keys` are those that a body may have."""

    def tell(request: HttpRequest, raised: Any) -> HttpResponse:
        match raised:
            case ValidationError():
                return answer(_wrong_form(raised, keys))
            case HttpError():
                cause = raised.__cause__
                return answer(cause if isinstance(cause, Refusal) else UNREADABLE)
            case _:
                return answer(raised)

    for exception in (Refusal, ValidationError, HttpError):
        api.add_exception_handler(exception, tell)


def _wrong_form(wrong: ValidationError, keys: set[str]) -> Refusal:
    faults = list(_faults(wrong, keys))
    first = " ".join(part for part in (faults[0]["at"], faults[0]["problem"]) if part)
    return Refusal("plan.form", f"the body has not the form that is described: {first}", {"faults": faults})


def _faults(wrong: ValidationError, keys: set[str]) -> Iterator[dict[str, str | None]]:
    for error in wrong.errors:
        where = [str(part)[:LONGEST_KEY] for part in error["loc"][2:]]
        unknown = error["type"] == NO_SUCH_KEY
        said_by_us = error.get("ctx", {}).get("error") or PROBLEMS.get(error["type"])
        yield {
            "at": ".".join(where),
            "problem": said_by_us or error["msg"],
            "nearest": words.nearest(where[-1], keys) if unknown else None,
        }


@sync_and_async_middleware
def one_shape(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Give the common shape to whatever error leaves below `/api/`, whoever made it (a middleware)."""
    # Nothing here waits, so that under ASGI it needs no thread, which a MiddlewareMixin would take for each request.
    if iscoroutinefunction(get_response):

        async def pass_on(request: HttpRequest) -> HttpResponseBase:
            return _shaped(request, await get_response(request))

        return pass_on
    return lambda request: _shaped(request, get_response(request))


def _shaped(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the error written anew; its status and headers stay."""
    told = response.get("Content-Type", "").startswith(answers.JSON)
    if response.status_code < 400 or told or not request.path.startswith(BELOW):
        return response
    assert isinstance(response, HttpResponse)
    response.content = answers.write(content(BY_ITSELF.get(response.status_code, FAILED)))
    response["Content-Type"] = answers.JSON
    response["Content-Length"] = str(len(response.content))
    return response
