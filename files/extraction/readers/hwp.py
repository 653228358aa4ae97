"""HWP 5 documents (Hancom, "Hangul Document File Formats 5.0"): an OLE container of deflated record streams.

Every paragraph of every section is text, whatever control holds it; what other records hold is found by the runs of
UTF-16 letters in it. So a control that is not known loses its name, never its text.
"""

import re
import struct
from collections.abc import Iterator
from typing import Final

from files.extraction.compound import Compound
from files.extraction.outcome import Reason
from files.extraction.reading import Exhausted, Reading, Unreadable

_HEADER: Final = struct.Struct("<I")
_LONG: Final = 0xFFF
_PROPERTIES_AT: Final = 36
_COMPRESSED: Final = 1 << 0
_DISTRIBUTION: Final = 1 << 2
_HISTORY: Final = 1 << 6
# Password, DRM, encrypted by certificate, certificate DRM, personal-information protection.
_ENCRYPTED: Final = 1 << 1 | 1 << 4 | 1 << 8 | 1 << 10 | 1 << 13

_PARA_TEXT: Final = 67
_CTRL_HEADER: Final = 71
_LIST_HEADER: Final = 72
_MEMO_LIST: Final = 93
# Records that hold shapes, layout and the names of fonts and styles, in sections and in the document information.
_SHAPES: Final = frozenset({66, 68, 69, 70, *range(73, 87), 92, 94})
_STYLES: Final = frozenset({16, 17, *range(19, 27), 30, 31, 94})
_CELL_ROW: Final = struct.Struct("<H")
_CELL_ROW_AT: Final = 10

_ZONES: Final[dict[bytes, tuple[str, bool]]] = {
    b"daeh": ("headers and footers", True),
    b"toof": ("headers and footers", True),
    b"  nf": ("notes", True),
    b"  ne": ("notes", True),
    b"tmct": ("hidden comments", False),
    b"memo": ("memos", False),
}
_BODY: Final = ("body", True)
_TABLE: Final = b" lbt"
_MEMO: Final = b"memo"
# Characters below 32 take eight code units (table 6 of the specification), but for these, which take one.
_SINGLE: Final = {0: "", 10: "\n", 13: "", 24: "-", 25: "", 26: "", 27: "", 28: "", 29: "", 30: " ", 31: " "}
_TAB: Final = 9
_CONTROL_UNITS: Final = 8
_CONTROL: Final = re.compile("[\x00-\x1f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SHORTEST_RUN: Final = 4
_WIDE: Final = re.compile(rb"(?:[\x20-\x7e]\0|[\x00-\xff][\x31\xac-\xd7]){3,}")
_PROPERTY_NAMES: Final = {
    2: "title",
    3: "subject",
    4: "author",
    5: "keywords",
    6: "comments",
    8: "last saved by",
    20: "date",
}
_IGNORED: Final = frozenset({"FileHeader", "DocInfo", "PrvImage", "\x05HwpSummaryInformation", "DocOptions"})


def read(data: bytes, reading: Reading) -> None:
    """Read an HWP document; raises ``Unreadable`` where a password, DRM or distribution locks it."""
    with Compound(data, reading) as compound:
        flags = _flags(compound.read("FileHeader"))
        _Document(compound, reading, is_compressed=bool(flags & _COMPRESSED)).read()
        if flags & _HISTORY:
            reading.problem(Reason.EMBEDDED, "earlier versions of the document")


def _flags(header: bytes) -> int:
    if len(header) < _PROPERTIES_AT + _HEADER.size:
        raise Unreadable(Reason.BROKEN, "the file header")
    (flags,) = _HEADER.unpack_from(header, _PROPERTIES_AT)
    if flags & _ENCRYPTED:
        raise Unreadable(Reason.ENCRYPTED)
    if flags & _DISTRIBUTION:
        raise Unreadable(Reason.DISTRIBUTION)
    return int(flags)


class _Document:
    def __init__(self, compound: Compound, reading: Reading, *, is_compressed: bool) -> None:
        self._compound = compound
        self._reading = reading
        self._is_compressed = is_compressed
        self._shows_text = False
        self._begun: set[str] = set()

    def read(self) -> None:
        pictures = self._reading.output.pictures
        self._read_docinfo()
        for path in sorted(self._compound.paths, key=_order):
            self._read_stream(path)
        if self._reading.output.pictures > pictures and not self._shows_text:
            self._reading.problem(Reason.IMAGE_ONLY, "pictures and no text")

    def _content(self, path: tuple[str, ...]) -> bytes:
        return self._compound.inflate(*path) if self._is_compressed else self._compound.read(*path)

    def _read_stream(self, path: tuple[str, ...]) -> None:
        match path:
            case ("BodyText", _):
                self._read_section(self._content(path))
            case ("BinData", name):
                self._read_object(name, path)
            case ("PrvText",):
                self._reading.write("preview", self._compound.read(*path).decode("utf-16-le", "replace"), shown=False)
            case ("Scripts" | "XMLTemplate", name):
                self._reading.write(f"{path[0]}/{name}".lower(), _wide_strings(self._content(path)), shown=False)
            case (name, *_) if name not in _IGNORED:
                self._reading.problem(Reason.EMBEDDED, f"the stream {'/'.join(path)}")

    def _read_docinfo(self) -> None:
        names = self._compound.properties("\x05HwpSummaryInformation")
        lines = (f"{_PROPERTY_NAMES.get(key, key)}: {value}\n" for key, value in names.items() if value)
        self._reading.write("metadata", "".join(lines), shown=False)
        for tag, _level, payload in _records(self._content(("DocInfo",))):
            if tag not in _STYLES:
                self._reading.write("document settings", _wide_strings(payload), shown=False)

    def _read_object(self, name: str, path: tuple[str, ...]) -> None:
        """A picture or an embedded file, deflated or not; an OLE object has its length before it."""
        try:
            content = self._content(path)
        except Exhausted:
            raise
        except Unreadable:
            content = self._compound.read(*path)
        if name.upper().endswith(".OLE"):
            content = content[4:]
        self._reading.nested(name, content, embedded=True)

    def _read_section(self, stream: bytes) -> None:
        for (zone, shown), text in _texts(stream):
            self._shows_text |= shown and not text.isspace()
            self._reading.write(zone, text if zone in self._begun else text.lstrip(), shown=shown)
            self._begun.add(zone)


class _Controls:
    """The controls that hold the current record, innermost last: a record is inside those of a lower level."""

    def __init__(self) -> None:
        self._open: list[tuple[int, bytes]] = []
        self._row = -1

    def pass_record(self, tag: int, level: int, payload: bytes) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        if tag == _CTRL_HEADER:
            self._open.append((level, payload[:4]))
            self._row = -1
        elif tag == _MEMO_LIST:
            self._open.append((level - 1, _MEMO))

    def zone(self) -> tuple[str, bool]:
        """The section that the text of this record belongs to."""
        return next((_ZONES[name] for _level, name in reversed(self._open) if name in _ZONES), _BODY)

    def separator(self, payload: bytes) -> str:
        """The separator before the text of a list of paragraphs: cells of one row stay on one line."""
        if not self._open or self._open[-1][1] != _TABLE or len(payload) < _CELL_ROW_AT + _CELL_ROW.size:
            return "\n"
        before, (self._row,) = self._row, _CELL_ROW.unpack_from(payload, _CELL_ROW_AT)
        return "\t" if self._row == before else "\n"


def _texts(stream: bytes) -> Iterator[tuple[tuple[str, bool], str]]:
    """The text of each record with the section it belongs to, each after what separates it from the one before."""
    controls = _Controls()
    separator = "\n"
    for tag, level, payload in _records(stream):
        controls.pass_record(tag, level, payload)
        if tag == _LIST_HEADER:
            separator = controls.separator(payload)
        if tag == _PARA_TEXT:
            yield controls.zone(), separator + _paragraph(payload)
            separator = "\n"
        elif tag not in _SHAPES and (text := _wide_strings(payload)):
            yield ("fields and objects", False), text


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Tag, level and payload of each record (section 4.1); raises ``Unreadable`` where the last is cut short."""
    place, end = 0, len(stream)
    while place + 4 <= end:
        (header,) = _HEADER.unpack_from(stream, place)
        place += 4
        size = header >> 20
        if size == _LONG and place + 4 <= end:
            (size,) = _HEADER.unpack_from(stream, place)
            place += 4
        if place + size > end:
            raise Unreadable(Reason.BROKEN, "a record that ends early")
        yield header & 0x3FF, header >> 10 & 0x3FF, stream[place : place + size]
        place += size


def _paragraph(payload: bytes) -> str:
    """The text of a paragraph without its control characters, each of which takes one code unit or eight."""
    text = _code_units(payload)
    pieces, place = [], 0
    while found := _CONTROL.search(text, place):
        pieces.append(text[place : found.start()])
        code = ord(found[0])
        pieces.append(_SINGLE.get(code, "\t" if code == _TAB else ""))
        place = found.end() if code in _SINGLE else found.start() + _CONTROL_UNITS
    joined = "".join([*pieces, text[place:]])
    if _SURROGATE.search(joined):
        return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined


def _code_units(payload: bytes) -> str:
    """One character for each code unit, so that control characters can be counted off."""
    payload = payload[: len(payload) & ~1]
    text = payload.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == len(payload):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(payload) // 2}H", payload)))


def _wide_strings(payload: bytes) -> str:
    """The runs of letters in a record whose fields are not told apart, one a line."""
    runs = (found[0].decode("utf-16-le", "replace").strip() for found in _WIDE.finditer(payload))
    return "".join(f"{run}\n" for run in runs if len(run) >= _SHORTEST_RUN)


def _order(path: tuple[str, ...]) -> tuple[bool, list[int], tuple[str, ...]]:
    """Sections first, by number."""
    return path[0] != "BodyText", [int(number) for number in re.findall(r"[0-9]+", path[-1])], path
