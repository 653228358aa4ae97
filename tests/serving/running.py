"""The programs as they run: real processes, real sockets, folders of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 240
# The name under which the city's proxy asks.
PROXIED_HOST = "news.example.org"
SECRET = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"


def environment(state: Path, **more: str) -> dict[str, str]:
    """The environment of a program: nothing of the tests' own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"MADANG_STATE_DIR": str(state), "PYTHONUNBUFFERED": "1", "ALLOWED_HOSTS": PROXIED_HOST}
    return kept | own | more


def production(state: Path, database: str, **more: str) -> dict[str, str]:
    """The settings of a city that is reached at https://news.example.org."""
    own = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": SECRET,
        "MADANG_BASE_URL": f"https://{PROXIED_HOST}",
        "ALLOWED_HOSTS": "",
        "DATABASE_URL": database,
    }
    return environment(state, **own) | more


def until(true: Callable[[], Any], *, seconds: float = 60, why: Callable[[], str] = str) -> Any:
    """The first value that ``true`` gives; the reason is asked for where it never gives one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError(why() or "it never came true")


class Program:
    """A running ``manage.py serve``, or a web process alone."""

    def __init__(self, process: "subprocess.Popen[bytes]", output: Path, port: int) -> None:
        self.process = process
        self.port = port
        self._output = output

    def said(self) -> str:
        """All that it printed."""
        return self._output.read_text()

    def get(self, path: str, *, timeout: float = 30, **headers: str) -> requests.Response:
        """GET as the proxy of the city does it: over http, for the city's name."""
        sent = {"Host": PROXIED_HOST, "X-Forwarded-Proto": "https", "Connection": "close"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        address = f"http://127.0.0.1:{self.port}{path}"
        with requests.Session() as session:
            session.trust_env = False
            return session.get(address, headers=sent, allow_redirects=False, timeout=timeout)

    def connect(self) -> socket.socket:
        """A connection that says nothing yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def status(self, path: str, **headers: str) -> int:
        """The status alone; 0 where nothing answers."""
        try:
            return self.get(path, **headers).status_code
        except requests.RequestException:
            return 0

    def children(self, words: str) -> list[int]:
        """The processes below it whose command line has these words."""
        return [pid for pid in _below(self.process.pid) if words in _command(pid)]

    def wait_until_ready(self) -> None:
        """Return when it serves."""
        until(self._is_ready, seconds=START_SECONDS, why=self.said)

    def _is_ready(self) -> bool:
        assert self.process.poll() is None, self.said()
        return self.status("/readyz") == 200

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code, after that signal."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def wait(self, seconds: float = 120) -> int:
        """Its exit code, when it ends by itself."""
        return self.process.wait(seconds)


@contextmanager
def serving(folder: Path, variables: dict[str, str], *arguments: str) -> Iterator[Program]:
    """``manage.py serve`` on a port of its own; nothing of it is left."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", *arguments]
    with _running(command, folder, {"PORT": str(port)} | variables, port) as program:
        yield program


@contextmanager
def web(folder: Path, variables: dict[str, str], application: str = "cms.asgi:application") -> Iterator[Program]:
    """One web process, as ``serve`` starts it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1024)
        port = listener.getsockname()[1]
        descriptor = listener.fileno()
        command = [sys.executable, "-m", "cms.serving", application, str(descriptor)]
        variables = {"DJANGO_SETTINGS_MODULE": "cms.settings.development", "PORT": str(port)} | variables
        with _running(command, folder, variables, port, files=[descriptor]) as program:
            listener.close()
            program.wait_until_ready()
            yield program


@contextmanager
def _running(
    command: list[str], folder: Path, variables: dict[str, str], port: int, files: list[int] | None = None
) -> Iterator[Program]:
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / f"output-{port}"
    with output.open("w") as written:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=variables,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=files or (),
        )
    program = Program(process, output, port)
    try:
        yield program
    finally:
        if process.poll() is None:
            below = _below(process.pid)
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                for pid in (process.pid, *below):
                    kill(pid)
                process.wait(30)


def kill(pid: int) -> None:
    """kill -9; one that has ended meanwhile is fine."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _below(pid: int) -> list[int]:
    try:
        own = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [found for child in own for found in (child, *_below(child))]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""
