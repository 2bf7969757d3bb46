"""From an address to a database that behaves as we rely on."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import ConnectionHandler

from nuanxin.config import databases


class TestReadAddress:
    def test_reads_a_file(self) -> None:
        assert databases.read_address("sqlite:////srv/nuanxin.sqlite3")["NAME"] == Path("/srv/nuanxin.sqlite3")

    def test_reads_a_server(self) -> None:
        read = databases.read_address("postgresql://teller:p%40ss@db.example:5433/nuanxin?sslmode=require")
        shown = {name: read[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "CONN_MAX_AGE")}
        assert shown == {
            "NAME": "nuanxin",
            "USER": "teller",
            "PASSWORD": "p@ss",
            "HOST": "db.example",
            "PORT": "5433",
            "CONN_MAX_AGE": 0,
        }
        assert read["OPTIONS"]["sslmode"] == "require"

    def test_reads_a_socket(self) -> None:
        assert databases.read_address("postgresql://teller@/nuanxin?host=/run/db")["HOST"] == "/run/db"

    @pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host/", "sqlite:///", "nuanxin.sqlite3"])
    def test_refuses_what_is_no_address_of_ours(self, address: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
            databases.read_address(address)


@pytest.mark.django_db
def test_an_sqlite_file_is_opened_for_durable_writing_beside_readers(tmp_path: Path) -> None:
    opened = ConnectionHandler({"default": databases.sqlite(tmp_path / "nuanxin.sqlite3")})["default"]
    with opened.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    opened.close()
    assert found == {"journal_mode": "wal", "synchronous": 2}
    assert opened.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
class TestCache:
    """Limits on requests count in it, over all processes, so it has to be in the database."""

    def test_keeps_what_is_put_there_in_the_database(self) -> None:
        assert cache.add("limit:192.0.2.1", 1, timeout=60)
        assert not cache.add("limit:192.0.2.1", 9, timeout=60)
        assert cache.get("limit:192.0.2.1") == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cache")
            assert cursor.fetchone() == (1,)

    def test_forgets_what_is_over(self) -> None:
        cache.set("limit:192.0.2.2", 1, timeout=-1)
        assert cache.get("limit:192.0.2.2") is None
