"""A stored city whose index has followed it."""

import pytest

from cms.ledger import following
from cms.search.channel import SEARCH


def keep() -> None:
    """Let the index follow all changes."""
    while following.step(SEARCH):
        pass


@pytest.fixture
def indexed(city: None) -> None:
    """Posts, 23 in Korean and one in English."""
    keep()


@pytest.fixture
def indexed_documents(released: None) -> None:
    """Documents and meetings."""
    keep()
