"""Plain text, delimited values, and markup outside a container."""

import html
import re
from typing import Final

from cms.releases.extraction import encodings
from cms.releases.extraction.outcome import Reason
from cms.releases.extraction.reading import Reading, Unreadable

_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_BREAKING: Final = re.compile(r"<(?:/?(?:p|div|tr|li|h[1-6]|table|row|br)|br/?)\b[^<>]{0,2000}>", re.IGNORECASE)
_CELL: Final = re.compile(r"</(?:td|th|cell|data)\b[^<>]{0,200}>", re.IGNORECASE)
_INLINE_DATA: Final = re.compile(r"data:[\w/+.-]{0,100};base64,", re.IGNORECASE)


def read(data: bytes, reading: Reading) -> None:
    """Read plain text: CSV, TSV, JSON and whatever else is lines of characters."""
    reading.write("text", _decoded(data))


def read_markup(data: bytes, reading: Reading) -> None:
    """Read HTML or XML, which is also what many systems save under a spreadsheet's name: the text, then the source.

    Tags are taken out, so that a number does not hide between them; attributes and comments stay in the source.
    """
    source = _decoded(data)
    text = _CELL.sub("\t", _BREAKING.sub("\n", source))
    reading.write("text", html.unescape(_TAG.sub("", text)))
    reading.write("source", html.unescape(source), shown=False)
    if _INLINE_DATA.search(source):
        reading.problem(Reason.EMBEDDED, "data in the markup")


def _decoded(data: bytes) -> str:
    text = encodings.decode(data)
    if text is None:
        raise Unreadable(Reason.UNKNOWN_TYPE, "no encoding fits")
    return text
