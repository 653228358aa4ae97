"""A PostgreSQL that can be taken away, and that comes back where it was."""

import os
import signal
from pathlib import Path
from uuid import uuid4

import psycopg

from tests import postgres
from tests.serving.running import free_port, until


class Cluster:
    """The server of a folder, on one port for as long as it lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.start()

    def start(self) -> None:
        """Run it, again where it was stopped."""
        self._running = postgres.running(self._folder, postgres.FORGETFUL, port=self._port)
        self._url, self._pid = self._running.__enter__()

    def stop(self) -> None:
        """End it at once, whoever is connected."""
        os.kill(self._pid, signal.SIGINT)
        self._running.__exit__(None, None, None)

    def silence(self) -> None:
        """Let it take everything and answer nothing."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on where it was."""
        self._signal(signal.SIGCONT)

    def copy(self, template: str = "migrated") -> str:
        """The address of a new database that is a copy of another."""
        return self.create(f"copy_{uuid4().hex} TEMPLATE {template}")

    def create(self, name: str) -> str:
        """The address of a new database."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            until(lambda: self._is_free(connection, name.rpartition(" ")[2]))
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        return self._url.rpartition("/")[0] + f"/{name.partition(' ')[0]}"

    @staticmethod
    def _is_free(connection: "psycopg.Connection[tuple[int]]", template: str) -> bool:
        """A database is copied only while nobody uses it, not even a process of the server's own for a moment."""
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        return connection.execute(query, [template]).fetchone() == (0,)

    def _signal(self, number: signal.Signals) -> None:
        children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
        for pid in (self._pid, *map(int, children)):
            os.kill(pid, number)
