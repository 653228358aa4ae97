"""The benchmark asks the application itself, without Django's client of tests, inside the test's transaction."""

import pytest

from tests.server import connections_kept


@pytest.fixture(autouse=True)
def connection_kept():
    """The test's connection is not given back at the end of each request."""
    with connections_kept():
        yield
