"""Streaming XML: one element of interest at a time, in constant memory, without entities, DTDs or the network."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from html.entities import html5
from typing import Any, Final

from lxml import etree

from cms.core.errors import BadInput
from cms.core.streams import Source

Element = Any
CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"
DC: Final = "{http://purl.org/dc/elements/1.1/}"
ATOM: Final = "{http://www.w3.org/2005/Atom}"
MEDIA: Final = "{http://search.yahoo.com/mrss/}"
# Old exports are full of control characters, which XML forbids and nobody misses.
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 13})
_WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_REFERENCE: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_LONGEST_REFERENCE: Final = 33
_PLACE: Final = re.compile(r", line \d+, column \d+$")
_OF_XML: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


class _Repaired:
    """The bytes of a file as XML allows them: without control characters and what stands before the declaration, and
    with HTML's named references, which no feed declares, as numeric ones. UTF-16 becomes UTF-8 (``encoding``)."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept = b""
        head = source.read(2**16)
        wide = _WIDE.get(head[:2])
        self.encoding = "utf-8" if wide else None
        self._decode = codecs.getincrementaldecoder(wide)("replace").decode if wide else None
        self._head = self._narrow(head).removeprefix(codecs.BOM_UTF8).lstrip()

    def read(self, size: int) -> bytes:
        data, self._head = self._head or self._narrow(self._source.read(size)), b""
        whole = self._kept + data
        # A reference may be cut by the end of what was read.
        cut = whole.rfind(b"&", -_LONGEST_REFERENCE) if data else -1
        cut = len(whole) if cut < 0 or b";" in whole[cut:] else cut
        self._kept = whole[cut:]
        if not (ready := _REFERENCE.sub(_numeric, whole[:cut])) and data:
            return self.read(size)
        return ready

    def _narrow(self, data: bytes) -> bytes:
        if self._decode is not None:
            data = self._decode(data, not data).encode()
        return data.translate(None, _CONTROLS)


def _numeric(match: re.Match[bytes]) -> bytes:
    """In a CDATA section too, where it is read as HTML later and means the same."""
    if match[1] in _OF_XML:
        return match[0]
    return b"".join(b"&#%d;" % ord(character) for character in html5.get(f"{match[1].decode()};", "")) or match[0]


def elements(source: Source, *, tags: frozenset[str]) -> Iterator[Element]:
    """Each element with a local name in ``tags``, complete; it is emptied when the next one is asked for, and all that
    stands before it is removed.

    BadInput with the line where the file is not well-formed, or has a document type definition.
    """
    repaired = _Repaired(source)
    parser = etree.iterparse(
        repaired,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=repaired.encoding,
    )
    try:
        _, root = next(parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise BadInput("a document type definition is not allowed here", where="line 1")
        for event, element in parser:
            if event == "end" and local_name(element) in tags:
                yield element
                source.item_done()
                _empty(element)
    except etree.XMLSyntaxError as error:
        reason = _PLACE.sub("", error.msg or "")
        raise BadInput(f"not well-formed XML: {reason}", where=f"line {error.lineno or 1}") from error


def readable(source: Source, *, tags: frozenset[str]) -> Iterator[Element]:
    """The same, which ends where the file is broken: for a look ahead of the reading, which will say so itself."""
    with suppress(BadInput):
        yield from elements(source, tags=tags)


def _empty(element: Element) -> None:
    """Free the element, and those before it, which nobody will look at again."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def child_text(element: Element, *names: str) -> str:
    """The text of the first child with one of these qualified names, in the order of the names."""
    for name in names:
        for child in element.iterchildren(name):
            if text := text_of(child).strip():
                return text
    return ""


def text_of(element: Element) -> str:
    """All text inside an element."""
    return "".join(element.itertext()) if len(element) else (element.text or "")


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return str(etree.QName(element).localname)


def namespace(element: Element) -> str:
    """The namespace as ``{…}``, ready to be put before a name; empty where there is none."""
    name = etree.QName(element).namespace
    return f"{{{name}}}" if name else ""
