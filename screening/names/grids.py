"""Tables whose cells stand apart by spaces or slashes: the names below a heading, cell by cell.

A page that was typed has no marks between its cells; two spaces and more, or a slash between spaces, are what parts
them. Where a heading asks for a name, the cell below it is one unless it is a word for something else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from screening.names.foreign import foreign_name, foreign_words
from screening.names.forms import Evidence, is_name
from screening.names.likelihood import may_fill
from screening.names.shapes import HAN, HANJA, LATIN
from screening.text.cues import Cue, Label
from screening.text.reading import Reading
from screening.words import officials, patterns

_Span = tuple[int, int]

_FEWEST: Final = 3  # headings
_LONGEST_LINE: Final = 240
_LONGEST_HEADING: Final = 14
_MOST_ROWS: Final = 500
_PATIENCE: Final = 2  # lines that are no rows
_SPACES: Final = re.compile(" {2,}")
_SPACE: Final = re.compile(" ")
_SLASH: Final = re.compile(" ?/ ?")
_NO_HEADING: Final = re.compile(r"[0-9]{3}|[.:!?]")
_OFFICIALS: Final = re.compile(patterns.alternatives(officials.OFFICIAL_COLUMN))
_NAME: Final = re.compile(
    rf"(?:(?P<hanja>{HANJA})(?![{HAN}])|(?P<latin>{LATIN})|(?P<name>[가-힣]{{2,6}}(?: [가-힣]{{2,7}})?))"
    r"(?= ?(?:\Z|\(|[0-9]| 외 ))"
)
_ASKING: Final = frozenset({Label.NAME, Label.HOLDER})


def find_cells(reading: Reading, announcing: Sequence[Cue]) -> Iterator[_Span]:
    """Yield where the names below the headings of such tables are."""
    text, read = reading.text, 0
    for cue in announcing:
        if cue.label is Label.ROSTER or cue.end < read:
            continue
        start, end = _line(text, cue.start)
        if text.find("  ", start, end) < 0 and text.find(" / ", end, end + _LONGEST_LINE) < 0:
            continue
        headings = _cells(text, start, end)
        column = next((at for at, (first, last) in enumerate(headings) if first <= cue.start < last), None)
        if len(headings) < _FEWEST or column is None or not _are_headings(text, headings):
            continue
        if reading.has_cue(cue.end, headings[column][1]):  # 신청인 주소
            continue
        loose = text.find("  ", start, end) < 0
        for row in _rows(text, end, len(headings), loose=loose):
            read = row[-1][1]
            if column < len(row) and (name := _name(text, row[column], asked=cue.label in _ASKING)):
                yield name


def _line(text: str, position: int) -> _Span:
    first = max(0, position - _LONGEST_LINE)
    start = text.rfind("\n", first, position) + 1 or first
    return start, _line_end(text, start)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + _LONGEST_LINE)
    return end if end >= 0 else min(len(text), start + _LONGEST_LINE)


def _are_headings(text: str, headings: Sequence[_Span]) -> bool:
    """Say whether the cells of a line are short words without figures, and none is for an official's post."""
    said = [text[start:end] for start, end in headings]
    short = all(0 < len(one) <= _LONGEST_HEADING and not _NO_HEADING.search(one) for one in said)
    return short and not any(map(_OFFICIALS.match, said))


def _rows(text: str, end: int, count: int, *, loose: bool) -> Iterator[list[_Span]]:
    """Yield the cells of the rows below, up to the lines that are none.

    Below headings that single spaces part (``loose``) only slashes part the cells.
    """
    others = 0
    for _ in range(_MOST_ROWS):
        start = end + 1
        if start >= len(text) or others > _PATIENCE:
            return
        end = _line_end(text, start)
        cells = _cells(text, start, end)
        mark = " / " if loose else "  "
        if count - 1 <= len(cells) <= count and text.find(mark, start, end) >= 0:
            others = 0
            yield cells
        else:
            others += 1


def _cells(text: str, start: int, end: int) -> list[_Span]:
    """Return the cells of a line, which the widest of what stands in it parts."""
    while start < end and text[start] in " \t":
        start += 1
    if text.find("|", start, end) >= 0 or text.find("\t", start, end) >= 0:
        return []
    slashed = text.find(" / ", start, end) >= 0
    part = _SLASH if slashed else _SPACES if text.find("  ", start, end) >= 0 else _SPACE
    cells = []
    for match in part.finditer(text, start, end):
        cells.append((start, match.start()))
        start = match.end()
    return [*cells, (start, end)]


def _name(text: str, cell: _Span, *, asked: bool) -> _Span | None:
    """Return where the name in a cell is."""
    match = _NAME.match(text, *cell)
    if match is None:
        return None
    said = match[0]
    if match["name"] is None:
        known = is_name(said, Evidence.ASKED) and (match["hanja"] is None or len(said) > 2)
    elif " " in said:
        first = said.partition(" ")[0]
        abroad = foreign_name(said) or foreign_words(said, any_letters=asked)
        said, known = (said, True) if abroad == said else (first, _may_fill(first, asked=asked))
    else:
        known = _may_fill(said, asked=asked)
    return (match.start(), match.start() + len(said)) if known else None


def _may_fill(word: str, *, asked: bool) -> bool:
    return may_fill(word, asked=asked) and not (len(word) == 2 and not asked)
