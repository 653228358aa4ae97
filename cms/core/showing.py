"""The pictures and files of the library that an item shows, and lending them with a draft.

A picture has an address of its own; it is public while something public shows it, and a draft's is on loan: whoever
holds the preview may read it for as long as the preview itself.
"""

import re
from collections.abc import Collection, Iterator, Mapping
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
_PICTURE: Final = re.compile(r'<img [^>]*?\bsrc="([^"]*)"[^>]*>')
_LINK: Final = re.compile(r'<a [^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
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
    return {path for url in urls(record, body) if (path := path_of(url))}


def urls(record: Record, body: Body) -> Iterator[str]:
    """The addresses of the pictures and files of a record, and of the pictures in its body."""
    images: tuple[Image | None, ...] = (record.image, *getattr(record, "images", ()))
    yield from (url for image in images if image for url in image.urls)
    yield from (file.url for file in getattr(record, "files", ()))
    yield from map(unescape, _PICTURE.findall(body.html))


def addresses(html: str) -> Iterator[str]:
    """The addresses of the pictures in clean HTML, and those that its links lead to."""
    for tag in (*_PICTURE.finditer(html), *_LINK.finditer(html)):
        yield unescape(tag[1])


def without(record: Record, closed: Collection[str]) -> Record:
    """The same record without its pictures and files at these addresses."""
    changes: dict[str, Any] = {}
    if items := getattr(record, "images", ()):
        changes["images"] = tuple(_open(image, closed) for image in items if image.url not in closed)
    if items := getattr(record, "files", ()):
        changes["files"] = tuple(file for file in items if file.url not in closed)
    if record.image:
        changes["image"] = None if record.image.url in closed else _open(record.image, closed)
    return replace(record, **changes)


def _open(image: Image, closed: Collection[str]) -> Image:
    share = image.share if image.share and image.share.url not in closed else None
    return replace(image, share=share, renditions=tuple(one for one in image.renditions if one.url not in closed))


def html_without(html: str, closed: Collection[str]) -> str:
    """Clean HTML without its pictures at these addresses; of links to them the words stay."""
    html = _PICTURE.sub(lambda tag: "" if unescape(tag[1]) in closed else tag[0], html)
    return _LINK.sub(lambda tag: tag[2] if unescape(tag[1]) in closed else tag[0], html)


def lend(record: Record, body: Body) -> tuple[Record, Body]:
    """The same draft with the addresses of its pictures and files on loan."""
    lent_urls = {url: _on_loan(url, path) for url in urls(record, body) if (path := path_of(url))}
    html = body.html
    for url, lent in lent_urls.items():
        html = html.replace(f'"{escape(url)}"', f'"{escape(lent)}"')
    changes: dict[str, Any] = {}
    for name in ("images", "files"):
        if items := getattr(record, name, ()):
            changes[name] = tuple(_at(item, lent_urls) for item in items)
    if record.image:
        changes["image"] = _at(record.image, lent_urls)
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


def _on_loan(url: str, path: str) -> str:
    return f"{url}?{LOAN}={_signer.sign(path)[len(path) + 1 :]}"
