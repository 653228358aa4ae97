"""The faults of the machine, not of the caller, as errors of the tree: a full disk, a database that is away.

Asked by the one place of each surface that words an error: the answers of the web, and the end of a command.
"""

import errno
import sqlite3
from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError

from cms.core.errors import MadangError, StoreFull, Unavailable

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Where it is no page of its own that finds no space, but the index of its log, or a bound of the file's size ends it.
_SQLITE_FULL: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_FSYNC}
)
_SQLITE_AWAY: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
    }
)
# Classes of SQLSTATE (PostgreSQL, appendix A): connections, resources, an operator's intervention, a lost race.
_POSTGRESQL_FULL: Final = ("53100",)
_POSTGRESQL_AWAY: Final = ("08", "53", "57", "40001", "40P01")

STORE: Final = "there is no space left to store files"
DATABASE_FULL: Final = "the disk of the database is full"
DATABASE_AWAY: Final = "the database does not answer"


def fault(error: BaseException) -> MadangError | None:
    """The error of the tree behind an exception, looked for along its causes; None where it is a mistake of ours."""
    for each in _causes(error):
        if found := _known(each):
            return found
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__


def _known(error: BaseException) -> MadangError | None:
    if isinstance(error, MadangError):
        return error
    if isinstance(error, OSError) and error.errno in FULL:
        return StoreFull(STORE, where=str(error.filename) if error.filename else None)
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    return None


def _of_database(error: Exception) -> MadangError | None:
    """By the number that the database gives, never by its words, which are in its own language."""
    cause = error.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        # The low byte is the kind, the rest says more about it.
        if {code, code & 0xFF} & _SQLITE_FULL:
            return StoreFull(DATABASE_FULL)
        return Unavailable(DATABASE_AWAY) if code & 0xFF in _SQLITE_AWAY else None
    state = getattr(cause, "sqlstate", None)
    if state and state.startswith(_POSTGRESQL_FULL):
        return StoreFull(DATABASE_FULL)
    if state:
        return Unavailable(DATABASE_AWAY) if state.startswith(_POSTGRESQL_AWAY) else None
    # A connection that could not be made, or was lost, has no state to tell.
    return Unavailable(DATABASE_AWAY) if isinstance(error, OperationalError | InterfaceError) else None
