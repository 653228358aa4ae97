"""A Meilisearch server for each test that wants one.

``stub`` is our own, which holds every request against the described interface. ``server`` is that one, and once more
the one that the environment names, if any: ``MEILISEARCH_URL=http://… pytest -m meilisearch``, with
``MEILISEARCH_MASTER_KEY`` where it has one. The two keys are then made as the guide makes them, and deleted, as are
indexes whose names begin with ``test-``.
"""

import json
import os
import re
from pathlib import Path

import pytest
import requests
from django.conf import settings as of_tests

from cms.search.meilisearch import names
from tests.search.meilisearch import stub as stubs

MISSING = "no server is named by MEILISEARCH_URL"
GUIDE = Path(__file__).parents[3] / "docs/search-meilisearch.md"


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


def described_keys():
    """The two keys as the guide lets an operator make them, for the indexes of tests: the one that writes first."""
    made = re.findall(r"^make_key '([^']*)'", GUIDE.read_text("utf-8"), re.MULTILINE)
    return [json.loads(one) | {"indexes": ["test-*"]} for one in made]


@pytest.fixture(scope="session")
def server_keys():
    """The keys of the server that the environment names; any will do where it has no master key."""
    master = os.environ.get("MEILISEARCH_MASTER_KEY")
    if not master:
        yield stubs.KEY, stubs.SEARCH_KEY
        return
    address = f"{of_tests.MEILISEARCH_OF_TESTS}/keys"
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {master}"
        made = [session.post(address, json=one, timeout=30).json() for one in described_keys()]
        yield tuple(one["key"] for one in made)
        for one in made:
            session.delete(f"{address}/{one['uid']}", timeout=30).raise_for_status()


@pytest.fixture
def live(settings, request):
    """The server that the environment names; it is left without any index of a test."""
    if not settings.MEILISEARCH_OF_TESTS:
        pytest.skip(MISSING)
    key, search_key = request.getfixturevalue("server_keys")
    settings.MEILISEARCH = {
        "url": settings.MEILISEARCH_OF_TESTS,
        "key": key,
        "search_key": search_key,
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
