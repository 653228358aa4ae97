"""The faults of the machine, told from ours, and said in words."""

import errno
import sqlite3

import psycopg
import pytest
from django.core import management
from django.core.management import CommandError, call_command
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError

import manage
from cms.core.commands import BaseCommand, in_words
from cms.core.errors import BadInput, StoreFull, Unavailable
from cms.core.faults import fault


def of_sqlite(code, kind=OperationalError):
    cause = sqlite3.OperationalError("in the words of SQLite")
    cause.sqlite_errorcode = code
    return caused(kind("in the words of SQLite"), cause)


def of_postgresql(cause, kind=OperationalError):
    return caused(kind(str(cause)), cause)


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StoreFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), StoreFull),
        (OSError(errno.EFBIG, "File too large"), StoreFull),
        (of_sqlite(sqlite3.SQLITE_FULL), StoreFull),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), StoreFull),
        (of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), StoreFull),
        (of_postgresql(psycopg.errors.DiskFull("could not extend file")), StoreFull),
        (of_sqlite(sqlite3.SQLITE_BUSY), Unavailable),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Unavailable),
        (of_sqlite(sqlite3.SQLITE_IOERR_READ), Unavailable),
        (of_sqlite(sqlite3.SQLITE_NOTADB, DatabaseError), Unavailable),
        (of_postgresql(psycopg.OperationalError("connection refused")), Unavailable),
        (of_postgresql(psycopg.errors.AdminShutdown("terminating connection")), Unavailable),
        (of_postgresql(psycopg.errors.QueryCanceled("statement timeout")), Unavailable),
        (of_postgresql(psycopg.errors.DeadlockDetected("deadlock detected")), Unavailable),
        (of_postgresql(psycopg.errors.TooManyConnections("too many clients")), Unavailable),
        (InterfaceError("connection already closed"), Unavailable),
        (caused(RuntimeError("while storing"), OSError(errno.ENOSPC, "No space left on device")), StoreFull),
    ],
)
def test_a_fault_of_the_machine_is_known_by_its_number(error, kind):
    assert type(fault(error)) is kind


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        ValueError("ours"),
        OSError(errno.ENOENT, "No such file or directory"),
        of_sqlite(sqlite3.SQLITE_ERROR),
        of_postgresql(psycopg.errors.UndefinedTable("no such table"), ProgrammingError),
        DatabaseError("ours"),
    ],
)
def test_a_mistake_of_ours_stays_one(error):
    assert fault(error) is None
    with pytest.raises(type(error)), in_words():
        raise error


def test_an_error_of_the_tree_is_itself():
    error = BadInput("not a number", where="line 3")
    assert fault(error) is error


def test_causes_that_go_in_a_circle_end():
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert fault(one) is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BadInput("not a number", where="line 3"), "line 3: not a number"),
        (CommandError("no such section"), "no such section"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/var/x"),
            "/var/x: there is no space left to store files ([Errno 28] No space left on device: '/var/x')."
            " Free some space there, then run the same command again.",
        ),
        (
            of_postgresql(psycopg.errors.DiskFull("could not extend\nfile")),
            "the disk of the database is full (could not extend file)."
            " Free some space there, then run the same command again.",
        ),
    ],
)
def test_a_command_ends_in_one_line(error, said):
    class Command(BaseCommand):
        requires_system_checks = ()

        def handle(self, *args, **options):
            raise error

    with pytest.raises(CommandError) as end:
        Command().execute(force_color=False, no_color=True, skip_checks=True)
    assert str(end.value) == said


FILES = [
    ["import_posts", "--field", "traffic"],
    ["import_redirects"],
    ["import_meetings"],
    ["import_committees"],
    ["load_city"],
]


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.django_db
@pytest.mark.parametrize("command", FILES, ids=lambda command: command[0])
@pytest.mark.parametrize(("name", "said"), [("none.csv", "No such file or directory"), ("folder", "Is a directory")])
def test_a_file_that_cannot_be_had_is_named_once_with_the_reason(command, name, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError) as end:
        call_command(command[0], name, *command[1:])
    assert str(end.value) == f"{name}: cannot be read: {said}"


def test_what_is_about_no_file_is_no_file_that_cannot_be_had():
    class Interrupted(BaseCommand):
        def handle(self, **options):
            assert None in options.values()
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    with pytest.raises(BrokenPipeError):
        call_command(Interrupted())


def test_a_command_whose_reader_has_enough_ends_without_a_word(monkeypatch, capfd):
    def ends(arguments):
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    closed = []
    monkeypatch.setattr(management, "execute_from_command_line", ends)
    monkeypatch.setattr(manage.os, "dup2", lambda *descriptors: closed.append(descriptors))
    with pytest.raises(SystemExit) as end:
        manage.main()
    assert (end.value.code, len(closed), capfd.readouterr()) == (1, 1, ("", ""))
