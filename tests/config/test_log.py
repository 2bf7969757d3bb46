"""The log says what went wrong and not what a person said."""

import io
import json
import logging
from typing import Any, cast

import pytest
from django.conf import settings

SPOKEN = " ".join(["my", "mother", "had", "a", "stroke"])


def log_a_failure(end: str) -> str:
    """Return what the log holds after a view failed that had a person's words in a variable."""
    formatter = dict(cast("Any", settings.LOGGING)["formatters"]["lines"])
    formatter["processors"] = [formatter["processors"][0], *settings.LOG_ENDS[end]]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter.pop("()")(**formatter))
    logger = logging.Logger("nuanxin.test")
    logger.addHandler(handler)

    def read(words: str) -> None:
        raise LookupError(len(words))

    try:
        read(SPOKEN)
    except LookupError:
        logger.exception("a page failed")
    return stream.getvalue()


@pytest.mark.parametrize("end", ["plain", "json"])
def test_a_traceback_holds_no_values(end: str) -> None:
    written = log_a_failure(end)
    assert "LookupError" in written
    assert "in read" in written
    assert "words = " not in written
    assert "stroke" not in written


def test_outside_the_demo_a_line_is_one_object() -> None:
    (line,) = log_a_failure("json").splitlines()
    assert json.loads(line)["level"] == "error"
