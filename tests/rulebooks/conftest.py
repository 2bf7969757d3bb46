"""The sample book, read once."""

import pytest

from nuanxin.core.policy.book import Book
from tests.rulebooks.planting import sample


@pytest.fixture(scope="session")
def book() -> Book:
    """The sample book."""
    return sample()
