"""The answer of an application, and whether and for how long it says that it may be kept (RFC 9111, 3 and 5.2.2)."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple
from wsgiref.types import WSGIApplication, WSGIEnvironment

from api.conditions import ASKED_BY, OF_READERS
from api.kept.compression import is_compressible

_STATUSES: Final = frozenset({"200", "301", "303", "308", "404", "410"})
_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age=(\d{1,9})\b")
# Bytes of a body in memory. Of a longer text only the compressed form is kept, up to a length that is read for it.
LARGEST: Final = 2**20
_LONGEST_TEXT: Final = 2**25
# For how long an answer is kept that its readers ask for each time.
_REVALIDATED_SECONDS: Final = 3_600

Headers = list[tuple[str, str]]


class Answer(NamedTuple):
    """The answer of an application; ``known`` are the headers by lower-case name."""

    status: str
    headers: Headers
    known: dict[str, str]
    result: Iterable[bytes]

    def lifetime(self) -> int | None:
        """For how many seconds the answer may be kept; None where it may not."""
        control = self.known.get("cache-control", "").lower()
        age = _MAX_AGE.search(control)
        parts = {part.strip() for part in control.split(",")}
        said = parts & {"public", "private", "no-store", "no-cache"}
        may = (
            self.status[:3] in _STATUSES
            and said == {"public"}
            and "set-cookie" not in self.known
            and self.known.get("vary", "").strip() != "*"
            and self.length() <= (_LONGEST_TEXT if is_compressible(self.known) else LARGEST)
        )
        if not (may and age):
            return None
        return _REVALIDATED_SECONDS if parts >= {"max-age=0", "must-revalidate"} else int(age.group(1))

    def length(self) -> float:
        """The bytes of its body; infinite where it does not say."""
        return int(self.known["content-length"]) if "content-length" in self.known else float("inf")

    def must_be_revalidated(self) -> bool:
        """Return whether it says that it may not be used unchecked."""
        return "must-revalidate" in self.known.get("cache-control", "").lower()

    def vary(self) -> tuple[str, ...]:
        """The keys in ``environ`` of the request headers that the answer depends on."""
        names = (name.strip() for name in self.known.get("vary", "").split(","))
        return tuple(sorted("HTTP_" + name.upper().replace("-", "_") for name in names if name))

    def validators(self) -> tuple[str, str]:
        """The tag, as a strong one, and the date by which conditions are judged; each may be empty."""
        return self.known.get("etag", "").removeprefix("W/"), self.known.get("last-modified", "")

    def read(self) -> bytes:
        """The whole body; the answer is closed then."""
        try:
            return b"".join(self.result)
        finally:
            self.close()

    def close(self) -> None:
        """Tell the application that its body is not read any further."""
        close = getattr(self.result, "close", None)
        if close is not None:
            close()


def whole_answer(application: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """Ask for the answer to an unconditional GET, whatever part of it the client wants; its method is said beside."""
    whole = {name: value for name, value in environ.items() if name not in OF_READERS}
    whole |= {ASKED_BY: environ["REQUEST_METHOD"], "REQUEST_METHOD": "GET"}
    started: list[Any] = []

    def start(status: str, headers: Headers, error: Any = None) -> Callable[[bytes], object]:
        started[:] = [status, headers]
        return _refuse_write

    result = application(whole, start)
    status, headers = started
    return Answer(status, headers, {name.lower(): value for name, value in headers}, result)


def _refuse_write(data: bytes) -> object:
    raise NotImplementedError("Django never calls the write() of PEP 3333")
