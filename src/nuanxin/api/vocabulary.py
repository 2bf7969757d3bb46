"""The words of the contract as named types, so that a client's code can be generated from the description.

The closed lists are described here and checked by the planner: it refuses an unknown word and names the nearest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema
from typing_extensions import TypeAliasType

from nuanxin.core.policy import words
from nuanxin.core.policy.words import CANNOT_BE_ANSWERED

FAMILIES = {"Need": "needs", "Service": "services", "Scene": "scenes", "StepKind": "kinds", "Referral": "referrals"}
"""The types whose words the book names, and the family of words.yaml in which it does."""

LONGEST_WORD = 60
SECONDS = frozenset("23456789")
SERVICE_KEY = f"^(?:{'|'.join(words.SERVICES)})(?:#[2-9])?$"


def _one_of(codes: Sequence[str], description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(codes), "description": description})


def _text(description: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more, "description": description})


def _require_second(key: str) -> str:
    _, sign, number = key.partition("#")
    if sign and number not in SECONDS:
        raise ValueError("a second service of its kind is written as transfer#2")
    return key


def _require_fact_value(given: Any) -> bool | int | str:
    if isinstance(given, bool | int) or (isinstance(given, str) and len(given) <= LONGEST_WORD):
        return given
    if isinstance(given, float) and given.is_integer():  # JSON tells no 5.0 from 5
        return int(given)
    raise ValueError("must be true or false, a whole number, or a code")


Word = Annotated[str, Field(max_length=LONGEST_WORD)]

Need = TypeAliasType("Need", Annotated[Word, _one_of(words.NEEDS, "What keeps a person from the ordinary path.")])
Service = TypeAliasType("Service", Annotated[Word, _one_of(words.SERVICES, "What a person wants done.")])
ServiceKey = TypeAliasType(
    "ServiceKey",
    Annotated[
        Word,
        AfterValidator(_require_second),
        _text("A `Service`, or `transfer#2` for a second one of its kind in the same visit.", pattern=SERVICE_KEY),
    ],
)
Scene = TypeAliasType("Scene", Annotated[Word, _one_of(words.SCENES, "Where the person is served.")])
StepKind = TypeAliasType("StepKind", Annotated[Word, _one_of(words.KINDS, "A kind of step.")])
Referral = TypeAliasType("Referral", Annotated[str, _one_of(words.REFERRALS, "Another way of being served.")])
Decision = TypeAliasType(
    "Decision", Annotated[str, _one_of(words.DECISIONS, "`ask`: questions come first; the steps hold whatever comes.")]
)
Weight = TypeAliasType(
    "Weight", Annotated[str, _one_of(words.WEIGHTS, "Courtesy alone, a list to tick off, or a case with controls.")]
)
Basis = TypeAliasType("Basis", Annotated[str, _one_of(words.BASES, "What a rule rests on.")])
Moment = TypeAliasType("Moment", Annotated[Word, _one_of(("door", "counter"), "Which questions can be asked now.")])
Language = TypeAliasType("Language", Annotated[Literal["zh", "en"], Field(description="The questions' language.")])
Lane = TypeAliasType("Lane", Literal["green", "ordinary"])
Window = TypeAliasType(
    "Window", Annotated[Literal["love", "any"], Field(description="`love`: the window kept for special customers.")]
)
FactType = TypeAliasType("FactType", Literal["bool", "int", "enum"])
Source = TypeAliasType("Source", Literal["derived", "asked", "record", "core", "document"])
Code = TypeAliasType("Code", Annotated[str, _text("A word of the book; `GET /api/v1/book` names it.")])
StepId = TypeAliasType(
    "StepId", Annotated[str, _text("Kind, label and bundle; with the service where several are wanted.")]
)
RuleId = TypeAliasType("RuleId", Annotated[str, _text("A rule; the plan's `because` has its clauses.")])
FactName = TypeAliasType("FactName", Annotated[str, _text("A fact; a service's own as `transfer#2.amount`.")])
FactValue = TypeAliasType(
    "FactValue",
    Annotated[
        bool | int | str,
        PlainValidator(_require_fact_value),
        WithJsonSchema(
            {
                "anyOf": [{"type": "boolean"}, {"type": "integer", "minimum": 0}, {"type": "string"}],
                "description": f"True or false, a whole number, a code, or `{CANNOT_BE_ANSWERED}`.",
            }
        ),
    ],
)
Facts = TypeAliasType(
    "Facts",
    # What facts there are, the book says: description.py writes it in.
    Annotated[dict[Word, FactValue], Field(max_length=200), WithJsonSchema({"type": "object"})],
)
