"""Numbers in the place of others: what stands in the slot of a number that was found, or in the same slot of every row.

Some rows of a list tell what their number is; in others it has lost its zero, its area code or its hyphens. Without a
heading no row tells it, and what tells is that behind each person there is a number as banks give them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from screening.findings import Confidence, Finding, Kind
from screening.numbers.payments import is_telephone, may_be_account
from screening.numbers.rows import END, Place
from screening.numbers.telephones import DEPARTMENT, DESK
from screening.text import slots
from screening.text.cues import Label
from screening.text.reading import Reading
from screening.text.slots import Behind, Found, Slot

_RULE: Final = "number-in-slot"
_RECORD: Final = 4  # lines
_ROWS: Final = 2  # with such a number, where none of them tells it
_PHONES: Final = frozenset({Kind.MOBILE, Kind.HOME_PHONE})
_PEOPLE: Final = frozenset(Kind) - {Kind.EMAIL, Kind.BANK_ACCOUNT, Kind.MARKED}
_ACCOUNT: Final = re.compile(
    rf"(?!(?:19|20)[0-9]{{2}}-)(?=(?:-?[0-9]){{10,14}}(?![-0-9]))[0-9]{{3,6}}(?:-[0-9]{{1,7}}){{2,3}}{END}"
)
_COMPANY: Final = re.compile(r"㈜|\([주유사재]\)|주식회사|유한회사|법인")


class _Number(NamedTuple):
    """A number by its shape, and which found in the same slot tell it."""

    kind: Kind
    shape: re.Pattern[str]
    told_by: frozenset[Kind]


_NUMBERS: Final = (
    _Number(Kind.MOBILE, re.compile(rf"0?1[016789][-. ]?[0-9]{{3,4}}[-. ]?[0-9]{{4}}{END}"), _PHONES),
    _Number(
        Kind.HOME_PHONE,
        re.compile(
            rf"0(?:2|[3-6][1-5]|70)[-.) ]{{0,2}}[0-9]{{3,4}}[-. ]?[0-9]{{4}}{END}|[2-9][0-9]{{2,3}}-[0-9]{{4}}{END}"
        ),
        _PHONES,
    ),
    _Number(
        Kind.BANK_ACCOUNT,
        re.compile(rf"{_ACCOUNT.pattern}|0?[1-9][0-9]{{9,13}}{END}"),
        frozenset({Kind.BANK_ACCOUNT}),
    ),
    _Number(Kind.HEALTH_INSURANCE, re.compile(rf"[1-8]-?[0-9]{{10}}{END}"), frozenset({Kind.HEALTH_INSURANCE})),
    _Number(
        Kind.DRIVER_LICENCE,
        re.compile(rf"(?:(?:1[1-9]|2[0-8])[- ])?[0-9]{{2}}[- ][0-9]{{6}}[- ][0-9]{{2}}{END}"),
        frozenset({Kind.DRIVER_LICENCE}),
    ),
)
_LOCAL: Final = re.compile(r"(?<![-0-9.)*])(?<![0-9] )[2-9][0-9]{2,3}-[0-9]{4}(?![-0-9*.,]|\s?[호건원])")
# As only banks and insurers write them, in the same slot of several rows.
_UNTOLD: Final = (
    _Number(Kind.HEALTH_INSURANCE, re.compile(rf"[1-8]-[0-9]{{10}}{END}"), frozenset()),
    _Number(Kind.BANK_ACCOUNT, _ACCOUNT, frozenset()),
)
_ANY: Final = re.compile("|".join(f"(?:{one.shape.pattern})" for one in (*_NUMBERS, *_UNTOLD)))


def find_numbers_in_slots(reading: Reading) -> Iterator[Finding]:
    """Yield the numbers in the slots of others, in rows with somebody."""
    found = Found(reading.text, reading.owned, reading.people)
    left = [match for match in _shapes(reading) if not found.covers(*match.span())]
    if not left:
        return
    known: dict[Slot, set[Kind]] = {}
    for one in reading.owned:
        for slot in found.slots(one.start, one.end):
            known.setdefault(slot, set()).add(one.kind)
    done = 0
    for match in left:
        if match.start() < done:
            continue
        told = _in_slot(reading, found, known, match)
        if told:
            done = told.end
            yield told
    yield from _untold(reading, found, left)


def _shapes(reading: Reading) -> Iterator[re.Match[str]]:
    """Yield what has the shape of one, and what telephones without their area code have where others stand."""
    for start in reading.numbers:
        if match := _ANY.match(reading.text, start):
            yield match
    if any(one.kind in _PHONES for one in reading.owned):
        yield from _LOCAL.finditer(reading.text)


def _in_slot(reading: Reading, found: Found, known: dict[Slot, set[Kind]], match: re.Match[str]) -> Finding | None:
    """Return the number at a place, where one of its kind stands in the same slot of another row."""
    kinds = set().union(*(known.get(slot, ()) for slot in _told_slots(found, match)))
    for number in _NUMBERS if kinds else ():
        shape = number.shape.match(reading.text, match.start())
        if shape and not number.told_by.isdisjoint(kinds) and _is_somebodys(reading, found, shape, number.kind):
            return Finding(number.kind, *shape.span(), Confidence.LIKELY, _RULE)
    return None


def _told_slots(found: Found, match: re.Match[str]) -> Iterator[Slot]:
    for slot in found.slots(*match.span()):
        if not (isinstance(slot, Behind) and slot.kind in _PHONES and "\\n" not in slot.gap):
            yield slot


def _is_somebodys(reading: Reading, found: Found, match: re.Match[str], kind: Kind) -> bool:
    place = Place(reading, match)
    if place.chained or place.glued or place.under(Label.IDENTIFIER) or place.announced(Label.IDENTIFIER, 24):
        return False
    if kind in _PHONES and (place.follows(DESK, 36) or place.follows(DEPARTMENT, 10)):
        return False
    if kind is Kind.BANK_ACCOUNT and (is_telephone(place) or not may_be_account(place)):
        return False
    first, last = slots.row(reading.text, match.start())
    if kind is Kind.HOME_PHONE and _COMPANY.search(reading.text, first, last):
        return False
    if found.has_somebody(first, last):
        return True
    alone = not reading.text[first : match.start()].strip()
    return alone and found.has_somebody(*slots.record(reading.text, first, last, _RECORD))


def _untold(reading: Reading, found: Found, left: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """Yield the numbers that no row tells, in the same slot behind somebody in several rows."""
    if Label.IDENTIFIER in reading.labels:
        return
    for number in _UNTOLD:
        shapes = [shape for match in left if (shape := number.shape.match(reading.text, match.start()))]
        behind = {shape: _behind(found, shape) for shape in shapes if _is_somebodys(reading, found, shape, number.kind)}
        rows = Counter(slot for slot in behind.values() if slot)
        for shape, slot in behind.items():
            if slot and rows[slot] >= _ROWS:
                yield Finding(number.kind, *shape.span(), Confidence.POSSIBLE, "number-of-rows")


def _behind(found: Found, shape: re.Match[str]) -> Slot | None:
    """Return behind whom a number stands, if it is a person or what only one has."""
    return next(
        (slot for slot in found.slots(*shape.span()) if isinstance(slot, Behind) and slot.kind in _PEOPLE), None
    )
