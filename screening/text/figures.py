"""The places where a rule about figures can begin: a number of a person, a number plate, the number of a house.

A document has hundreds of figures and few such places. One scan finds them, so that most of what offices write, dates,
amounts and numbers of documents, is looked at once.
"""

import re
from typing import Final

from screening.words import belongings, places

# The signs that part groups of digits, for a character class; the three dots are those of Korean and other keyboards.
SIGNS: Final = "-./~_:·ㆍ•"

# A digit that follows none, and
# - eight more behind it, parted by at most three other characters each; but no date (2021. 2. 10., 2021-02-10), which
#   would be most of these places, not fifteen digits together (only some cards have them) nor more than sixteen, and
#   not the office's own telephone or fax in a letterhead (/ 전화 02-000-0000 /전송 02-000-0001 /);
# - or those of a mobile telephone in cells of their own (010 | 0000 | 1234);
# - or a letter and four digits, as on a number plate, or as in a passport number behind its first letter;
# - or before it the last letter of a road or a district.
_DATE: Final = r"(?:9(?<=19)|0(?<=20))[0-9]{2}[-./] ?[0-9]{1,2}[-./] ?[0-9]{1,2}(?![-0-9])"
_CODE: Final = r"(?:(?<!3)[0-9]|[0-35689])[0-9]{13}(?![0-9])|[0-9]{16}"
# The telephones of a row (홍길동 /전화 031-…) have no fax behind them.
_LETTERHEAD: Final = (
    "(?<=(?:/ | /)(?:전화|전송|팩스) 0)(?:(?<=(?:전송|팩스) 0)|(?=.{8,13}/ ?(?:전송|팩스) ))"
    "(?:2|[3-6][1-5])[-)][0-9]{3,4}-[0-9]{4}(?![-0-9])"
)
_BETWEEN: Final = rf"{SIGNS} \n)"
_EIGHT_MORE: Final = rf"[{_BETWEEN}]{{0,3}}+[0-9]" * 8
_LONG: Final = rf"(?=[0-9{_BETWEEN}]{{8}})(?!{_DATE})(?={_EIGHT_MORE})(?!{_CODE})(?!{_LETTERHEAD})"
_APART: Final = r"2[ -]?\(0\)|[0-9]{2,5}  - {1,2}[0-9]{3}|(?=[-0-9]{2,18}-\n {2,24}[0-9]{2})[0-9]"
_CELLS: Final = r"1(?<=01)[016789] {0,2}[])=+,/|\t] {0,2}[0-9]{3}"
_LETTERED: Final = rf"[0-9]{{0,2}}+ {{0,2}}+[{belongings.PLATE_LETTERS}A-Z](?:[ -]{{0,2}}+|\n)[0-9]{{4}}"
# What follows the digits of these two, and rarely those of other numbers.
_FOLLOWED: Final = rf"[0-9]{{0,5}}+[- ({belongings.PLATE_LETTERS}A-Z]"
_ROAD: Final = f"{places.ROAD_ENDINGS}산"
_BUILDING: Final = (
    rf"(?<=[{_ROAD} \n].)(?:(?<=[{_ROAD}].)|(?<=[{_ROAD}][ \n].)|(?<=[{_ROAD}][ \n][ \n].)|(?<=[{_ROAD}]   .))"
)
# At most eight digits before the next letter, in two groups: no number of a person is as short.
_NO_LETTERS: Final = "[^0-9A-Za-z가-힣]{0,14}+"
_HOUSE: Final = rf"(?=[0-9]{{0,3}}+{_NO_LETTERS}(?:[0-9]{{1,4}}+{_NO_LETTERS})?+(?:[A-Za-z가-힣]|\Z))"
_BEGINNING: Final = re.compile(
    rf"[0-9](?<![0-9].)(?:{_LONG}|(?={_FOLLOWED})(?={_APART}|{_LETTERED})|{_CELLS}"
    rf"|{_BUILDING}(?:{_HOUSE}(?P<house>))?)"
)


def beginnings(text: str) -> tuple[list[int], list[int]]:
    """Return where numbers, plates and the numbers of houses can begin, and which of them are no house's alone."""
    digits: list[int] = []
    numbers: list[int] = []
    for match in _BEGINNING.finditer(text):
        digits.append(match.start())
        if match.lastindex is None:
            numbers.append(match.start())
    return digits, numbers
