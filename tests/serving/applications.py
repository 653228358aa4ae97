"""Answers that no page of the city gives, behind the front as it is: very long ones, and a file."""

import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from cms.core.health import Health
from cms.serving.bodies import Pace
from cms.serving.front import Front, Limits
from cms.serving.proxies import Proxies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
MEGABYTE = bytes(range(256)) * 4096
TIMES = 24
LONG = len(MEGABYTE) * TIMES


class Steady:
    """A database that always answers."""

    def lost(self) -> bool:
        return False

    def owing(self) -> float:
        return 0.0


def lines(then: Any = lambda: None) -> Any:
    """A long answer without a length, and what happens in the middle of it."""
    yield MEGABYTE
    yield MEGABYTE
    then()
    for _ in range(TIMES - 2):
        yield MEGABYTE


def breaks() -> None:
    """Fail."""
    raise ValueError("in the middle")


released = threading.Event()


def waits() -> None:
    """Keep a thread until ``/release`` is asked for."""
    released.wait(60)


def in_file(environ: Any) -> Any:
    """A file of that length, as a server sends it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    file.write(MEGABYTE * TIMES)
    file.seek(0)
    return environ["wsgi.file_wrapper"](file)


def echo(environ: Any) -> Any:
    """The body that was sent: its length as it is told and as it is, and its beginning."""
    body = environ["wsgi.input"].read()
    return [f"{environ['CONTENT_LENGTH']} {len(body)} ".encode() + body[:10]]


def shown(environ: Any) -> Any:
    """The environment's texts."""
    return [repr({name: value for name, value in environ.items() if isinstance(value, str)}).encode()]


def waiting(environ: Any) -> Any:
    """A long answer that keeps its thread."""
    released.clear()
    return lines(waits)


def release(environ: Any) -> Any:
    """Let it go on."""
    released.set()
    return [b"ok"]


ANSWERS = {
    "/lines": lambda environ: lines(),
    "/breaks": lambda environ: lines(breaks),
    "/waits": waiting,
    "/release": release,
    "/file": in_file,
    "/echo": echo,
    "/environ": shown,
}


def wsgi(environ: Any, start_response: Any) -> Any:
    """Answer what is asked."""
    path = environ["PATH_INFO"]
    start_response("200 OK", [("Content-Length", str(LONG))] if path == "/file" else [])
    return ANSWERS.get(path, lambda environ: [b"ok"])(environ)


def refuse(environ: Any, error: Any) -> Any:
    from cms.serving.answers import Answer

    return Answer(f"{error.status} Refused", [], error.code.encode())


folder = Path(tempfile.gettempdir())
application = Front(
    wsgi,
    at_once=Health(lambda: True).at_once,
    refuse=refuse,
    contact=Steady(),
    proxies=Proxies(["10.0.0.0/8"]),
    folder=folder,
    limits=Limits(streams=3, size=100_000, pace=Pace(grace=1, stall=1, rate=2_000)),
)
