"""One worksheet as a stream of cells: rows of text, and apart from them what is hidden and what is not in a cell."""

import re
from typing import Final, Protocol

from files.extraction.readers.numbers import Formats
from files.extraction.reading import Reading

_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_WIDEST_GAP: Final = 50
_TRUE: Final = frozenset({"1", "true"})
_LITERAL: Final = '"'
_NOTES: Final = frozenset({"prompt", "promptTitle", "error", "errorTitle", "tooltip", "display"})


class Strings(Protocol):
    """Shared strings by number."""

    def __getitem__(self, index: int) -> str: ...


class Sheet:
    """The handlers for one worksheet, as expat calls them: ``start``, ``end``, and ``texts.append`` for text.

    A sheet has millions of cells, so what happens at each is written out in ``start`` and ``end``.
    """

    def __init__(self, section: str, reading: Reading, strings: Strings, formats: Formats, *, shown: bool) -> None:
        self.texts: list[str] = []
        self.shows_text = False
        self._section = section
        self._reading = reading
        self._strings = strings
        self._formats = formats
        self._shown = shown
        self._hidden_columns: list[tuple[int, int]] = []
        self._row: list[str] = []
        self._seen: list[str] = []
        self._row_is_hidden = False
        self._hides_cells = False
        self._column = 0
        self._columns: dict[str, int] = {}
        self._reference = ""
        self._kind = ""
        self._style = ""
        self._value = ""
        self._use_prefix("")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element; text is only ever in the innermost."""
        self.texts.clear()
        if name == self._cell_name:
            get = attributes.get
            self._value = ""
            self._reference = get("r", "")
            self._kind = get("t", "n")
            self._style = get("s", "0")
        elif name not in self._passive:
            self._begin(name[self._prefix :], attributes)

    def end(self, name: str) -> None:
        """End an element."""
        if name == self._value_name:
            self._value = "".join(self.texts)
        elif name == self._cell_name:
            self._end_cell()
        elif name == self._text_name:
            self._value += "".join(self.texts)
        elif name not in self._passive:
            self._finish(name[self._prefix :])

    def _begin(self, local: str, attributes: dict[str, str]) -> None:
        if local == "row":
            self._row_is_hidden = attributes.get("hidden") in _TRUE
            self._row = []
            self._seen = [] if self._hidden_columns else self._row
            self._hides_cells = False
            self._column = 0
        elif local == "col" and attributes.get("hidden") in _TRUE:
            self._hidden_columns.append((int(attributes.get("min", "1")), int(attributes.get("max", "1"))))
        elif local.endswith(":worksheet"):
            self._use_prefix(local.removesuffix("worksheet"))
        for key in _NOTES & attributes.keys():
            self._write("settings", f"{attributes[key]}\n")

    def _use_prefix(self, prefix: str) -> None:
        self._prefix = len(prefix)
        self._cell_name, self._value_name, self._text_name = f"{prefix}c", f"{prefix}v", f"{prefix}t"
        self._passive = frozenset({self._value_name, self._text_name, f"{prefix}is", f"{prefix}r"})

    def _finish(self, local: str) -> None:
        """End what is no part of a cell: other text is a setting of the sheet, such as its header."""
        if local == "row":
            self._end_row()
        elif self.texts:
            self._keep(local, "".join(self.texts))
        self.texts.clear()

    def _keep(self, local: str, text: str) -> None:
        if local != "f":
            self._write("settings", "" if text.isspace() else f"{text}\n")
        elif _LITERAL in text:
            self._write("formulas", f"{text}\n")

    def _end_cell(self) -> None:
        self._column = self._column_of(self._reference)
        if not (text := self._displayed()):
            return
        _place(self._row, self._column, text)
        if self._seen is self._row:
            return
        if any(first <= self._column <= last for first, last in self._hidden_columns):
            self._hides_cells = True
        else:
            _place(self._seen, self._column, text)

    def _column_of(self, reference: str) -> int:
        """The number of the column in a reference such as ``AB12``; without one, the next."""
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = _number(letters)
        return self._columns[letters] or self._column + 1

    def _displayed(self) -> str:
        value = self._value
        if self._kind == "s":
            return self._strings[int(value)] if value else ""
        if self._kind == "n" and value and self._style != "0":
            return self._formats.display(value, int(self._style))
        return value

    def _end_row(self) -> None:
        """Write the row as it is seen, and where cells of it are hidden, apart, the whole of it."""
        if self._seen and not self._row_is_hidden:
            self.shows_text |= self._shown
            self._reading.write(self._section, "\t".join(self._seen) + "\n", shown=self._shown)
        if self._row and (self._row_is_hidden or self._hides_cells):
            self._write("hidden", "\t".join(self._row) + "\n")

    def _write(self, part: str, text: str) -> None:
        self._reading.write(f"{self._section} {part}", text, shown=False)


def _place(row: list[str], column: int, text: str) -> None:
    """Put a text under its column, so that it stands below its heading, but do not draw out a wide gap."""
    gap = column - 1 - len(row)
    if 0 < gap <= _WIDEST_GAP:
        row += [""] * gap
    row.append(text)


def _number(letters: str) -> int:
    """``A`` is 1, ``AA`` is 27; 0 for what is no column."""
    if not _LETTERS.fullmatch(letters):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
