"""One kept answer in the forms that it is sent in: as it is, compressed, and as the 304 of either."""

import gzip
from collections.abc import Iterable
from typing import Any, Final, NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment

from api.conditions import IN_304, not_modified
from api.kept.answers import Answer, Headers
from api.kept.compression import accepts_gzip, compressed, is_worth_it, said_of

_OVERHEAD: Final = 2_000


class Form(NamedTuple):
    """One way to send a kept answer: as it is, or compressed. Without a body it is what the compressed one holds."""

    headers: Headers
    body: bytes | None
    headers_304: Headers

    @property
    def size(self) -> int:
        return len(self.body or b"")


class Kept(NamedTuple):
    """A kept answer, in seconds since 1970: fresh until ``deadline``, not stale after ``end``, made at ``made``.

    ``said`` is the length of what the client has said of it, which is kept with it: the address, and the headers that
    it varies on.
    """

    generation: Any
    deadline: float
    end: float
    made: float
    status: str
    etag: str
    last_modified: str
    plain: Form
    compressed: Form | None
    said: int

    @property
    def size(self) -> int:
        return _OVERHEAD + self.said + self.plain.size + (self.compressed.size if self.compressed else 0)


def kept_of(answer: Answer, *, life: tuple[Any, float, float, float], said: int, small: bytes | None) -> Kept:
    """The answer to keep of one that is read for it; ``small`` is the compressed form of a long text, which was."""
    etag, last_modified = answer.validators()
    body = None
    if small is None:
        body = answer.read()
        small = compressed(body) if is_worth_it(answer.known, body) else None
    else:
        answer.close()
    plain, packed = _forms(answer, body, small, etag=etag)
    return Kept(*life, answer.status, etag, last_modified, plain, packed, said)


def _forms(answer: Answer, body: bytes | None, small: bytes | None, *, etag: str) -> tuple[Form, Form | None]:
    if small is None:
        return _form(answer.headers, body), None
    vary = {"Vary": ", ".join(filter(None, (answer.known.get("vary"), "Accept-Encoding")))}
    packed = _form(_replaced(answer.headers, vary | said_of(small, etag=etag)), small)
    return _form(_replaced(answer.headers, vary), body), packed


def _replaced(headers: Headers, changed: dict[str, str]) -> Headers:
    names = {name.lower() for name in changed}
    return [*((name, value) for name, value in headers if name.lower() not in names), *changed.items()]


def _form(headers: Headers, body: bytes | None) -> Form:
    return Form(headers, body, [pair for pair in headers if pair[0].lower() in IN_304])


def send(kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Answer a request by a kept answer, in the form that it accepts, or by its 304."""
    _, _, _, _, status, etag, last_modified, form, packed, _ = kept
    if packed is not None and accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        form = packed
    if status[:3] == "200" and not_modified(environ, etag, last_modified):
        start_response("304 Not Modified", form[2][:])
        return []
    start_response(status, form[0][:])
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    return [_body(form, packed)]


def _body(form: Form, packed: Form | None) -> bytes:
    if form.body is not None:
        return form.body
    return gzip.decompress(packed.body) if packed and packed.body else b""


def pass_on(answer: Answer, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Hand on what may not be kept, still as the HEAD or the conditional request that it was."""
    if answer.status[:3] == "200" and not_modified(environ, *answer.validators()):
        answer.close()
        kept = IN_304 | {"set-cookie"}
        start_response("304 Not Modified", [pair for pair in answer.headers if pair[0].lower() in kept])
        return []
    start_response(answer.status, answer.headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer.result
