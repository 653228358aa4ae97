"""Tables that somebody sends as a file of delimited text: in whatever encoding and by whatever delimiter."""

import csv
import io
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from django.utils.translation import gettext as _

from cms.core.errors import BadInput, TooLarge

_ENCODINGS: Final = ("utf-8-sig", "cp949")
_DELIMITERS: Final = ",\t;"


def decoded(data: bytes, *, most: int) -> str:
    """The text of a file in UTF-8, UTF-16 or CP949; BadInput for any other, TooLarge for one of more bytes."""
    if len(data) > most:
        raise TooLarge(_("The file is larger than %(limit)s bytes.") % {"limit": f"{most:,}"})
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(_("The file is neither in UTF-8 nor in CP949."))


def cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number and the stripped cells of each line that is not empty; BadInput, which names the line, for no CSV."""
    first = text.lstrip("\r\n").partition("\n")[0]
    read = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    try:
        for row in read:
            stripped = [cell.strip() for cell in row]
            if any(stripped):
                yield read.line_num, stripped
    except csv.Error as error:
        raise BadInput(_("This is no CSV."), where=_("line %(number)s") % {"number": read.line_num}) from error


def folded(cell: str) -> str:
    """A word as it is known: composed, of common width, without capitals."""
    return normalize("NFKC", cell).casefold()
