"""The places where the text of a page is drawn, and its part in the masked copy.

Marks count the characters of clean text, boxes belong to the characters that PDFium counts; both are matched character
by character, and where they do not match there is no masked copy.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from files.cleaning import clean_text
from files.extraction.readers.pdf import text_of

Marked: TypeAlias = tuple[int, int, str]

_LINE: Final = re.compile(r"[^\r\n]+")
_JAMO: Final = re.compile("[\u1160-\u11ff]")
_MASK: Final = "*"
# A letter may reach over the box that its font gives it.
_MARGIN: Final = 0.15


class Unplaced(Exception):
    """A mark whose place on the page cannot be told."""


@dataclass(frozen=True)
class Box:
    """A rectangle in points, from the bottom left of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def is_beside(self, other: "Box") -> bool:
        """Return whether both are on one line, more or less."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.top - self.bottom, other.top - other.bottom)

    def grown(self) -> "Box":
        """With a margin, for what letters reach over."""
        margin = _MARGIN * (self.top - self.bottom)
        return Box(self.left - margin, self.bottom - margin, self.right + margin, self.top + margin)


@dataclass(frozen=True)
class Page:
    """The content of a masked page: its lines of text without what is marked, and the boxes to cover."""

    lines: list[tuple[str, Box]]
    covers: list[Box]


def see(page: pdfium.PdfPage, marks: Sequence[Marked]) -> Page:
    """Find the lines of a page and the places of its marks; raises ``Unplaced``."""
    textpage = page.get_textpage()
    try:
        text = text_of(textpage)
        hidden = _unclean(text, sorted(marks))
        covers = [box.grown() for start, end, _shown in hidden for box in _boxes(textpage, text, start, end)]
        lines = list(_lines(textpage, text, hidden))
    finally:
        textpage.close()
    page.close()
    return Page(lines, covers)


def _unclean(text: str, marks: Sequence[Marked]) -> list[Marked]:
    """The marks in the text as PDFium gives it: cleaning composes and drops characters, so positions move."""
    if not marks:
        return []
    starts, cleaned = [], []
    length = 0
    for place, piece in _pieces(text):
        clean = clean_text(piece)
        starts += [(place, place + len(piece))] * len(clean)
        cleaned.append(clean)
        length += len(clean)
    if "".join(cleaned) != clean_text(text) or any(end > length for _start, end, _shown in marks):
        raise Unplaced("positions in the text cannot be told")
    return [(starts[start][0], starts[end - 1][1], shown) for start, end, shown in marks]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each character with those that compose with it: marks, vowels and finals of Hangul, the second half of CR LF."""
    place = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and _continues(text[index - 1], text[index]):
            continue
        yield place, text[place:index]
        place = index


def _continues(before: str, character: str) -> bool:
    return (
        unicodedata.combining(character) != 0
        or _JAMO.match(character) is not None
        or (before == "\r" and character == "\n")
    )


def _boxes(textpage: pdfium.PdfTextPage, text: str, start: int, end: int) -> list[Box]:
    """The boxes of a stretch of text, one for each line that it runs over."""
    found: list[Box] = []
    for box in _letters(textpage, text, start, end):
        if found and found[-1].is_beside(box):
            found[-1] = found[-1].joined(box)
        else:
            found.append(box)
    if not found:
        raise Unplaced("what is marked has no place on the page")
    return found


def _letters(textpage: pdfium.PdfTextPage, text: str, start: int, end: int) -> Iterator[Box]:
    rectangle = raw.FS_RECTF()
    for index in range(start, end):
        if text[index].isspace():
            continue
        letter = raw.FPDFText_GetCharIndexFromTextIndex(textpage, index)
        if letter < 0 or not raw.FPDFText_GetLooseCharBox(textpage, letter, rectangle):
            raise Unplaced("a letter has no place on the page")
        yield Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)


def _lines(textpage: pdfium.PdfTextPage, text: str, hidden: Sequence[Marked]) -> Iterator[tuple[str, Box]]:
    for found in _LINE.finditer(text):
        shown = clean_text("".join(_shown(text, found.start(), found.end(), hidden))).strip()
        letters = list(_letters(textpage, text, found.start(), found.end()))
        if shown and letters:
            yield shown, _around(letters)


def _shown(text: str, start: int, end: int, hidden: Sequence[Marked]) -> Iterator[str]:
    """A line without what is hidden in it; what stands for that is where it begins."""
    place = start
    for first, last, shown in hidden:
        if last <= place or first >= end:
            continue
        yield text[place : max(place, first)]
        if first >= start:
            yield shown or _MASK * len(clean_text(text[first:last]))
        place = max(place, min(last, end))
    yield text[place:end]


def _around(boxes: Iterable[Box]) -> Box:
    around, *others = boxes
    for box in others:
        around = around.joined(box)
    return around
