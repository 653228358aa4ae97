"""Run tests on a real PostgreSQL: ``python -m tests.postgres tests/publication``.

A throw-away cluster is made with the server's own programs, listens on 127.0.0.1 alone, and is stopped by
pid. As root it runs as ``nobody``, since the server refuses to be root.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

# What a test writes need not outlive the server.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")
MISSING = "NO TEST WAS RUN ON POSTGRESQL: no server was found (Debian: apt install postgresql)"


def server_programs() -> Path | None:
    """The folder of initdb and postgres, the newest version where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, options: Sequence[str] = (), *, port: int | None = None) -> Iterator[tuple[str, int]]:
    """A server of the cluster in ``folder``, which is made where it is missing: its address as Django reads it, and
    the pid of the server. ``options`` are settings such as ``fsync=off``."""
    programs = server_programs()
    assert programs is not None, MISSING
    user = "nobody" if os.geteuid() == 0 else None
    folder = folder.resolve()
    data = folder / "data"
    if user:
        shutil.chown(folder, user)
    if not data.exists():
        initialise: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "--auth=trust",
            "--no-sync",
        ]
        initialise += ["-U", "madang"]
        subprocess.run(initialise, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    port = port or free_port()
    settings = [part for option in ("listen_addresses=127.0.0.1", *options) for part in ("-c", option)]
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, *settings],
        user=user,
        cwd=folder,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield f"postgres://madang@127.0.0.1:{port}/postgres", server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """The address of a new database on the server that the tests run on, for programs; empty where that is SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main(arguments: list[str]) -> int:
    """The exit code of pytest, or 0 where there is no server and this is not CI."""
    if server_programs() is None:
        print(MISSING, file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    # Ended from outside, the server is stopped too and its folder removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="madang-pg-") as folder, running(Path(folder), FORGETFUL) as (url, _):
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=os.environ | {"DATABASE_URL": url})


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="madang", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("PostgreSQL did not start within ten seconds")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
