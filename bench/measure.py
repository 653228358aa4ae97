"""CPU time and queries of one request to a WSGI application, without a server around it."""

import gc
import io
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.db import connection

HOST = "127.0.0.1:8000"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked: ``body`` makes it a POST of JSON. A right answer has that ``status``, and ``expect`` in it."""

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
    """Milliseconds of CPU: the median and the 95th percentile; queries, and bytes of the answer."""

    name: str
    median: float
    p95: float
    queries: int
    bytes: int
    status: str
    limit: float | None = None
    query_limit: int | None = None

    def data(self) -> dict[str, Any]:
        """For another process."""
        return asdict(self)


class Answer:
    """What an application answered."""

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
    requests: Sequence[Request],
    *,
    times: int = 200,
    limit: float | None = None,
    query_limit: int | None = None,
) -> Measurement:
    """Ask each request in turn, ``times`` in all, after a warm-up of a tenth; no garbage is collected meanwhile."""
    for number in range(max(times // 10, 3)):
        Answer(application, requests[number % len(requests)])
    spent = []
    gc.collect()
    gc.disable()
    try:
        for number in range(times):
            request = requests[number % len(requests)]
            start = time.thread_time_ns()
            answer = Answer(application, request)
            spent.append((time.thread_time_ns() - start) / 1e6)
    finally:
        gc.enable()
    if request.expect not in answer.body or b'"errors"' in answer.body:
        raise AssertionError(f"{name}: the answer is {answer.status} {answer.body[:500]!r}")
    spent.sort()
    return Measurement(
        name=name,
        median=statistics.median(spent),
        p95=spent[int(len(spent) * 0.95)],
        queries=_queries(application, requests[0]),
        bytes=len(answer.body),
        status=answer.status.partition(" ")[0],
        limit=limit,
        query_limit=query_limit,
    )


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
