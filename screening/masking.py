"""Covering what was found: the same text, as long, with asterisks where the personal part was.

What is left is what Korean offices leave when they mask by hand: 010-****-****, 991231-*******, h***@example.com,
홍*동, 12가****. Positions stay, so findings and highlights fit both texts; and no rule finds anything in what is left.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from screening.findings import Finding, Kind
from screening.text.characters import MARKS
from screening.text.numerals import DIGITS, NATIVE
from screening.words import places

_MASK: Final = "*"
_SIGNS: Final = str.maketrans("＠﹫", "@@")
_DISTRICT: Final = re.compile(
    rf"(?:(?:{places.REGIONS})(?:{places.REGION_TITLES})?\s+)?(?:[가-힣]+[시군구],?\s+){{0,2}}"
)
# Of the houses of a block, before the address.
_CODE: Final = re.compile(r"\(?[0-9]{5}\)?[\s,]+")
_REGION: Final = re.compile(places.REGIONS)
# A numeral of two syllables, with what may be invisible between them.
_NATIVE: Final = re.compile("|".join(r"\W?".join(word) for word in NATIVE))
_TRUNK: Final = re.compile(r"(?:00[0-9]{0,3}82|82)0?(?:1[0-9]|2|[3-7][0-9]|50[0-9])|0(?:1[0-9]|2|[3-7][0-9]|50[0-9])")


def mask(text: str, findings: Iterable[Finding]) -> str:
    """Return ``text`` with every finding covered, as long as before; positions must be those of ``text``."""
    letters = list(text)
    for found in findings:
        for place in _COVERED[found.kind](text[found.start : found.end]):
            letters[found.start + place] = _MASK
    return "".join(letters)


def _digit(letter: str) -> str:
    """Return the plain digit that ``letter`` is in any script's digits, or stands for, or nothing."""
    value = unicodedata.decimal(letter, None)
    return DIGITS.get(letter, "") if value is None else str(value)


def _after_digits(value: str, kept: int) -> Iterator[int]:
    """Yield the places of the digits of ``value``, open or covered, but the first ``kept``.

    Syllables that stand for digits may be read as a name where they are left: all of them are covered.
    """
    digits = _digits(value)
    spelled = any("가" <= value[places[0]] <= "힣" for _, places in digits[:kept])
    return (place for _, places in digits[0 if spelled else kept :] for place in places)


def _digits(value: str) -> list[tuple[str, list[int]]]:
    """Return each digit of ``value``, open or covered, and the places of its letters: two of a native numeral."""
    native = {found.start(): found for found in _NATIVE.finditer(value)}
    digits: list[tuple[str, list[int]]] = []
    place = 0
    while place < len(value):
        if found := native.get(place):
            first, last = found.start(), found.end() - 1
            digits.append((NATIVE[value[first] + value[last]], [first, last]))
            place = found.end()
            continue
        if (digit := _digit(value[place])) or value[place] in MARKS:
            digits.append((digit, [place]))
        place += 1
    return digits


def _leading_digits(kept: int) -> Callable[[str], Iterator[int]]:
    return lambda value: _after_digits(value, kept)


def _licence(value: str) -> Iterator[int]:
    """Cover what follows the region and, in the form before it was a number, the year."""
    region = _REGION.match(value)
    kept = region.end() if region else 0
    return (kept + place for place in _after_digits(value[kept:], 2))


def _telephone(value: str) -> Iterator[int]:
    """Cover what follows the network or area code."""
    trunk = _TRUNK.match("".join(digit for digit, _ in _digits(value)))
    return _after_digits(value, trunk.end() if trunk else 0)


def _plate(value: str) -> Iterator[int]:
    """Cover the last four digits."""
    return iter(list(_after_digits(value, 0))[-4:])


def _passport(value: str) -> Iterator[int]:
    """Cover all but the first letter."""
    return (place for place, letter in enumerate(value) if place and letter.isalnum())


def _email(value: str) -> Iterator[int]:
    """Cover the name at the domain but its first letter, if it has others; all of it behind an at sign."""
    # Imported by who masks an address: what e-mails are found by takes 50 MB.
    from screening.emails import local_end

    local = value[: local_end(value.translate(_SIGNS)) or len(value)].rstrip()
    return iter(range(1 if len(local) > 1 and local[0].isalpha() else 0, len(local)))


def _address(value: str) -> Iterator[int]:
    """Cover what is smaller than a city or a district."""
    code = _CODE.match(value)
    first = code.end() if code else 0
    district = _DISTRICT.match(value, first)
    kept = district.end() if district else first
    return (place for place, letter in enumerate(value) if not first <= place < kept and letter.isalnum())


def _name(value: str) -> Iterator[int]:
    """Cover the letters between the first and the last, both of two; of a Latin name all but the initials."""
    if value.isascii():
        return (match.start() for match in re.finditer(r"(?<=[A-Za-z])[A-Za-z]", value))
    letters = [place for place, letter in enumerate(value) if letter.isalnum()]
    return iter(letters[1:-1] if len(letters) > 2 else letters[1:])


def _all(value: str) -> Iterator[int]:
    """Cover every letter and digit."""
    return (place for place, letter in enumerate(value) if letter.isalnum())


_COVERED: Final[Mapping[Kind, Callable[[str], Iterator[int]]]] = {
    Kind.RESIDENT_NUMBER: _leading_digits(6),
    Kind.ALIEN_NUMBER: _leading_digits(6),
    Kind.PASSPORT: _passport,
    Kind.DRIVER_LICENCE: _licence,
    Kind.MOBILE: _telephone,
    Kind.HOME_PHONE: _telephone,
    Kind.BANK_ACCOUNT: _leading_digits(0),
    Kind.CARD: _leading_digits(4),
    Kind.EMAIL: _email,
    Kind.HOME_ADDRESS: _address,
    Kind.VEHICLE_PLATE: _plate,
    Kind.HEALTH_INSURANCE: _leading_digits(0),
    Kind.PERSON_NAME: _name,
    Kind.MARKED: _all,
}
