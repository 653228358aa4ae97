"""The tests' database and its copies, on SQLite and on PostgreSQL.

On SQLite the migrated store is made once for each set of migrations, and kept in a file between runs: running the
migrations of all applications takes longer than most test files, copying their result takes milliseconds.
"""

import fcntl
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases


def copy_migrated_store() -> None:
    """Fill the connection's empty SQLite database with the migrated store, after making that where it is missing."""
    template = migrated_store()
    connection.ensure_connection()
    with _turn(template):
        if not template.exists():
            call_command("migrate", verbosity=0, run_syncdb=True)
            made = template.with_suffix(f".{os.getpid()}")
            with closing(sqlite3.connect(made)) as target:
                connection.connection.backup(target)
            made.replace(template)
            return
    with closing(sqlite3.connect(template)) as source:
        source.backup(connection.connection)


@contextmanager
def _turn(template: Path) -> Iterator[None]:
    """Wait while another process of the run makes that store: it takes all of a processor for a quarter of a minute."""
    with template.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated_store() -> Path:
    """The file with the migrated store; it exists when the tests' database has been set up on SQLite."""
    return Path(tempfile.gettempdir()) / f"madang-migrated-{_migrations_digest()}.sqlite3"


# The lock of whoever makes the migrated database of a run.
_MAKING: Final = 20


class Database(Protocol):
    """The tests' database, and the copies of it that are kept under a name."""

    def keep(self, name: str) -> None:
        """Keep a copy of what it has now."""

    def lay(self, name: str) -> None:
        """Replace all that it has by what was kept under the name. No transaction may be open."""

    def close(self) -> None:
        """Remove it and its copies."""


class Memory:
    """A migrated database of SQLite, in memory as its copies are."""

    def __init__(self) -> None:
        self._kept: dict[str, sqlite3.Connection] = {}
        self._name_outside = connection.settings_dict["NAME"]
        connection.close()
        name = connection.creation._get_test_db_name()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        copy_migrated_store()

    def keep(self, name: str) -> None:
        self._kept[name] = sqlite3.connect(":memory:")
        connection.connection.backup(self._kept[name])

    def lay(self, name: str) -> None:
        connection.ensure_connection()
        self._kept[name].backup(connection.connection)

    def close(self) -> None:
        for kept in self._kept.values():
            kept.close()
        connection.creation.destroy_test_db(self._name_outside, verbosity=0)


class Server:
    """A migrated database of PostgreSQL; its copies are databases beside it, of which it is made anew."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._made = self._migrated()
        _let_the_trail_be_emptied()

    def _migrated(self) -> Any:
        """What setup_databases says of a migrated database, which one process of the run makes for all."""
        template = f"migrated_{_migrations_digest()}"
        with _server() as server:
            server.execute("SELECT pg_advisory_lock(%s)", [_MAKING])
            is_made = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone() is not None
            if is_made:
                own = connection.creation._get_test_db_name()
                server.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
            made = setup_databases(verbosity=0, interactive=False, keepdb=is_made)
            if not is_made:
                self._run(f'CREATE DATABASE "{template}" TEMPLATE "{self._own()}"')
        return made

    def keep(self, name: str) -> None:
        own, copy = self._own(), self._copy(name)
        self._kept.append(copy)
        self._run(f'DROP DATABASE IF EXISTS "{copy}"', f'CREATE DATABASE "{copy}" TEMPLATE "{own}"')

    def lay(self, name: str) -> None:
        own = self._own()
        self._run(f'DROP DATABASE "{own}" WITH (FORCE)', f'CREATE DATABASE "{own}" TEMPLATE "{self._copy(name)}"')

    def close(self) -> None:
        self._run(*(f'DROP DATABASE IF EXISTS "{copy}"' for copy in self._kept))
        # Threads of the tests may have left connections open.
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._own()}'")
        teardown_databases(self._made, verbosity=0)

    def _own(self) -> str:
        return str(connection.settings_dict["NAME"])

    def _copy(self, name: str) -> str:
        return f"{self._own()}_{name}"

    def _run(self, *statements: str) -> None:
        """Run statements that no connection to the database may be open for."""
        connection.close()
        connection.close_pool()
        with _server() as server:
            for statement in statements:
                server.execute(statement)


def _server() -> psycopg.Connection:
    """The server of the tests, beside all databases that are made and removed on it."""
    own = connection.settings_dict
    places = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own["PASSWORD"]}
    return psycopg.connect(**places, dbname="postgres", autocommit=True)


def _let_the_trail_be_emptied() -> None:
    """Allow on PostgreSQL what a test that commits ends with, TRUNCATE of all tables, for the audit trail too."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_auditentry DISABLE TRIGGER access_auditentry_whole")


def _migrations_digest() -> str:
    digest = hashlib.sha256()
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label}/{path.name}\0".encode() + path.read_bytes())
        digest.update(repr(sorted(model._meta.label for model in config.get_models())).encode())
    return digest.hexdigest()[:16]
