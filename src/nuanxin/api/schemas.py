"""What is asked and answered, as types: ninja checks what is asked by them and describes both in OpenAPI."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from nuanxin.api import errors
from nuanxin.api.vocabulary import (
    Basis,
    Code,
    Decision,
    FactName,
    Facts,
    FactType,
    FactValue,
    Lane,
    Language,
    Moment,
    Need,
    Referral,
    RuleId,
    Scene,
    Service,
    ServiceKey,
    Source,
    StepId,
    StepKind,
    Weight,
    Window,
)

MOST_SERVICES = 6
MOST_WORDS = 40
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EXAMPLE: JsonDict = {
    "services": ["card_pickup"],
    "needs": ["bedbound"],
    "scene": "home",
    "facts": {"companion.relation": "child"},
    "on": "2024-11-13",
    "language": "en",
}
Listed = TypeVar("Listed")


def _require_once(given: list[str]) -> list[str]:
    if len(set(given)) < len(given):
        raise ValueError("names something twice")
    return given


def _read_day(given: Any) -> datetime.date | None:
    # pydantic would read a number as seconds since 1970, and Python 2024-W46-3 as that week's Wednesday.
    if given is None:
        return None
    try:
        return datetime.date.fromisoformat(given if DAY.fullmatch(given) else "")
    except (TypeError, ValueError) as error:
        raise ValueError("must be a day as 2024-11-13") from error


Once = Annotated[list[Listed], AfterValidator(_require_once), Field(json_schema_extra={"uniqueItems": True})]


class PlanIn(BaseModel):
    """A situation: codes, numbers and truths; nothing here says who the person is."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [EXAMPLE]})

    services: Annotated[Once[ServiceKey], Field(min_length=1, max_length=MOST_SERVICES)]
    scene: Scene
    needs: Annotated[Once[Need], Field(max_length=MOST_WORDS)] = []
    facts: Facts = {}
    on: Annotated[datetime.date | None, BeforeValidator(_read_day)] = Field(
        None, description="The day whose law holds; today in Xi'an where it is not given."
    )
    at: Moment = "counter"
    done: Annotated[Once[StepKind], Field(max_length=MOST_WORDS, description="Steps that are done already.")] = []
    language: Language = "zh"


class TextOut(BaseModel):
    """Words for people; of clauses the Chinese governs."""

    zh: str
    en: str


Controls = Annotated[
    dict[str, bool | int | str | list[str]],
    Field(description="What must be there before or after the step: approval, witness, film and others of the book."),
]


class ServiceOut(BaseModel):
    """What is decided of one wanted service, and why."""

    decision: Decision
    because: list[RuleId]
    reasons: list[Code]
    alternatives: list[Code]
    refer_to: list[Referral]


class AnswerOut(BaseModel):
    """One of the values that a fact can have."""

    value: str
    text: str


class QuestionOut(BaseModel):
    """A fact to ask for now: ask again with the answer among `facts`."""

    fact: FactName
    text: str
    from_: Source = Field(alias="from")
    type: FactType
    unit: str
    answers: list[AnswerOut] = Field(description="Empty unless the type is `enum`.")
    because: list[RuleId]


class RouteOut(BaseModel):
    """Where the person is led; what no rule says is left out."""

    lane: Lane
    window: Window
    priority: int = Field(0, description="1 comes first.")
    max_wait_minutes: int = 0


class MemberOut(BaseModel):
    """One member of staff whom the plan needs."""

    role: Code
    duties: list[str]


class StepOut(BaseModel):
    """A step of the path."""

    id: StepId
    key: StepId
    kind: StepKind
    method: str | None
    methods: list[str]
    actor: Code
    place: Code
    after: list[StepId] = Field(description="Steps that come before it.")
    for_: list[ServiceKey] = Field(alias="for", description="The services that ask for it.")
    provisional: list[FactName] = Field(description="Facts, still to be found by a step before it, on which it hangs.")
    courtesy: bool
    controls: Controls
    because: list[RuleId]


class ForbiddenOut(BaseModel):
    """A way of doing a step that is refused whoever asks."""

    step: str
    method: str
    because: list[RuleId]
    reasons: list[Code]
    alternatives: list[Code]


class LimitOut(BaseModel):
    """A number that must not be exceeded."""

    name: Code
    value: int


class ClauseOut(BaseModel):
    """A rule behind the plan with the words of its clause."""

    rule: str
    clause: str
    basis: Basis
    text: TextOut


class PlanOut(BaseModel):
    """What may be done for this person and how, under the law of one day."""

    book: str
    edition: str
    notice: TextOut
    on: datetime.date
    decision: Decision
    weight: Weight
    services: dict[str, ServiceOut] = Field(description="By `ServiceKey`.")
    questions: list[QuestionOut] = Field(description="At most three, first the one that decides most.")
    gates: dict[str, list[StepId]] = Field(description="Fact → the steps that find it; the plan is then made anew.")
    route: RouteOut
    team: list[MemberOut]
    qualifications: list[Code]
    languages: list[Code]
    aids: list[Code]
    steps: list[StepOut] = Field(description="In the order in which they can be done.")
    case: Controls
    forbidden: list[ForbiddenOut]
    limits: list[LimitOut]
    materials: list[Code]
    target_minutes: int | None
    alternatives: list[Code]
    because: list[ClauseOut]


class ValueOut(BaseModel):
    """A value of a fact, named."""

    value: str
    text: TextOut


class FactOut(BaseModel):
    """Something that may be known of a situation, and the question for it."""

    name: str
    type: FactType
    unit: str
    maximum: int | None = Field(description="Of a whole number; the least is 0.")
    answers: list[ValueOut] = Field(description="Empty unless the type is `enum`.")
    text: TextOut
    of: str = Field(description="person, companion, document, case or service")
    services: list[Service] | None = Field(description="Of a service's fact: those that have it; null means all.")
    from_: Source = Field(alias="from")
    at: Moment
    found_by: StepKind | None = Field(description="The step that brings the answer; it need not be asked before.")
    default: FactValue | None = Field(description="What holds unless something else is said.")


class BookOut(BaseModel):
    """The book in use."""

    book: str
    edition: str
    title: TextOut
    notice: TextOut
    from_: datetime.date = Field(alias="from")
    until: datetime.date | None = Field(description="The first day on which it holds no more.")
    words: dict[str, dict[str, TextOut]] = Field(description="Family → code → name; methods as `sign.thumbprint`.")
    facts: list[FactOut]


class ErrorOut(BaseModel):
    """The shape of every error."""

    code: Annotated[str, WithJsonSchema({"type": "string", "enum": list(errors.STATUS)})]
    message: str = Field(description="For a person.")
    data: dict[str, Any] = Field(description="What a program needs to go on.")
