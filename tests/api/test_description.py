"""What the description promises, the API keeps: tried by schemathesis, and key by key."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import product
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings as default_settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client, override_settings
from pytest_django.fixtures import Settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from nuanxin.api import v1
from nuanxin.api.page import components, operations
from nuanxin.api.schemas import EXAMPLE, PlanOut
from nuanxin.common import books
from nuanxin.core.policy import contract, planner, words
from nuanxin.core.policy.book import Book
from nuanxin.core.policy.conditions import Value
from nuanxin.core.policy.situation import Impossible, Situation
from tests.api.conftest import SMALL_BOOK, Ask

BEYOND_A_FORM = {"plan.impossible", "plan.outside_life", "plan.bad_value"}
SAMPLE = default_settings.BOOK

with override_settings(BOOK=SMALL_BOOK):
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def lasting(transactional_db: None) -> Iterator[None]:
    """A database outside any transaction, as a server has it: the WSGI handler closes connections when it is done."""
    yield
    connection.cursor().execute("DELETE FROM cache")


@pytest.mark.slow
@described.parametrize()
@hypothesis.settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=[*hypothesis.HealthCheck])
def test_schemathesis_finds_nothing(case: schemathesis.Case[Any], lasting: None) -> None:
    """Its own check that lawful data is accepted knows only statuses; ours knows which refusals no form can foresee."""
    answered = case.call_and_validate(excluded_checks=[positive_data_acceptance])
    if case.meta is not None and case.meta.generation.mode.is_positive:
        assert answered.status_code == 200 or answered.json()["code"] in BEYOND_A_FORM


class TestTheDescription:
    @pytest.mark.slow
    def test_holds_every_key_of_every_plan_and_no_other(self, settings: Settings) -> None:
        settings.BOOK = SAMPLE
        found = dict[str, int]()
        for told in plans(books.current_book()):
            described = PlanOut.model_validate(told)
            assert described.model_dump(by_alias=True, mode="json", exclude_unset=True) == told
            for key, value in told.items():
                found[key] = found.get(key, 0) + bool(value)
        assert [key for key, times in found.items() if not times] == [], "no plan has something there"

    def test_requires_every_key_that_every_plan_has(self) -> None:
        required = v1.api.get_openapi_schema()["components"]["schemas"]["PlanOut"]["required"]
        assert set(required) == set(next(plans(books.current_book())))

    def test_lists_the_words_of_the_contract_and_names_them(self) -> None:
        schemas = v1.api.get_openapi_schema()["components"]["schemas"]
        lists = {"Need": words.NEEDS, "Service": words.SERVICES, "Scene": words.SCENES, "StepKind": words.KINDS}
        for name, codes in lists.items():
            assert schemas[name]["enum"] == list(codes)
        assert "书写障碍 · writing" in schemas["Need"]["x-enum-descriptions"]

    def test_knows_the_facts_of_the_book_in_use(self, settings: Settings) -> None:
        small = v1.api.get_openapi_schema()["components"]["schemas"]["Facts"]
        settings.BOOK = SAMPLE
        sample = v1.api.get_openapi_schema()["components"]["schemas"]["Facts"]
        assert set(small["properties"]) == {"age", "amount", "companion.relation", "guardian_proof", "lasting.sign"}
        assert set(sample["properties"]) == set(books.current_book().facts)
        assert list(small["patternProperties"]) == ["^(?:deposit|withdrawal|transfer)(?:#[2-9])?[.]amount$"]
        assert small["additionalProperties"] is False

    def test_has_an_example_that_is_answered(self, ask: Ask, settings: Settings) -> None:
        settings.BOOK = SAMPLE
        assert ask(EXAMPLE).status_code == 200


def plans(book: Book) -> Iterator[dict[str, Any]]:
    """Yield the JSON of very different plans."""
    facts: dict[str, Value] = {"amount": 40_000, "companion.relation": "child"}
    for service, need, scene in product(words.SERVICES, ("writing", "language"), ("counter", "hospital")):
        known = {name: value for name, value in facts.items() if name in book.facts}
        try:
            situation = Situation((service,), frozenset({need}), scene, known)
            yield contract.plan_as_json(planner.plan(book, situation, on=datetime.date(2024, 11, 13)), "en")
        except Impossible:
            continue


class TestThePage:
    def test_shows_every_operation_type_and_word(self) -> None:
        page = Client().get("/api/v1/docs").content.decode()
        schema = v1.api.get_openapi_schema()
        for operation in operations(schema):
            assert f"<code>{operation.method} {operation.path}</code>" in page
        for component in components(schema):
            assert f'id="{component.name}"' in page
            assert all(f"<code>{key.name}</code>" in page for key in component.keys)
            assert all(f"<code>{code}</code>" in page for code, _ in component.codes)

    def test_leads_nowhere_that_is_not_there(self) -> None:
        schema = v1.api.get_openapi_schema()
        named = [component.name for component in components(schema)]
        assert sorted(named) == sorted(schema["components"]["schemas"]), (
            "each type once, and none that nothing leads to"
        )
        keys = [key for component in components(schema) for key in component.keys]
        keys += [key for operation in operations(schema) for _, key in operation.answers]
        assert {key.component for key in keys if key.component} <= set(named)

    def test_loads_nothing_from_elsewhere_and_runs_no_script(self) -> None:
        page = Client().get("/api/v1/docs").content.decode()
        assert "://" not in page
        assert "<script" not in page
        assert "style=" not in page
