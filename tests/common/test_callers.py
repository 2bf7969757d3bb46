"""Limits are counted by an address that the caller cannot choose."""

import pytest
from django.test import RequestFactory, override_settings

from nuanxin.common import callers


class TestAddressOf:
    @pytest.mark.parametrize(
        ("behind_proxy", "forwarded", "address"),
        [
            (False, "", "192.0.2.7"),
            (False, "198.51.100.9", "192.0.2.7"),
            (True, "198.51.100.9", "198.51.100.9"),
            (True, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
            (True, "", "192.0.2.7"),
        ],
    )
    def test_believes_only_what_the_bank_s_proxy_wrote(self, behind_proxy: bool, forwarded: str, address: str) -> None:
        headers = {"x-forwarded-for": forwarded} if forwarded else {}
        request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.7")
        with override_settings(BEHIND_PROXY=behind_proxy):
            assert callers.address_of(request) == address
