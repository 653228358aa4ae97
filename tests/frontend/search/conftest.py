"""A stored city whose index has followed it."""

import pytest

from tests.background import keep


@pytest.fixture
def indexed(city: None) -> None:
    """Posts, 23 in Korean and one in English."""
    keep()


@pytest.fixture
def indexed_documents(released: None) -> None:
    """Documents and meetings."""
    keep()
