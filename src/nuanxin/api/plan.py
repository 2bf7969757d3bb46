"""`POST /plan`: from a situation to what may be done for the person, and how."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.decorators import decorate_view

from nuanxin.api import answers, errors, limits
from nuanxin.api.schemas import ErrorOut, PlanIn, PlanOut
from nuanxin.common import access, books
from nuanxin.core.policy import contract, planner, words
from nuanxin.core.policy.situation import Situation

router = Router(tags=["plan"])
REFUSALS = (400, 411, 413, 415, 422, 429)
WHEN_AGAIN = {"description": "Seconds until the next window.", "schema": {"type": "integer", "minimum": 1}}


@router.post(
    "/plan",
    operation_id="plan",
    summary="Plan a visit",
    response={200: PlanOut, **dict.fromkeys(REFUSALS, ErrorOut)},
    by_alias=True,
    openapi_extra={"responses": {429: {"headers": {"Retry-After": WHEN_AGAIN}}}},
)
@access.open_to_everyone(reason="a plan is made from codes and numbers, holds no personal data and is not kept")
@decorate_view(limits.guard)
def plan(request: HttpRequest, asked: PlanIn) -> HttpResponse:
    """Say what the person needs and wants, and get what the rulebook allows.

    A plan that refuses, refers or asks is an answer like any other (200): see its `decision`.
    """
    book = books.current_book()
    try:
        for kind in asked.done:
            words.require_known("step", kind, words.KINDS)
        made = planner.plan(book, situation_of(asked), on=asked.on or timezone.localdate())
    except errors.REFUSED_PLANS as refused:
        raise errors.refusal_of(refused, book=book, language=asked.language) from refused
    return answers.answer(contract.plan_as_json(made, asked.language))


def situation_of(asked: PlanIn) -> Situation:
    """Return what was asked as the planner takes it."""
    return Situation(
        services=tuple(asked.services),
        needs=frozenset(asked.needs),
        scene=asked.scene,
        facts=dict(asked.facts),
        at=asked.at,
        done=frozenset(asked.done),
    )
