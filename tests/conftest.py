"""Fixtures for all tests."""

import math

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tests import chromium, speed, workers
from tests.chromium import browser, pytest_terminal_summary
from tests.database import (
    copy_migrated_store,
    drop_migrated_store,
    keep_migrated_store,
    let_the_trail_be_emptied,
    numbered_from_one,
    refill,
    store_on_disk,
)
from tests.server import serve
from tests.workers import pytest_xdist_make_scheduler

__all__ = ["browser", "numbered_from_one", "pytest_terminal_summary", "pytest_xdist_make_scheduler", "store_on_disk"]


# How long an example takes says how busy the machine is.
properties.register_profile("madang", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("madang")


def pytest_collection_modifyitems(items):
    """Mark the tests that need a browser, and put in front those that come first."""
    chromium.mark(items)
    speed.mark(items)
    workers.order(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Refill the store when all that the test had is gone; after the last one the store itself is."""
    result = yield
    if nextitem is not None:
        refill(item)
    return result


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """pytest-django's own, but for SQLite the migrations run once and are copied from then on."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_modify_db_settings")
        from django.test.utils import setup_databases, teardown_databases

        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
            let_the_trail_be_emptied()
            keep_migrated_store()
        yield
        with django_db_blocker.unblock():
            drop_migrated_store()
            teardown_databases(made, verbosity=0)
        return
    with django_db_blocker.unblock():
        own_name = connection.settings_dict["NAME"]
        connection.close()
        name = connection.creation._get_test_db_name()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        copy_migrated_store()
    yield
    with django_db_blocker.unblock():
        connection.creation.destroy_test_db(own_name, verbosity=0)


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
