"""Plain text, delimited values, and markup outside a container."""

import html
import re
from collections.abc import Iterator
from typing import Final

from files.extraction import encodings
from files.extraction.outcome import Reason
from files.extraction.reading import Reading, Unreadable

_TAG: Final = re.compile(r"<(?P<closing>/?)(?:[A-Za-z]\w{0,20}:)?(?P<name>[A-Za-z][A-Za-z0-9]{0,20})?[^<>]{0,2000}>")
_BREAKING: Final = frozenset("p div li h1 h2 h3 h4 h5 h6 br dt dd".split())
_ROWS: Final = frozenset({"tr", "row", "table"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_SPACE: Final = re.compile(r"\s+")
_INLINE_DATA: Final = re.compile(r"data:[\w/+.-]{0,100};base64,", re.IGNORECASE)


def read(data: bytes, reading: Reading) -> None:
    """Read plain text: CSV, TSV, JSON and whatever else is lines of characters.

    Letters that JSON (RFC 8259, 7) or a web page writes by their numbers are also read as what they stand for.
    """
    text = _decoded(data)
    reading.write("text", text)
    if (spelled := _ESCAPE.sub(_character, html.unescape(text))) != text:
        reading.write("escapes read", spelled, shown=False)


def read_markup(data: bytes, reading: Reading) -> None:
    """Read HTML or XML, which is also what many systems save under a spreadsheet's name: the text, then the source.

    Tags are taken out, so that a number does not hide between them; attributes and comments stay in the source.
    """
    source = _decoded(data)
    reading.write("text", html.unescape("".join(_without_tags(source))))
    reading.write("source", html.unescape(source), shown=False)
    if _INLINE_DATA.search(source):
        reading.problem(Reason.EMBEDDED, "data in the markup")


def _character(escape: re.Match[str]) -> str:
    """The character that an escape stands for; half of a surrogate pair stands for none."""
    code = int(escape[1], 16)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _without_tags(source: str) -> Iterator[str]:
    """The text between the tags: a row of a table a line, its cells parted by tabs, however the source breaks them."""
    done, in_cell, in_row = 0, False, False
    for tag in _TAG.finditer(source):
        text = source[done : tag.start()]
        done = tag.end()
        yield _SPACE.sub(" ", text) if in_cell else "" if in_row and text.isspace() else text
        name = (tag["name"] or "").lower()
        if name in _CELLS:
            yield "\t" if in_cell or tag[0].endswith("/>") else ""
            in_cell = not (tag["closing"] or tag[0].endswith("/>"))
        elif name in _ROWS:
            yield "\n"
            in_cell, in_row = False, name != "table" and not tag["closing"]
        elif name in _BREAKING:
            yield " " if in_cell else "\n"
    yield source[done:]


def _decoded(data: bytes) -> str:
    text = encodings.decode(data)
    if text is None:
        raise Unreadable(Reason.UNKNOWN_TYPE, "no encoding fits")
    return text
