"""CSV (RFC 4180) as office programs write it: UTF-8 with or without a mark, or CP949; commas, tabs or semicolons.

A broken row costs that row alone: where a quotation mark is never closed, reading goes on with the line after it.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from cms.core.errors import BadInput
from cms.core.streams import Source
from cms.releases.intake.columns import REFUSAL
from cms.releases.intake.formats import lines
from cms.releases.intake.formats.rows import HEADER_WITHIN, MAX_ROW_BYTES, IsHeader, Refuse, Row, check_header

csv.field_size_limit(MAX_ROW_BYTES)
_MARK: Final = b"\xef\xbb\xbf"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS: Final = ",\t;"
_SHIELDED: Final = re.compile(r"'[=+\-@\t\r\n＝＋－＠]")


class Delimited:
    """A CSV file; ``opened`` gives it from its beginning."""

    form = "CSV"
    suffix = ".csv"

    def __init__(self, opened: Callable[[], Source], *, is_header: IsHeader) -> None:
        self._opened = opened
        self._encoding, self._marked = _encoding(opened())
        self._header, self._names, self._delimiter = self._find_header(is_header)

    def columns(self) -> Sequence[str]:
        return self._names

    def rows(self) -> Iterator[Row]:
        source = _Lines(islice(_numbered(self._opened(), self._encoding), self._header, None))
        while (line := source.peek()) is not None:
            number, text = line
            if isinstance(text, _Broken):
                source.take()
                cells = self._split(text.text)
                yield Row(place=f"line {number}", values={}, cells=cells, problem=text.problem)
            elif not text.strip():
                source.take()
            else:
                yield self._row(source, number, text)

    @contextmanager
    def report(self, path: Path) -> Iterator[Refuse]:
        encoding = "utf-8-sig" if self._marked else self._encoding
        with path.open("w", encoding=encoding, errors="backslashreplace", newline="") as file:
            writer = csv.writer(file, delimiter=self._delimiter)
            kept = [index for index, name in enumerate(self._names) if name != REFUSAL]
            writer.writerow([*(self._names[index] for index in kept), REFUSAL])

            def refuse(row: Row, reason: str) -> None:
                cells = [*row.cells, *[""] * (len(self._names) - len(row.cells))]
                writer.writerow([*(cells[index] for index in kept), reason, *cells[len(self._names) :]])

            yield refuse

    def _row(self, source: "_Lines", number: int, first: str) -> Row:
        place = f"line {number}"
        try:
            cells = next(csv.reader(source.texts(), delimiter=self._delimiter, strict=True))
        except (csv.Error, StopIteration) as error:
            source.give_back_but_first()
            cells = self._split(first)
            return Row(place=place, values={}, cells=cells, problem=f"broken row: {error or 'it does not end'}")
        source.forget()
        if len(cells) != len(self._names):
            problem = f"{len(cells)} cells, where the header has {len(self._names)}"
            return Row(place=place, values={}, cells=cells, problem=problem)
        return Row(place=place, values=dict(zip(self._names, map(_as_meant, cells), strict=True)), cells=cells)

    def _split(self, text: str) -> list[str]:
        """The cells of a broken row, for its report: quotation marks mean nothing."""
        return text.split(self._delimiter)

    def _find_header(self, is_header: IsHeader) -> tuple[int, list[str], str]:
        """The number of lines before the first row, the names of the columns, and what stands between them."""
        for number, text in islice(_numbered(self._opened(), self._encoding), HEADER_WITHIN):
            if isinstance(text, _Broken):
                continue
            for delimiter in _DELIMITERS:
                names = [name.strip() for name in next(csv.reader([text], delimiter=delimiter), [])]
                if is_header(names):
                    check_header(names, where=f"line {number}")
                    return number, names, delimiter
        raise BadInput(f"its first {HEADER_WITHIN} lines have no header of a known list")


class _Broken:
    """A line that cannot be read, with what of it can be shown."""

    def __init__(self, problem: str, text: str = "") -> None:
        self.problem = problem
        self.text = text


def _as_meant(cell: str) -> str:
    """The cell without the apostrophe that lists, ours too, put before what a spreadsheet would run as a formula."""
    return cell[1:] if _SHIELDED.match(cell) else cell


class _Lines:
    """Lines that a reader takes and may give back."""

    def __init__(self, numbered: Iterable[tuple[int, "str | _Broken"]]) -> None:
        self._numbered = iter(numbered)
        self._waiting: deque[tuple[int, str | _Broken]] = deque()
        self._taken: list[tuple[int, str | _Broken]] = []

    def peek(self) -> "tuple[int, str | _Broken] | None":
        if not self._waiting:
            self._waiting.extend(islice(self._numbered, 1))
        return self._waiting[0] if self._waiting else None

    def take(self) -> None:
        self._waiting.popleft()

    def texts(self) -> Iterator[str]:
        """The lines of one row, however many it takes; a line that is no text ends it."""
        size = 0
        while (line := self.peek()) is not None and not isinstance(line[1], _Broken) and size <= MAX_ROW_BYTES:
            self._taken.append(line)
            self.take()
            size += len(line[1])
            yield line[1] + "\n"

    def forget(self) -> None:
        self._taken.clear()

    def give_back_but_first(self) -> None:
        self._waiting.extendleft(reversed(self._taken[1:]))
        self._taken.clear()


def _numbered(source: Source, encoding: str) -> Iterator[tuple[int, str | _Broken]]:
    for number, line in enumerate(lines.read(source), start=1):
        if line is None:
            yield number, _Broken(lines.TOO_LONG)
            continue
        data = (line.removeprefix(_MARK) if number == 1 else line).removesuffix(b"\r")
        try:
            yield number, data.decode(encoding)
        except UnicodeDecodeError:
            shown = data.decode(encoding, errors="backslashreplace")
            yield number, _Broken(f"has bytes that are not {encoding.upper()}", shown)


def _encoding(source: Source) -> tuple[str, bool]:
    """The encoding that fails in fewer lines, and whether the file begins with a mark."""
    failures = {"utf-8": 0, "cp949": 0}
    marked = False
    for number, line in enumerate(lines.read(source)):
        if number == 0:
            marked = bool(line and line.startswith(_MARK))
            if line and line.startswith(_WIDE):
                raise BadInput("is UTF-16; save it as UTF-8", where="line 1")
        if line is None or line.isascii():
            continue
        for encoding in failures:
            failures[encoding] += not _decodes(line, encoding)
    return ("utf-8" if marked else min(failures, key=lambda name: failures[name])), marked


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
