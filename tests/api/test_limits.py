"""How often, how much and in which form a caller may ask."""

import datetime
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from nuanxin.api import limits
from nuanxin.common.refusals import Refusal
from nuanxin.config import databases
from tests.api.conftest import Ask

NOW = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.UTC)
ON_POSTGRESQL = connection.vendor == "postgresql"
SECOND = datetime.timedelta(seconds=1)


def count_turns(address: str, *, tries: int, most: int, now: datetime.datetime = NOW) -> int:
    """Return how many of so many tries are let through."""
    return sum(is_let_through(address, most=most, now=now) for _ in range(tries))


def is_let_through(address: str, *, most: int, now: datetime.datetime, using: str = DEFAULT_DB_ALIAS) -> bool:
    try:
        limits.take_turn(address, most=most, now=now, using=using)
    except Refusal:
        return False
    return True


def rows() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        return list(cursor.fetchall())


@pytest.mark.django_db
class TestTakeTurn:
    def test_lets_through_so_many_and_no_more(self) -> None:
        assert count_turns("192.0.2.7", tries=5, most=3) == 3

    def test_counts_each_address_by_itself(self) -> None:
        assert count_turns("192.0.2.7", tries=3, most=3) == 3
        assert count_turns("192.0.2.8", tries=3, most=3) == 3

    def test_begins_anew_when_the_window_has_passed(self) -> None:
        count_turns("192.0.2.7", tries=3, most=3)
        assert count_turns("192.0.2.7", tries=3, most=3, now=NOW + limits.WINDOW - SECOND) == 0
        assert count_turns("192.0.2.7", tries=5, most=3, now=NOW + limits.WINDOW) == 3

    def test_says_how_long_to_wait(self) -> None:
        count_turns("192.0.2.7", tries=3, most=3)
        with pytest.raises(Refusal) as refused:
            limits.take_turn("192.0.2.7", most=3, now=NOW + 20.5 * SECOND)
        assert refused.value.code == "api.too_many"
        assert refused.value.data == {"most": 3, "wait_seconds": 40}

    def test_writes_nothing_for_whom_it_refuses(self) -> None:
        count_turns("192.0.2.7", tries=3, most=3)
        before = rows()
        count_turns("192.0.2.7", tries=3, most=3)
        assert rows() == before

    def test_holds_one_site_of_ipv6_for_one_caller(self) -> None:
        assert count_turns("2001:db8:0:1::7", tries=3, most=3) == 3
        assert count_turns("2001:db8:0:1:ffff::9", tries=1, most=3) == 0
        assert count_turns("2001:db8:0:2::7", tries=1, most=3) == 1

    def test_knows_an_address_of_ipv4_written_as_ipv6(self) -> None:
        count_turns("192.0.2.7", tries=3, most=3)
        assert count_turns("::ffff:192.0.2.7", tries=1, most=3) == 0

    @pytest.mark.parametrize("address", ["", "unknown", "x" * 5000])
    def test_counts_what_is_no_address_too(self, address: str) -> None:
        assert count_turns(address, tries=4, most=3) == 3

    def test_keeps_no_address(self) -> None:
        count_turns("192.0.2.7", tries=1, most=3)
        assert len(rows()) == 1
        assert "192.0.2.7" not in str(rows())

    def test_forgets_those_whose_window_has_passed(self) -> None:
        count_turns("192.0.2.7", tries=2, most=3)
        count_turns("192.0.2.8", tries=1, most=3, now=NOW + limits.WINDOW)
        assert [value for _, value in rows()] == ["1"]


@(pytest.mark.django_db(transaction=True) if ON_POSTGRESQL else pytest.mark.database)
class TestTakeTurnTogether:
    """With a connection a thread, on PostgreSQL or a file of SQLite."""

    @pytest.fixture
    def database(self, request: pytest.FixtureRequest) -> Iterator[str]:
        if ON_POSTGRESQL:
            yield DEFAULT_DB_ALIAS
            connection.cursor().execute("DELETE FROM cache")
        else:
            yield from self.make_file(request.getfixturevalue("tmp_path"), request.getfixturevalue("django_db_blocker"))

    def make_file(self, folder: Path, blocker: DjangoDbBlocker) -> Iterator[str]:
        """The test database of SQLite is in memory, where a connection that finds it taken fails instead of waiting."""
        described = {**connections.databases[DEFAULT_DB_ALIAS], **databases.sqlite(folder / "turns.sqlite3")}
        connections.databases["file"] = described
        with blocker.unblock():
            call_command("createcachetable", database="file", verbosity=0)
            yield "file"
        connections["file"].close()
        del connections["file"], connections.databases["file"]

    def run_together(self, doing: Callable[[], int], *, threads: int) -> list[int]:
        start, done = threading.Barrier(threads), list[int]()

        def run() -> None:
            start.wait()
            try:
                done.append(doing())
            finally:
                connections.close_all()

        together = [threading.Thread(target=run) for _ in range(threads)]
        for thread in together:
            thread.start()
        for thread in together:
            thread.join()
        return done

    def test_lets_through_exactly_so_many(self, database: str) -> None:
        def try_often() -> int:
            return sum(is_let_through("192.0.2.7", most=100, now=NOW, using=database) for _ in range(25))

        done = self.run_together(try_often, threads=8)
        assert len(done) == 8, "a thread failed"
        assert sum(done) == 100

    def test_begins_a_window_once(self, database: str) -> None:
        """Every thread comes first after the window has passed."""
        for moment in range(10):
            later = NOW + moment * limits.WINDOW

            def try_twice(later: datetime.datetime = later) -> int:
                return sum(is_let_through("192.0.2.7", most=5, now=later, using=database) for _ in range(2))

            assert sum(self.run_together(try_twice, threads=4)) == 5


class TestAnAnswer:
    def test_comes_so_often_in_a_minute_as_the_setting_says(
        self, ask: Ask, situation: dict[str, Any], settings: Settings
    ) -> None:
        settings.API_PLANS_A_MINUTE = 2
        statuses = [ask(situation).status_code for _ in range(2)]
        refused = ask(situation)
        assert [*statuses, refused.status_code] == [200, 200, 429]
        told = json.loads(refused.content)
        assert told["code"] == "api.too_many"
        assert 0 < int(refused["Retry-After"]) <= 60
        assert ask(situation, REMOTE_ADDR="198.51.100.9").status_code == 200

    def test_to_a_wrong_question_counts_too(self, ask: Ask, situation: dict[str, Any], settings: Settings) -> None:
        settings.API_PLANS_A_MINUTE = 2
        assert [ask(body).status_code for body in (b"{", {"scene": 3}, situation)] == [400, 422, 429]

    @pytest.mark.parametrize("over", [0, 1])
    def test_comes_to_a_body_of_the_largest_size_and_to_no_larger(
        self, ask: Ask, situation: dict[str, Any], over: int
    ) -> None:
        body = json.dumps(situation).encode().ljust(limits.MOST_BYTES + over)
        answered = ask(body)
        assert answered.status_code == (413 if over else 200)
        assert not over or json.loads(answered.content)["data"] == {"most_bytes": limits.MOST_BYTES}

    @pytest.mark.parametrize("meta", [{"HTTP_TRANSFER_ENCODING": "chunked"}, {"CONTENT_LENGTH": "many"}])
    def test_comes_to_no_body_of_unknown_length(
        self, ask: Ask, situation: dict[str, Any], meta: dict[str, str]
    ) -> None:
        answered = ask(situation, **meta)
        assert (answered.status_code, json.loads(answered.content)["code"]) == (411, "api.length")

    @pytest.mark.parametrize(
        ("content_type", "status"),
        [
            ("application/json", 200),
            ("application/json; charset=utf-8", 200),
            ("Application/JSON; charset=UTF-8", 200),
            ("application/json; charset=gb18030", 415),
            ("application/x-www-form-urlencoded", 415),
            ("text/plain", 415),
        ],
    )
    def test_comes_to_json_alone(self, ask: Ask, situation: dict[str, Any], content_type: str, status: int) -> None:
        assert ask(json.dumps(situation).encode(), content_type=content_type).status_code == status

    def test_to_what_is_refused_unread_is_not_counted(
        self, ask: Ask, situation: dict[str, Any], settings: Settings
    ) -> None:
        settings.API_PLANS_A_MINUTE = 1
        assert [ask(situation, content_type="text/plain").status_code, ask(situation).status_code] == [415, 200]
