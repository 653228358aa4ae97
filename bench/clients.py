"""``python -m bench.clients``: pages while hundreds of clients are slow, in every way at once. It stops by itself.

A web process is started on a store of its own. So many connections each send half of their headers, half of a body, and
ask for a long file without reading it; meanwhile pages are asked for, kept ones and others, one after the other.
"""

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
HALF_HEADERS: Final = b"GET / HTTP/1.1\r\nHost: loc"
HALF_BODY: Final = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"
NEVER_READ: Final = b"GET /static/long.jpg HTTP/1.1\r\nHost: localhost\r\n\r\n"
LONG: Final = 32 << 20
LIMIT_MS: Final = 100.0


def main() -> int:
    """0 where the pages stay below the limit, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.clients", description=__doc__)
    parser.add_argument("--each", type=int, default=500, help="connections of each kind")
    parser.add_argument("--seconds", type=int, default=10, help="for how long pages are asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as (port, process):
        _warm(port)
        rows = [("no slow clients", *_measure(port, process, seconds=options.seconds / 2))]
        with contextlib.ExitStack() as stack:
            for said in (HALF_HEADERS, HALF_BODY, NEVER_READ):
                for _ in range(options.each):
                    stack.enter_context(_connection(port, said))
            # All of them come within a moment, and those who ask for the file are each given a thread for an instant.
            _page(port, "/traffic/", Cookie="a=b")
            rows.append((f"3 x {options.each} slow clients", *_measure(port, process, seconds=options.seconds)))
    print(f"{'milliseconds':24}{'kept: median':>14}{'95 %':>8}{'CPU':>8}{'others: median':>16}{'95 %':>8}")
    for name, kept, others, cpu in rows:
        print(f"{name:24}{_middle(kept):14.1f}{_late(kept):8.1f}{cpu:8.3f}{_middle(others):16.1f}{_late(others):8.1f}")
    return 0 if max(_late(rows[-1][1]), _late(rows[-1][2])) < LIMIT_MS else 1


@contextlib.contextmanager
def _server(folder: Path) -> Iterator[tuple[int, int]]:
    """A web process and its port; a long file is among its static ones."""
    static = folder / "static"
    static.mkdir()
    (static / "long.jpg").write_bytes(b" " * LONG)
    environment = {
        "PATH": os.defpath,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "only-for-this-measurement-0123456789-abcdefghijklmnop",
        "MADANG_BASE_URL": "http://localhost",
        "MADANG_STATE_DIR": str(folder),
        # The clients are to be slow for as long as it is measured.
        "MADANG_STALL_SECONDS": "120",
        "MADANG_HEADER_SECONDS": "120",
    }
    for arguments in (["migrate", "--verbosity=0"], ["load_city"], ["collectstatic", "--no-input", "--verbosity=0"]):
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        command = [sys.executable, "-m", "cms.serving", "cms.asgi:application", str(listener.fileno())]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()])
        try:
            yield listener.getsockname()[1], process.pid
        finally:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _connection(port: int, said: bytes) -> Iterator[None]:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", port))
        client.sendall(said)
        yield


def _warm(port: int) -> None:
    for path in ("/", "/traffic/"):
        _page(port, path)


def _page(port: int, path: str, **headers: str) -> float:
    """Milliseconds until a page was there."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "localhost", **headers})
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - start) * 1000


def _measure(port: int, process: int, *, seconds: float) -> tuple[list[float], list[float], float]:
    """Times of kept pages and of pages that Django makes, and the process's CPU for one of the kept."""
    kept, others = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        # A cookie leads past what is kept.
        others.append(_page(port, "/traffic/", Cookie="a=b"))
        kept.append(_page(port, "/"))
    before = _cpu(process)
    for _ in range(500):
        _page(port, "/")
    return kept, others, (_cpu(process) - before) / 500 * 1000


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _middle(times: list[float]) -> float:
    return statistics.median(times)


def _late(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
