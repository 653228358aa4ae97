"""The migrated store that tests start from, made once for each set of migrations and then copied into memory.

Running the migrations of all applications takes longer than most test files; copying their result takes milliseconds.
"""

import hashlib
import itertools
import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import blocking_manager_key

_FIRST_NUMBERS = itertools.count(100_000, 100_000)


def copy_migrated_store() -> None:
    """Fill the connection's empty SQLite database with the migrated store, after making that where it is missing."""
    template = migrated_store()
    if not template.exists():
        call_command("migrate", verbosity=0, run_syncdb=True)
        made = template.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(made)) as target:
            connection.connection.backup(target)
        made.replace(template)
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(template)) as source:
        source.backup(connection.connection)


def migrated_store() -> Path:
    """The file with the migrated store; it exists when the tests' database has been set up on SQLite."""
    return Path(tempfile.gettempdir()) / f"madang-migrated-{_migrations_digest()}.sqlite3"


def keep_migrated_store() -> None:
    """Make a database of PostgreSQL from which :func:`refill` makes that of the tests anew."""
    name = _let_go()
    _administer(f'DROP DATABASE IF EXISTS "{name}_migrated"', f'CREATE DATABASE "{name}_migrated" TEMPLATE "{name}"')


def drop_migrated_store() -> None:
    """Remove it, and end what threads of the tests have left open on their own database, which goes next."""
    name = _let_go()
    _administer(
        f'DROP DATABASE IF EXISTS "{name}_migrated"',
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )


def refill(item: pytest.Function) -> None:
    """Put back what the migrations made, after a test that committed: pytest-django empties the store behind it."""
    was_run = bool(item.funcargs)
    if not was_run or not commits(item):
        return
    with item.config.stash[blocking_manager_key].unblock():
        if connection.vendor == "sqlite":
            copy_migrated_store()
            return
        name = _let_go()
        _administer(f'DROP DATABASE "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{name}_migrated"')
        # What tests.keepsake puts back has the numbers that it was made with: new rows begin beyond them.
        with connection.cursor() as cursor:
            first = next(_FIRST_NUMBERS)
            cursor.execute("SELECT setval(oid, %s) FROM pg_class WHERE relkind = 'S'", [first])


@pytest.fixture
def numbered_from_one(db: None) -> None:
    """For tests that name the shards of the sitemap: entries and terms have the numbers of an empty store.

    SQLite takes numbers back with the rows; PostgreSQL never does, so the tests before have used them.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in ("publication_entry", "publication_termrow"):
                cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH 1")


def let_the_trail_be_emptied() -> None:
    """Allow on PostgreSQL what a test that commits ends with, TRUNCATE of all tables, for the audit trail too."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_auditentry DISABLE TRIGGER access_auditentry_whole")


def commits(item: pytest.Item) -> bool:
    """Return whether pytest-django lets the test commit."""
    marked = any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))
    return marked or "transactional_db" in getattr(item, "fixturenames", ())


def _administer(*statements: str) -> None:
    """Run statements that no database may be open for, on PostgreSQL."""
    settings = connection.settings_dict
    places = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    with psycopg.connect(**places, password=settings["PASSWORD"], dbname="postgres", autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def _let_go() -> str:
    """Close every connection to the tests' database; returns its name."""
    connection.close()
    connection.close_pool()
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def store_on_disk(transactional_db, tmp_path):
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


def _migrations_digest() -> str:
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label}/{path.name}\0".encode() + path.read_bytes())
        digest.update(repr(sorted(model._meta.label for model in config.get_models())).encode())
    return digest.hexdigest()[:16]
