"""Columns by their headings in which no citizen stands: officials, things that are called as people are, places.

Whoever stands below 기안자 or 처리자 wrote or decided what his row tells, and is public. Below 선명, 동물명 or 가맹점
stand ships, pets and shops: 성진호, 복길이, 이화원.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from screening.words import nobodies, officials, patterns

_SIGNS: Final = ("|", "\t", "│", ";", ",", "/")
_ROW: Final = "".join(_SIGNS)
# It begins with a class, which the engine finds at the speed of a scan.
_BEGINNING: Final = rf"[{_ROW}\n][ \"]{{0,3}}"
_END: Final = rf"[ \"]{{0,3}}(?=[{_ROW}\n]|\Z)"
# Over a column: one of those words alone between two signs.
OFFICIALS: Final = re.compile(rf"{_BEGINNING}(?P<word>(?:{patterns.alternatives(officials.DUTY)})(?:명| ?성명)?){_END}")
THINGS: Final = re.compile(
    rf"{_BEGINNING}(?P<word>(?:[가-힣]{{2,4}} ?)?(?:{patterns.alternatives(nobodies.THINGS)})(?:명| ?이름)?){_END}"
)
# Where something is, is done or was seen, and nobody lives.
PLACES: Final = re.compile(
    rf"{_BEGINNING}(?P<word>(?:(?:위반|단속|발생|사고|적발|공사|점검|작업|파손|고장|토지|물건|불편|훼손|투기|목격|습득|분실|회의|교육|행사|촬영)"
    rf" ?(?:장소|위치|지점|소재지|현장)|현장|근무지|근무처|사업장|사업지|직장|위치){_END})"
)
_THING_BEFORE: Final = re.compile(rf"(?:{patterns.alternatives(nobodies.NAMED_THINGS)})(?:명| ?이름)? ?[:=] ?\Z")
_FIGURE: Final = re.compile("[0-9]{2}")
_LONGEST_ROW: Final = 300
_LONGEST_WORD: Final = 12

Span = tuple[int, int]


def is_thing(text: str, start: int) -> bool:
    """Say whether the word right before says that a thing is named: 어선명: 성진호."""
    before = text[max(0, start - _LONGEST_WORD) : start]
    return before.endswith((" ", ":", "=")) and _THING_BEFORE.search(before) is not None


class HeadedColumns:
    """The cells below such headings in a text, looked for when the first name asks for them."""

    def __init__(self, text: str, heading: re.Pattern[str]) -> None:
        self._text = text
        self._heading = heading
        self._cells: list[Span] | None = None

    def have(self, start: int, end: int) -> bool:
        """Say whether what stands there is in one."""
        if self._cells is None:
            self._cells = sorted(_columns(self._text, self._heading))
        at = bisect_right(self._cells, (start, len(self._text))) - 1
        return at >= 0 and end <= self._cells[at][1]


def _columns(text: str, headings: re.Pattern[str]) -> Iterator[Span]:
    for heading in headings.finditer(f"\n{text}"):
        word = heading.start("word") - 1
        start = text.rfind("\n", max(0, word - _LONGEST_ROW), word) + 1
        end = _end(text, start)
        sign = next((sign for sign in _SIGNS if sign in text[start:end]), None)
        if sign and not _FIGURE.search(text, start, end):
            yield from _below(text, end, sign, text.count(sign, start, end), text.count(sign, start, word))


def _below(text: str, end: int, sign: str, signs: int, column: int) -> Iterator[Span]:
    """Yield the cells of a column in the lines that go on with as many of the sign as the headings have."""
    while end < len(text):
        start, end = end + 1, _end(text, end + 1)
        if text.count(sign, start, end) != signs:
            return
        first = start
        for _ in range(column):
            first = text.index(sign, first) + 1
        last = text.find(sign, first, end)
        yield first, end if last < 0 else last


def _end(text: str, start: int) -> int:
    end = text.find("\n", start, start + _LONGEST_ROW)
    return end if end >= 0 else min(len(text), start + _LONGEST_ROW)
