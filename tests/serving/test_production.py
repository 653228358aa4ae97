"""The program with the settings of production, on PostgreSQL, under its real name."""

import os
import signal
import socket
import time
from pathlib import Path

import psycopg
import pytest

from cms.core import turns
from tests.serving.conftest import needs_linux
from tests.serving.running import environment, free_port, kill, production, serving, until

pytestmark = needs_linux
# Longer than it takes the probe to ask, and to give up.
START_SECONDS = 45


@pytest.fixture
def variables(database, tmp_path):
    return production(tmp_path / "var", database, WEB_CONCURRENCY="2", MADANG_START_SECONDS=str(START_SECONDS))


def threads(pid):
    return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())


def test_it_serves_for_longer_than_any_probe_through_kills_and_ends_as_asked(variables, tmp_path):
    """One start for all of it, because a start takes seconds."""
    began = time.monotonic()
    with serving(tmp_path, variables) as program:
        program.wait_until_ready()
        # It starts programs, and a thread that holds a lock at that moment would hold it in them for ever.
        assert threads(program.process.pid) == 1

        assert program.get("/livez", Host="10.1.2.3", X_Forwarded_Proto="http").status_code == 200
        assert program.get("/", Host="10.1.2.3").status_code == 421
        assert program.get("/").headers["Strict-Transport-Security"] == "max-age=31536000"
        kept = program.get("/")
        assert (kept.status_code, kept.headers["Strict-Transport-Security"]) == (200, "max-age=31536000")
        plain = program.get("/traffic/", X_Forwarded_Proto="http")
        assert (plain.status_code, plain.headers["Location"]) == (301, "https://news.example.org/traffic/")
        assert program.get("/healthz", X_Forwarded_Proto="http").status_code == 200

        for _ in range(2):
            for pid in program.children("cms.serving"):
                kill(pid)
            until(lambda: len(program.children("cms.serving")) == 2, why=program.said)
        until(lambda: program.status("/readyz") == 200, why=program.said)
        (worker,) = program.children("manage.py worker")
        kill(worker)
        until(lambda: program.children("manage.py worker") not in ([], [worker]), why=program.said)

        until(lambda: time.monotonic() - began > START_SECONDS + 1, seconds=START_SECONDS + 30)
        assert program.process.poll() is None
        assert program.get("/").status_code == 200
        said = program.said()
        assert "the web server 1 was killed by SIGKILL; it is started again" in said
        assert "the worker was killed by SIGKILL; it is started again" in said
        assert program.stop() == 0
        assert program.said().splitlines()[-1] == "Stopped."


def test_a_machine_waits_while_another_one_brings_the_store_up_to_date(database, variables, tmp_path):
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [turns.PREPARING])
        with serving(tmp_path, variables | {"WEB_CONCURRENCY": "1"}) as program:
            until(lambda: "waiting for it ..." in program.said(), seconds=240, why=program.said)
            assert not (tmp_path / "var" / "static").exists()
            # As migrations do: it waits for all statements that run.
            other.execute("SET statement_timeout = '60s'")
            other.execute("CREATE INDEX CONCURRENTLY another ON django_migrations (applied)")
            other.execute("SELECT pg_advisory_unlock(%s)", [turns.PREPARING])
            program.wait_until_ready()
            assert program.said().startswith("Another machine brings the store up to date; waiting for it ...\n")
            assert other.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)


def test_a_server_that_is_not_ready_in_time_says_so(variables, tmp_path):
    """Within a second it has not even loaded all that it needs."""
    with serving(tmp_path, variables | {"MADANG_START_SECONDS": "1", "WEB_CONCURRENCY": "1"}) as program:
        assert program.wait() == 1
        assert "The web server did not answer /readyz within 1 seconds" in program.said()
        assert "Traceback" not in program.said()


def test_a_used_port_is_told(tmp_path):
    with socket.socket() as used:
        used.bind(("127.0.0.1", 0))
        used.listen()
        port = used.getsockname()[1]
        with serving(tmp_path, environment(tmp_path / "var", PORT=str(port))) as program:
            assert program.wait() == 1
            assert f"Cannot listen on 127.0.0.1, port {port}: Address already in use." in program.said()
            assert "Traceback" not in program.said()


def test_wrong_settings_are_told(tmp_path):
    with serving(tmp_path, production(tmp_path / "var", "", SECRET_KEY="short", TIME_ZONE="Mars")) as program:
        assert program.wait() == 1
        assert "madang.S001" in program.said()
        assert "madang.S005" in program.said()
        assert "Traceback" not in program.said()


def test_a_database_that_is_away_is_told(tmp_path):
    nobody = f"postgres://madang@127.0.0.1:{free_port()}/none"
    with serving(tmp_path, production(tmp_path / "var", nobody)) as program:
        assert program.wait() == 1
        assert "the database does not answer" in program.said()
        assert "Traceback" not in program.said()


def test_a_failed_migration_is_told(state, tmp_path):
    (state / "madang.sqlite3").write_bytes(b"this is no database, and it is longer than a header would be" * 10)
    with serving(tmp_path, environment(state)) as program:
        assert program.wait() == 1
        assert "CommandError: The store could not be brought up to date: " in program.said()
        assert "file is not a database" in program.said()
        assert "Traceback" not in program.said()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_as_asked_while_it_still_prepares_its_store(number, tmp_path):
    with serving(tmp_path, environment(tmp_path / "var")) as program:
        until((tmp_path / "var" / "madang.sqlite3").exists, why=program.said)
        os.kill(program.process.pid, number)
        assert program.wait() == 0
        assert program.said() == "Stopped.\n"
