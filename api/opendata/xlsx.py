"""A table of text as an Office Open XML workbook (ECMA-376), written straight to the reader.

openpyxl's write-only mode and XlsxWriter's constant memory both keep the sheet in a temporary file and begin to send
when the last row is written: minutes of silence for a month of documents. A sheet of inline strings needs neither
shared strings nor styles, so it can be compressed and sent row by row. Inline strings are text and never formulas.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# A sheet holds 1,048,576 rows; half of that keeps a part of the archive below 2 GiB, without ZIP64.
SHEET_ROWS: Final = 500_000
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Readers take _x0041_ for the character of that number (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
_ESCAPE_LIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_CELL: Final = 32_767
# The earliest that ZIP knows: the same table is the same bytes.
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)

# Rows that are compressed and sent together.
_PIECE: Final = 1_000

Row = Sequence[str]


def workbook(columns: Row, batches: Iterable[Iterable[Row]]) -> Iterator[bytes]:
    """The pieces of a workbook whose sheets all begin with the column names."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        sheets = 0
        for sheet in _sheets(chain.from_iterable(batches)):
            sheets += 1
            rows = chain([columns], sheet)
            with archive.open(_part(f"xl/worksheets/sheet{sheets}.xml"), "w") as part:
                part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
                while piece := "".join(map(_row, islice(rows, _PIECE))):
                    part.write(piece.encode())
                    yield pipe.take()
                part.write(b"</sheetData></worksheet>")
        for name, content in _frame(sheets):
            archive.writestr(_part(name), f"{_XML}{content}")
    yield pipe.take()


def _sheets(rows: Iterator[Row]) -> Iterator[Iterator[Row]]:
    """The rows of each sheet, to be read before the next is asked for; the first may be empty."""
    yield islice(rows, SHEET_ROWS)
    for row in rows:
        yield chain([row], islice(rows, SHEET_ROWS - 1))


class _Pipe(io.RawIOBase):
    """A file that can only be written to; what was written is taken away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _LONG_AGO)
    part.compress_type = ZIP_DEFLATED
    return part


def _row(cells: Row) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(text: str) -> str:
    if not text:
        return "<c/>"
    safe = escape(_ESCAPE_LIKE.sub("_x005F_", text[:_LONGEST_CELL]))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>'


def _frame(sheets: int) -> Iterator[tuple[str, str]]:
    """The parts that name the sheets, written when their number is known."""
    numbers = range(1, sheets + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relationships([("officeDocument", "xl/workbook.xml")])
    yield "xl/_rels/workbook.xml.rels", _relationships([("worksheet", f"worksheets/sheet{n}.xml") for n in numbers])
    named = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    named = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{named}</Relationships>'
