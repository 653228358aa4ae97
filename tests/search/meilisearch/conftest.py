"""A Meilisearch server for each test that wants one.

``stub`` is our own, which holds every request against the described interface. ``server`` is that one, and once more
the one that the environment names, if any: ``MEILISEARCH_URL=http://… pytest -m meilisearch``, with ``MEILISEARCH_KEY``
and ``MEILISEARCH_SEARCH_KEY`` where it has keys. Its indexes whose names begin with ``test-`` are made and deleted.
"""

import os

import pytest

from cms.search.meilisearch import names
from tests.search.meilisearch import stub as stubs

MISSING = "no server is named by MEILISEARCH_URL"


@pytest.fixture
def stub(settings, monkeypatch):
    """The stub, as the settings name it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with stubs.running() as running:
        settings.MEILISEARCH = {
            "url": running.url,
            "key": stubs.KEY,
            "search_key": stubs.SEARCH_KEY,
            "prefix": "test",
        }
        yield running


@pytest.fixture
def live(settings):
    """The server that the environment names; it is left without any index of a test."""
    if not os.environ.get("MEILISEARCH_URL"):
        pytest.skip(MISSING)
    settings.MEILISEARCH = {
        "url": os.environ["MEILISEARCH_URL"],
        "key": os.environ.get("MEILISEARCH_KEY", stubs.KEY),
        "search_key": os.environ.get("MEILISEARCH_SEARCH_KEY", stubs.SEARCH_KEY),
        "prefix": f"test-{os.getpid()}",
    }
    yield
    server = names.writer()
    for name in server.names(f"{settings.MEILISEARCH['prefix']}_"):
        server.delete(name)


@pytest.fixture(params=["stub", pytest.param("live", marks=pytest.mark.meilisearch)])
def server(request):
    """A server, the stub and then the one of the environment, as the worker tells it."""
    request.getfixturevalue(request.param)
    return names.writer()
