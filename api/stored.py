"""Files in HTTP: whole, in part or not modified, shown where a browser runs nothing of them; for every door to a store.

A door decides who may read; what it gives is the same for all.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from api.conditions import instead, judged, may_be_parted
from cms.core.generics import AnyFile

CHUNK: Final = 2**18
PDF: Final = "application/pdf"
SHOWN_TYPES: Final = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
# Types that no browser runs, whatever is in them; any other is sent as bytes of no type.
_HARMLESS: Final = re.compile(r"application/(pdf|zip|x-hwp|hwp\+zip|vnd\.[a-z0-9.+-]+)|text/(plain|csv)")
_RANGE: Final = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)
_SEPARATORS: Final = str.maketrans("/\\", "__")
_HEADERS: Final = {
    "Accept-Ranges": "bytes",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Disposition, Content-Range, ETag",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True)
class Stored:
    """A file of a store: its ``tag`` changes with its bytes, ``name`` is what it is saved as, ``size`` in bytes."""

    tag: str
    name: str
    type: str
    size: int
    opened: Callable[[], BinaryIO | AnyFile]


def answer(request: HttpRequest, file: Stored, *, cache_control: str) -> HttpResponseBase:
    """The file, the part of it that the request asks for, or 304."""
    etag = f'"{file.tag}"'
    headers = {**_HEADERS, "Cache-Control": cache_control, "ETag": etag, **_presentation(file)}
    if status := judged(request.META, etag=etag):
        return instead(status, headers)
    stretch = _stretch(request, etag=etag, size=file.size)
    if stretch is None:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{file.size}"})
    return _send(request, file, stretch, headers)


@dataclass(frozen=True)
class Stretch:
    """The bytes to send of how many, the last one included; ``part`` where only a part was asked for."""

    first: int
    last: int
    size: int
    part: bool = False


def _presentation(file: Stored) -> dict[str, str]:
    """Shown in the browser where it is a PDF or a picture, else a download; in either case it runs nothing.

    Not every browser shows a PDF in a sandbox. Nothing is ever taken for a PDF that is not sent as one (nosniff).
    """
    shown = file.type == PDF or file.type in SHOWN_TYPES
    kind = file.type if file.type in SHOWN_TYPES or _HARMLESS.fullmatch(file.type) else "application/octet-stream"
    policy = "default-src 'none'; frame-ancestors 'self'"
    name = file.name.translate(_SEPARATORS)
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
    if request.method != "GET" or not asked or not may_be_parted(request.META, etag=etag):
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


def _send(request: HttpRequest, file: Stored, stretch: Stretch, headers: dict[str, str]) -> HttpResponseBase:
    length = stretch.last - stretch.first + 1
    headers = {**headers, "Content-Length": str(length)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    if stretch.part:
        headers["Content-Range"] = f"bytes {stretch.first}-{stretch.last}/{stretch.size}"
    return StreamingHttpResponse(
        Reading(file.opened(), first=stretch.first, length=length), status=206 if stretch.part else 200, headers=headers
    )


class Reading:
    """Some bytes of a file in chunks; closed by the response, also where nobody has read any."""

    def __init__(self, file: BinaryIO | AnyFile, *, first: int, length: int) -> None:
        self._file, self._first, self._length = file, first, length

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._first)
        left = self._length
        while left and (chunk := self._file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()
