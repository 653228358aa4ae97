"""The pictures and files of the library that an item shows, and lending them with a draft.

A picture has an address of its own; it is public while something public shows it, and a draft's is on loan: whoever
holds the preview may read it for as long as the preview itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from typing import Any, Final, TypeVar
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from cms.core.records import Body, File, Image, Record, Rendition

# The addresses of renditions and of files. Nothing else of the library has one.
_ADDRESS: Final = re.compile(r"/media/images/[^/\x00-\x1f\x7f]{1,255}|/files/\d{1,18}/[^/\x00-\x1f\x7f]{1,255}")
LOAN: Final = "lent"
_SOURCE: Final = re.compile(r'<img [^>]*?\bsrc="([^"]*)"')
_signer: Final = TimestampSigner(salt="madang.showing")


def path_of(url: str) -> str | None:
    """The path, decoded and in NFC, by which the library knows an address; None where it is not the library's."""
    try:
        path = normalize("NFC", unquote(urlsplit(url).path))
    except ValueError:
        return None
    return path if _ADDRESS.fullmatch(path) else None


def paths(record: Record, body: Body) -> set[str]:
    """The paths of all that an item shows: its pictures, those in its body, and the files that it lists.

    A file that the body links to and the record does not list is not shown: what is held in a record's files is
    nowhere else.
    """
    return {path for url in _urls(record, body) if (path := path_of(url))}


def lend(record: Record, body: Body) -> tuple[Record, Body]:
    """The same draft with the addresses of its pictures and files on loan."""
    urls = {url: _on_loan(url, path) for url in _urls(record, body) if (path := path_of(url))}
    html = body.html
    for url, lent in urls.items():
        html = html.replace(f'"{escape(url)}"', f'"{escape(lent)}"')
    changes: dict[str, Any] = {}
    for name in ("images", "files"):
        if items := getattr(record, name, ()):
            changes[name] = tuple(_at(item, urls) for item in items)
    if record.image:
        changes["image"] = _at(record.image, urls)
    return replace(record, **changes), replace(body, html=html)


Item = TypeVar("Item", Image, File, Rendition)


def _at(item: Item, urls: Mapping[str, str]) -> Item:
    """The same at other addresses."""
    changes: dict[str, Any] = {"url": urls.get(item.url, item.url)}
    if isinstance(item, Image):
        changes["share"] = item.share and _at(item.share, urls)
        changes["renditions"] = tuple(_at(rendition, urls) for rendition in item.renditions)
    return replace(item, **changes)


def is_lent(path: str, loan: str) -> bool:
    """Return whether :func:`lend` has put that path on loan, and the loan has not expired."""
    try:
        _signer.unsign(f"{path}:{loan}", max_age=settings.MADANG_PREVIEW_SECONDS)
    except BadSignature:
        return False
    return True


def _urls(record: Record, body: Body) -> Iterator[str]:
    images: tuple[Image | None, ...] = (record.image, *getattr(record, "images", ()))
    yield from (url for image in images if image for url in image.urls)
    yield from (file.url for file in getattr(record, "files", ()))
    yield from map(unescape, _SOURCE.findall(body.html))


def _on_loan(url: str, path: str) -> str:
    return f"{url}?{LOAN}={_signer.sign(path)[len(path) + 1 :]}"
