"""The answers of this process, for load balancers, orchestrators and the start of the server: it lives, it can serve.

Answered before everything else: whatever name or scheme a probe asks with, it costs no thread and no query, and the
answer is never kept. The names are those of Kubernetes; ``/healthz`` means what ``/readyz`` does.
"""

from collections.abc import Callable
from typing import Final
from wsgiref.types import StartResponse, WSGIEnvironment

LIVE: Final = "/livez"
READY: Final = "/readyz"
_READY_TOO: Final = "/healthz"
_PATHS: Final = frozenset({LIVE, READY, _READY_TOO})


class Health:
    """The answers; ``ready`` says whether the database answers."""

    def __init__(self, ready: Callable[[], bool]) -> None:
        self._ready = ready

    def at_once(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes] | None:
        """200 or 503 where a health address is asked, else None."""
        path = environ["PATH_INFO"]
        if path not in _PATHS:
            return None
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _answer(environ, start_response, "405 Method Not Allowed", b"GET or HEAD\n", Allow="GET, HEAD")
        if path != LIVE and not self._ready():
            return _answer(environ, start_response, "503 Service Unavailable", b"the database does not answer\n")
        return _answer(environ, start_response, "200 OK", b"ok\n")


def _answer(
    environ: WSGIEnvironment, start_response: StartResponse, status: str, body: bytes, **more: str
) -> list[bytes]:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
    start_response(status, [*(headers | {"Cache-Control": "no-store"} | more).items()])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
