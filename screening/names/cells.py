"""Names in the cells below a heading that asks for a person: one, several of a list, or one with a note behind it."""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.foreign import foreign_name, foreign_words, is_strange
from screening.names.forms import Evidence, is_name
from screening.names.likelihood import may_fill
from screening.names.posted import is_posted
from screening.names.shapes import CELL, HANJA, LATIN, STOP, WHOLE
from screening.text.columns import Cell
from screening.text.cues import Label
from screening.text.people import PEOPLE
from screening.text.reading import Reading
from screening.words import headings
from screening.words.namewords import COMMON_GIVEN, SURNAMES
from screening.words.nouns import NOUNS

RULE: Final = "name-in-column"

_LONGEST: Final = 80
_IN_SENTENCE: Final = re.compile(rf"(?<![가-힣])(?P<name>{WHOLE}{STOP})")
# One of a list, with its number before it and what is said of him behind it.
_ITEM: Final = re.compile(
    rf'[ "]*(?:\(?[0-9]{{1,3}}[.)] ?)?(?P<name>{HANJA}|{LATIN}|[가-힣]{{2,8}}?(?: [가-힣]{{1,7}}){{0,4}}?)(?:님|씨)?'
    r'(?: ?\([^()\n]{1,20}\)| 외 ?[0-9]{1,3} ?[인명])?[ "]*'
)
_PART: Final = re.compile(r"[,·/、&]|\n")
_HANGUL: Final = re.compile("[가-힣]")
_BODIES: Final = tuple(headings.BODY_ENDS.split())
_TOWNS: Final = frozenset("시군구읍면")
_ASKING: Final = frozenset({Label.NAME, Label.HOLDER})


def find_cells(reading: Reading) -> Iterator[Finding]:
    """Yield the names in the cells of tables; a column of officials has those of nobody."""
    for cell in reading.cells:
        if cell.label in PEOPLE and not (cell.label is Label.NAME and cell.officials):
            yield from _names(reading, cell)


def _names(reading: Reading, cell: Cell) -> Iterator[Finding]:
    text = reading.text[cell.start : cell.end]
    name = text.strip(' "')
    start = cell.start + text.find(name)
    told = Evidence.ASKED if cell.label in _ASKING else Evidence.TOLD
    if CELL.fullmatch(name) and is_name(name, told) and not (cell.laid and len(name) == 3 and not _fills(name, cell)):
        yield _finding(start, start + len(name), Confidence.CERTAIN)
        return
    if len(name) > _LONGEST:
        return
    items = list(_items(reading, cell, start, start + len(name)))
    yield from (_finding(*item, Confidence.LIKELY) for item in items)
    if not items:
        for match in _IN_SENTENCE.finditer(reading.text, start, start + len(name)):
            known = is_name(match["name"], told if match.start() == start else Evidence.NEAR)
            if known and not is_posted(reading.text, *match.span("name")):
                yield _finding(*match.span("name"), Confidence.LIKELY)


def _finding(start: int, end: int, confidence: Confidence) -> Finding:
    return Finding(Kind.PERSON_NAME, start, end, confidence, RULE)


def _items(reading: Reading, cell: Cell, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names of a list if each of its items may be one."""
    places, first = [], start
    for part in (*_PART.finditer(reading.text, start, end), None):
        last = part.start() if part else end
        item = _ITEM.fullmatch(reading.text, first, last)
        if item is None or not _fills(item["name"], cell) or _is_officials(reading.text, *item.span("name")):
            return
        places.append(item.span("name"))
        first = part.end() if part else end
    yield from places


def _is_officials(text: str, start: int, end: int) -> bool:
    """Say whether a cell says before the name what its bearer is by profession: 사회복지사 홍길동."""
    apart = text.rfind(" ", start, end)
    return apart >= 0 and is_posted(text, apart + 1, end)


def _fills(name: str, cell: Cell) -> bool:
    """Say whether all that an item says may be somebody's name."""
    asked = cell.label in _ASKING or (cell.people and cell.reached)
    if not _HANGUL.match(name):
        return is_name(name, Evidence.ASKED)
    if " " in name:
        if name.endswith(_BODIES):
            return False
        first, _, last = name.partition(" ")
        apart = len(name) <= 4 and may_fill(first + last, asked=asked)
        return apart or foreign_name(name) == name or foreign_words(name, any_letters=asked) == name
    if len(name) == 2:
        return asked and (name[0] in SURNAMES or name not in NOUNS) and may_fill(name, asked=True)
    if (len(name) > 3 and name.endswith(_BODIES)) or (name[-1] in _TOWNS and name[1:] not in COMMON_GIVEN):
        return False
    return may_fill(name, asked=asked) or (cell.people and 2 < len(name) < 7 and is_strange(name))
