"""Vehicle registration plates, in the forms and with the letters that the law knows.

Since 2006 two, since 2019 three digits, a letter and four digits; before that a region, one or two digits, a letter and
four digits. Most letters are also units (10조 5000억, 제30호 1234), so digits that count something are no plate.
"""

import re
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.cues import Label
from cms.releases.screening.findings import Confidence, Kind
from cms.releases.screening.rows import END, Place, Row

_PLATE: Final = re.compile(
    rf"([0-9]{{1,3}})( {{0,2}})([{words.PLATE_LETTERS}])( {{0,2}})([0-9]{{4}}){END}(?![-.,/][0-9])"
)
_REGION: Final = re.compile(rf"(?:{words.REGIONS}) {{0,2}}\Z")
_GLUED: Final = re.compile(r"[0-9][-.,/]\Z|[제A-Za-z]\Z|제 \Z")
_COUNTED: Final = re.compile(
    r" ?(?:억|만|천|원|명|년|건|호|개|회|세대|가구|㎡|m|km|조|판결|결정|선고|번지|위|점|인)|,[0-9]"
)
_UNITS: Final = frozenset("호조주구부도수보")
_COURT: Final = re.compile(r"(?:법원|재판소|선고|판결|결정)[^\n]{0,24}\Z")
_VEHICLE: Final = words.cue(words.VEHICLE)
_PUBLIC: Final = words.cue(words.PUBLIC_VEHICLE)


def _plate(place: Place) -> Confidence | None:
    region = place.follows(_REGION, 4)
    if not _well_formed(place.match[1], region) or place.follows(_GLUED, 2) or place.precedes(_COUNTED, 3):
        return None
    if _PUBLIC.search(f"{place.reading.before(place.start, 40)}\0{place.reading.after(place.end, 12)}"):
        return None
    if place.follows(_VEHICLE, 40) or place.under(Label.PLATE):
        return Confidence.CERTAIN
    if region:
        return Confidence.LIKELY
    return Confidence.POSSIBLE if _stands_alone(place) else None


def _well_formed(number: str, region: bool) -> bool:
    """Two digits from 01 or three from 100; a single one only behind a region."""
    if len(number) == 1:
        return region
    return number != "00" if len(number) == 2 else number >= "100"


def _stands_alone(place: Place) -> bool:
    """Say whether this is neither a court's case nor a count before another number (30수 1234, 12가 2021)."""
    if place.follows(_COURT, 40) or place.match[2]:
        return False
    return not place.match[4] or not (place.match[3] in _UNITS or place.match[5].startswith(("19", "20")))


ROWS: Final = (
    Row(Kind.VEHICLE_PLATE, "vehicle-plate", first="0123456789", pattern=_PLATE, accept=_plate, lead=_REGION),
)
