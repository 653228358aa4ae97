"""Streaming XML: one element of interest at a time, in constant memory, without entities, DTDs or the network."""

from collections.abc import Iterator
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
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class _WithoutControls:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._is_wide: bool | None = None

    def read(self, size: int) -> bytes:
        data = self._source.read(size)
        if self._is_wide is None:
            self._is_wide = data.startswith(_UTF16)
        return data if self._is_wide else data.translate(None, _CONTROLS)


def elements(source: Source, *, tags: frozenset[str]) -> Iterator[Element]:
    """Each element with a local name in ``tags``, complete; it is emptied when the next one is asked for.

    BadInput with the line where the file is not well-formed, or has a document type definition.
    """
    parser = etree.iterparse(
        _WithoutControls(source),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
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
        raise BadInput(f"not well-formed XML: {error.msg}", where=f"line {error.lineno or 1}") from error


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
