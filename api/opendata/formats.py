"""Tables of text as CSV, JSON and XLSX, a piece at a time: memory holds one batch, whatever the length."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from api.opendata.xlsx import workbook
from cms.core.text import plain_cell

Batches = Iterable[Sequence[Sequence[str]]]


class Format(NamedTuple):
    """The form in which a table is written: pieces of bytes for column names and batches of rows."""

    media_type: str
    write: Callable[[Sequence[str], Batches], Iterator[bytes]]


def csv_pieces(columns: Sequence[str], batches: Batches) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets read Korean as something else.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    yield "\ufeff".encode() + _csv([columns])
    for batch in batches:
        yield _csv([[plain_cell(cell) for cell in row] for row in batch])


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def json_pieces(columns: Sequence[str], batches: Batches) -> Iterator[bytes]:
    """An array of objects, one a line."""
    separator = "[\n"
    for batch in batches:
        lines = [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in batch]
        if lines:
            yield (separator + ",\n".join(lines)).encode()
            separator = ",\n"
    yield b"[]\n" if separator == "[\n" else b"\n]\n"


FORMATS: Final = {
    "csv": Format("text/csv; charset=utf-8; header=present", csv_pieces),
    "json": Format("application/json", json_pieces),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}
