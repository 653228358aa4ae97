"""Tables in plain text: which cells stand below a heading such as 성명 or 계좌번호.

The leaks that were reported came through spreadsheets, where the cue word stands once, at the top of a column. Tables
are read as the extraction writes them and as CSV files are: a row a line, cells parted by tabs, bars, semicolons or
commas. One pass over the lines of each table: the cost is linear whatever the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from screening.text.cues import Cue, Label, find_cues
from screening.text.fits import HEADING
from screening.text.lines import is_among
from screening.words import headings as words
from screening.words import officials, patterns

_PEOPLE: Final = frozenset({Label.NAME, Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.ROSTER})
_OF_PERSONS: Final = frozenset(Label) - _PEOPLE - {Label.IDENTIFIER, Label.BANK}
# What is asked of people alone, in a table with neither names nor places of work.
_OF_PEOPLE: Final = re.compile(
    r"지급액|지원액|체납액|생년월일|나이|연령|성별|세대원|가구원|장애|급여|수급|[가-힣](?:가구|세대|가정)(?![가-힣])|농가|동호수?|호수|(?i:\bname\b|birth)"
)
_OF_BODIES: Final = re.compile(
    "업소|상호|업체|시설|기관|법인|단체|학교|점포|사업|건물명|용도|(?<!피해)면적|공사|단지|(?i:company|shop|store|facility|school|office|venue)"
)
_OFFICIALS: Final = re.compile(patterns.alternatives(officials.OFFICIAL_COLUMN))
# A resident number, whole or its first or second box.
_NUMBER: Final = re.compile("(?:주 *민|외국인|거소).*번 *호|[뒤뒷].{0,4}자리")
# A cell with nothing but the post of an official, in whose row the name is public.
_POST_CELL: Final = re.compile(
    r'(?:책임자|담당자|보호담당|주무관|팀장|과장|(?<!애)국장|실장|위원|의원|위원장|사무관|서기관)[ "]*(?=[\t|;,]|\Z)'
)
# The post of an official in a row that no mark parts.
_POST: Final = re.compile(
    rf"(?<![가-힣])(?:{patterns.alternatives(words.POSTS)}|(?:지방)?[가-힣]{{2}}(?:서기보?|주사보?))"
    r"(?:자|님)?(?= ?[가-힣:]| {2,})"
)
_FIGURES: Final = re.compile("[0-9]{3}")
_DELIMITERS: Final = "\t|;,/"
_MARKS: Final = frozenset(_DELIMITERS)
_OPENED: Final = f"{_DELIMITERS}("
_QUOTED: Final = re.compile('"[^"]*(?:""[^"]*)*"')
_LONGEST_HEADING: Final = 20
# A slash parts other things too, and so do the commas in brackets: 연고자(성명, 관계, 주소, 전화): ….
_FEWEST: Final = 3
_BRACKETED: Final = re.compile(r"[^()\n]{0,20}\(([^()\n]{5,80})\) ?:? ?")
_REMEMBERED: Final = 10_000  # headings come back with every table
_IN_BRACKETS: Final = re.compile(r"\([^()]*\) *\Z")  # 성명(생년월일) is a name
_RULE: Final = "-=+|: "  # a line drawn between rows
# A line that is no row of a table with that delimiter, as ``_continues`` says of one.
_NO_ROW: Final = {
    mark: re.compile(rf"\n(?![{_RULE}]*+\n)[^\n{mark}]{{{_LONGEST_HEADING + 1},}}+\n") for mark in _DELIMITERS
}
_VEHICLES: Final = re.compile("(?:보유 ?|등록 ?|소유 ?)?차량|(?:차량 ?)?번호판|차번")
# Whoever a column may list, by the end of a heading that is no cue word.
_ROLE: Final = re.compile(
    rf"(?!(?:{patterns.alternatives(officials.PUBLIC_ROLES)})\Z)"
    rf"(?![가-힣 ]*(?:{patterns.alternatives(words.BODIES)})\Z)"
    rf"[가-힣 ]{{1,6}}(?:{patterns.alternatives(words.PERSONS)})"
)
_CARDS: Final = re.compile("(?:신용|체크|직불|결제|선불|급식|바우처|복지|본인|개인)? ?카드(?: ?번호)?")
_OTHERS: Final = {Label.PLATE: _VEHICLES, Label.CARD: _CARDS, Label.PERSON: _ROLE}
# Whose telephone or address a column holds that is no person's.
_REACHED: Final = frozenset({Label.PHONE, Label.ADDRESS})
_OF_OFFICES: Final = re.compile(patterns.alternatives(words.OFFICES))
_BLANK: Final = ' "'


@dataclass(slots=True)
class Cell:
    """A cell below a heading: ``people`` where rows are citizens, ``officials`` where a column holds their posts,
    ``reached`` where another holds a number or an address of theirs, ``laid`` where no mark parts it from the others.

    One below 주민등록번호 reaches into the next column where that has no heading of another kind: forms have two boxes.
    """

    start: int
    end: int
    label: Label
    people: bool
    officials: bool
    reached: bool = False
    laid: bool = False


@dataclass(frozen=True, slots=True)
class _Headings:
    """The row of headings in force: its delimiter, and from which column to which cells have a label.

    ``last`` is the last of those columns; ``of_numbers`` where all they say is that a number is no person's; ``count``
    how many cells a row has, 0 where any.
    """

    delimiter: str
    columns: tuple[tuple[int, int, Label], ...]
    last: int
    of_numbers: bool
    people: bool
    officials: bool
    reached: bool
    count: int


def labelled_cells(text: str, cues: Sequence[Cue], numbers: Sequence[int]) -> list[Cell]:
    """Return the labelled cells of ``text`` in order of position, given its cue words and where numbers may begin.

    Rows without a number are left out where headings speak of numbers alone.
    """
    cells: list[Cell] = []
    starts: list[int] = []
    at = 0
    for cue in cues:
        if cue.start < at or not _beside_delimiter(text, cue):
            continue
        starts = starts or [one.start for one in cues]
        headings, start = None, max(at, text.rfind("\n", at, cue.start) + 1)
        while start <= len(text):
            at = end = _line_end(text, start)
            row = text[start:end]
            new = _headings(row) if is_among(starts, start, end) else None
            headings = new or headings
            if headings is None or not _continues(row, headings):
                break
            if new is None and (not headings.of_numbers or is_among(numbers, start, end)):
                cells += _labelled(row, headings, start)
            start = end + 1
            if headings.of_numbers:
                start = _next_row(text, start, headings, (starts, numbers))
    return cells


def _next_row(text: str, start: int, headings: _Headings, places: Sequence[Sequence[int]]) -> int:
    """Return where the next line with one of the places begins, or the first before it that may end the table."""
    coming = (listed[first] for listed in places if (first := bisect_left(listed, start)) < len(listed))
    line = max(start, text.rfind("\n", start, min(coming, default=len(text))) + 1)
    end = _NO_ROW[headings.delimiter].search(text, start - 1, line)
    return end.start() + 1 if end else line


def _continues(row: str, headings: _Headings) -> bool:
    """Say whether a line is a row of the table: it has its delimiter, or one short cell, or nothing."""
    return headings.delimiter in row or len(row) <= _LONGEST_HEADING or not row.strip(_RULE)


def _beside_delimiter(text: str, cue: Cue) -> bool:
    if _MARKS.isdisjoint(text[max(0, cue.start - 8) : cue.end + 12]):
        return False
    before = text[max(0, cue.start - 8) : cue.start].rstrip(_BLANK)[-1:]
    after = text[cue.end : cue.end + 12].lstrip(_BLANK)[:8]
    return (before != "" and before in _OPENED) or not _MARKS.isdisjoint(after)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _headings(row: str) -> _Headings | None:
    """Return the row as headings if it is one: several short cells without figures, one of them a cue word."""
    delimiter = next((mark for mark in _DELIMITERS if mark in row), None)
    if delimiter is None or _FIGURES.search(row):
        return None
    bracketed = _BRACKETED.match(row)
    row = bracketed[1] if bracketed else row
    names = [row[start:end].strip(_BLANK) for start, end in _cells(row, delimiter)]
    if any(len(name) > _LONGEST_HEADING for name in names):
        return None
    labels = {column: label for column, name in enumerate(names) if (label := heading_label(name))}
    exact = delimiter == "/" or bracketed is not None
    if not labels or (exact and (len(names) < _FEWEST or sum(map(is_heading, names)) < 2)):
        return None
    officials = any(map(is_official, names))
    people = not officials and are_peoples(labels.values(), names)
    columns = tuple(
        (column, column + _is_broad(label, names[column : column + 2]), label) for column, label in labels.items()
    )
    of_numbers = set(labels.values()) == {Label.IDENTIFIER}
    last = max(last for _, last, _ in columns)
    reached = are_reached(labels.values())
    return _Headings(delimiter, columns, last, of_numbers, people, officials, reached, len(names) if exact else 0)


def is_heading(name: str) -> bool:
    """Say whether a word is one that stands over a column."""
    return heading_label(name) is not None or any(map(HEADING.fullmatch, _IN_BRACKETS.sub("", name).split("/")))


def is_official(name: str) -> bool:
    """Say whether a heading is for the post of an official."""
    return _OFFICIALS.match(name) is not None


def has_post(text: str, start: int, end: int) -> bool:
    """Say whether somebody's post is named in a line."""
    return _POST.search(text, start, end) is not None


def are_reached(labels: Iterable[Label | None]) -> bool:
    """Say whether one of the columns holds numbers or addresses of persons."""
    return not _OF_PERSONS.isdisjoint(labels)


def are_peoples(labels: Iterable[Label | None], names: Sequence[str]) -> bool:
    """Say whether the rows under such headings are people, though none may ask for a name."""
    if not _PEOPLE.isdisjoint(labels):
        return True
    return any(map(_OF_PEOPLE.search, names)) and not any(map(_OF_BODIES.search, names))


def _is_broad(label: Label, names: Sequence[str]) -> bool:
    """Say whether the cells below the first of ``names`` reach into the column of the next."""
    return label is Label.RESIDENT and bool(_NUMBER.search(names[0])) and _is_free(names[1:])


def _is_free(following: Sequence[str]) -> bool:
    """Say whether the heading that follows leaves its column to the one before: none, or the same number's."""
    return not any(following) or bool(_NUMBER.search(following[0]))


@lru_cache(maxsize=_REMEMBERED)
def heading_label(name: str) -> Label | None:
    """Return what a heading says by its last cue word (신청인 주소: an address); 신청인 성명 is a citizen's name."""
    outside = _IN_BRACKETS.sub("", name)
    labels = _labels(outside) or _labels(name)
    if "담당" in name:
        return None
    if not labels:
        return next((label for label, words in _OTHERS.items() if words.fullmatch(outside)), None)
    if labels[-1] in _REACHED and _OF_OFFICES.search(name):
        return None
    if labels[-1] is Label.NAME and not {Label.CITIZEN, Label.PERSON}.isdisjoint(labels):
        return Label.CITIZEN
    return labels[-1]


def _labels(name: str) -> list[Label]:
    return [cue.label for cue in find_cues(name) if cue.label is not Label.BANK]


def _labelled(row: str, headings: _Headings, offset: int) -> Iterator[Cell]:
    if headings.count and row.count(headings.delimiter) != headings.count - 1:
        return
    cells = _cells(row, headings.delimiter, headings.last)
    official = headings.people and _POST_CELL.search(row) is not None
    people, officials = headings.people and not official, headings.officials or official
    for first, last, label in headings.columns:
        if first < len(cells) and cells[first][0] < cells[first][1]:
            end = cells[min(last, len(cells) - 1)][1]
            yield Cell(offset + cells[first][0], offset + end, label, people, officials, headings.reached)


def _cells(row: str, delimiter: str, last: int | None = None) -> list[tuple[int, int]]:
    """Return where each cell begins and ends, up to the column ``last``.

    A delimiter between double quotes belongs to its cell (RFC 4180).
    """
    cells: list[tuple[int, int]] = []
    start, has_quotes, most = 0, '"' in row, len(row) if last is None else last
    while start <= len(row) and len(cells) <= most:
        quoted = _QUOTED.match(row, start) if has_quotes else None
        end = row.find(delimiter, quoted.end() if quoted else start)
        end = len(row) if end < 0 else end
        cells.append((start, end))
        start = end + 1
    return cells


def together(cells: list[Cell], others: Sequence[Cell]) -> list[Cell]:
    """Return the cells of both kinds of tables in order, without those of the others that lie in one of the first."""
    if not others:
        return cells
    starts = [cell.start for cell in cells]
    free = []
    for other in others:
        at = bisect_left(starts, other.end)
        if at == 0 or cells[at - 1].end <= other.start:
            free.append(other)
    return sorted((*cells, *free), key=lambda cell: cell.start)
