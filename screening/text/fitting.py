"""One row of a table that no mark parts, laid out so that its words fit best below the headings, in order.

Any cell may be empty, and have several words; a word that no heading asks for is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from screening.text.columns import Cell
from screening.text.cues import Label
from screening.text.fits import FITS, LIKELY, fit

_Span = tuple[int, int]
_Placed = tuple[tuple[int, int, int], ...]
_Reach = list[tuple[float, _Placed]]

_MOST_WORDS: Final = 24
_SKIPPED: Final = -2  # a word below no heading
_EMPTY: Final = -1  # a heading without a word
_LOOSE: Final = 0.4  # less for each word more in a cell that has no form of its own


class Heading(NamedTuple):
    """A word or two over a column, what it asks for, and whether it is known to stand over one."""

    said: str
    label: Label | None
    known: bool


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table: whether rows are ``people``, ``reached`` there, and the ``most`` words of each cell."""

    columns: tuple[Heading, ...]
    people: bool
    reached: bool
    most: tuple[int, ...]


def side_by_side(text: str, headings: Headings, words: Sequence[_Span]) -> tuple[float, list[Cell]] | None:
    """Return a row with a word below each heading, if all of them fit."""
    if len(words) != len(headings.columns):
        return None
    points = [
        fit(heading.label, heading.said, text[start:end].strip())
        for heading, (start, end) in zip(headings.columns, words, strict=True)
    ]
    if min(points) < 0:
        return None
    return _told(text, headings, words, (sum(points), tuple((at, at, at + 1) for at in range(len(words)))))


def laid_out(text: str, headings: Headings, words: Sequence[_Span]) -> tuple[float, list[Cell]] | None:
    """Return how the words fit best below the headings, in order, and the cells; None where they do not."""
    if not words or len(words) > _MOST_WORDS:
        return None
    reach: _Reach = [(0.0, ())]
    for place in range(len(words)):
        reach.append((reach[place][0] + _SKIPPED, ()))
    for column, heading in enumerate(headings.columns):
        reach = _placed(text, heading, (column, headings.most[column]), words, reach)
    return _told(text, headings, words, reach[-1])


def _placed(text: str, heading: Heading, column: tuple[int, int], words: Sequence[_Span], reach: _Reach) -> _Reach:
    """Return the best way to lay each number of words below one heading more."""
    which, most = column
    following: _Reach = []
    for end in range(len(words) + 1):
        best = reach[end][0] + _EMPTY, reach[end][1]
        for start in range(max(0, end - most), end):
            points = fit(heading.label, heading.said, text[words[start][0] : words[end - 1][1]].strip())
            value = reach[start][0] + points - (_LOOSE * (end - start - 1) if points <= FITS else 0.0)
            if value > best[0]:
                best = value, (*reach[start][1], (which, start, end))
        if end and following[end - 1][0] + _SKIPPED > best[0]:
            best = following[end - 1][0] + _SKIPPED, following[end - 1][1]
        following.append(best)
    return following


def _told(
    text: str, headings: Headings, words: Sequence[_Span], last: tuple[float, _Placed]
) -> tuple[float, list[Cell]] | None:
    """Return the labelled cells of a row that fits: more speaks for it than against it, and one of them is told."""
    value, placed = last
    cells = []
    told = 0
    for which, first, end in placed:
        label = headings.columns[which].label
        start, stop = words[first][0], words[end - 1][1]
        points = fit(label, headings.columns[which].said, text[start:stop].strip())
        told = max(told, points)
        if label and points >= FITS:
            cells.append(Cell(start, stop, label, headings.people, False, headings.reached, laid=True))
    return (value, cells) if value > 0 and told >= LIKELY and cells else None
