"""Numbers as a sheet shows them: a telephone number is stored as 1012345678 and shown as 010-1234-5678.

Excel's own Korean formats include ones for resident registration numbers and telephones (`000000-0000000`), so the
stored digits alone would hide what a reader sees.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from files.extraction.markup import parse

# Built-in formats that show a date or time (ECMA-376 part 1, 18.8.30, and its Korean list).
_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (a sheet has no zone)
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY: Final = 2_958_465
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_CONDITION: Final = re.compile(r"\[(<=|<|>=|>|=)\s*(-?[0-9.]+)\]")
_DATE_LETTERS: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_DIGITS_ONLY: Final = re.compile(r"[0#?][0#? ()/-]*")
_LITERAL: Final = re.compile(r"[ ()/-]")
_PLACEHOLDERS: Final = frozenset("0#?")
_MOST_DIGITS: Final = 21


class Formats:
    """The number formats of a workbook by the style of a cell."""

    def __init__(self, *, is_1904: bool = False) -> None:
        self._epoch = _EPOCH_1904 if is_1904 else _EPOCH
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._in_styles = False

    def load(self, chunks: Iterable[bytes]) -> None:
        """Read the part that holds the styles."""
        parse(chunks, self._start, self._end, lambda _text: None)

    def display(self, value: str, style: int) -> str:
        """Return a number as the cell shows it where that is a date or digits between signs, else as it is stored."""
        number = self._styles[style] if style < len(self._styles) else 0
        code = self._codes.get(number, "")
        if not code and number not in _DATES:
            return value
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return value
        if number in _DATES or _is_date(code):
            return self._date(amount) or value
        return _patterned(amount, code) or value

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "numFmt":
                self._codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
            case "cellXfs":
                self._in_styles = True
            case "xf" if self._in_styles:
                self._styles.append(int(attributes.get("numFmtId", "0")))

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            self._in_styles = False

    def _date(self, days: Decimal) -> str:
        if not 0 <= days <= _LAST_DAY:
            return ""
        moment = self._epoch + timedelta(seconds=round(float(days) * 86_400))
        if days < 1:
            return moment.strftime("%H:%M:%S")
        return moment.strftime("%Y-%m-%d" if days == int(days) else "%Y-%m-%d %H:%M:%S")


def _is_date(code: str) -> bool:
    return bool(_DATE_LETTERS.search(_BRACKETS.sub("", _QUOTED.sub("", code.partition(";")[0]))))


def _patterned(amount: Decimal, code: str) -> str:
    """Put the digits of a whole number into a pattern such as ``000000-0000000``; empty where it is no pattern."""
    if amount != int(amount) or amount < 0 or amount.adjusted() >= _MOST_DIGITS:
        return ""
    pattern = _BRACKETS.sub("", _QUOTED.sub(lambda quoted: quoted[1] or quoted[2] or "", _section(amount, code)))
    if not _DIGITS_ONLY.fullmatch(pattern.strip(" (")) or not _LITERAL.search(pattern):
        return ""
    digits = list(str(int(amount)))
    shown: list[str] = []
    for position in range(len(pattern) - 1, -1, -1):
        sign = pattern[position]
        if sign not in _PLACEHOLDERS:
            shown.append(sign)
        elif digits:
            shown.append(digits.pop())
        elif sign == "0":
            shown.append("0")
    return "".join([*digits, *reversed(shown)])


def _section(amount: Decimal, code: str) -> str:
    """The part of a format code that applies to a number that is not negative (18.8.31)."""
    sections = code.split(";")
    for section in sections:
        if condition := _CONDITION.search(section):
            sign, bound = condition[1], Decimal(condition[2])
            if {"<=": amount <= bound, "<": amount < bound, ">=": amount >= bound, ">": amount > bound}.get(
                sign, amount == bound
            ):
                return section
    return next((section for section in sections if not _CONDITION.search(section)), "")
