"""Telephones: mobile ones are a person's, others only where a home or a citizen is named; an office's are public."""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.cues import Label
from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.reading import PRIVATE, Reading, Side
from cms.releases.screening.rows import END, GAP, PART, Place, Row

_COUNTRY: Final = rf"(?:00[0-9]{{0,3}}{PART})?82{PART}\(?0?\)?{PART}"
_LEAD: Final = re.compile(r"[+(]\Z")
_MOBILE: Final = re.compile(
    rf"(?P<prefix>(?:{_COUNTRY}|0{GAP})1{GAP}[016789])\)?{PART}[0-9]{{3,4}}{PART}[0-9]{{4}}{END}"
)
# Area codes, internet telephony, personal numbers (050x).
_LANDLINE: Final = re.compile(rf"(?:{_COUNTRY}|0)(?:2|[3-6][1-5]|70|50[0-9])\)?{PART}[0-9]{{3,4}}{PART}[0-9]{{4}}{END}")
_LOCAL: Final = re.compile(rf"[ \n:(]{{1,4}}([2-9][0-9]{{2,3}}-[0-9]{{4}}){END}(?!-)")

_PHONE: Final = words.cue(words.TELEPHONE)
_PUBLIC: Final = words.cue(words.PUBLIC_PHONE)


def _mobile(place: Place) -> Confidence | None:
    """A 010 number has eight digits more; the older prefixes seven or eight."""
    if place.chained or place.follows(_PUBLIC, 14):
        return None
    told = place.follows(_PHONE, 20) or place.under(Label.PHONE)
    modern = place.match["prefix"].endswith("0")
    subscriber = sum(letter.isdigit() for letter in place.match[0][len(place.match["prefix"]) :])
    if modern and subscriber != 8:
        return None
    if not told and (place.scattered or (place.bare and (place.glued or not modern))):
        return None
    return Confidence.CERTAIN if told or not place.bare else Confidence.LIKELY


def _landline(place: Place) -> Confidence | None:
    side = place.reading.side(place.start, place.end)
    cell = place.reading.cell(place.start, Label.PHONE)
    home = side is Side.HOME or place.under(Label.HOME_PHONE)
    if not (home or side is Side.CITIZEN or (cell and cell.people)):
        return None
    if place.chained or (place.bare and place.glued):
        return None
    return Confidence.CERTAIN if home else Confidence.LIKELY


ROWS: Final = (
    Row(Kind.MOBILE, "mobile", first="08", pattern=_MOBILE, accept=_mobile, lead=_LEAD),
    Row(Kind.HOME_PHONE, "home-phone", first="08", pattern=_LANDLINE, accept=_landline, lead=_LEAD, needs=PRIVATE),
)


def find_local_telephones(reading: Reading) -> Iterator[Finding]:
    """Yield telephones without their area code right behind a word for a home telephone."""
    for cue in reading.cues:
        if cue.label is Label.HOME_PHONE and (match := _LOCAL.match(reading.text, cue.end)):
            yield Finding(Kind.HOME_PHONE, *match.span(1), Confidence.LIKELY, "home-phone-local")
