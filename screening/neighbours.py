"""Neighbours: who stands in the cell or word beside other personal data (홍길동 | 000000-0000000).

A number, a mail or a home is somebody's, and what has the form of a name right before it or right behind it is his: in
a cell of its own nearly whatever it looks like, in a line only where its syllables are those of names.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.addresses import weighing
from screening.findings import Confidence, Finding, Kind
from screening.names.foreign import FAR_FIRST, foreign_name, is_strange
from screening.names.likelihood import POSSIBLE, form_points, may_fill
from screening.names.posted import is_public
from screening.names.shapes import HONORIFIC, is_korean
from screening.text.cues import Label
from screening.text.reading import Reading
from screening.words import persons
from screening.words.namewords import COMMON_GIVEN, SPECIMENS
from screening.words.nouns import NOUNS

RULE: Final = "name-beside"

_REACH: Final = 44  # characters before what was found
# Points that the form of a name has at least in a cell of its own, at the edge of one, and anywhere else.
_IN_CELL: Final = -2
_AT_EDGE: Final = 0
_ODD_IN_ROW: Final = -8
_SIGNS: Final = "\t|/,:;("
_MARKS: Final = f"{_SIGNS}\n"
_CALLED: Final = rf"(?<!님)(?<!씨)(?:{HONORIFIC})?"
_WORDS: Final = rf"(?P<name>[가-힣]{{2,8}}(?: [가-힣]{{2,8}})?){_CALLED}(?: ?\([^()\n]{{1,12}}\))?"
_WORD: Final = rf"(?P<name>[가-힣]{{3,8}}){_CALLED}"
_EDGE: Final = (
    rf"(?:(?P<edge>(?:\A|[{_MARKS}·]|(?:(?<![0-9-])[0-9]{{1,3}}[.)]? |[①-⑳]"
    rf"|\n20[0-9]{{2}}[-.][0-9]{{2}}[-.][0-9]{{2}} )) {{0,3}})|(?<![가-힣0-9A-Za-z*○●]))"
)
# What else may stand between the two: the bank of an account, the year of a birth, a word for an address.
_CELL: Final = rf"[^{_MARKS})]{{1,10}}"
_LEAD: Final = r"(?:(?:[가-힣]{1,4} )?(?:주소지?|거주지|체류지|자택)[ :]{0,3})?"
_AHEAD: Final = (
    re.compile(rf"{_EDGE}{_WORDS} ?[{_MARKS}] ?{_LEAD}\Z"),
    re.compile(rf"{_EDGE}{_WORD}(?:[은는이가의]|께서)? {{1,3}}\Z"),
    re.compile(rf"{_EDGE}{_WORD}(?:의)?(?: ?\([^()\n]{{1,12}}\))? (?:[가-힣]{{2,6}}) \Z"),
    re.compile(rf"{_EDGE}{_WORDS} ?[{_SIGNS}] ?{_CELL}[{_SIGNS}] ?\Z"),
)
_ENDS: Final = rf"(?P<edge> ?(?:[{_MARKS})\]]|\Z))"
_BEHIND: Final = (
    re.compile(rf" ?[)\]]? ?[{_MARKS}] ?{_WORDS}{_ENDS}"),
    re.compile(rf"\)? {{1,3}}{_WORD}(?:{_ENDS}| )"),
    re.compile(rf"\)? {{1,3}}[가-힣]{{2,5}} {_WORD}{_ENDS}"),
    re.compile(rf" ?[)\]]? ?[{_SIGNS}] ?{_CELL}[{_SIGNS}] ?{_WORDS}{_ENDS}"),
)
_CELLS: Final = frozenset({_AHEAD[0], _AHEAD[3], _BEHIND[0], _BEHIND[3]})
_PARTED: Final = frozenset(f" ){_MARKS}")
_WORDS_AHEAD: Final = _AHEAD[1:3]
_CELLS_AHEAD: Final = (_AHEAD[0], _AHEAD[3])
_WORDS_BEHIND: Final = _BEHIND[1:3]
_PERSONS: Final = (Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME)
_OF_RESIDENTS: Final = frozenset({Kind.RESIDENT_NUMBER, Kind.ALIEN_NUMBER})
_OF_FOREIGNERS: Final = frozenset({Kind.ALIEN_NUMBER, Kind.PASSPORT})
_LONGEST_ROW: Final = 60
_FIRST: Final = re.compile(
    r"[ \t]*(?:(?:\(?[0-9]{1,3}[.)]|[-○•ㅇ▶□①-⑳]|[가-하][.)]) ?)?(?P<name>[가-힣]{3,4}|[가-힣]{2,6} [가-힣]{2,6})"
    r"(?= ?\(| {2,}| [0-9]{6})"
)
# In a row below a heading for persons, or with its number and an address behind the name.
_FIRST_WORD: Final = re.compile(r"[ \t]*(?:[0-9]{1,4}[.)]? {1,3})?(?P<name>[가-힣]{2,4}) ")
_ROW: Final = re.compile(
    r"[ \t]*[0-9]{1,4}[.)]? {1,3}(?P<name>[가-힣]{2,6} [가-힣]{2,6}|[가-힣] [가-힣]|[가-힣]{2,4})"
    r"(?= {1,3}(?:[가-힣]{2,5}(?:특별시|광역시|시|도) )?[가-힣]{1,4}[시군구읍면] )"
)
_FIGURE: Final = re.compile("[0-9]")
_MOST_HEADINGS: Final = 3
_NUMBER_AHEAD: Final = re.compile(r"[ |\t]*(?:(?:연번|번호|순번|순위|순|No\.?|NO\.?)[ |\t]*)?")
_COUNTRIES: Final = frozenset(persons.COUNTRIES.split())


def find_neighbours(reading: Reading) -> Iterator[Finding]:
    """Yield the names beside the personal data of other kinds that was found in the text."""
    if not reading.owned:
        return
    text, known = reading.text, {*reading.named.values(), *(found.end for found in reading.owned)}
    words = [cue for cue in reading.cues if cue.label is not Label.BANK]
    starts = {*(cue.start for cue in words), *reading.named, *(found.start for found in reading.owned)}
    ends = {cue.end for cue in words}
    for found in reading.owned:
        home = found.kind is Kind.HOME_ADDRESS
        beside = weighing.neighbour(reading, found.start, found.end) if home else None
        if beside and beside[0] < beside[1]:
            yield _finding(*beside)
        elif not home and (first := _first_of_line(reading, found)):
            yield first
        end = _end_before(text, found.start)
        parted = 0 < end < found.start and end not in known and (home or end not in ends)
        if parted and (ahead := _ahead(reading, found, end, announced=end in ends)):
            yield ahead
        parted = text[found.end : found.end + 1] in _PARTED and _start_behind(text, found.end) not in starts
        if parted and (behind := _behind(reading, found)):
            yield behind


def _first_of_line(reading: Reading, found: Finding) -> Finding | None:
    """Return the name at the beginning of the line of a number: 홍길동 750411 위암 010-0000-1234."""
    text = reading.text
    start = text.rfind("\n", max(0, found.start - _LONGEST_ROW), found.start) + 1
    if (row := _ROW.match(text, start, found.start)) and _fills(row["name"]):
        return _told(text, row.end("name"), row["name"])
    match = _FIRST.match(text, start, found.start)
    if match is None or match.end("name") in reading.named.values() or ":" in text[match.end("name") : found.start]:
        return None
    name = match["name"]
    known = foreign_name(name) == name if " " in name else is_korean(name) and form_points(name) >= POSSIBLE
    return _finding(*match.span("name")) if known and not is_public(text, *match.span("name")) else None


def _fills(name: str) -> bool:
    """Say whether what a row has between its number and an address may be a name."""
    first, _, last = name.partition(" ")
    return may_fill(first + last, asked=True) if len(first) == 1 or not last else foreign_name(name) == name


def _finding(start: int, end: int) -> Finding:
    return Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, RULE)


def _end_before(text: str, start: int) -> int:
    """Return where the word before what was found ends: one that announces it (연락처: …), or is found, is no name."""
    while start and text[start - 1] in _PARTED:
        start -= 1
    return start


def _start_behind(text: str, end: int) -> int:
    """Return where the next word begins: one that announces something else is no name."""
    while text[end : end + 1] in _PARTED:
        end += 1
    return end


def _ahead(reading: Reading, found: Finding, end: int, *, announced: bool) -> Finding | None:
    """Return the nearest name in the cells or words of the line that ends there, before what was found."""
    text, first = reading.text, max(0, found.start - _REACH)
    first = max(first, text.rfind("\n", first, end))
    for pattern in _patterns_ahead(text[end - 1], text[end : found.start], announced=announced):
        match = pattern.search(text, first, found.start)
        if match and (name := _name(reading, match, found)):
            return _told(text, match.end("name"), name)
    return None


def _behind(reading: Reading, found: Finding) -> Finding | None:
    """Return the nearest name in the cells or words behind what was found."""
    text, end = reading.text, found.end
    for pattern in _WORDS_BEHIND if text[end] == " " and text[end + 1 : end + 2] not in _PARTED else _BEHIND:
        match = pattern.match(text, end)
        if match and (name := _name(reading, match, found)):
            return _told(text, match.end("name"), name)
    return None


def _patterns_ahead(last: str, gap: str, *, announced: bool) -> tuple[re.Pattern[str], ...]:
    """Return what to look for before such a gap: cells where marks part them, words where spaces do.

    Behind a figure only another cell can stand before, and a word for an address may have a name before it.
    """
    if announced:
        return _AHEAD[:1]
    word = "가" <= last <= "힣"
    if gap.isspace() and "\t" not in gap and "\n" not in gap:
        return _WORDS_AHEAD if word else ()
    return _CELLS_AHEAD if word or last == ")" else _AHEAD[3:]


def _told(text: str, end: int, name: str) -> Finding | None:
    """Return the finding of a name that ends there, if it is no official's."""
    start = end - len(name)
    return None if is_public(text, start, end) else _finding(start, end)


def _name(reading: Reading, match: re.Match[str], found: Finding) -> str:
    """Return how much of what stands beside a finding is a name; nothing where it is none."""
    name, last = match["name"], match["name"].rpartition(" ")[2]
    if name in SPECIMENS or name in _COUNTRIES:
        return ""
    cell, edge = match.re in _CELLS, match["edge"] is not None
    if is_korean(last) or (len(last) == 2 and last == name and found.kind in _OF_RESIDENTS):
        sure = edge and (last == name or match.re in _BEHIND)
        told = found.kind in _OF_RESIDENTS and match.re is _AHEAD[0] and sure and may_fill(last, asked=True)
        known = told or (
            last not in NOUNS
            and (
                form_points(last) >= ((_IN_CELL if cell else _AT_EDGE) if sure else POSSIBLE)
                or (cell and sure and last[1:] in COMMON_GIVEN)
                or _is_told(reading, match.end("name") - len(last))
            )
        )
        return last if known else ""
    strange = found.kind in _OF_FOREIGNERS and cell and edge
    if last != name and all((strange and is_strange(word)) or word in FAR_FIRST for word in name.split(" ")):
        return name
    return last if foreign_name(last) == last or (strange and is_strange(last)) else ""


def _is_told(reading: Reading, start: int) -> bool:
    """Say whether a word for a person stands right before."""
    return any(reading.announced(start, label, within=3) for label in _PERSONS)
