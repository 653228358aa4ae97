"""Opening a list: what form a file has is told by its content."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from cms.core import streams
from cms.core.errors import BadInput
from cms.releases.intake import columns
from cms.releases.intake.formats.delimited import Delimited
from cms.releases.intake.formats.objects import WRAPPED, JsonArray, JsonLines
from cms.releases.intake.formats.rows import ListFile
from cms.releases.intake.formats.workbook import Workbook

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@contextmanager
def opened(path: Path, *, kind: str = "") -> Iterator[ListFile]:
    """The list of a file, compressed with gzip or not, or a list of that kind; BadInput where it is none."""
    is_header = partial(columns.is_header, kind=kind)
    with streams.opened(path) as source:
        head = source().read(streams.HEAD_BYTES)
        if head.startswith(_ZIP):
            yield Workbook(path, is_header=is_header)
            return
        if head.startswith(_OLD_EXCEL):
            raise BadInput("is an old Excel file or has a password; save it as XLSX or CSV without one")
        text = head.decode("utf-8-sig", errors="replace").lstrip()
        if text.startswith("[") or WRAPPED.match(text):
            yield JsonArray(source)
        elif text.startswith("{"):
            yield JsonLines(source)
        else:
            yield Delimited(source, is_header=is_header)


def count(opened: ListFile) -> int:
    """The number of rows, those that cannot be read among them; reads all, and BadInput says what is broken."""
    return sum(1 for _ in opened.rows())
