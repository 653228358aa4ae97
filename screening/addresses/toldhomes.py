"""Homes behind a word for an address that have no number behind a road: 나래고시원 312호, 3통 2반, 누리 마당 12-3."""

import re
from collections.abc import Iterator
from typing import Final

from screening.addresses import extents
from screening.addresses.forms import AREA, FLAT_FIRST, HANJA, LANDMARK, LEAD_AHEAD, SET_IN, SHORT, TOLD, TORN, VILLAGE
from screening.addresses.publicplaces import OFFICE, is_public, line_around, noted
from screening.findings import Confidence, Finding
from screening.text.cues import Cue, Label
from screening.text.reading import Reading, Side
from screening.words import offices, patterns, places
from screening.words.places import HOUSES, STAYS

LABELS: Final = frozenset({Label.ADDRESS, Label.HOME})
# A word for a home that is one for its telephone as well (댁, 자택).
_OF_HOMES: Final = LABELS | {Label.HOME_PHONE}
TOLD_BY: Final = _OF_HOMES | {Label.CITIZEN}
SEATS: Final = re.compile(patterns.alternatives(offices.SEATS))
LONGEST_LEAD: Final = 30
_FORMS: Final = (SHORT, SET_IN, TORN, VILLAGE, HANJA, LANDMARK)
_REGIONS: Final = frozenset(places.REGIONS.split("|"))
# Whose name stands in the line over the word for the address: 주식회사 한별.
_OF_COMPANY: Final = re.compile(r"(?:주식회사|유한회사|㈜|\([주유]\))[^\n]{0,14}\n[^\n]{0,6}\Z")
# Whose address it is right before the word: 견인보관소 주소 나래로 12; or in the line above: 아래 부서에 청구.
OF_PLACE: Final = re.compile(
    r"[가-힣](?:보관소|청사|센터|사업소|사무[소실]|관리소|보건소|도서관|체육관|복지관|[시군구]청|학교|병원|상담소|본사"
    r"|(?:접수|제출|방문)처|(?:교통|세무|징수|복지|민원|총무|행정|건설|건축|주택|환경|위생|안전|관리)과)(?:의)?"
    r"[ (,:]{0,2}(?:\n ?)?\Z"
    r"|(?:건물|시설|기관|업소|업체|사업장)명[ :]{1,3}[^\n]{2,24}\n[ \t○●□■•·*▶※-]{0,6}\Z"
    r"|(?:아래|다음|해당|소관|담당) ?(?:부서|기관|창구)[^\n]{0,30}\n[ \t○●□■•·*▶※-]{0,6}\Z"
)
# What offices give in the next line: - 대표전화 02-….
_OF_DESK: Final = re.compile(
    r"[ )]{0,2}\n[ \t○●□■•·*▶※-]{0,4}(?:대표 ?(?:전화|번호)|팩스|홈페이지|누리집|운영 ?시간|이용 ?시간)"
)
_STAY: Final = re.compile(STAYS)
_WHERE_PEOPLE_STAY: Final = re.compile(rf"{STAYS}|{HOUSES}")


def find_told_homes(reading: Reading) -> Iterator[Finding]:
    """Yield what stands behind a word for an address without a number behind a road: 나래고시원 312호, 3통 2반."""
    for cue in reading.cues:
        if cue.label in _OF_HOMES:
            found = _told(reading, cue)
        elif cue.label in TOLD_BY and reading.after(cue.end, 5).lstrip(" :(")[:2] in _REGIONS:
            found = _named_with(reading, cue)
        else:
            continue
        if found:
            yield found


def _told(reading: Reading, cue: Cue) -> Finding | None:
    lead = LEAD_AHEAD.match(reading.text, cue.end)
    home = _written(reading.text, lead.end()) if lead else None
    if home is None:
        return None
    before = reading.before(cue.start, 40)
    if _OF_COMPANY.search(before) or (cue.label is Label.ADDRESS and OF_PLACE.search(before)):
        return None
    before, after = line_around(reading, cue.start, home.end())
    private = cue.label is not Label.ADDRESS or reading.side(home.start(), home.end()) is Side.CITIZEN
    if (
        (OFFICE.search(home[0]) and home.re is not LANDMARK and not (private and _WHERE_PEOPLE_STAY.search(home[0])))
        or SEATS.search(home[0])
        or (home.re is VILLAGE and not (private or home["village"]))
        or (home.re is LANDMARK and not private)
        or (
            not private
            and (
                _OF_DESK.match(reading.text, home.end()) or is_public(before) or is_public(home[0]) or is_public(after)
            )
        )
    ):
        return None
    return extents.home(reading, home.start(), home.end(), Confidence.LIKELY, "home-told")


def _named_with(reading: Reading, cue: Cue) -> Finding | None:
    """Return the lot behind a word for a citizen (신청인 서울 누리 마당 12-3); else it needs one for an address."""
    behind = reading.after(cue.end, 5)
    start = cue.end + len(behind) - len(behind.lstrip(" :("))
    home = SHORT.match(reading.text, start)
    if home is None or is_public(noted(reading, start, home.end())):
        return None
    return extents.home(reading, start, home.end(), Confidence.LIKELY, "home-told")


def _written(text: str, start: int) -> re.Match[str] | None:
    """Return the address at ``start`` that has no number right behind a road."""
    if first := FLAT_FIRST.match(text, start):
        return first
    home = TOLD.match(text, start)
    if home and (AREA.search(home["place"]) or _STAY.search(home["place"]) or "동" in home["number"]):
        return home
    return next((found for form in _FORMS if (found := form.match(text, start))), None)
