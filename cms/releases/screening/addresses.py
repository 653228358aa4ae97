"""Home addresses: where a building number follows a road or a lot number a district, and words say that someone lives
there.

An address alone is no personal data: offices, works and events have one. It is when the nearest word before it names a
home or a citizen, when it is in the address column of a table of people, or when it goes on to a flat (101동 1203호).
"""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.cues import Label
from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.reading import PRIVATE, Reading, Side

_PROVINCE: Final = f"{words.REGIONS}|충청[북남]|전라[북남]|경상[북남]"
_STREET: Final = re.compile(
    rf"(?:[가-힣][가-힣0-9·]{{0,10}}[{words.ROAD_ENDINGS}]|[가-힣]{{1,8}}[로길] ?[0-9]{{1,3}}[번가나다라]?길)"
    r"(?:[ \n]?산)?[ \n]{0,2}\Z"
)
_TOWN: Final = re.compile(
    rf"(?:(?:{_PROVINCE})(?:{words.REGION_TITLES})?,?[ \n]{{1,2}})?"
    r"(?:[가-힣]{1,5}[시군구],?[ \n]{1,2}){0,2}(?:[가-힣]{1,6}[0-9]{0,2}[읍면동리가][ \n]{1,2}){0,2}\Z"
)
# The end of a cue word that is written together with the address: 주소서울특별시.
_GLUED: Final = re.compile(rf"[가-힣]{{1,3}}(?=(?:{_PROVINCE})(?:{words.REGION_TITLES})[ \n])")
# A flat without a road: by the name of a house in which people live, or where something is said of who lives there.
_HOMES: Final = re.compile(
    "아파트|APT|빌라|맨션|맨숀|연립|주택|주공|자이|래미안|푸르지오|힐스테이트|편한세상|롯데캐슬|더샵|아이파크|하이츠|캐슬|팰리스"
    "|오피스텔|단지|마을|빌|타운|임대|SK뷰|위브|스위첸|데시앙|베르디움"
)
_FLAT_SIGN: Final = re.compile(r"동(?=[ ,\n]{0,2}제?[0-9]{1,4} ?호(?![선기실]))")
_FLAT_BEFORE: Final = re.compile(
    r"(?P<name>(?:(?:[가-힣A-Za-z0-9]{1,8}(?:마을|단지) ?)?"
    rf"[가-힣A-Za-z0-9]{{0,10}}(?:{_HOMES.pattern})[0-9]{{0,2}}(?:차|단지)?,? ?)?)"
    r"(?<![0-9])(?:제?[0-9]{1,4}|[가나다라마바사A-Z]) ?동\Z"
)
_FLAT_AFTER: Final = re.compile("[ ,\n]{0,2}제?[0-9]{1,4} ?호")
_LIVED_IN: Final = words.cue("층간소음 누수 거주 입주 세대 민원 전입 이웃 독거 체납 자택 가구")
_ROOM: Final = words.cue("회의실 강의실 교실 사무실 연구실 실험실 강당 병실 창고 상황실 대피소")
# A number that begins a line and is the row's in a table, not a house's.
_ROW: Final = re.compile("[ \t|]+[가-힣A-Za-z]")
_LONGEST_STREET: Final = 16
_LONGEST_TOWN: Final = 36
_NUMBER: Final = r"[0-9]{1,5}(?:-[0-9]{1,4})?(?![0-9.:]|-[0-9])(?: ?번지(?: ?[0-9]{1,4}호)?)?"
# What is counted, not built: 앞으로 3년, 종로 2가.
_COUNTED: Final = (
    r"(?! ?(?:일|월|년|명|건|회|차|개|원|%|층|시|분|대|호|단계|학년|세|점|위|억|만|천|인|조|항|가|㎡|m|km))"
)
_BUILDING: Final = r"(?:,? ?\(?[가-힣A-Za-z][가-힣A-Za-z0-9]{1,13}\)?,?)"
_FLAT: Final = (
    r"(?:(?P<block>,?[ \n]{0,2}(?:제?[0-9]{1,4}|[가-하A-Z]) ?동)?,?[ \n]{0,2}(?:(?:지하|지상|B)? ?[0-9]{1,2}층,? ?)?"
    r"제?(?:지하|지층|B)?[ -]?[0-9]{1,4} ?호(?!선)"
    r"|,?[ \n]{0,2}(?P<pair>[1-9][0-9]{0,2}-[1-9][0-9]{2,3})(?![-0-9])"
    r"|,?[ \n]?(?:(?:지하|지상) ?)?[0-9]{1,2}층(?![가-힣])|,?[ \n]?(?:반지하|지층|옥탑방?)(?![가-힣]))"
)
_TAIL: Final = re.compile(
    rf"{_NUMBER}{_COUNTED}(?P<flat>(?:{_BUILDING} )?{_BUILDING}?{_FLAT})?(?P<note> ?\([가-힣0-9, ·A-Za-z]{{2,30}}\))?"
)
_OFFICE: Final = re.compile(
    "청사|시청|구청|군청|도청|센터|본관|별관|법원|경찰|소방|학교|병원|공사|공단|은행|빌딩|타워|본사|사옥|시장|공원|도서관|박물관|회관|복지관|협회|재단"
    "|연구원|대학|호텔|상가|사무소"
)
_OFFICE_AFTER: Final = re.compile(rf"[^\n.]{{0,12}}?(?:{_OFFICE.pattern})")
_ADDRESSEE_AFTER: Final = re.compile(r"[^\n0-9]{0,8}\n?[가-힣 ]{2,8}귀 ?하")
# What must stand before a road without a town and with a plain number, which 별지로 3 would be too.
_CUE: Final = words.cue("주_소 거주 자택 전입 본적 등록기준지")
_BEFORE_NUMBER: Final = frozenset(words.ROAD_ENDINGS + "산")


def find_addresses(reading: Reading) -> Iterator[Finding]:
    """Yield the home addresses of the text."""
    done = 0
    for number in reading.digits:
        if number < done or reading.before(number, 3).rstrip(" \n")[-1:] not in _BEFORE_NUMBER:
            continue
        tail = _TAIL.match(reading.text, number)
        if tail is None or not _is_candidate(reading, tail):
            continue
        street = _STREET.search(reading.before(number, _LONGEST_STREET))
        if street is None or ("\n" in street[0] and tail[0].isdigit() and _ROW.match(reading.text, tail.end())):
            continue
        confidence = _confidence(reading, number - len(street[0]), tail)
        if confidence and (start := _start(reading, number - len(street[0]), tail)) is not None:
            done = tail.end()
            yield Finding(Kind.HOME_ADDRESS, start, done, confidence, "home-address")


def _is_candidate(reading: Reading, tail: re.Match[str]) -> bool:
    """Say whether anything in the text could make this a home, before more is looked at."""
    return bool(
        tail["block"]
        or tail["pair"]
        or reading.cells
        or reading.blocks
        or reading.labels & PRIVATE
        or _is_addressee(reading, tail)
    )


def _is_addressee(reading: Reading, tail: re.Match[str]) -> bool:
    """Say whether a letter goes there (마당로 12 홍길동 귀하)."""
    return bool(_ADDRESSEE_AFTER.match(reading.text, tail.end()))


def _confidence(reading: Reading, start: int, tail: re.Match[str]) -> Confidence | None:
    """Say how surely somebody lives there; None where nothing says so, or an office is named."""
    side = reading.side(start, tail.end())
    if side is Side.HOME or reading.under(start, Label.HOME):
        return Confidence.CERTAIN
    block = tail["block"] is not None or (tail["pair"] is not None and bool(_HOMES.search(tail[0])))
    private = side is Side.CITIZEN or reading.under(start, Label.ADDRESS, people=True) or _is_addressee(reading, tail)
    if not (private or block) or _OFFICE.search(tail[0]) or _OFFICE_AFTER.match(reading.after(tail.end(), 24)):
        return None
    if private:
        return Confidence.CERTAIN if block else Confidence.LIKELY
    return Confidence.POSSIBLE


def _start(reading: Reading, street: int, tail: re.Match[str]) -> int | None:
    """Return where the address begins that has its street at ``street``; None for what is none (별지로 3)."""
    town = _TOWN.search(reading.before(street, _LONGEST_TOWN))
    if town and town[0]:
        glued = _GLUED.match(town[0])
        return street - len(town[0]) + (glued.end() if glued else 0)
    return street if "-" in tail[0] or _CUE.search(reading.before(street, 16)) else None


def find_flats(reading: Reading) -> Iterator[Finding]:
    """Yield the flats of the text that stand without a road: 나래아파트 101동 1203호."""
    for sign in _FLAT_SIGN.finditer(reading.text):
        before = reading.before(sign.end(), 40)
        flat = _FLAT_BEFORE.search(before)
        after = _FLAT_AFTER.match(reading.text, sign.end())
        if flat is None or after is None or not _is_lived_in(reading, flat, after.end()):
            continue
        start = sign.end() - len(before) + flat.start()
        yield Finding(Kind.HOME_ADDRESS, start, after.end(), Confidence.POSSIBLE, "home-flat")


def _is_lived_in(reading: Reading, flat: re.Match[str], end: int) -> bool:
    """Say whether people live there rather than work."""
    near = f"{flat.string}\0{reading.after(end, 16)}"
    if _OFFICE.search(near) or _ROOM.search(near):
        return False
    return bool(flat["name"] or _LIVED_IN.search(near))
