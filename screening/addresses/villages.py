"""Homes in villages: lots behind the name of a hamlet (나래리 새말 87번지), and villages without a number.

A village alone is nobody's home. It is where who lives there is named right beside it: 나래면 마당리에 사는 김하늘.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.addresses import extents, numbered, weighing
from screening.addresses.forms import LONGEST_TOWN, NO_TOWN, PROVINCE, TAIL, TOWN
from screening.findings import Confidence, Finding, Kind
from screening.names.forms import Evidence, is_name
from screening.names.shapes import COVERED, HONORIFIC, POST, WHOLE
from screening.text.cues import Sign
from screening.text.reading import Reading
from screening.words import places

_HAMLET: Final = re.compile(
    r"(?P<hamlet>(?:[가-힣]{1,6}[0-9]{0,2})[읍면동리] (?!소재|일원|일대|주민|주택)[가-힣]{1,7} )"
    r"(?P<number>(?:산 ?)?[0-9]{0,4}(?:-[0-9]{1,4})?)\Z"
)
_LONGEST_LOT: Final = 30
_PLACE: Final = (
    rf"(?<![가-힣])(?:(?:{PROVINCE})(?:{places.REGION_TITLES})? )?(?:(?:(?!{NO_TOWN})[가-힣]{{1,5}}[시군구] )+"
    r"[가-힣]{1,5}[0-9]?[읍면동](?: [가-힣]{1,5}[0-9]?리)?|[가-힣]{1,5}[읍면] [가-힣]{1,5}[0-9]?리)"
    r"(?: [가-힣]{1,5}(?:마을|말|골|터|촌|뜸))?"
)
_CALLED: Final = rf"(?: ?(?:{HONORIFIC}|어르신|할머니|할아버지|옹))"
_LIVED_IN: Final = re.compile(rf"(?P<place>{_PLACE})에서? ?\Z")
_WHO: Final = re.compile(rf"[가-힣 ]{{3,6}}(?P<name>{WHOLE}|{COVERED})(?={_CALLED}|[이가은는의을를도 ,.)]|\Z)")
_IN_BRACKETS: Final = re.compile(
    rf"(?<![가-힣])(?P<name>{WHOLE}|{COVERED}){_CALLED}? ?\("
    rf"(?:[남여][성자]?[,/] ?|[0-9]{{2,3}}세?[,/] ?|[0-9]{{2,4}}년?생[,/] ?){{0,2}}"
    rf"(?P<place>{_PLACE})\Z"
)
_POSTED: Final = re.compile(rf"(?:{POST}|[이통반]장|대표|회장|선수|후보|강사|작가)님? ?\Z")
_LONGEST_PLACE: Final = 48


def find_hamlets(reading: Reading) -> Iterator[Finding]:
    """Yield the homes whose lot stands behind the name of a hamlet."""
    for sign in reading.signs.get(Sign.HAMLET, ()):
        end = sign if reading.text.startswith("번지", sign) else reading.text.index(" ", sign) + 1
        before = reading.before(end, _LONGEST_LOT)
        lot = _HAMLET.search(before)
        tail = lot and TAIL.match(reading.text, end - len(lot["number"].lstrip("산 ")))
        if lot is None or tail is None:
            continue
        district = end - len(before) + lot.start()
        town = TOWN.search(reading.before(district, LONGEST_TOWN))
        start = district - len(town[0]) if town else district
        if confidence := numbered.confidence(reading, start, tail):
            yield extents.home(reading, start, tail.end(), confidence, "home-hamlet")


def find_villages(reading: Reading) -> Iterator[Finding]:
    """Yield the villages in which somebody is said to live who is named beside them."""
    for sign in reading.signs.get(Sign.KIN, ()):
        before = reading.before(sign, _LONGEST_PLACE)
        place = _LIVED_IN.search(before) if before.endswith("에 ") else None
        who = place and _WHO.match(reading.text, sign)
        if place and who and _is_somebody(who["name"]):
            yield _village(sign - len(before), place)
    for sign in reading.signs.get(Sign.VILLAGE, ()):
        end = reading.text.index(")", sign)
        before = reading.before(end, _LONGEST_PLACE)
        place = _IN_BRACKETS.search(before)
        if place and _is_somebody(place["name"]) and not _is_public(before[: place.start()]):
            yield _village(end - len(before), place)
            if place["name"].isalpha():
                first, last = (end - len(before) + at for at in place.span("name"))
                yield Finding(Kind.PERSON_NAME, first, last, Confidence.POSSIBLE, "name-of-village")


def _is_somebody(name: str) -> bool:
    return not name.isalpha() or is_name(name, Evidence.NEAR)


def _is_public(before: str) -> bool:
    """Say whether what stands before a name says that anybody may know it."""
    return bool(_POSTED.search(before) or weighing.public(before, ""))


def _village(offset: int, place: re.Match[str]) -> Finding:
    start, end = place.span("place")
    return Finding(Kind.HOME_ADDRESS, offset + start, offset + end, Confidence.POSSIBLE, "home-village")
