"""Numbers that the state gives a person: resident and alien registration, driver's licence, health insurance."""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening import checksums, words
from cms.releases.screening.cues import Cue, Label
from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.reading import Reading
from cms.releases.screening.rows import END, PART, Place, Row

_ANY_DIGIT: Final = "0123456789"
_CITIZEN: Final = re.compile(rf"[0-9]{{6}}{PART}(?=[1-4])[0-9]{{7}}{END}")
_FOREIGNER: Final = re.compile(rf"[0-9]{{6}}{PART}(?=[5-8])[0-9]{{7}}{END}")
# In two boxes of a form: each a cell of its own.
_SPLIT: Final = re.compile(
    rf'(?: ?\n|[ :"\t|;,]{{1,4}})?([0-9]{{6}})[ "]{{0,2}}[\t|;,][ "]{{0,2}}([1-8][0-9]{{6}}){END}'
)
# Region (11 Seoul to 28), year, serial number, check digits; before 1995 the region's name in place of its number.
_LICENCE: Final = re.compile(rf"(?:1[1-9]|2[0-8]){PART}[0-9]{{2}}{PART}[0-9]{{6}}{PART}[0-9]{{2}}{END}")
_OLD_LICENCE: Final = re.compile(rf"[0-9]{{2}}{PART}[0-9]{{6}}{PART}[0-9]{{2}}{END}")
_REGION: Final = re.compile(rf"(?:{words.REGIONS}) ?-? ?\Z")
_INSURANCE: Final = re.compile(rf"[1-9]{PART}[0-9]{{10}}{END}")

# 제991231-3123455호 is a document's.
_ORDINAL: Final = re.compile("제")
_NUMBERED: Final = re.compile("호")
_LICENCED: Final = frozenset({Label.LICENCE})
_INSURED: Final = frozenset({Label.HEALTH})


def _registration(place: Place) -> Confidence | None:
    """A birth date and a century are needed; the check digit only raises the confidence."""
    number = place.digits
    if not checksums.is_birth(number) or (place.follows(_ORDINAL, 1) and place.precedes(_NUMBERED, 1)):
        return None
    if place.announced(Label.RESIDENT, 30):
        return Confidence.CERTAIN
    if place.announced(Label.IDENTIFIER, 24) or place.under(Label.IDENTIFIER) or place.chained or place.scattered:
        return None
    if place.bare and (place.glued or place.banked):
        return None
    if checksums.resident_check(number):
        return Confidence.CERTAIN
    return Confidence.LIKELY if place.hyphened else Confidence.POSSIBLE


def _licence(place: Place) -> Confidence | None:
    if place.announced(Label.LICENCE, 40) or place.under(Label.LICENCE):
        return Confidence.CERTAIN
    if place.chained or place.match[0].count("-") != 3 or place.banked:
        return None
    return Confidence.LIKELY


def _old_licence(place: Place) -> Confidence | None:
    told = place.announced(Label.LICENCE, 40) or place.under(Label.LICENCE)
    return Confidence.CERTAIN if told and not place.chained and place.follows(_REGION, 6) else None


def _insurance(place: Place) -> Confidence | None:
    if place.chained or not (place.announced(Label.HEALTH, 40) or place.under(Label.HEALTH)):
        return None
    return Confidence.CERTAIN if place.hyphened else Confidence.LIKELY


ROWS: Final = (
    Row(Kind.RESIDENT_NUMBER, "resident-number", first=_ANY_DIGIT, pattern=_CITIZEN, accept=_registration),
    Row(Kind.ALIEN_NUMBER, "alien-number", first=_ANY_DIGIT, pattern=_FOREIGNER, accept=_registration),
    Row(Kind.DRIVER_LICENCE, "driver-licence", first="12", pattern=_LICENCE, accept=_licence),
    Row(
        Kind.DRIVER_LICENCE,
        "driver-licence-old",
        first=_ANY_DIGIT,
        pattern=_OLD_LICENCE,
        accept=_old_licence,
        lead=_REGION,
        needs=_LICENCED,
    ),
    Row(
        Kind.HEALTH_INSURANCE,
        "health-insurance",
        first="123456789",
        pattern=_INSURANCE,
        accept=_insurance,
        needs=_INSURED,
    ),
)


def find_split_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield resident numbers that the cells of a table part: behind their words or below them, and nowhere else."""
    numbers = (cue for cue in reading.cues if cue.label is Label.RESIDENT and cue.word.endswith("번호"))
    behind = (_behind(reading, cue) for cue in numbers)
    below = ((cell.start, cell.end) for cell in reading.cells if cell.label is Label.RESIDENT)
    for start, end in (*behind, *below):
        match = _SPLIT.match(reading.text, start, end)
        if match and checksums.is_birth(match[1] + match[2]):
            kind = Kind.ALIEN_NUMBER if match[2][0] in checksums.FOREIGN else Kind.RESIDENT_NUMBER
            yield Finding(kind, match.start(1), match.end(), Confidence.CERTAIN, "resident-number-split")


def _behind(reading: Reading, cue: Cue) -> tuple[int, int]:
    """Return where the number of a word may stand: in its line, and where it begins that one, in the next one too."""
    far = cue.end + 30
    line = reading.text.find("\n", cue.end, far)
    return cue.end, far if line < 0 or reading.before(cue.start, 1) in ("", "\n") else line
