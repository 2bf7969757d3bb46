"""What a caller may ask for: how often, how much, and in which form. Refused before the body is read."""

from __future__ import annotations

import datetime
import functools
import ipaddress
import math
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from nuanxin.api import answers, errors
from nuanxin.common import callers
from nuanxin.common.refusals import Refusal

WINDOW = datetime.timedelta(minutes=1)
MOST_BYTES = 32 * 1024
SITE_PREFIX = 64
"""One household or one host has a whole /64 of IPv6 to call from."""

# The row of a caller is in the cache's table. The statement both counts and decides, so that no other process can come
# in between; where the window is full its WHERE fails and nothing is written.
TAKE = """
INSERT INTO {table} (cache_key, value, expires) VALUES (%(caller)s, '1', %(end)s)
ON CONFLICT (cache_key) DO UPDATE SET
  value = CASE WHEN {table}.expires <= %(now)s THEN '1' ELSE CAST(CAST({table}.value AS integer) + 1 AS text) END,
  expires = CASE WHEN {table}.expires <= %(now)s THEN excluded.expires ELSE {table}.expires END
WHERE {table}.expires <= %(now)s OR CAST({table}.value AS integer) < %(most)s
RETURNING value
"""
END = "SELECT expires FROM {table} WHERE cache_key = %(caller)s"
FORGET = "DELETE FROM {table} WHERE expires <= %(now)s"

Run = Callable[..., Any]


def guard(run: Run) -> Run:
    """Let an operation run for bodies that may be read, and for callers within their limit."""

    @functools.wraps(run)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        try:
            require_readable(request)
            take_turn(callers.address_of(request), most=settings.API_PLANS_A_MINUTE, now=timezone.now())
        except Refusal as refusal:
            return errors.answer(refusal)
        answered: HttpResponse = run(request, **values)
        return answered

    return guarded


def require_readable(request: HttpRequest) -> None:
    """Refuse a body that is too large, of unknown length, or not JSON, by what its headers say.

    :raises Refusal: `api.length`, `api.too_large`, `api.media_type`.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if "HTTP_TRANSFER_ENCODING" in request.META or not length.isdecimal():
        raise Refusal("api.length", "send the body whole, with its length in Content-Length")
    if int(length) > MOST_BYTES:
        raise Refusal("api.too_large", f"the body is larger than {MOST_BYTES} bytes", {"most_bytes": MOST_BYTES})
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if request.content_type != answers.JSON or charset not in ("utf-8", "utf8"):
        raise Refusal("api.media_type", f"send {answers.JSON} in UTF-8")


def take_turn(address: str, *, most: int, now: datetime.datetime, using: str = DEFAULT_DB_ALIAS) -> None:
    """Count one request of an address.

    :raises Refusal: `api.too_many`: there were `most` in the window already; `wait_seconds` is what is left of it.
    """
    connection = connections[using]
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    moments = {"now": now, "end": now + WINDOW}
    stored = {name: connection.ops.adapt_datetimefield_value(moment) for name, moment in moments.items()}
    values = {**stored, "caller": _row_of(address), "most": most}
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(table=table), values)
        taken = cursor.fetchall()
        if taken == [("1",)]:
            cursor.execute(FORGET.format(table=table), values)
        if not taken:
            cursor.execute(END.format(table=table), values)
            raise _too_many(most, _seconds_until(cursor.fetchone(), now))


def _row_of(address: str) -> str:
    """Return the key of a caller's row: a digest, since an address may be a person's."""
    return "turns:" + str(salted_hmac(__name__, _site_of(address), algorithm="sha256").hexdigest())


def _site_of(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ipaddress.ip_network((known, SITE_PREFIX), strict=False))


def _seconds_until(row: tuple[Any] | None, now: datetime.datetime) -> int:
    """Return the whole seconds until a row expires; one that has gone meanwhile is worth another try at once."""
    if row is None:
        return 1
    end: datetime.datetime = row[0]
    if timezone.is_naive(end):  # SQLite keeps moments in UTC without saying so
        end = end.replace(tzinfo=datetime.UTC)
    return max(1, math.ceil((end - now).total_seconds()))


def _too_many(most: int, wait_seconds: int) -> Refusal:
    data = {"most": most, "wait_seconds": wait_seconds}
    return Refusal("api.too_many", f"{most} plans a minute and no more; wait {wait_seconds} seconds", data)
