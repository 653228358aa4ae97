"""Fixtures for all tests."""

import math

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tests import chromium, speed, workers
from tests.chromium import browser, pytest_terminal_summary
from tests.server import serve
from tests.stores import (
    django_db_setup,
    numbered_from_one,
    prepared_archive,
    prepared_city,
    prepared_committee,
    prepared_guide,
    prepared_korean_city,
    prepared_post,
    prepared_secrets,
    store_laid_first,
    store_on_disk,
    stores,
)
from tests.workers import pytest_xdist_make_scheduler

__all__ = [
    "browser",
    "django_db_setup",
    "numbered_from_one",
    "prepared_archive",
    "prepared_city",
    "prepared_committee",
    "prepared_guide",
    "prepared_korean_city",
    "prepared_post",
    "prepared_secrets",
    "pytest_terminal_summary",
    "pytest_xdist_make_scheduler",
    "store_laid_first",
    "store_on_disk",
    "stores",
]


# How long an example takes says how busy the machine is.
properties.register_profile("madang", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("madang")


def pytest_collection_modifyitems(items):
    """Mark the tests that need a browser, and put in front those that come first."""
    chromium.mark(items)
    speed.mark(items)
    workers.order(items)


@pytest.fixture(autouse=True)
def nothing_cached(monkeypatch):
    """A test's rollback is no commit, so what its caches hold would reach the next test.

    No other machine changes its store, so nobody asks the clock: it would be one query more in a second that has begun.
    """
    from cms.ledger import generation
    from syndication.sitemaps import SHELF

    monkeypatch.setattr(generation, "CHECK_SECONDS", math.inf)
    yield
    generation.replace()
    SHELF.clear()


@pytest.fixture
def server(db):
    """The whole application, cache included, on a real socket; it sees the test's open transaction."""
    with serve() as running:
        yield running
