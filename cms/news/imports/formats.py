"""The format that a file is in, told by its content: names and extensions say little."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from cms.core.errors import BadInput
from cms.core.streams import HEAD_BYTES, Source
from cms.news.imports import exports, feeds, jsonlines, wxr
from cms.news.imports.items import ReadItem

Reader = Callable[[Source], Iterator[ReadItem]]
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def reader(
    opened: Callable[[], Source],
    *,
    zone: ZoneInfo,
    names: Mapping[str, tuple[str, ...]] = jsonlines.NAMES,
    wanted: str = wxr.POST,
) -> tuple[str, Reader]:
    """The name of the format and the function that reads it; BadInput where it is none that is known.

    Pages are ``wanted`` of a WordPress export alone.
    """
    head = _head(opened().read(HEAD_BYTES))
    if wanted == wxr.PAGE and "wordpress.org/export/" not in head:
        raise BadInput("no WordPress export: pages come from nothing else")
    if head.startswith("{"):
        return "JSON lines", lambda source: jsonlines.read(source, zone=zone, names=names)
    if head.startswith("<"):
        if "wordpress.org/export/" in head:
            export = exports.read(opened())
            return "WordPress export", lambda source: wxr.read(source, zone=zone, export=export, wanted=wanted)
        if any(root in head for root in ("<rss", "<rdf:RDF", "<feed", ":feed")):
            useless = feeds.useless_ids(opened())
            return "feed", lambda source: feeds.read(source, zone=zone, useless=useless)
    raise BadInput("neither a WordPress export, nor RSS, Atom or JSON lines")


def _head(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace").lstrip()
    return data.decode("utf-8", errors="replace").lstrip()
