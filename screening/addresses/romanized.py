"""Home addresses in Latin letters: 101-502, 12, Madang-ro 3-gil, Nuri-gu, Seoul.

Found from the romanized word for a road or a district outwards (Road Name Address Act, appendix: -daero, -ro, -gil). It
is a home's where it goes on to a flat, or where it is given as somebody's, and nothing near it is an office.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.text.cues import Label
from screening.text.reading import Reading, Side
from screening.words import offices, patterns

_STREET: Final = re.compile(
    r"-(?<=[a-z0-9]-)(?:ro|daero|gil|dong|ri|ga)(?![A-Za-z])(?: ?[0-9]{1,4}(?:beon)?-?(?:beon-?)?(?:ga-?)?gil)?"
)
_WORD: Final = re.compile(r"[A-Z][A-Za-z]{1,20}[0-9]{0,3}(?: [a-z]{2,10})?\Z")
_FLAT: Final = (
    r"(?:(?:Apt|APT|Apartment|Unit|Room|Rm|Flat|Ho|No)\.? ?#?[0-9A-Z]{1,5}(?:-[0-9]{1,5})?"
    r"|#[0-9]{1,5}(?:-[0-9]{1,5})?|(?:[A-Z]|[0-9]{1,4})-[0-9]{3,4}|[0-9]{3,4} ?-?(?:Ho|ho)"
    r"|[A-Z][A-Za-z]+ (?:Apt|APT|Villa|Officetel)\.?)"
)
_HAS_FLAT: Final = re.compile(_FLAT)
_BEFORE: Final = re.compile(
    rf"(?:(?:{_FLAT}|(?:Building|Bldg\.?) ?[0-9]{{1,4}}|[0-9]{{1,4}} ?-?(?:[Dd]ong|th [Ff]loor|F|[Hh]o)|B?[0-9]{{1,2}}F"
    r"|[0-9]{1,5}(?:-[0-9]{1,4})?),? ?){1,5}\Z"
)
_AFTER: Final = re.compile(
    rf"(?:,? ?(?:{_FLAT}|"
    r"(?:Republic of |South |S\. ?)?Korea(?![A-Za-z])"
    r"|[A-Z][a-z]{1,14}(?:-(?:si|gu|gun|do|dong|eup|myeon|ri|ro|daero))?(?![A-Za-z])|[0-9]{5}(?![0-9])"
    r"|[0-9]{1,4}(?:-[0-9]{1,4})?(?![0-9-]))){0,8}"
)
_HOME: Final = re.compile(r"[Hh]ome|[Rr]esid|[Aa]pplicant|[Mm]ailing|[Ll]ives?|[Dd]omicile|[Ss]tudent|[Cc]laimant")
_PUBLIC: Final = re.compile(
    r"City Hall|Office(?!tel)|Cent(?:er|re)|Hospital|Universit|Museum|Hotel|(?:Building|Bldg\.?)(?! ?[0-9]{1,4},)|Tower"
    "|Library|Station|Hall"
    r"|Inc(?![a-z])|Co\.|Corp|Ltd|Clinic|School|Embassy|Company|Foundation|Theat|Park|Gallery|Venue|Exit|Ministry|Institute|Restaurant|Market"
    "|Plaza"
)
_OFFICE: Final = patterns.cue(offices.OFFICE)
_REACH: Final = 60


def find_romanized(reading: Reading) -> Iterator[Finding]:
    """Yield the home addresses of the text in Latin letters."""
    done = 0
    for sign in _STREET.finditer(reading.text):
        if sign.start() >= done and (found := _address(reading, sign)):
            done = found.end
            yield found


def _address(reading: Reading, sign: re.Match[str]) -> Finding | None:
    word = _WORD.search(reading.before(sign.start(), 24))
    if word is None:
        return None
    street = sign.start() - len(word[0])
    number = _BEFORE.search(reading.before(street, _REACH))
    if number is None:
        return None
    start = street - len(number[0])
    after = _AFTER.match(reading.text, sign.end())
    end = after.end() if after else sign.end()
    line = reading.before(start, 80).rstrip("\n").rpartition("\n")[2]
    if _PUBLIC.search(f"{line}\0{reading.text[start:end]}\0{reading.after(end, 30)}"):
        return None
    told = reading.announced(start, Label.ADDRESS, within=16) or reading.announced(start, Label.HOME, within=16)
    flat = _HAS_FLAT.search(reading.text[start:end]) is not None
    home = _HOME.search(line[-40:]) is not None or reading.side(start, end) is Side.CITIZEN
    if not (home or flat or told) or (not home and _OFFICE.search(line)):
        return None
    return Finding(Kind.HOME_ADDRESS, start, end, Confidence.LIKELY if home else Confidence.POSSIBLE, "home-romanized")
