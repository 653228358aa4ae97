"""The files of public documents: streamed out of the private store, while the ledger lists them and no longer.

The address is the permission. A request is answered only where the entry's public record has exactly this address
among its files: what is held, masked (the original), closed, withdrawn or expired is in no record, and so nowhere here.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from api.http import public, request_place
from cms.core import storage
from cms.core.errors import Gone, NotFound, Unavailable
from cms.core.media import SHOWN_TYPES
from cms.core.records import File
from cms.publication import selectors

CHUNK: Final = 2**18
PDF: Final = "application/pdf"
# Each use asks again, and is told 304 while nothing has changed: a file that is taken down must not live on in a cache.
CACHE_CONTROL: Final = "public, no-cache"
# Types that no browser runs, whatever is in them; any other is sent as bytes of no type.
_HARMLESS: Final = re.compile(r"application/(pdf|zip|x-hwp|hwp\+zip|vnd\.[a-z0-9.+-]+)|text/(plain|csv)")
_RANGE: Final = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)
_SEPARATORS: Final = str.maketrans("/\\", "__")
_HEADERS: Final = {
    "Cache-Control": CACHE_CONTROL,
    "Accept-Ranges": "bytes",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Range, ETag",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}

logger = logging.getLogger(__name__)


@public("GET", "HEAD")
def attachment(request: HttpRequest, key: str, digest: str, name: str) -> HttpResponseBase:
    """The file, a part of it, or 304; Gone where its entry has left, NotFound where it lists no such file."""
    file = _listed(request, key)
    size = _stored(lambda: storage.size(digest), request)
    etag = f'"{digest}"'
    headers = {**_HEADERS, "ETag": etag, **_presentation(file)}
    if conditional := get_conditional_response(request, etag=etag):
        return _with(conditional, headers)
    stretch = _stretch(request, etag=etag, size=size)
    if stretch is None:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    return _answer(request, digest, stretch, headers)


@dataclass(frozen=True)
class Stretch:
    """Which bytes of how many to send, the last one included; ``part`` where only a part was asked for."""

    first: int
    last: int
    size: int
    part: bool = False


def _listed(request: HttpRequest, key: str) -> File:
    """The file of the public record whose address is the one asked for."""
    found = selectors.entry(site=request_place(request).site, key=key)
    if found is None:
        raise NotFound("no entry of this key was ever published")
    if found.gone:
        raise Gone("the document of this file has been withdrawn")
    files: tuple[File, ...] = getattr(found.item.record, "files", ())
    for file in files:
        if unquote(urlsplit(file.url).path) == request.path:
            return file
    raise NotFound("this document has no such file")


def _stored(read: Any, request: HttpRequest) -> Any:
    """What ``read`` gives; a listed file that the store does not have is our fault, and not the reader's."""
    try:
        return read()
    except NotFound as error:
        logger.error("a listed file is not in the store: %s", request.path)
        raise Unavailable("this file cannot be read at the moment") from error


def _presentation(file: File) -> dict[str, str]:
    """Shown in the browser where it is a PDF or a picture, else a download; in either case it runs nothing.

    Not every browser shows a PDF in a sandbox. Nothing is ever taken for a PDF that is not sent as one (nosniff).
    """
    shown = file.type == PDF or file.type in SHOWN_TYPES
    kind = file.type if file.type in SHOWN_TYPES or _HARMLESS.fullmatch(file.type) else "application/octet-stream"
    policy = "default-src 'none'; frame-ancestors 'self'"
    name = file.title.translate(_SEPARATORS)
    return {
        "Content-Type": kind,
        "Content-Disposition": content_disposition_header(not shown, name) or "attachment",
        "Content-Security-Policy": policy if file.type == PDF else f"{policy}; sandbox",
    }


def _stretch(request: HttpRequest, *, etag: str, size: int) -> Stretch | None:
    """The part that a Range header asks for (RFC 9110, 14.2); None where there is no such part.

    More than one range, another unit or a malformed one is answered with the whole, as is a range of another version.
    """
    whole = Stretch(0, size - 1, size)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or request.headers.get("If-Range", etag) != etag:
        return whole
    first, last = asked.groups()
    if not first and not last:
        return whole
    if not first:
        length = min(int(last), size)
        return Stretch(size - length, size - 1, size, part=True) if length else None
    if last and int(last) < int(first):
        return whole
    end = min(int(last), size - 1) if last else size - 1
    return Stretch(int(first), end, size, part=True) if int(first) < size else None


def _answer(request: HttpRequest, digest: str, stretch: Stretch, headers: dict[str, str]) -> HttpResponseBase:
    length = stretch.last - stretch.first + 1
    headers = {**headers, "Content-Length": str(length)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    if stretch.part:
        headers["Content-Range"] = f"bytes {stretch.first}-{stretch.last}/{stretch.size}"
    file = _stored(lambda: storage.opened(digest), request)
    return StreamingHttpResponse(
        Reading(file, first=stretch.first, length=length), status=206 if stretch.part else 200, headers=headers
    )


class Reading:
    """Some bytes of a file in chunks; closed by the response, also where nobody has read any."""

    def __init__(self, file: BinaryIO, *, first: int, length: int) -> None:
        self._file, self._first, self._length = file, first, length

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._first)
        left = self._length
        while left and (chunk := self._file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    """A 304 or 412 with the headers that a browser needs of it."""
    for name in ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cache-Control", "ETag"):
        response[name] = headers[name]
    return response
