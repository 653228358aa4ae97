"""Places whose address anybody may know, and how they are told from a home: offices, shops, works, events, rooms."""

import re
from typing import Final

from screening.text.reading import Reading
from screening.words import offices, patterns

ROOM: Final = patterns.cue(offices.ROOMS)
OFFICE: Final = re.compile(
    "(?<![요신])청사|시청|구청|군청|도청|센터|본관|별관|법원|경찰|소방|학교|병원|공사|공단|은행|빌딩|타워|본사|사옥|시장|공원|도서관|박물관|회관|복지관|협회|재단"
    "|연구원|대학|호텔|프라자|플라자|상가|사무소|보건소|보건지소|진료소|분석실|터미널|휴게소|교도소|운동장|경기장|체육관|수련관|창구"
)
# A town, a road and an estate may be named after one: (은행동, 시청빌라), 법원로 12.
_NO_TOWN: Final = "(?![가-힣]{0,3}(?:(?:[동가]|[0-9]{0,3}[로길])(?![가-힣])|마을|아파트|빌라|단지|주공|빌(?!딩)))"
OFFICE_NAMED: Final = re.compile(rf"(?:{OFFICE.pattern}){_NO_TOWN}")
OFFICE_AFTER: Final = re.compile(rf"[^\n.]{{0,12}}?(?:{OFFICE.pattern}){_NO_TOWN}")
PLACE: Final = patterns.cue(f"{offices.OFFICE} {offices.PUBLIC_PLACE}")
# The bodies that have blocks and numbered rooms as flats have: all that can make 101동 1203호 no home.
_BODY: Final = patterns.cue(offices.BODIES)
# Words of those for places that are said of people and their mail.
OWNER: Final = re.compile(
    "(?:토지|건물|건축물|시설|상가|점포)(?:소유자|소유주|주(?![가-힣])|임차인|입소자)|우편물|우편번호"
    # A road that is named after one: 새시장2길 15, 공원로 3.
    "|[가-힣]{2,10}[0-9]{0,3}(?<!으)[로길](?= ?[0-9])"
    "|(?:토지|임야|건축물) ?대장(?=에)|등기 ?우편|일반 ?우편|[요신]청사[항유]"
    "|(?:급수|수도|배관|집수리|도배)[가-힣]{0,2}(?: (?:교체|개량|수리))? ?공사비?(?=[ (]*(?:지원|승인|신청|비))"
    # A dwelling that stands in its ground: 나래농장 내 주택.
    "|[가-힣]{0,8}(?:농장|농원|목장|축사|과수원|공장|창고|교회|사찰|하우스) ?(?:내|안|옆|뒤)"
    " ?(?:주택|가옥|숙소|농막|관사|사택|컨테이너|집)"
    "|연탄 ?은행|보조 ?사업자|조합원|\\[[가-힣 ]{1,6}(?:/[가-힣]{2,5})?\\]"
    "|유족 ?대표|대학(?:원)?생|학원생|시설 ?(?:입소|퇴소|이용)자|기숙사생|단지 ?주민"
)
_STOP: Final = re.compile("[역번](?:(?<=역)(?![가-힣])|(?:(?<=[0-9]번)|(?<=[0-9] 번)) ?출구)")


def is_public(around: str) -> bool:
    """Say whether the words around an address are of what anybody may know."""
    place = PLACE.search(around) and PLACE.search(OWNER.sub("", around))
    return bool(place or _STOP.search(around))


def is_body(around: str) -> bool:
    """Say whether the words around the number of a flat are of a body that has rooms numbered like it."""
    return bool(_BODY.search(OWNER.sub("", around)) or ROOM.search(around))


def line_around(reading: Reading, start: int, end: int) -> tuple[str, str]:
    """Return what stands in the line before an address and behind it, as much of it as a form has."""
    return reading.before(start, 80).rpartition("\n")[2], reading.after(end, 40).partition("\n")[0]


def noted(reading: Reading, start: int, end: int) -> str:
    """Return what stands behind an address in the brackets, or else in the line, in which it is."""
    after = reading.after(end, 40).partition("\n")[0]
    return after.partition(")")[0] if reading.text[start - 1 : start] == "(" else after
