"""Excel workbooks (ECMA-376 part 1, 18): all sheets as rows of text, and everything that a workbook keeps beside them.

Sheets are streamed. Hidden sheets, rows and columns, comments, defined names, pivot caches, cached values of formulas
and of other workbooks, and strings that no cell uses any more are all in the file, so all of them are text.
"""

import posixpath
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from files.extraction.archives import Archive, Member
from files.extraction.markup import parse
from files.extraction.outcome import Reason
from files.extraction.readers.numbers import Formats
from files.extraction.readers.office import GRAMMAR, METADATA, SHARED, SKIPPED
from files.extraction.readers.package import Layout, Package, Part
from files.extraction.readers.sheet import Sheet
from files.extraction.reading import Exhausted, Reading, Unreadable

_WORKBOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_STRINGS: Final = "xl/sharedStrings.xml"
_STYLES: Final = "xl/styles.xml"
_SHEETS: Final = "xl/worksheets/"
_BYTES_A_CHARACTER: Final = 4

_LAYOUT: Final = Layout(
    grammar=GRAMMAR,
    parts=(
        METADATA,
        Part(r"xl/workbook\.xml", "names"),
        Part(r"xl/pivotCache/", "pivot caches"),
        Part(r"xl/externalLinks/externalLink", "other workbooks"),
        Part(r"xl/drawings/", "drawings"),
        Part(r"xl/tables/", "tables"),
        *SHARED,
    ),
    skipped=rf"{SKIPPED}|xl/worksheets/[^/]*\.xml\Z|xl/sharedStrings\.xml\Z|xl/styles\.xml\Z|xl/calcChain\.xml\Z",
)


@dataclass(frozen=True)
class _Listed:
    name: str
    is_hidden: bool


class Strings:
    """The shared strings in one buffer, and which of them a cell has used."""

    def __init__(self, most: int) -> None:
        self._most = most * _BYTES_A_CHARACTER
        self._buffer = bytearray()
        self._ends = array("Q", [0])
        self._used = bytearray()
        self._texts: list[str] = []
        self._pieces: list[str] = []

    def load(self, member: Member) -> None:
        """Read the part; raises ``Exhausted`` where it holds more text than may be sent."""
        parse(member.chunks(), self._start, self._end, self._texts.append)
        self._used = bytearray(len(self._ends) - 1)

    def __getitem__(self, index: int) -> str:
        self._used[index] = 1
        return self._string(index)

    def unused(self) -> Iterator[str]:
        """The strings that no cell refers to: what was deleted and is still in the file."""
        return (self._string(index) for index, used in enumerate(self._used) if not used)

    def _string(self, index: int) -> str:
        return self._buffer[self._ends[index] : self._ends[index + 1]].decode()

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._texts.clear()

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "t":
            self._pieces += self._texts
        elif local == "si":
            self._buffer += "".join(self._pieces).encode()
            self._ends.append(len(self._buffer))
            self._pieces.clear()
            if len(self._buffer) > self._most:
                raise Exhausted(Reason.TOO_LARGE, "the shared strings")


def read(data: bytes, reading: Reading) -> None:
    """Read an XLSX workbook."""
    with Archive(data, reading) as archive:
        members = list(archive.members())
        parts = {member.name: member for member in members}
        if _WORKBOOK not in parts:
            raise Unreadable(Reason.UNKNOWN_TYPE, "a workbook in a binary form")
        package = Package(_LAYOUT, reading)
        shows_text = _read_sheets(parts, reading)
        package.read(members)
        package.close(shows_text=shows_text)


def _read_sheets(parts: dict[str, Member], reading: Reading) -> bool:
    """Read all worksheets, listed in the workbook or not; whether one of them shows text."""
    shows_text = False
    strings = Strings(reading.output.limits.characters)
    if _STRINGS in parts:
        strings.load(parts[_STRINGS])
    listed, is_1904 = _listed(parts)
    formats = Formats(is_1904=is_1904)
    if _STYLES in parts:
        formats.load(parts[_STYLES].chunks())
    names = [*listed, *sorted(name for name in parts if name.startswith(_SHEETS) and name.endswith(".xml"))]
    for name in dict.fromkeys(names):
        if name in parts:
            entry = listed.get(name, _Listed(f"without a name {posixpath.basename(name)}", is_hidden=True))
            section = f"hidden sheet {entry.name}" if entry.is_hidden else f"sheet {entry.name}"
            sheet = Sheet(section, reading, strings, formats, shown=not entry.is_hidden)
            parse(parts[name].chunks(), sheet.start, sheet.end, sheet.texts.append)
            shows_text |= sheet.shows_text
    for text in strings.unused():
        reading.write("unused strings", f"{text}\n", shown=False)
    return shows_text


def _listed(parts: dict[str, Member]) -> tuple[dict[str, _Listed], bool]:
    """Part name -> the sheet as the workbook lists it, and whether its dates count from 1904."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, _Listed]] = []
    epochs: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "Relationship":
            targets[attributes.get("Id", "")] = posixpath.normpath(
                posixpath.join("/xl", attributes.get("Target", ""))
            ).lstrip("/")
        elif local == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            sheets.append((key, _Listed(attributes.get("name", ""), is_hidden)))
        elif local == "workbookPr":
            epochs.append(attributes.get("date1904") in {"1", "true"})

    for name in (_LINKS, _WORKBOOK):
        if name in parts:
            parse(parts[name].chunks(), start, lambda _name: None, lambda _text: None)
    return {targets[key]: sheet for key, sheet in sheets if key in targets}, any(epochs)
