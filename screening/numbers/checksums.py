"""Checks computed from the digits of a number: dates, check digits, issuing ranges.

A check digit may raise the confidence in a resident number and never rejects one: the last seven digits of numbers
issued since October 2020 are random but for the first.
"""

import calendar
from operator import mul
from typing import Final

_RESIDENT_WEIGHTS: Final = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_NOUGHTS: Final = ord("0") * sum(_RESIDENT_WEIGHTS)  # what the codes of digits weigh more than the digits
# The seventh digit: sex and century of birth; 5 to 8 are foreign residents. 9 and 0 are people born before 1900.
_CENTURIES: Final = {"1": 1900, "2": 1900, "3": 2000, "4": 2000, "5": 1900, "6": 1900, "7": 2000, "8": 2000}
_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_DAY: Final = "0229"
_DAYS: Final = frozenset(
    f"{month:02}{day:02}" for month, length in enumerate(_LENGTHS, 1) for day in range(1, length + 1)
)
FOREIGN: Final = frozenset("5678")


def is_birth(digits: str) -> bool:
    """Say whether the first seven of ``digits`` are a day of the calendar and a century (yymmdd and one digit)."""
    century, day = _CENTURIES.get(digits[6]), digits[2:6]
    if century is None or day not in _DAYS:
        return False
    return day != _LEAP_DAY or calendar.isleap(century + int(digits[:2]))


def resident_check(digits: str) -> bool:
    """Say whether the thirteenth digit is the check digit as issued before October 2020, to citizens or foreigners."""
    total: int = sum(map(mul, _RESIDENT_WEIGHTS, digits.encode("ascii"))) - _NOUGHTS
    offset = 13 if digits[6] in FOREIGN else 11
    return (offset - total % 11) % 10 == int(digits[12])


def is_barcode(digits: str) -> bool:
    """Say whether goods can have this number: a prefix of Korea, Japan or China, and the check digit of GS1."""
    total = sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(digits))
    return digits.startswith(("880", "45", "49", "69")) and total % 10 == 0


def luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit of ISO/IEC 7812-1, as on every payment card."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Say whether a payment card can have this number: issuer range, length and check digit.

    16 digits beginning with 2 (2221 to 2720), 3 (JCB), 4, 5, 6 or 9 (domestic); 15 beginning with 34 or 37; 14
    beginning with 36 or 38.
    """
    if len(digits) == 16:
        known = digits[0] in "4569" or digits.startswith("35") or "2221" <= digits[:4] <= "2720"
    elif len(digits) == 15:
        known = digits.startswith(("34", "37"))
    else:
        known = len(digits) == 14 and digits.startswith(("36", "38"))
    return known and luhn(digits)
