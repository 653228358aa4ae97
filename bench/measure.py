"""CPU time and queries of one request to a WSGI application, without a server around it."""

import gc
import io
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

from django.db import connection

from bench.archive import DATABASE_PID, Meter

HOST = "127.0.0.1:8000"
# How often the yardstick is laid on while one thing is measured.
YARDSTICKS: Final = 40
_WORK: Final = [
    {"title": f"글 {number}", "tags": ["자전거", "도로"], "url": f"/traffic/{number}/"} for number in range(200)
]


@dataclass(frozen=True, kw_only=True)
class Request:
    """A question: ``body`` makes it a POST of JSON. A right answer has that ``status``, and ``expect`` in it."""

    path: str
    query: str = ""
    expect: bytes = b""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    status: str = "200"

    def environ(self) -> dict[str, Any]:
        """A fresh WSGI environment."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST" if self.body else "GET",
            "PATH_INFO": self.path.encode().decode("latin-1"),
            "QUERY_STRING": self.query,
            "HTTP_HOST": HOST,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": io.BytesIO(self.body),
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers},
        }
        setup_testing_defaults(environ)
        return environ


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """Milliseconds of CPU: the first request that this process answers, then, warm, the median and the 95th percentile,
    and the mean of the database's own processes; queries, and bytes of the answer.

    ``yardstick`` is what the same small piece of work takes between the requests, and ``limit`` counts in it, so that
    a claim says the same of a slow machine, and of a busy one.
    """

    name: str
    first: float
    median: float
    p95: float
    database: float
    yardstick: float
    queries: int
    bytes: int
    status: str
    limit: float | None = None
    query_limit: int | None = None

    def data(self) -> dict[str, Any]:
        """For another process."""
        return asdict(self)


class Answer:
    """The answer of an application."""

    def __init__(self, application: Any, request: Request) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        result = application(request.environ(), self._start)
        self.body = b"".join(result)
        close = getattr(result, "close", None)
        if close is not None:
            close()

    def _start(self, status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return lambda data: None

    def header(self, name: str) -> str:
        """The value of a header, or an empty text."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")


def measure(
    name: str,
    application: Any,
    requests: Iterable[Request],
    *,
    times: int = 200,
    limit: float | None = None,
    query_limit: int | None = None,
) -> Measurement:
    """Ask the first of ``requests`` before anything else, then the others in turn, ``times`` in all after a warm-up of
    a tenth; the first again where there is no other.

    They may be made of earlier answers: none is read before the first is asked. No garbage is collected meanwhile.
    """
    iterator = iter(requests)
    first = next(iterator)
    cold, _ = _timed(application, first)
    asked = list(iterator) or [first]
    for number in range(max(times // 10, 3)):
        Answer(application, asked[number % len(asked)])
    gc.collect()
    gc.disable()
    meter = Meter(int(os.environ.get(DATABASE_PID, "0")) or None)
    before = meter.seconds()
    spent, work = [], []
    try:
        for number in range(times):
            request = asked[number % len(asked)]
            milliseconds, answer = _timed(application, request)
            spent.append(milliseconds)
            if number * YARDSTICKS % times < YARDSTICKS:
                work.append(_yardstick())
    finally:
        gc.enable()
    if request.expect not in answer.body or b'"errors"' in answer.body:
        raise AssertionError(f"{name}: the answer is {answer.status} {answer.body[:500]!r}")
    return Measurement(
        name=name,
        first=cold,
        median=statistics.median(spent),
        p95=sorted(spent)[int(times * 0.95)],
        database=(meter.seconds() - before) * 1e3 / times,
        yardstick=statistics.median(work),
        queries=_queries(application, asked[0]),
        bytes=len(answer.body),
        status=answer.status.partition(" ")[0],
        limit=limit,
        query_limit=query_limit,
    )


def _yardstick() -> float:
    """Milliseconds of CPU for writing and reading some JSON."""
    start = time.thread_time_ns()
    json.loads(json.dumps(_WORK))
    return (time.thread_time_ns() - start) / 1e6


def _timed(application: Any, request: Request) -> tuple[float, Answer]:
    start = time.thread_time_ns()
    answer = Answer(application, request)
    return (time.thread_time_ns() - start) / 1e6, answer


def _queries(application: Any, request: Request) -> int:
    count = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(counted))
        Answer(application, request)
    return count
