"""Names told by those that were found before: whose cell stands over or under a found one, and who is named again.

The rules see one place at a time. A column in which most cells are names holds names in the others too, whatever they
look like, and who is somebody in one line is the same person in the next.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.likelihood import HOPELESS, form_points
from cms.releases.screening.nameforms import HONORIFIC, NOUNS, PARTICLE, is_strange
from cms.releases.screening.namewords import NOT_NAMES, RARE_SURNAMES, SPECIMENS, SURNAMES
from cms.releases.screening.people import PEOPLE
from cms.releases.screening.reading import Reading
from cms.releases.screening.weighednames import is_public

RULE: Final = "name-beside-names"

_MOST_NAMES: Final = 12  # that are looked for again
_LONGEST_LINE: Final = 300
_MOST_ROWS: Final = 60
_DELIMITERS: Final = "\t|;,"
# Points of its form that a name has at least where one other cell is one, where most others are, where headings may
# stand, where it is the only cell of its line, and beside others in a line.
_BESIDE_ONE: Final = -4
_BESIDE_MOST: Final = HOPELESS
_TOP: Final = 0
_ONE_CELL: Final = 0
_IN_LINE: Final = -2

_WHOLE: Final = re.compile("[가-힣]{3,5}").fullmatch
_ENDS: Final = re.compile(rf"(?:{HONORIFIC})?(?:{PARTICLE})?(?![가-힣○*●])")
_CELL: Final = re.compile(
    rf"[ \"]*(?:(?:[0-9]{{1,3}}[.)]|[①-⑳]|[-○•·▷▶]) ?)?(?P<name>[가-힣]{{2,5}}?)"
    rf"(?:{HONORIFIC})?(?: ?\([^()\n]{{1,20}}\))?[ \"]*"
)
_ITEM: Final = re.compile(r"(?! )[^,·/ㆍ、;▷▶•①-⑳\n]+")
_WORDS: Final = re.compile("[^ ]+")
_FAMILIES: Final = frozenset(SURNAMES + RARE_SURNAMES)

_Span = tuple[int, int]


class _Row(NamedTuple):
    """A line, and where each of its cells begins and ends."""

    start: int
    end: int
    cells: list[_Span]


def find_companions(reading: Reading) -> Iterator[Finding]:
    """Yield the names in the text that the names found in it tell."""
    if not reading.people:
        return
    told = dict(reading.people)
    for start, end in [*_in_columns(reading, told), *_in_runs(reading.text, told)]:
        if start not in told and not is_public(reading.text, start, end):
            told[start] = end
            yield _finding(start, end)
    for start, end in _again(reading.text, told):
        yield _finding(start, end)


def _finding(start: int, end: int) -> Finding:
    return Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, RULE)


def _again(text: str, told: dict[int, int]) -> Iterator[_Span]:
    """Yield where the names stand elsewhere in the text, but for nouns, of which a name says nothing."""
    names = dict.fromkeys(name for start, end in told.items() if _WHOLE(name := text[start:end]) and name not in NOUNS)
    for name in islice(names, _MOST_NAMES):
        place = text.find(name)
        while place >= 0:
            end = place + len(name)
            apart = not "가" <= text[place - 1 : place] <= "힣" and _ENDS.match(text, end)
            if apart and place not in told and not is_public(text, place, end):
                yield place, end
            place = text.find(name, end)


def _in_runs(text: str, told: dict[int, int]) -> Iterator[_Span]:
    """Yield what stands beside two names that nothing but a space parts: 길수정 연제호 위미라 표성진."""
    ends = {end: start for start, end in told.items()}
    for start, end in list(told.items()):
        if text[end : end + 1] != " " or end + 1 not in told:
            continue
        place = start
        while (before := _word_before(text, place)) and before[0] not in told:
            yield before
            place = before[0]
        place = told[end + 1]
        while (behind := _word_behind(text, place)) and behind[1] not in ends:
            yield behind
            place = behind[1]


def _word_before(text: str, end: int) -> _Span | None:
    """Return where the word of a run before a name stands, if it may be one."""
    first = end - 4
    apart = first >= 0 and text[end - 1] == " " and not "가" <= text[first - 1 : first] <= "힣"
    return (first, end - 1) if apart and _may_run(text[first : end - 1]) else None


def _word_behind(text: str, end: int) -> _Span | None:
    last = end + 4
    apart = text[end : end + 1] == " " and not "가" <= text[last : last + 1] <= "힣"
    return (end + 1, last) if apart and _may_run(text[end + 1 : last]) else None


def _may_run(word: str) -> bool:
    return len(word) == 3 and bool(_WHOLE(word)) and word[0] in SURNAMES and form_points(word) >= _IN_LINE


def _in_columns(reading: Reading, told: dict[int, int]) -> Iterator[_Span]:
    """Yield the cells over, under and beside the names that are names too."""
    text, read = reading.text, 0
    for start in sorted(told):
        row = _row(text, start) if start >= read else None
        if row is None:
            continue
        rows = _rows(text, row)
        read = rows[-1].end
        column = next((at for at, (first, last) in enumerate(row.cells) if first <= start < last), None)
        if len(rows) > 1 and column is not None:
            asked = any(reading.cell(start, label) for label in PEOPLE)
            one, most = (_BESIDE_MOST, _BESIDE_MOST) if asked else (_BESIDE_ONE, _BESIDE_MOST)
            if len(row.cells) == 1:
                one = most = _ONE_CELL
            yield from _of_cells(text, told, [row.cells[column] for row in rows], (one, most), top=rows[0].end)
        for line in rows:
            items = [match.span() for match in _ITEM.finditer(text, line.start, line.end)]
            if sum(first in told for first, _ in items) > 1:
                yield from _of_cells(text, told, items, (_IN_LINE, _IN_LINE))


def _row(text: str, place: int) -> _Row | None:
    """Return the line around a place as a row, whose cells one of the delimiters parts, or else spaces."""
    start = text.rfind("\n", max(0, place - _LONGEST_LINE), place) + 1
    end = text.find("\n", place, start + _LONGEST_LINE)
    end = len(text) if end < 0 else end
    return _Row(start, end, _cells(text, start, end)) if end - start <= _LONGEST_LINE else None


def _cells(text: str, start: int, end: int) -> list[_Span]:
    mark = next((mark for mark in _DELIMITERS if text.find(mark, start, end) >= 0), None)
    if mark is None:
        return [match.span() for match in _WORDS.finditer(text, start, end)]
    cells = []
    while (found := text.find(mark, start, end)) >= 0:
        cells.append((start, found))
        start = found + 1
    return [*cells, (start, end)]


def _rows(text: str, row: _Row) -> list[_Row]:
    """Return the row and those right over and under it that have as many cells."""
    rows = [row]
    for step in (-1, 1):
        nearest = row
        for _ in range(_MOST_ROWS):
            place = nearest.start - 1 if step < 0 else nearest.end + 1
            following = _row(text, place) if 0 < place < len(text) else None
            if following is None or len(following.cells) != len(row.cells):
                break
            nearest = following
            rows.insert(0, nearest) if step < 0 else rows.append(nearest)
    return rows


def _of_cells(
    text: str, told: dict[int, int], cells: list[_Span], least: tuple[int, int], *, top: int = 0
) -> Iterator[_Span]:
    """Yield the cells that may be names, where at least as many are.

    ``least`` are the points that they need beside one name and beside several, ``top`` is where headings may end.
    """
    found, others = 0, []
    for start, end in cells:
        match = _CELL.fullmatch(text, start, end)
        if match is None or match["name"] in NOT_NAMES or (len(match["name"]) == 2 and match["name"] in NOUNS):
            continue
        if match.start("name") in told:
            found += 1
        else:
            others.append(match)
    needed = least[found > 1]
    for match in others if found >= len(others) else ():
        name, at_top = match["name"], match.start() < top
        if _may_be(name, max(needed, _TOP) if at_top else needed) and not (at_top and name[0] not in _FAMILIES):
            yield match.span("name")


def _may_be(name: str, least: int) -> bool:
    """Say whether a cell may be a name: most are of three letters, others need a form of their own."""
    if name in SPECIMENS:
        return False
    if name[0] not in _FAMILIES:
        return is_strange(name)
    return form_points(name) >= (least if len(name) == 3 else max(least, _BESIDE_ONE))
