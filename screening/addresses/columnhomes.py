"""Homes in the column of others: 김하늘/…/나래로 12/… where other rows have the home of somebody in the same cell.

A list says once what a column holds, or not at all. In some rows a flat or who lives there tells a home; the others
have an address in the same place, and somebody in the row. Where the heading says that something befell those of the
rows there, or is brought to them, none need be told.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from screening.addresses.forms import LONGEST_STREET, STREET
from screening.addresses.ofpeople import unfound_numbers
from screening.addresses.publicplaces import is_public
from screening.findings import Confidence, Finding, Kind
from screening.text.lines import is_among, line_around
from screening.text.reading import Reading

_SIGNS: Final = ("|", "\t", ";", "/", ",")
_FEWEST: Final = 2  # signs of a row
_LONGEST_ROW: Final = 200
_CELL: Final = re.compile(r'[ "]*(?P<address>[가-힣][가-힣0-9A-Za-z ,.()·-]{4,58}[가-힣0-9)])[ "]*')
# Of a lot alone nobody can say whether somebody lives there.
_TOWN: Final = re.compile("[가-힣]{1,8}[시도군구읍면] [가-힣]")
# Over where something befell people or is brought to them: 피해지, 설치 장소.
_ERRAND: Final = re.compile(
    r"(?:피해|방문|수거|배송|배달|설치|수리|침수|입주|이주|철거)"
    r"(?:지| ?(?:(?:주소|장소|위치)지?|(?:주택|가옥|주거)(?: ?주소)?))"
)
# Beside it where the rows are bodies, works or land, or officials go there.
_OF_OTHERS: Final = re.compile(
    "업체|업소|점포|상호|시설|기관|단체|법인|회사|대표|소장|담당|감독|조사자|공사|작물|면적|농지|지번|축종"
)
_LONGEST_TABLE: Final = 1_500
_COMPANY: Final = re.compile(r"㈜|\([주유사재]\)|주식회사|유한회사|법인")


class _Column(NamedTuple):
    sign: str
    signs: int  # in the row
    before: int  # of them


def find_homes_in_columns(reading: Reading) -> Iterator[Finding]:
    """Yield the addresses in rows of people, where another row has a home in the same column."""
    mobiles = (found.start for found in reading.owned if found.kind is Kind.MOBILE)
    people = sorted((*(start for start, _ in reading.people), *mobiles))
    numbers = unfound_numbers(reading, people)
    if not numbers:
        return
    homes = [found.start for found in reading.owned if found.kind is Kind.HOME_ADDRESS]
    columns = {column for home in homes if (column := _column(reading.text, home))}
    errands = _ERRAND.search(reading.text) is not None
    done = 0
    for number in numbers if columns or errands else ():
        column = _column(reading.text, number) if number >= done else None
        if column is None or not _has_somebody(people, *_row(reading.text, number)):
            continue
        led = errands and _is_led_to(reading.text, column, number)
        cell = _cell(reading.text, column.sign, number) if led or column in columns else None
        if cell and _is_address(reading, number, cell["address"], led=led):
            done = cell.end()
            yield Finding(Kind.HOME_ADDRESS, *cell.span("address"), Confidence.POSSIBLE, "home-in-column")


def _has_somebody(people: list[int], start: int, end: int) -> bool:
    return is_among(people, start, end + 1)


def _is_led_to(text: str, column: _Column, number: int) -> bool:
    """Say whether the heading of a column says that an errand leads to those of the rows."""
    above = text[max(0, number - _LONGEST_TABLE) : number].split("\n")[:-1]
    rows = (line.split(column.sign) for line in above if line.count(column.sign) == column.signs)
    heading = next((row for row in rows if _ERRAND.fullmatch(row[column.before].strip())), None)
    return heading is not None and not any(map(_OF_OTHERS.search, heading))


def _row(text: str, position: int) -> tuple[int, int]:
    return line_around(text, position, position, reach=_LONGEST_ROW)


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


def _is_address(reading: Reading, number: int, cell: str, *, led: bool) -> bool:
    if STREET.search(reading.before(number, LONGEST_STREET)) is None or is_public(cell):
        return False
    if not (led or _TOWN.match(cell)):
        return False
    return _COMPANY.search(reading.text, *_row(reading.text, number)) is None
