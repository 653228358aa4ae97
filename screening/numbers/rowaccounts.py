"""Bank accounts in the rows of lists that name no bank: 홍길동/110-000-000000/42,000, 12가0000 | 110000000000 | 30,000.

Neither a word nor a bank announces such a number. What tells it is its place: right behind a person or a plate that was
found, before an amount of money, in a text that is about paying something out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.numbers import checksums
from screening.numbers.payments import may_be_account
from screening.numbers.rows import Place
from screening.text.cues import Label
from screening.text.lines import is_among
from screening.text.reading import Reading

_SIGN: Final = r" ?[/|,;\t] ?"
_AMOUNT: Final = r"[\"']?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9-])|[0-9]{4,7} ?원"
# Ten digits and more that begin neither as a telephone nor with a year, and are no business's.
_ROW: Final = re.compile(
    rf"(?:님|씨)?{_SIGN}(?:[가-힣A-Za-z]{{2,6}} ?)?(?P<number>"
    rf"(?!0[1-9][0-9]?-|(?:19|20)[0-9]{{2}}-|[0-9]{{3}}-[0-9]{{2}}-[0-9]{{5}}(?![0-9]))"
    rf"(?:(?=(?:-?[0-9]){{10,14}}(?![-0-9]))[0-9]{{3,6}}(?:-[0-9]{{2,7}}){{2,3}}|[1-9][0-9]{{10,13}}))(?:{_SIGN})(?:{_AMOUNT})"
)
_PAYING: Final = re.compile("환불|환급|반환|지급|정산|수당|보상금|계좌|송금|이체|입금")
# A column that was broken one cell a line, far below its heading.
_COLUMN: Final = re.compile(r"(?:^[0-9]{2,14}(?:-[0-9]{1,7}){0,4}[ \t]*(?:\n|\Z)){2,60}", re.MULTILINE)
_CELL: Final = re.compile(
    r"(?!0(?:1[016789]|2|[3-7][0-9]?)-?[0-9]{3,4}-?[0-9]{4}$|[0-9]{3}-[0-9]{2}-[0-9]{5}$)"
    r"(?:[1-9][0-9]{9,13}|(?=(?:-?[0-9]){10,14}$)[0-9]{2,6}(?:-[0-9]{1,7}){1,4})$",
    re.MULTILINE,
)
_REGISTERED: Final = 13  # digits of a resident number
# Columns that say what becomes of an account, in a table about such.
_CHANGED: Final = r"(?:변경|정정|교체|수정|이관) ?[전후]|기존|신규|당초"
_CHANGED_ROW: Final = re.compile(rf"(?P<mark>[\t|/;,])[ \"]*(?:{_CHANGED})(?: ?(?:번호|계좌))?[ \"]*(?=[\t|/;,\n])")
_CHANGED_CELL: Final = re.compile(rf"(?:{_CHANGED}|정정|변경|현재|종전)(?: ?(?:번호|계좌))?")
_ABOUT: Final = re.compile("계좌|통장")
_TITLE: Final = 200  # characters
_BLANK: Final = ' "'
_OF_ROW: Final = frozenset({Kind.RESIDENT_NUMBER, Kind.ALIEN_NUMBER, Kind.MOBILE})
_FAR: Final = 1_500  # characters
_LONGEST_CELL: Final = 24
_MOBILE: Final = re.compile("1[016789][0-9]{8}")


def find_accounts_below(reading: Reading) -> Iterator[Finding]:
    """Yield the accounts that have a line each, where nothing but cells stands between them and a heading for them."""
    if not reading.people:
        return
    known = {found.start for found in reading.owned}
    for column in _COLUMN.finditer(reading.text):
        cells = [cell for cell in _CELL.finditer(reading.text, *column.span()) if not _is_birth(cell[0])]
        if len(cells) > 1 and _is_headed(reading, cells[0].start()):
            for cell in cells:
                if cell.start() not in known:
                    yield Finding(Kind.BANK_ACCOUNT, *cell.span(), Confidence.LIKELY, "bank-account-below")


def _is_birth(number: str) -> bool:
    digits = number.replace("-", "")
    return len(digits) == _REGISTERED and checksums.is_birth(digits)


def _is_headed(reading: Reading, start: int) -> bool:
    """Say whether a line above asks for accounts, and only cells stand between, none of which says another number."""
    cue = reading.last_end(start, Label.ACCOUNT, within=_FAR)
    if cue is None or reading.announced(start, Label.IDENTIFIER, within=start - cue):
        return False
    _, _, below = reading.text[cue:start].partition("\n")
    return all(len(line) <= _LONGEST_CELL for line in below.split("\n"))


def find_changed_accounts(reading: Reading) -> Iterator[Finding]:
    """Yield the accounts of people in columns whose heading says what becomes of them: 변경 전, 변경 후."""
    text, done = reading.text, 0
    somebody = sorted({*(end for _, end in reading.people), *(one.end for one in reading.owned if one.kind in _OF_ROW)})
    for heading in _CHANGED_ROW.finditer(text):
        start = text.rfind("\n", 0, heading.start()) + 1
        if start < done or not _ABOUT.search(text, max(0, start - _TITLE), heading.end()):
            continue
        done = _line_end(text, start)
        names = text[start:done].split(heading["mark"])
        columns = [column for column, name in enumerate(names) if _CHANGED_CELL.fullmatch(name.strip(_BLANK))]
        while heading["mark"] in (row := text[done + 1 : (end := _line_end(text, done + 1))]):
            if is_among(somebody, done + 2, end + 1):
                yield from _in_columns(reading, done + 1, row.split(heading["mark"]), columns)
            done = end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _in_columns(reading: Reading, start: int, cells: Sequence[str], columns: Iterable[int]) -> Iterator[Finding]:
    """Yield the accounts in those columns of a row that begins at ``start``."""
    for column in columns:
        cell = cells[column] if column < len(cells) else ""
        first = start + sum(len(one) + 1 for one in cells[:column]) + len(cell) - len(cell.lstrip(_BLANK))
        said = cell.strip(_BLANK)
        account = _CELL.fullmatch(reading.text, first, first + len(said))
        if account is None or _is_birth(said) or _MOBILE.fullmatch(said.replace("-", "")):
            continue
        if may_be_account(Place(reading, account)):
            yield Finding(Kind.BANK_ACCOUNT, *account.span(), Confidence.LIKELY, "bank-account-changed")


def find_accounts_of_people(reading: Reading) -> Iterator[Finding]:
    """Yield the accounts right behind the people and the plates that were found, before an amount."""
    ends = {end for _, end in reading.people}
    ends.update(found.end for found in reading.owned if found.kind is Kind.VEHICLE_PLATE)
    rows = [match for end in sorted(ends) if (match := _ROW.match(reading.text, end))]
    if not rows or not (Label.ACCOUNT in reading.labels or _PAYING.search(reading.text)):
        return
    for row in rows:
        start, end = row.span("number")
        if not (reading.under(start, Label.IDENTIFIER) or _MOBILE.fullmatch(row["number"].replace("-", ""))):
            yield Finding(Kind.BANK_ACCOUNT, start, end, Confidence.LIKELY, "bank-account-in-row")
