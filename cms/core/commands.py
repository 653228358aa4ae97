"""Commands: how they are typed, and the end of one that cannot go on: one line that says what is wrong and what to do,
instead of a trace."""

import shlex
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import base
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from cms.core.errors import MadangError, StoreFull, Unavailable
from cms.core.faults import fault

_WAYS_OUT: Final[dict[type[MadangError], str]] = {
    StoreFull: ". Free some space there, then run the same command again.",
    Unavailable: ". Run the same command again when it does.",
}

_EMPTY: Final = (
    "The store is empty (its folder is {}). Start the server once, which prepares it, or name the folder of the one"
    " that runs by MADANG_STATE_DIR, or its database by DATABASE_URL."
)
_BEHIND: Final = "The store is not up to date (its folder is {}). Start the server once, which brings it up to date."


def typed(command: str, **variables: str) -> str:
    """A command as it is typed in another terminal, in the folder of the program, to work on the store of this one.

    ``variables`` are set for it too; empty ones are not. What may hold a password, such as DATABASE_URL, is not said.
    For whoever is at this machine: it names a folder of it.
    """
    return with_variables(command, MADANG_STATE_DIR=own_folder(), **variables)


def with_variables(command: str, **variables: str) -> str:
    """A command with these set for it, but for empty ones."""
    return " ".join([*(f"{name}={shlex.quote(value)}" for name, value in variables.items() if value), command])


def own_folder() -> str:
    """The folder of the store; empty where it is that of whoever names none."""
    folder = Path(settings.STATE_DIR)
    # Settings are read late: they fail where the disk is full.
    return "" if folder == settings.BASE_DIR / "var" else str(folder)


@contextmanager
def in_words(named: Collection[str] = ()) -> Iterator[None]:
    """Turn what the machine did wrong, and every error of the tree, into CommandError; mistakes of ours stay.

    ``named`` is what was typed behind the command: a file of that name which cannot be had is no mistake of ours.
    """
    try:
        yield
    except CommandError:
        raise
    except Exception as error:
        found = fault(error)
        if found is None:
            if isinstance(error, OSError) and str(error.filename) in named:
                raise CommandError(f"{error.filename}: cannot be read: {error.strerror}") from error
            if isinstance(error, DatabaseError) and is_behind():
                raise CommandError((_BEHIND if _has_tables() else _EMPTY).format(settings.STATE_DIR)) from error
            raise
        said = f" ({' '.join(str(error).split())})" if found is not error and str(error) else ""
        raise CommandError(f"{found}{said}{_WAYS_OUT.get(type(found), '')}") from error


def _has_tables() -> bool:
    return MigrationRecorder(connection).has_table()


def is_behind() -> bool:
    """Return whether the store lacks tables that the program knows: an error of a query is no mistake of ours then."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class BaseCommand(base.BaseCommand):
    """The base of our commands."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it, and end in words where it cannot go on."""
        with in_words({str(value) for value in options.values() if value is not None}):
            return super().execute(*args, **options)
