"""Homes in the column of others: 김하늘/…/나래로 12/… where other rows have the home of somebody in the same cell.

A list says once what a column holds, or not at all. In some rows a flat or who lives there tells a home; the others
have an address in the same place, and somebody in the row.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from screening.addresses.forms import LONGEST_STREET, STREET
from screening.addresses.ofpeople import unfound_numbers
from screening.addresses.publicplaces import is_public
from screening.findings import Confidence, Finding, Kind
from screening.text.reading import Reading

_SIGNS: Final = ("|", "\t", ";", "/", ",")
_FEWEST: Final = 2  # signs of a row
_LONGEST_ROW: Final = 200
_CELL: Final = re.compile(r'[ "]*(?P<address>[가-힣][가-힣0-9A-Za-z ,.()·-]{4,58}[가-힣0-9)])[ "]*')
# Of a lot alone nobody can say whether somebody lives there.
_TOWN: Final = re.compile("[가-힣]{1,8}[시도군구읍면] [가-힣]")
_COMPANY: Final = re.compile(r"㈜|\([주유사재]\)|주식회사|유한회사|법인")


class _Column(NamedTuple):
    sign: str
    signs: int  # in the row
    before: int  # of them


def find_homes_in_columns(reading: Reading) -> Iterator[Finding]:
    """Yield the addresses in rows of people, where another row has a home in the same column."""
    numbers = unfound_numbers(reading)
    if not numbers:
        return
    homes = [found.start for found in reading.owned if found.kind is Kind.HOME_ADDRESS]
    columns = {column for home in homes if (column := _column(reading.text, home))}
    people = sorted(start for start, _ in reading.people) if columns else []
    done = 0
    for number in numbers if people else ():
        if number < done or (column := _column(reading.text, number)) not in columns or column is None:
            continue
        start, end = _row(reading.text, number)
        at = bisect_left(people, start)
        if at == len(people) or people[at] > end:
            continue
        cell = _cell(reading.text, column.sign, number)
        if cell and _is_address(reading, number, cell["address"]):
            done = cell.end()
            yield Finding(Kind.HOME_ADDRESS, *cell.span("address"), Confidence.POSSIBLE, "home-in-column")


def _row(text: str, position: int) -> tuple[int, int]:
    start = text.rfind("\n", max(0, position - _LONGEST_ROW), position) + 1 or max(0, position - _LONGEST_ROW)
    end = text.find("\n", position, position + _LONGEST_ROW)
    return start, end if end >= 0 else min(len(text), position + _LONGEST_ROW)


def _column(text: str, position: int) -> _Column | None:
    """Return in which cell of its row a place is; None where no sign parts cells."""
    start, end = _row(text, position)
    for sign in _SIGNS:
        signs = text.count(sign, start, end)
        if signs >= _FEWEST:
            return _Column(sign, signs, text.count(sign, start, position))
    return None


def _cell(text: str, sign: str, position: int) -> re.Match[str] | None:
    start, end = _row(text, position)
    first = max(start, text.rfind(sign, start, position) + 1)
    last = text.find(sign, position, end)
    return _CELL.fullmatch(text, first, last if last >= 0 else end)


def _is_address(reading: Reading, number: int, cell: str) -> bool:
    if STREET.search(reading.before(number, LONGEST_STREET)) is None or not _TOWN.match(cell) or is_public(cell):
        return False
    return _COMPANY.search(reading.text, *_row(reading.text, number)) is None
