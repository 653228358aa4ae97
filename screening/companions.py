"""Names told by those that were found before: whose cell stands over or under a found one, and who is named again.

The rules see one place at a time. A column in which most cells are names holds names in the others too, whatever they
look like, and who is somebody in one line is the same person in the next.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.foreign import is_strange
from screening.names.likelihood import HOPELESS, form_points
from screening.names.lists import find_in_lists
from screening.names.posted import is_public
from screening.names.shapes import HAN, HONORIFIC, PARTICLE
from screening.text.lines import is_among
from screening.text.people import PEOPLE
from screening.text.reading import Reading
from screening.words import headings
from screening.words.namewords import NOT_NAMES, RARE_SURNAMES, SPECIMENS, SURNAMES
from screening.words.nouns import NOUNS

RULE: Final = "name-beside-names"

_MOST_NAMES: Final = 12  # that are looked for again
_LONGEST_LINE: Final = 300
_MOST_ROWS: Final = 60
_DELIMITERS: Final = "|;,"
# Points of its form that a name has at least where one other cell is one, where most others are, where headings may
# stand, where it is the only cell of its line, and beside others in a line.
_BESIDE_ONE: Final = -4
_BESIDE_MOST: Final = HOPELESS
_TOP: Final = 0
_ONE_CELL: Final = 0
_IN_LINE: Final = -2

_WHOLE: Final = re.compile(f"[가-힣]{{3,5}}|[가-힣]{{2,6}}(?: [가-힣]{{1,6}}){{1,3}}|[{HAN}]{{3}}").fullmatch
_ENDS: Final = re.compile(rf"(?:{HONORIFIC})?(?:{PARTICLE})?(?![가-힣○*●])")
_CELL: Final = re.compile(
    rf"[ \"]*(?:(?:[0-9]{{1,3}}[.)]|[①-⑳]|[-○•·▷▶]) ?)?(?P<name>[가-힣]{{2,5}}?)"
    rf"(?:{HONORIFIC})?(?: ?\([^()\n]{{1,20}}\))?[ \"]*"
)
_ITEM: Final = re.compile(r"(?! )[^,·/ㆍ、;▷▶•①-⑳\n]+")
# What follows the given name of a child, whose whole name stands elsewhere.
_CHILD: Final = re.compile(r"이(?:[는가를의도와랑]|에게|에게서)(?![가-힣])| ?[군양](?:[이은을의과]|에게)?(?![가-힣])")
_GIVEN: Final = re.compile("[가-힣]{2}").fullmatch
_WITH_GIVEN: Final = 3  # letters
_LONGEST_WORD: Final = 8
_RUN_BEFORE: Final = re.compile(r"(?:(?P<edge>\n|\A|[0-9][조반] )|(?<![가-힣]))(?P<name>[가-힣]{2,5}) \Z")
_RUN_BEHIND: Final = re.compile(r" (?P<name>[가-힣]{2,5})(?:(?P<edge>\n|\Z)|(?![가-힣]))")
# A district and its lot, which is no name: 나래리 산 12.
_LOT_BEHIND: Final = re.compile("[동리가] (?:산 ?)?[0-9]")
_BODIES: Final = tuple(headings.BODY_ENDS.split())
_WORDS: Final = re.compile("[^ ]+")
_FAMILIES: Final = frozenset(SURNAMES + RARE_SURNAMES)

_Span = tuple[int, int]


def find_companions(reading: Reading) -> Iterator[Finding]:
    """Yield the names in the text that the names found in it tell."""
    if not reading.people:
        return
    told = dict(reading.people)
    for start, end in [
        *find_in_lists(reading.text, told),
        *_in_columns(reading, told),
        *_in_runs(reading.text, told),
    ]:
        lot = _LOT_BEHIND.match(reading.text, end - 1)
        if told.get(start) != end and not lot and not is_public(reading.text, start, end):
            told[start] = end
            yield _finding(start, end)
    for start, end in (*_again(reading.text, told), *_by_given_name(reading.text, told)):
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
            apart = place not in told and not "가" <= text[place - 1 : place] <= "힣" and _ENDS.match(text, end)
            if apart and not is_public(text, place, end):
                yield place, end
            place = text.find(name, end)


def _by_given_name(text: str, told: dict[int, int]) -> Iterator[_Span]:
    """Yield where the given names stand of those found, as one calls a child: 도윤이는, 도윤 군의."""
    names = dict.fromkeys(text[start + 1 : end] for start, end in told.items() if end - start == _WITH_GIVEN)
    for name in islice(names, _MOST_NAMES):
        place = text.find(name)
        while place >= 0:
            end = place + len(name)
            apart = not "가" <= text[place - 1 : place] <= "힣" and _CHILD.match(text, end)
            if apart and _GIVEN(name) and place not in told and f"{name}이" not in NOUNS:
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
    match = _RUN_BEFORE.search(text, max(0, end - _LONGEST_WORD), end)
    return match.span("name") if match and _may_run(match["name"], edge=match["edge"] is not None) else None


def _word_behind(text: str, end: int) -> _Span | None:
    match = _RUN_BEHIND.match(text, end)
    return match.span("name") if match and _may_run(match["name"], edge=match["edge"] is not None) else None


def _may_run(word: str, *, edge: bool) -> bool:
    """Say whether a word beside names in a row of them is one; a short or a foreign one only at an edge."""
    if len(word) == 3 and word[0] in SURNAMES:
        return form_points(word) >= _IN_LINE
    short = len(word) == 2 and word[0] in SURNAMES and word not in NOT_NAMES
    return edge and (short or is_strange(word))


def _in_columns(reading: Reading, told: dict[int, int]) -> Iterator[_Span]:
    """Yield the cells over, under and beside the names that are names too."""
    text, starts = reading.text, sorted(told)
    at, read = 0, -1
    while at < len(starts):
        first, reach = at, max(0, starts[at] - _LONGEST_LINE)
        start = text.rfind("\n", reach, starts[at]) + 1
        end = _line_end(text, start)
        if end < starts[at] or end - start == _LONGEST_LINE:
            at += 1
            continue
        at = bisect_left(starts, end, at + 1)
        if at - first > 1:
            items = [match.span() for match in _ITEM.finditer(text, start, end)]
            yield from _of_cells(text, told, items, (_IN_LINE, _IN_LINE))
        if start > read and _is_open(reading, starts, start, end):
            rows = _rows(text, start, end)
            read = rows[-1][-1][1]
            yield from _of_column(reading, told, rows, starts[first])


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + _LONGEST_LINE)
    return end if end >= 0 else min(len(text), start + _LONGEST_LINE)


def _is_open(reading: Reading, starts: list[int], start: int, end: int) -> bool:
    """Say whether the line over one with a name or the one under it is a row like it without a found one."""
    text, mark = reading.text, _mark(reading.text, start, end)
    count = text.count(mark, start, end)
    over, last = text.rfind("\n", max(0, start - 1 - _LONGEST_LINE), start - 1) + 1 if start else 0, start - 1
    like = over < last and text.count(mark, over, last) == count and not is_among(starts, over, last)
    if like and not reading.has_cue(over, last):  # no headings
        return True
    under, last = end + 1, _line_end(text, end + 1)
    return under < last and text.count(mark, under, last) == count and not is_among(starts, under, last)


def _of_column(reading: Reading, told: dict[int, int], rows: list[list[_Span]], name: int) -> Iterator[_Span]:
    """Yield the cells in the column of a name that are names too."""
    row = next(row for row in rows if row[0][0] <= name < row[-1][1])
    column = next((at for at, (first, last) in enumerate(row) if first <= name < last), None)
    if len(rows) < 2 or column is None:
        return
    asked = any(reading.cell(name, label) for label in PEOPLE)
    least = (_BESIDE_MOST if asked else _BESIDE_ONE, _BESIDE_MOST)
    cells = [row[column] for row in rows]
    alone = (_ONE_CELL, _ONE_CELL)
    yield from _of_cells(reading.text, told, cells, alone if len(row) == 1 else least, top=rows[0][-1][1])


def _mark(text: str, start: int, end: int) -> str:
    """Return what parts the cells of a line: one of the delimiters, or else spaces."""
    if "\t" in text[start:end]:
        return "\t"
    for mark in _DELIMITERS:
        place = text.find(mark, start, end)
        if place >= 0:
            amount = mark == "," and text.find(" ", start, end) >= 0 and text[place - 1 : place + 2 : 2].isdigit()
            return " " if amount else mark
    return " "


def _cells(text: str, start: int, end: int) -> list[_Span]:
    mark = _mark(text, start, end)
    if mark == " ":
        return [match.span() for match in _WORDS.finditer(text, start, end)]
    cells = []
    while (found := text.find(mark, start, end)) >= 0:
        cells.append((start, found))
        start = found + 1
    return [*cells, (start, end)]


def _rows(text: str, start: int, end: int) -> list[list[_Span]]:
    """Return the cells of a line and of those right over and under it that have as many."""
    row = _cells(text, start, end)
    over: list[list[_Span]] = []
    under: list[list[_Span]] = []
    while start and len(over) < _MOST_ROWS:
        start, last = text.rfind("\n", max(0, start - 1 - _LONGEST_LINE), start - 1) + 1, start - 1
        if len(cells := _cells(text, start, last)) != len(row):
            break
        over.append(cells)
    while end < len(text) and len(under) < _MOST_ROWS:
        first = end + 1
        end = _line_end(text, first)
        if len(cells := _cells(text, first, end)) != len(row):
            break
        under.append(cells)
    return [*reversed(over), row, *under]


def _of_cells(
    text: str, told: dict[int, int], cells: list[_Span], least: tuple[int, int], *, top: int = 0
) -> Iterator[_Span]:
    """Yield the cells that may be names, where at least as many are.

    ``least`` are the points that they need beside one name and beside several, ``top`` is where headings may end.
    """
    found, others = 0, []
    for start, end in cells:
        match = _CELL.fullmatch(text, start, end)
        if match is None or match["name"] in NOT_NAMES:
            continue
        if len(match["name"]) == 2 and (match["name"] in NOUNS or start < top):
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
        return is_strange(name) and not name.endswith(_BODIES)
    return form_points(name) >= (least if len(name) == 3 else max(least, _BESIDE_ONE))
