"""The id of the request that is worked on: in its answer, in each line of the log, and on the page of an error.

What is kept and sent at once has none, because nothing is done, and logged, for it.
"""

import re
import uuid
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HEADER: Final = "X-Request-ID"
_GIVEN: Final = "HTTP_X_REQUEST_ID"
_KEPT: Final = "madang.request_id"
# Letters that no log and no page takes for anything else; an id that a proxy gives is short.
_SANE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_CURRENT: Final[ContextVar[str]] = ContextVar("request id", default="")


def current() -> str:
    """The id of the request that this thread works on; empty elsewhere."""
    return _CURRENT.get()


def of(environ: WSGIEnvironment) -> str:
    """The id of a request: the one that a trusted proxy has given (others are taken away before), else a new one."""
    if _KEPT not in environ:
        given = environ.get(_GIVEN, "")
        environ[_KEPT] = given if _SANE.fullmatch(given) else uuid.uuid4().hex
    return str(environ[_KEPT])


class RequestIds:
    """A WSGI application around another one: each request has its id, which the answer says."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        name = of(environ)
        _CURRENT.set(name)

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            return start_response(status, [*headers, (HEADER, name)], error)

        return self._application(environ, start)
