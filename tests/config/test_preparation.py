"""What is wrong stops the start, and not the first page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from nuanxin.config import preparation


class TestReadBook:
    def test_is_content_with_the_sample(self) -> None:
        preparation.read_book()

    def test_stops_with_the_fault_of_a_book_that_cannot_be_read(self, tmp_path: Path) -> None:
        with override_settings(BOOK=tmp_path), pytest.raises(SystemExit, match=r"NUANXIN_BOOK(.|\n)*book\.yaml"):
            preparation.read_book()


@pytest.mark.django_db(transaction=True)
class TestPrepareDatabase:
    def test_makes_the_table_that_limits_count_in_and_may_be_repeated(self) -> None:
        with connection.schema_editor() as editor:
            editor.execute("DROP TABLE cache")
        preparation.prepare_database()
        preparation.prepare_database()
        call_command("check", databases=["default"], fail_level="ERROR")
        assert settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()
