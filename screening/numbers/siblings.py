"""Numbers in the rows of a list, told by the numbers that were found in its other rows.

A list says once what a column holds, or not at all; in some rows a bank, a word or a region tells what the number is,
and the others have the same number beside a person without any. So a shape that is too weak alone is one where the text
has a number of its kind in another row, and somebody in this one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.numbers import checksums, plates
from screening.numbers.payments import is_telephone, may_be_account
from screening.numbers.rows import END, Place
from screening.numbers.telephones import DEPARTMENT, DESK, LANDLINE, LINE, ROOM, SEAT, may_be_business
from screening.text.cues import Label
from screening.text.reading import Reading
from screening.words import belongings, patterns, places

# How far somebody stands before a number in its row, in a line or in the lines of cells that one was broken into.
_REACH: Final = 100
_LINES: Final = 6
_FAR: Final = 1_500  # characters from one row of a list to another
_LONGEST_CELL: Final = 20
_BULLET: Final = re.compile(r"\W{0,8}\Z")  # before a cell that has a line of its own
# Who somebody is to another, right before a number.
_RELATED: Final = re.compile(rf"(?<![가-힣])(?:{patterns.alternatives(belongings.RELATIONS)})[ :(]{{0,2}}\Z")


@dataclass(frozen=True, slots=True)
class _Sibling:
    """A number by its shape, which of the numbers that were found tell it, and what must hold beside."""

    kind: Kind
    pattern: re.Pattern[str]
    told_by: frozenset[Kind]
    holds: Callable[[Place], bool]
    lead: re.Pattern[str] | None = None
    of_people: bool = True


def _is_free(place: Place) -> bool:
    return not (place.chained or place.glued or place.under(Label.IDENTIFIER) or place.announced(Label.IDENTIFIER, 12))


def _is_account(place: Place) -> bool:
    return _is_free(place) and not is_telephone(place) and may_be_account(place)


def _is_private(place: Place) -> bool:
    """Say whether no desk or department is named right before a telephone."""
    return _is_free(place) and not (place.follows(DESK, 36) or place.follows(DEPARTMENT, 10) or place.follows(ROOM, 14))


def _is_landline(place: Place) -> bool:
    """Say whether a telephone that may be an office's is not: neither a desk nor a business is named before."""
    return _is_private(place) and not (place.follows(SEAT, LINE) or may_be_business(place.reading, place.start))


def _is_short_mobile(place: Place) -> bool:
    """Say whether a mobile telephone has lost its zero, and is no number of a business."""
    return _is_private(place) if place.hyphened else _is_landline(place)


def _is_registration(place: Place) -> bool:
    return _is_free(place) and checksums.is_birth(place.digits)


_RESIDENTS: Final = frozenset({Kind.RESIDENT_NUMBER, Kind.ALIEN_NUMBER})
_SIBLINGS: Final = (
    _Sibling(
        Kind.RESIDENT_NUMBER,
        re.compile(rf"[0-9]{{6}}(?:-[1-4]-[0-9]{{6}}|, ?(?=[1-4])[0-9]{{7}}){END}"),
        _RESIDENTS,
        _is_registration,
    ),
    _Sibling(
        Kind.ALIEN_NUMBER,
        re.compile(rf"[0-9]{{6}}(?:-[5-8]-[0-9]{{6}}|, ?(?=[5-8])[0-9]{{7}}){END}"),
        _RESIDENTS,
        _is_registration,
    ),
    _Sibling(
        Kind.MOBILE,
        re.compile(rf"10-?[2-9][0-9]{{3}}-?[0-9]{{4}}{END}(?!,[0-9])"),
        frozenset({Kind.MOBILE}),
        _is_short_mobile,
    ),
    _Sibling(
        Kind.HOME_PHONE,
        LANDLINE,
        frozenset({Kind.MOBILE, Kind.HOME_PHONE}),
        _is_landline,
        re.compile(r"\(\Z"),
    ),
    _Sibling(
        Kind.DRIVER_LICENCE,
        re.compile(rf"(?:(?:1[1-9]|2[0-8])[- ])?[0-9]{{2}}[- ][0-9]{{6}}[- ][0-9]{{2}}{END}"),
        frozenset({Kind.DRIVER_LICENCE}),
        _is_free,
        re.compile(rf"(?:{places.REGIONS}) ?\Z"),
    ),
    _Sibling(
        Kind.HEALTH_INSURANCE,
        re.compile(rf"[1-9]-?[0-9]{{10}}{END}"),
        frozenset({Kind.HEALTH_INSURANCE}),
        _is_free,
    ),
    _Sibling(
        Kind.BANK_ACCOUNT,
        re.compile(
            rf"[0-9]{{2,6}}(?:-[0-9]{{1,7}}){{2,4}}{END}|[1-9][0-9]{{10,13}}{END}"
            rf"|[0-9]{{3,6}}(?: [0-9]{{2,6}}){{2,3}}{END}(?! ?[0-9])"
        ),
        frozenset({Kind.BANK_ACCOUNT}),
        _is_account,
    ),
    _Sibling(
        Kind.VEHICLE_PLATE,
        plates.PLATE,
        frozenset({Kind.VEHICLE_PLATE}),
        plates.is_like_others,
        plates.REGION,
        of_people=False,
    ),
)


def find_siblings(reading: Reading) -> Iterator[Finding]:
    """Yield the numbers of lists beside people, whose other rows have numbers of their kind that were found."""
    siblings = _told_by(frozenset(one.kind for one in reading.owned))
    left = _left(reading, _any_of(siblings)) if siblings else []
    rows, done = _Rows(reading) if left else None, 0
    for start in left:
        if start < done or rows is None:
            continue
        for sibling in siblings:
            match = sibling.pattern.match(reading.text, start)
            if match and rows.tell(sibling, start) and sibling.holds(Place(reading, match)):
                lead = sibling.lead and sibling.lead.search(reading.before(start, 6))
                first = start - len(lead[0].lstrip("(")) if lead else start
                done = match.end()
                yield Finding(sibling.kind, first, done, Confidence.LIKELY, "number-of-list")
                break


@cache
def _told_by(found: frozenset[Kind]) -> tuple[_Sibling, ...]:
    """Return the numbers that those of the kinds found may tell."""
    return tuple(sibling for sibling in _SIBLINGS if not sibling.told_by.isdisjoint(found))


@cache
def _any_of(siblings: tuple[_Sibling, ...]) -> re.Pattern[str]:
    """Return their shapes at once, which most numbers that are left have none of."""
    return re.compile("|".join(f"(?:{sibling.pattern.pattern})" for sibling in siblings))


def _left(reading: Reading, shapes: re.Pattern[str]) -> list[int]:
    """Return where numbers begin that were not found and have one of these shapes."""
    ends = sorted((one.start, one.end) for one in reading.owned)
    at = reached = 0
    left = []
    for start in reading.numbers:
        while at < len(ends) and ends[at][0] <= start:
            reached = max(reached, ends[at][1])
            at += 1
        if reached <= start and shapes.match(reading.text, start):
            left.append(start)
    return left


def _is_related(text: str, start: int) -> bool:
    return _RELATED.search(text[max(0, start - 10) : start]) is not None


class _Rows:
    """Where in a text people and numbers were found, for the rows of its lists."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        self.people = sorted(end for _, end in reading.people)
        self.ends = sorted({*self.people, *(one.end for one in reading.owned)})
        self.starts: dict[Kind, list[int]] = {}
        for one in reading.owned:
            self.starts.setdefault(one.kind, []).append(one.start)
        for starts in self.starts.values():
            starts.sort()

    def tell(self, sibling: _Sibling, start: int) -> bool:
        """Say whether another row has such a number, and this one somebody."""
        line = self._line(start)
        if sibling.kind is Kind.HOME_PHONE and self._is_among_mobiles(line, start):
            return True
        if sibling.of_people and not self._has_somebody(start):
            return False
        return any(map(partial(self._is_apart, line, start), sibling.told_by))

    def _is_apart(self, line: int, start: int, kind: Kind) -> bool:
        """Say whether a number of the kind stands in a line before or behind, or farther than a row is long."""
        starts = self.starts.get(kind, ())
        first = bisect_left(starts, start - _FAR)
        last = bisect_left(starts, start + _FAR)
        return any(at < line or at > start for at in starts[first:last])

    def _is_among_mobiles(self, line: int, start: int) -> bool:
        """Say whether a telephone is a line of its own between two that are mobile ones: a column, one cell a line."""
        behind = self.text.find("\n", start) + 1
        mobiles = self.starts.get(Kind.MOBILE, ())
        if line != start or not behind or behind - start > _LONGEST_CELL:
            return False
        at = bisect_left(mobiles, start)
        over = mobiles[at - 1] if at else -1
        alone = over >= 0 and self.text.rfind("\n", 0, line - 1) + 1 == over
        return alone and at < len(mobiles) and mobiles[at] == behind

    def _line(self, start: int) -> int:
        return self.text.rfind("\n", 0, start) + 1

    def _has_somebody(self, start: int) -> bool:
        """Say whether somebody stands before in the line, or above where each cell has a line of its own."""
        line = self._line(start)
        if not _BULLET.match(self.text, line, start):
            return self._among(self.ends, max(line, start - _REACH), start) or _is_related(self.text, start)
        above = max(start - _REACH, self.text.rfind("\n\n", 0, start))
        return self._among(self.people, above, start) and self.text.count("\n", above, start) <= _LINES

    @staticmethod
    def _among(ends: list[int], first: int, last: int) -> bool:
        at = bisect_right(ends, last) - 1
        return at >= 0 and ends[at] > first
