"""Fixtures for all tests."""

import pytest

from tests.server import serve


@pytest.fixture(autouse=True)
def nothing_cached():
    """A test's rollback is no commit, so what its caches hold would reach the next test."""
    yield
    from cms.publication import generation

    generation.replace()


@pytest.fixture
def server(db):
    """The whole application, cache included, on a real socket; it sees the test's open transaction."""
    with serve() as running:
        yield running
