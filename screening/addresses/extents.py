"""The extent of a home's address: all that belongs to it before and behind what tells of it.

A road and its number, or a flat, tell an address. To it belong the towns before them however they are written
(경기 성남 분당, ○○시 ○○구), a flat or a ward ahead, and behind them houses, flats, rooms, districts in brackets and
which house of a village it is. All of it is found once, here, for whatever has told the address.
"""

import re
from typing import Final

from screening.addresses.forms import (
    BLOCK,
    ENDS,
    FLOOR,
    GAP,
    LEAD_AHEAD,
    NO_DISTRICT,
    NO_ESTATE,
    NO_TOWN,
    NO_VILLAGE,
    PAIR,
    PROVINCE,
    UNIT,
    WARD,
)
from screening.findings import Confidence, Finding, Kind
from screening.names.forms import is_common
from screening.names.shapes import WHOLE
from screening.text.cues import Label
from screening.text.reading import Reading
from screening.words import places
from screening.words.places import COUNTIES, DISTRICTS, HOUSES, UNTITLED

_PART: Final = r"[ ,/\n]{1,3}"
# Towns without their endings stand behind wider ones only.
_TOWNS: Final = (
    rf"(?<![가-힣A-Za-z0-9])(?:(?:(?:{PROVINCE})(?:{places.REGION_TITLES})?|(?:{UNTITLED}|{COUNTIES}|{DISTRICTS})[시군구]?"
    rf"|(?!{NO_TOWN})(?:[가-힣]{{1,5}}|[○*●]{{1,3}})[시군구]){_PART}"
    rf"|(?:(?!{NO_DISTRICT}|{NO_VILLAGE})(?:[가-힣]{{1,5}}[0-9·]{{0,5}}|[○*●]{{1,3}})[동읍면리]"
    r"|[가-힣]{1,6}(?:마을|촌))[ \n]{1,2}){1,5}"
)
_HEAD: Final = re.compile(
    rf"{_TOWNS}(?:(?!거주|주거|주소|소재|주민|사는|있는|위치|전입|관내|출신)[가-힣]{{2,3}}{_PART})?\Z"
)
# With the name of an estate that goes on to a block: 나래동 한빛 101동.
_NAMED_HEAD: Final = re.compile(rf"{_TOWNS}(?P<name>(?:[가-힣A-Za-z0-9]{{2,10}} ){{1,2}})\Z")
_TORN: Final = re.compile(
    r"(?!거주|소재|관내|주민|현재)(?=[가-힣 ]{0,24}[도시군구읍면동리])"
    r"[가-힣]{1,4}(?: [가-힣]{1,4}){1,6} (?<![은는을를고며] )"
)
# Nothing wider stands before a province, and nothing of an address where nothing parts it.
_WIDEST: Final = re.compile(PROVINCE)
_PARTS: Final = frozenset(" ,/\n)")
_LAST_AHEAD: Final = frozenset("호실반통구)0123456789")
# The number of the block of houses to which mail goes.
_CODE: Final = re.compile(r"(?<![0-9-])(?:\((?=[0-9]{5}\)))?[0-9]{5}\)?[ ,\n]{1,2}\Z")
_FLAT_AHEAD: Final = re.compile(
    rf"(?<![0-9A-Za-z가-힣])(?:(?:{BLOCK}{GAP})?(?:{FLOOR} )?{UNIT}(?: ?\([가-힣A-Za-z0-9 ]{{2,14}}\) ?|, ?)"
    rf"|(?:[가-힣]{{1,5}}[0-9]?[동리] )?(?:{WARD})[ ,]{{1,2}})\Z"
)
_LONGEST_HEAD: Final = 40

_FLAT: Final = rf"(?:{BLOCK}{GAP}(?:{FLOOR}{GAP})?(?:{UNIT}|[*○●]{{1,4}} ?호|[0-9]{{3,4}}(?![0-9동호]))|{UNIT})"
# An address that is a flat itself has no other ahead: 나래빌 101호, 나래빌 102호.
_OF_FLAT: Final = re.compile(rf"(?:[가-힣A-Za-z0-9]{{1,12}} )?{_FLAT}")
_ROOM: Final = (
    r"(?:[왼오][쪽른]쪽?|[좌우]측|(?:[가-힣]{2,5} )?[안끝첫](?:쪽|번째)?) ?(?:문|방|집|칸)"
    r"|(?<=[층하탑][ ,])[왼오좌우][쪽른측]쪽?|[앞뒷바깥문간작은큰뒤옆건넌]{1,3} ?(?:방|칸)"
    r"|[별뒷뒤사랑본안바깥아래행랑]{1,3}채|옥탑방?|주인집"
)
_HOUSE: Final = (
    rf"(?:{HOUSES})|상가주택|[가-힣]{{0,6}}(?:주택|원룸|농막|움막|컨테이너|비닐하우스(?: 내)?|가옥|농가|관사|사택"
    "|여인숙|여관|단칸방|쪽방)"
)
# The number of a flat that nothing names (나래로 12 1902, 나래로 12 1014-803), where its cell or line ends behind it.
_PLAIN: Final = r"(?:[1-9][0-9]{2,3}-)?(?:[1-9]|[1-5][0-9])(?:0[1-9]|1[0-9]|20)"
_CELL_END: Final = r"(?=,(?![0-9]{3}(?![0-9]))| ?(?:[\n\t|/;)]|\Z)|  | 0[0-9]{1,2}[-)])"
_BEHIND: Final = re.compile(
    # A flat behind the name of its house in up to three words: 나래 더 테라스 101동 1203호, 나래빌(A동) 302호.
    rf"(?<!호)(?P<house>,? ?(?:(?![0-9]{{1,2}}층)[가-힣A-Za-z0-9()-]{{1,14}} ){{0,3}}?[가-힣A-Za-z0-9]{{0,14}})"
    rf"(?:(?:[ ,]{{1,2}}|\((?:[A-Z가-하]|[0-9]{{1,4}})동\) ?){_FLAT}|\({_FLAT}\)|(?<=[가-힣)]) {PAIR})"
    rf"|(?<=[0-9]) ?- ?[0-9]{{1,4}}(?: ?번지)?(?![-0-9.]| ?[층호동명월년일시개])"
    rf"|(?<=[0-9])[ ,]{{1,2}}{_PLAIN}{_CELL_END}|(?<=[빌라트션립텔룸]) {_PLAIN}{_CELL_END}"
    rf"|(?<=[0-9])(?:, ?|,?\n {{0,24}})[1-9][0-9]?동{_CELL_END}"
    rf"|(?<=[0-9]),? [가나다라마바사아자]호{_CELL_END}"
    r"|(?<=층) (?:(?:안|바깥|뒤|앞)쪽(?! ?[문방집칸])|[좌우](?![가-힣]))|(?<=[0-9지]) [안밖]거리(?![가-힣])"
    rf"|(?<=[세]대) {_PLAIN}(?![-0-9가-힣])| [가나다라]-[1-9][0-9]{{2,3}}(?![-0-9])|(?<=[0-9])\([1-9]층\)"
    # More flats of the same house: 나래빌 201호·202호.
    r"|(?<=호)(?:[,·] ?[0-9]{2,4}호)+"
    rf"|(?<=층)[ ,\n]{{1,2}}(?:{UNIT}|[1-9][0-9]{{2}}(?![0-9]|,[0-9]{{3}}))"
    rf"|(?<=호),? [가-힣A-Za-z0-9]{{0,10}}(?:{HOUSES}){ENDS}(?! ?[0-9])"
    rf"|[ ,]{{1,2}}#[0-9]{{1,4}}(?![0-9])|[ ,]{{1,2}}[*○●]{{1,4}} ?동[ ,]{{1,2}}[*○●0-9]{{1,4}} ?호"
    rf"|(?:[ ,]{{1,2}}|,\n {{1,24}})(?:(?:내 )?{FLOOR}|반지하|지하(?! ?[0-9]{{1,3}}(?:층|호))|지층|옥탑방?){ENDS}"
    rf"|(?<=[가-힣0-9])[ ,]{{1,2}}[가나다라마바사아자]동{ENDS}(?! ?[0-9])"
    rf"|[ ,]{{1,2}}(?:{_ROOM}){ENDS}|(?<=[쪽측]) 문{ENDS}"
    # The same place in the other form, and what district it is in: (지번: 나래동 123-4, 나래아파트), [나래동].
    rf"|[ \n]{{0,3}}[(\[](?:지번|도로명|구)? ?(?:주소)? ?:? ?"
    rf"(?=[^)\]\n]{{0,24}}?(?:[가-힣]{{1,5}}[0-9]?(?:동|리|[0-9]가)|[○*]{{1,3}}동|{HOUSES}))"
    r"[가-힣A-Za-z0-9○*, ·\n-]{2,34}[)\]]"
    rf"| ?\((?:{WARD})\)|[ ,\n]{{1,2}}(?:{WARD}|[가-힣]{{1,8}}마을{ENDS})|[ \n]?\( ?(?:[가-힣] ){{1,5}}[동읍면리가] ?\)"
    # Which house of a place it is: 마을회관 뒤 파란 대문집.
    rf"|(?: [가-힣0-9]{{1,8}}){{1,2}} (?:[옆뒤앞위밑건너편맞은아랫내안]{{1,3}} ?)(?:[가-힣]{{1,5}} ){{0,2}}"
    rf"(?:[가-힣]{{0,6}}집|{_HOUSE}){ENDS}"
    rf"|(?: [가-힣]{{1,4}}){{0,2}} (?:끝|안쪽|마지막|[가-힣]{{2,4}}대문) ?[가-힣]{{0,4}}집{ENDS}"
    rf"| [가-힣0-9]{{1,8}}(?:회관|경로당|정자|교회|슈퍼|펜션) (?:옆|뒤|앞|윗|아랫)집{ENDS}"
    rf"| (?:{_HOUSE})(?: [0-9]{{1,2}}동)?{ENDS}"
)
# Who lives there is no part of the address: 나래로 12, 302호 (보호자 홍길동).
_NAMED: Final = re.compile(rf" ?\((?:[가-힣]{{2,4}}[ :]{{1,2}})?(?P<name>{WHOLE})(?<![동읍면리])\)\Z")
_SIGNS: Final = frozenset(" ,·([\n-")
_MOST: Final = 4  # parts behind an address
_WORDS: Final = re.compile("[가-힣]+")
_HOUSES: Final = re.compile(HOUSES)


def home(reading: Reading, start: int, end: int, confidence: Confidence, rule: str) -> Finding:
    """Return the finding of a home that is told from ``start`` to ``end``, as far as its address reaches."""
    first, last = start_of(reading, start), end_of(reading, end)
    if (named := _NAMED.search(reading.text, first, last)) and is_common(named["name"]):
        last = named.start()
    closed = reading.text.startswith(")", last) and "(" in reading.text[start:last].rpartition(")")[2]
    return Finding(Kind.HOME_ADDRESS, first, last + closed, confidence, rule)


def start_of(reading: Reading, start: int) -> int:
    """Return where an address begins: at its postal code, at a flat or a ward before its towns, or at those."""
    start = town_of(reading, start)
    if reading.before(start, 3).rstrip(" ,")[-1:] not in _LAST_AHEAD:
        return start
    before = reading.before(start, _LONGEST_HEAD)
    ahead = _CODE.search(before) or (None if _OF_FLAT.match(reading.text, start) else _FLAT_AHEAD.search(before))
    return start - len(ahead[0]) if ahead else start


def town_of(reading: Reading, start: int) -> int:
    """Return where the widest town of an address begins."""
    before = reading.before(start, _LONGEST_HEAD)
    if before[-1:] not in _PARTS or _WIDEST.match(reading.text, start):
        return start
    if (told := _told(reading, start)) is not None:
        return told
    towns = _HEAD.search(before) or (_named(before) if _OF_FLAT.match(reading.text, start) else None)
    return start - len(towns[0]) if towns else start


def _told(reading: Reading, start: int) -> int | None:
    """Return where the towns between a word for an address and what tells it begin, however they are torn."""
    for label in (Label.ADDRESS, Label.HOME):
        end = reading.last_end(start, label, within=_LONGEST_HEAD)
        lead = None if end is None else LEAD_AHEAD.match(reading.text, end)
        if lead and lead.end() < start and _TORN.fullmatch(reading.text, lead.end(), start):
            return lead.end()
    return None


def _named(before: str) -> re.Match[str] | None:
    """Return the towns before an estate whose name has words of its own, with that name."""
    towns = _NAMED_HEAD.search(before)
    return towns if towns and not any(map(_is_no_house, _WORDS.findall(towns["name"]))) else None


def end_of(reading: Reading, end: int) -> int:
    """Return where an address ends: behind the flat, the room or the house of a place that belongs to it."""
    for _ in range(_MOST):
        if reading.text[end : end + 1] not in _SIGNS:
            break
        behind = _BEHIND.match(reading.text, end)
        if behind is None or (behind["house"] and any(map(_is_no_house, _WORDS.findall(behind["house"])))):
            break
        end = behind.end()
    return end


def _is_no_house(word: str) -> bool:
    return not _HOUSES.search(word) and (bool(NO_ESTATE.search(word)) or is_common(word))
