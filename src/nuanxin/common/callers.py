"""Who calls: the address that limits on requests are counted by."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from.

    Behind the bank's proxy it is the last one in X-Forwarded-For, which the proxy itself wrote; those before
    it are what the caller says. Without a proxy the header is only the caller's word and is not read.
    """
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.split(",")[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
