"""XLSX: every visible sheet that has the header of a known list, each cell as the text that a person sees.

Formulas are never computed: what the office program had stored as their result is read.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from cms.core.errors import BadInput, TooLarge
from cms.releases.intake.columns import REFUSAL
from cms.releases.intake.formats.rows import HEADER_WITHIN, IsHeader, Refuse, Row, check_header

# A month of 600,000 documents has 520 MB of XML, which is read row by row. Shared strings, which office programs
# write, are all in memory at once. A list shrinks some twenty times, an attack a thousand.
MAX_UNPACKED: Final = 4 << 30
MAX_STRINGS: Final = 96 << 20
MAX_RATIO: Final = 100
_FREE: Final = 16 << 20
_MAX_ROWS: Final = 1_048_576
# What Excel, or a person, writes into one cell; what is longer was made by a program.
_MAX_CELL: Final = 1 << 20
# Beyond this a number has lost digits in Excel's own arithmetic.
_MAX_EXACT: Final = 10**15


class Workbook:
    """An XLSX file on disk."""

    form = "XLSX"
    suffix = ".xlsx"

    def __init__(self, path: Path, *, is_header: IsHeader) -> None:
        _check_size(path)
        self._path = path
        self._is_header = is_header

    def columns(self) -> Sequence[str]:
        with self._opened() as book:
            names = [name for sheet in _visible(book) for name in self._header(sheet)[1]]
        if not names:
            raise BadInput(f"no visible sheet has the header of a known list in its first {HEADER_WITHIN} rows")
        return list(dict.fromkeys(names))

    def rows(self) -> Iterator[Row]:
        with self._opened() as book:
            for sheet in _visible(book):
                above, names = self._header(sheet)
                if names:
                    yield from _rows(sheet, names, above=above)

    @contextmanager
    def report(self, path: Path) -> Iterator[Refuse]:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("refused")
        names = [name for name in self.columns() if name and name != REFUSAL]
        sheet.append([_text_cell(sheet, name) for name in [*names, REFUSAL]])

        def refuse(row: Row, reason: str) -> None:
            values = dict(row.values) or dict(zip(names, row.cells, strict=False))
            sheet.append([_text_cell(sheet, str(values.get(name, ""))) for name in names] + [_text_cell(sheet, reason)])

        yield refuse
        book.save(path)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """The open book. Whatever openpyxl stumbles over in a hostile file, and that is many things, is one answer."""
        book = None
        try:
            book = openpyxl.load_workbook(self._path, read_only=True, data_only=True, keep_links=False)
            yield book
        except BadInput:
            raise
        except Exception as error:
            raise BadInput(f"cannot be read as XLSX ({type(error).__name__})") from error
        finally:
            if book is not None:
                book.close()

    def _header(self, sheet: Any) -> tuple[int, list[str]]:
        """The number of rows up to the header, and its names; none where the sheet is no list."""
        for number, cells in enumerate(islice(_cells(sheet), HEADER_WITHIN), start=1):
            names = [_text(cell)[0].strip() for cell in cells]
            if self._is_header(names):
                while not names[-1]:
                    names.pop()
                check_header(names, where=f"sheet {sheet.title}, row {number}")
                return number, names
        return 0, []


def _rows(sheet: Any, names: Sequence[str], *, above: int) -> Iterator[Row]:
    for number, cells in enumerate(_cells(sheet), start=1):
        if number <= above:
            continue
        read = [_text(cell) for cell in cells]
        texts = [text for text, _ in read]
        if not any(texts):
            continue
        problems = [f"{get_column_letter(at)}{number}: {problem}" for at, (_, problem) in enumerate(read, 1) if problem]
        if any(texts[len(names) :]):
            problems.append("a cell beyond the columns of the header")
        yield Row(
            place=f"sheet {sheet.title}, row {number}",
            values=dict(zip(names, texts + [""] * (len(names) - len(texts)), strict=False)),
            problem="; ".join(problems[:3]),
        )


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    """The rows of a sheet as they stand, whatever it claims about its size."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > _MAX_ROWS:
            raise TooLarge(f"has more than {_MAX_ROWS:,} rows", where=f"sheet {sheet.title}")
        yield cells


def _text(cell: Any) -> tuple[str, str]:
    """The text of a cell, and why it cannot be used."""
    value, problem = cell.value, ""
    if isinstance(value, datetime):
        value = value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    elif isinstance(value, int | float) and abs(value) >= _MAX_EXACT:
        problem = "a number of so many digits has lost some in Excel; write it as text"
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else unescape(str(value))
    if cell.data_type == "e":
        problem = "an error of its formula"
    elif len(text) > _MAX_CELL:
        text, problem = text[:100], f"longer than {_MAX_CELL >> 20} MB"
    return text, problem


def _visible(book: Any) -> Iterator[Any]:
    return (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")


def _text_cell(sheet: Any, value: str) -> WriteOnlyCell:
    """A cell that is text whatever it begins with, and without what XML cannot hold."""
    cell = WriteOnlyCell(sheet, value=openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767])
    cell.data_type = "s"
    return cell


def _check_size(path: Path) -> None:
    """Refuse a bomb by what its directory declares: no member is unpacked further than that."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BadInput("is a damaged XLSX file") from error
    allowed = min(MAX_UNPACKED, _FREE + MAX_RATIO * path.stat().st_size)
    strings = sum(member.file_size for member in members if "sharedstrings" in member.filename.lower())
    if sum(member.file_size for member in members) > allowed:
        raise TooLarge("unpacks to more than a list can be")
    if strings > MAX_STRINGS:
        raise TooLarge(f"has more than {MAX_STRINGS >> 20} MB of shared strings; save it as CSV")
