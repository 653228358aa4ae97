"""The stores that tests begin with.

A test begins with the migrated store. If it asks for one of the fixtures :data:`PREPARED`, itself or through another
fixture, it begins with the store that the function there has made: once a run, on the migrated store, and committed.
Both are kept, and copied into the tests' database where another was before. What a test writes is rolled back; after
one that commits, the store of the next is copied in any case.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, cast

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker, Settings
from wagtail.models import Site

from cms.committees.models import CommitteePage
from cms.ledger import generation
from cms.news.models import PostPage
from cms.releases.models import DocumentsPage
from cms.subsites.models import CityPage
from tests.content import (
    BASE_URL,
    make_archive,
    make_city,
    make_city_with_a_committee,
    make_city_with_a_post,
    make_korean_city,
)
from tests.core.doors import secrets
from tests.database import Database, Memory, Server
from tests.journeys import guided

MIGRATED: Final = "migrated"
# What makes the store of each fixture. A new one is a line here, a fixture below, and its name in tests/conftest.py.
PREPARED: Final[dict[str, Callable[[], object]]] = {
    "prepared_city": make_city,
    "prepared_korean_city": make_korean_city,
    "prepared_post": make_city_with_a_post,
    "prepared_archive": make_archive,
    "prepared_committee": make_city_with_a_committee,
    "prepared_secrets": secrets.make,
    "prepared_guide": guided.make,
}


@pytest.fixture
def prepared_city(db: None) -> CityPage:
    """The city with Traffic and Health in Korean and English."""
    return make_city()


@pytest.fixture
def prepared_korean_city(db: None) -> CityPage:
    """The same city in Korean only."""
    return make_korean_city()


@pytest.fixture
def prepared_post(db: None, settings: Settings) -> PostPage:
    """A post of the city in both languages, at /traffic/road/; what asks has the city's own name."""
    settings.MADANG_BASE_URL = BASE_URL
    return make_city_with_a_post()


@pytest.fixture
def prepared_archive(db: None) -> DocumentsPage:
    """The section of documents of the city in both languages."""
    return make_archive()


@pytest.fixture
def prepared_committee(db: None) -> CommitteePage:
    """A committee of the city in both languages."""
    return make_city_with_a_committee()


@pytest.fixture
def prepared_secrets(db: None, stores: "Stores") -> secrets.World:
    """The city in which somebody has written what others may not know."""
    return secrets.World(stores.made["prepared_secrets"])


@pytest.fixture
def prepared_guide(db: None, stores: "Stores") -> dict[str, Any]:
    """The city of the guide for front ends: the value for each variable of its queries."""
    return cast(dict[str, Any], stores.made["prepared_guide"])


class Stores:
    """The tests' database, which store it has, and those that can be laid into it.

    ``made`` has what their makers have returned.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._database.keep(MIGRATED)
        self.made: dict[str, object] = {MIGRATED: None}
        self._laid: str | None = MIGRATED

    def lay(self, name: str) -> None:
        """Let the database have this store; makes it where no test has asked for it yet."""
        # Wagtail's cache outlives what the test before has rolled back.
        Site.clear_site_root_paths_cache()
        if name == self._laid:
            return
        self._copy(name if name in self.made else MIGRATED)
        if name not in self.made:
            with transaction.atomic():
                made = PREPARED[name]()
            self._database.keep(name)
            self.made[name] = made
        self._laid = name

    def spoil(self) -> None:
        """Have the next test's store laid anew: somebody has committed to this one."""
        self._laid = None

    def _copy(self, name: str) -> None:
        self._laid = None
        self._database.lay(name)
        # Numbers of rows are others now.
        ContentType.objects.clear_cache()
        generation.replace()


@pytest.fixture(scope="session")
def stores(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Stores]:
    """The tests' database, with the migrated store."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_modify_db_settings")
    with django_db_blocker.unblock():
        database = Memory() if connection.vendor == "sqlite" else Server()
        stores = Stores(database)
    yield stores
    with django_db_blocker.unblock():
        database.close()


@pytest.fixture
def django_db_setup(
    request: pytest.FixtureRequest, stores: Stores, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The store that a test begins with; pytest-django asks for it before it begins the test's transaction."""
    with django_db_blocker.unblock():
        stores.lay(store_for(request.fixturenames))
    yield
    if commits(request):
        stores.spoil()


@pytest.fixture(autouse=True)
def store_laid_first(request: pytest.FixtureRequest) -> None:
    """A store is made before any other fixture changes settings or the clock for its own test alone."""
    if "django_db_setup" in request.fixturenames:
        request.getfixturevalue("django_db_setup")


def store_for(fixtures: Collection[str]) -> str:
    """The name of the store that a test with these fixtures begins with."""
    asked = [name for name in PREPARED if name in fixtures]
    assert len(asked) <= 1, f"a test begins with one store, not with {' and '.join(asked)}"
    return asked[0] if asked else MIGRATED


def commits(request: pytest.FixtureRequest) -> bool:
    """Return whether pytest-django lets the test commit."""
    marked = any(mark.kwargs.get("transaction") for mark in request.node.iter_markers("django_db"))
    return marked or "transactional_db" in request.fixturenames


@pytest.fixture
def numbered_from_one(db: None) -> None:
    """For tests that name the shards of the sitemap: entries and terms have the numbers of an empty store.

    SQLite takes numbers back with the rows; PostgreSQL never does, so the tests before have used them.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in ("publication_entry", "publication_termrow"):
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH 1")


@pytest.fixture
def store_on_disk(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """For tests with several threads that write: in memory SQLite refuses what on disk waits for its turn.

    PostgreSQL stays as it is.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name, path = connection.connection, connection.settings_dict["NAME"], tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(path)) as target:
        in_memory.backup(target)
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = name, in_memory
