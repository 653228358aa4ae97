"""Numbers right behind the word for them, or in its column, whatever parts their digits.

People write a number as they say it: 8803152-346219, 880315-2-346219, 010 33 41 90 27. Where a word tells what it is,
how many digits there are says enough; rows of the table of numbers know the usual groups, told or not.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.numbers import checksums
from screening.numbers.rows import Place
from screening.text.cues import Label
from screening.text.figures import SIGNS
from screening.text.reading import Reading
from screening.words import belongings, patterns

_PARTS: Final = rf"[{SIGNS}() ]{{0,3}}+"
# How far a number is from its word at most; what stands between may be a name.
_GAP: Final = 14
_FIGURE: Final = re.compile("[0-9]")
_PUBLIC: Final = patterns.cue(belongings.PUBLIC_PHONE)


@dataclass(frozen=True, slots=True)
class _Told:
    """The numbers of a label: how they begin, how many digits they have, and which of those are one."""

    rule: str
    first: str
    counts: tuple[int, ...]
    accept: Callable[[str], Kind | None]

    def pattern(self) -> re.Pattern[str]:
        shapes = (rf"[0-9](?:{_PARTS}[0-9]){{{count - 1}}}(?![-*]?[0-9*])" for count in self.counts)
        return re.compile(f"(?={self.first})(?:{'|'.join(shapes)})")


def _registration(digits: str) -> Kind | None:
    if not checksums.is_birth(digits):
        return None
    return Kind.ALIEN_NUMBER if digits[6] in checksums.FOREIGN else Kind.RESIDENT_NUMBER


def _mobile(digits: str) -> Kind | None:
    modern = digits.startswith("010") and len(digits) == 11
    return Kind.MOBILE if modern or digits.startswith(("011", "016", "017", "018", "019")) else None


def _licence(digits: str) -> Kind | None:
    """Region 11 (Seoul) to 28."""
    return Kind.DRIVER_LICENCE if "11" <= digits[:2] <= "28" else None


def _card(digits: str) -> Kind | None:
    return Kind.CARD if len(set(digits)) > 1 else None


def _insurance(_digits: str) -> Kind | None:
    return Kind.HEALTH_INSURANCE


def _telephone(digits: str) -> Kind | None:
    """A mobile one, or one with an area code or of the internet."""
    return _mobile(digits) or (Kind.HOME_PHONE if _LANDLINE.match(digits) else None)


_LANDLINE: Final = re.compile("0(?:2[1-9]|[3-6][1-5]|70)")
_OF_LABEL: Final = {
    Label.RESIDENT: _Told("registration-told", "[0-9]", (13,), _registration),
    Label.PHONE: _Told("mobile-told", f"0{_PARTS}1", (11, 10), _mobile),
    Label.HOME_PHONE: _Told("home-phone-told", "0", (11, 10, 9), _telephone),
    Label.LICENCE: _Told("driver-licence-told", "[12]", (12,), _licence),
    Label.CARD: _Told("card-told", "[1-69]", (16, 15), _card),
    Label.HEALTH: _Told("health-insurance-told", "[1-9]", (11,), _insurance),
}
TOLD_BY: Final = frozenset(_OF_LABEL)
_PATTERNS: Final = {label: told.pattern() for label, told in _OF_LABEL.items()}


def told_number(reading: Reading, start: int, labels: Iterable[Label]) -> Finding | None:
    """Return the number that begins at ``start`` where a word of one of the labels says so."""
    for label in labels:
        found = _PATTERNS[label].match(reading.text, start)
        place = found and Place(reading, found)
        if place and _is_told(place, label) and (kind := _OF_LABEL[label].accept(place.digits)):
            return Finding(kind, place.start, place.end, Confidence.CERTAIN, _OF_LABEL[label].rule)
    return None


def _is_told(place: Place, label: Label) -> bool:
    """Say whether such a word stands before, with no other number between, or heads the column."""
    if label in (Label.PHONE, Label.HOME_PHONE) and place.follows(_PUBLIC, _GAP):
        return False
    end = place.reading.last_end(place.start, label, within=_GAP)
    return (end is not None and not _FIGURE.search(place.reading.text, end, place.start)) or place.under(label)
