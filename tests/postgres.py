"""Run tests on a real PostgreSQL: ``python -m tests.postgres tests/publication``.

A throw-away cluster is made with the server's own programs, listens on 127.0.0.1 alone, and is stopped by
pid. As root it runs as ``nobody``, since the server refuses to be root.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

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


def main(arguments: list[str]) -> int:
    """The exit code of pytest, or 0 where there is no server and this is not CI."""
    programs = server_programs()
    if programs is None:
        print(MISSING, file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    user = "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="madang-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data = Path(folder) / "data"
        initialise = [
            programs / "initdb",
            "-D",
            data,
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            "--auth=trust",
            "-U",
            "madang",
        ]
        subprocess.run(initialise, user=user, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        port = free_port()
        options = ["-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], user=user, cwd=folder, stderr=subprocess.DEVNULL
        )
        try:
            _wait(port)
            url = f"postgres://madang@127.0.0.1:{port}/postgres"
            return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=os.environ | {"DATABASE_URL": url})
        finally:
            server.terminate()
            server.wait(timeout=30)


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
