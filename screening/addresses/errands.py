"""Homes by the errand that leads there: a letter, a visit, a delivery, what is fitted or given at somebody's.

Neither the address nor the word before it says that anybody lives there (방문지: 나래로 12). What does is for whom the
errand is: a heading over a list of addresses that ends in households, people who are spoken of around a visit, somebody
named before the place where a thing is fitted, a sender who is no office.
"""

import re
from typing import Final

from screening.addresses import weighing
from screening.findings import Finding
from screening.names.shapes import COVERED, WHOLE
from screening.text.cues import Label, Sign
from screening.text.reading import Reading
from screening.words import homes, patterns

RULE: Final = "home-errand"
_SIGNS: Final = frozenset({Sign.ERRAND, Sign.HOUSEHOLD, Sign.HOME_MATTER, Sign.PERSON, Sign.LIVED_IN})
# How far before the number of a house such a word may stand.
_REACH: Final = 150
_LEAD: Final = r"(?: ?(?:변경|정정|이전))?[\])】>]?(?: ?\([^()\n]{1,12}\))?(?:은|는)?[ :=|\t-]{0,4}"
_CODE: Final = r"(?:\(?(?:우\)?)?[ :]{0,2}[0-9]{5}\)?[ ,\n]{1,2}|\(우편 ?번호[^()\n]{0,8}\) ?)?"

_MAIL: Final = re.compile(
    rf"(?:{patterns.alternatives(homes.MAIL)}){_LEAD}"
    rf"(?:[가-힣 ]{{2,8}}(?<![장처관과팀터] )(?:귀 ?하|님)[ ,\n]{{1,2}} {{0,40}})?\n? {{0,4}}{_CODE}\Z"
)
# Where papers or what was found are sent by mail.
_SENT: Final = re.compile(rf"(?:우편|등기|택배)(?:물)? ?(?:송부|발송|송달)처{_LEAD}\Z")
# The other end of a letter, where what is said of this one is over.
_OTHER_END: Final = re.compile(rf"\n[ \[(<【]{{0,3}}(?:{patterns.alternatives(homes.MAIL)}|제 ?목|내 ?용)")
_DEPARTMENT: Final = re.compile(r"[가-힣]{2}(?:과|팀|국|실|청|담당)(?:장|[ \n]앞)?(?![가-힣])")
_LINES_OF_MAIL: Final = 3

# In statements and judgments, where the line says nothing else: 주거  나래로 12.
_DWELT: Final = re.compile(
    r"(?:\A|\n)[ \t]{0,4}(?:(?:[-•○▷]|[0-9가-하][.)]) ?)?(?:[가-힣]{1,5}[인자] )?(?:현 ?)?주 {0,8}거[ :]{1,6}\Z"
)

_VISIT: Final = re.compile(
    r"(?:방문|면담|돌봄)(?:한|할| ?상담)? ?(?:지|처|장소|주소|가정|세대|가구|곳)" + _LEAD + r"\Z"
)
_CARED_FOR: Final = patterns.cue(homes.CARE)
_WORK_VISIT: Final = re.compile("견학|협의|안건|벤치마킹|간담|출장 ?(?:목적|기간|자)|회의|교육|우수사례")

_FITTED: Final = re.compile(
    "(?:설치|시공|교체|수리|점검|수거|배달|공사|작업|철거|전달|측정|검침)(?:한|할|될)? ?(?:장소|주소|지|처|위치|곳)"
    + _LEAD
    + r"\Z"
)
_FOR: Final = (Label.CITIZEN, Label.PERSON, Label.NAME)
_SOMEBODY: Final = re.compile(rf"(?:명|성명)?(?:은|는)?[ :(|\t]{{1,3}}(?:{WHOLE}|{COVERED})(?![가-힣]{{2}})")
# Where what befell somebody did, who is named right behind it or in the next line.
_BEFELL: Final = re.compile(r"(?:장소|위치|발생지|화재지)" + _LEAD + r"\Z")
_DWELLINGS: Final = re.compile("주택|가옥|빌라|아파트|농가")
_VICTIM: Final = re.compile(
    r"[^가-힣]{1,8}(?:[가-힣]{2} ?)?(?:피해|이재)(?:자|민|가구|세대|주민)(?:명|성명)?"
    rf"[ :(|\t]{{1,3}}(?:{WHOLE}|{COVERED})(?![가-힣])"
)
_SOMEBODY_BEHIND: Final = re.compile(
    rf"[ ,/(|\t]{{1,3}}(?:신청|대상|이용|수급|의뢰|소유|요청)[인자]{_SOMEBODY.pattern}"
)
# Or who was found right before the word for the place: 홍*동 설치 장소.
_OF_SOMEBODY: Final = re.compile(
    rf"(?<![가-힣]){COVERED} ?(?:님|씨|어르신)?의? ?(?:[가-힣]{{2,6}} )?"
    rf"[가-힣]{{2}} ?(?:장소|주소|지|처|위치|곳){_LEAD}\Z"
)
_FITTED_REACH: Final = 60
_NEAR: Final = 20

# What begins one of several addresses: its number, a sign, a new line.
_ITEM: Final = re.compile(
    r"(?:(?:\n|\A)[ \t]{0,6}(?:[-•·○●*▶▷□■◦ㅇ※]|[0-9]{1,2}:[0-9]{2}|\(?[0-9]{1,3}[.)]?|[①-⑳]|\(?[가-하][.)])?"
    r"|[ :]{0,2}(?:[①-⑳]|\(?1[.)]|\(?가[.)])|: ?| [-–—] )[ \t]{0,3}" + _CODE + r"\Z"
)
_LISTED_REACH: Final = 90
_LONGEST_ITEM: Final = 80
# The end of a heading, behind what it lists.
_TITLE: Final = (
    r"(?: ?(?:명단|목록|현황|주소록?|내역|리스트|위치|소재지?|댁))?"
    r"(?: ?\([^()\n]{1,20}\)| ?[0-9]{1,4} ?(?:가구|세대|곳|집|명|개소))?[\])】>]?[ :]{0,2}\Z"
)
_HOUSEHOLDS: Final = re.compile(
    r"(?:가구|세대|가정(?!법)|(?:지원|대상|피해|침수|개량|수리|점검|화재|파손|반파|전파|누수|단독|체납|수해|방문|선정)"
    r" ?(?:주택|가옥|농가|어르신|노인|이재민)|(?:수급|방문|돌봄|배달|배분|전달|수혜) ?(?:대상 ?)?자"
    r"|(?:가구|세대|가정)(?: ?[가-힣]{1,6}){0,2}? ?(?:전달|배달|배분|지급|수리|개량|교체|철거|점검))" + _TITLE
)
_FURNITURE: Final = re.compile("사무용 ?가구|가구 ?(?:점|공단|거리)|(?:목재|원목|중고) ?가구")
_WAY: Final = re.compile(r"(?:경로|순서|동선|코스|차례|노선|일정|배송지|배달지|배달처|방문지|방문처|배송처)" + _TITLE)

# Who goes out together, or is taken somewhere.
_OUTING: Final = re.compile(
    "나들이|여행|관광|체험|행사|산책|축제|답사|교육|교실|강좌|견학|셔틀|버스|차량|수송|운행|판매|공연"
)
# A row of headings between the title of a list and its first item.
_HEADINGS: Final = re.compile(r"(?:주소|위치|소재지)(?:[ \t|]|\Z)")


def may_lead_to(reading: Reading, number: int) -> bool:
    """Say whether it is worth asking what leads to the address whose number stands there."""
    return not _SIGNS.isdisjoint(reading.seen) and any(
        reading.signed(number, sign, within=_REACH) for sign in _SIGNS if sign in reading.signs
    )


def leads_to(reading: Reading, start: int, tail: re.Match[str], home: Finding | None) -> bool:
    """Say whether an errand to somebody leads to the address at ``start`` with the number ``tail``, or led to the
    ``home`` before it in a list.
    """
    if _is_of_body(tail[0] + reading.after(tail.end(), _LONGEST_ITEM).partition("\n")[0]):
        return False
    before = reading.before(start, _LISTED_REACH)
    if _MAIL.search(before):
        letter = _letter(reading, tail.end())
        return not (_DEPARTMENT.search(letter) or _is_of_body(letter))
    sent = tail["flat"] and _SENT.search(before)
    if sent or _DWELT.search(before) or _is_where_it_befell(reading, start, tail.end()):
        return True
    if _VISIT.search(before):
        return _is_visit(reading, start, tail.end())
    if _FITTED.search(before):
        return _is_for_somebody(reading, start, tail.end())
    return _is_listed(before) or (home is not None and home.rule == RULE and _is_next(reading.text[home.end : start]))


def _is_next(between: str) -> bool:
    """Say whether only the rest of its line parts an address from the item of the list before it."""
    rest, parted, item = between.rpartition("\n")
    return bool(parted) and "\n" not in rest and len(rest) < _LONGEST_ITEM and bool(_ITEM.fullmatch(f"\n{item}"))


def _is_of_body(said: str) -> bool:
    """Say whether a body is named that has doors to the public: more than that a place or a work is spoken of."""
    return weighing.public(said, "") > 2


def _letter(reading: Reading, end: int) -> str:
    """Return the lines below an address up to the other end of the letter."""
    after = reading.after(end, _LONGEST_ITEM)
    if other := _OTHER_END.search(after):
        after = after[: other.start()]
    return "\n".join(after.split("\n")[:_LINES_OF_MAIL])


def _is_visit(reading: Reading, start: int, end: int) -> bool:
    """Say whether people are spoken of around a place that was visited, and no work of the office."""
    before = "\n".join(reading.before(start, _REACH).split("\n")[-3:])
    around = f"{before}\0" + "\n".join(reading.after(end, _REACH).split("\n")[:3])
    return bool(_CARED_FOR.search(around)) and not _WORK_VISIT.search(around)


def _is_where_it_befell(reading: Reading, start: int, end: int) -> bool:
    """Say whether something befell a dwelling there, and whom it befell is named behind it."""
    before = reading.before(start, _REACH)
    return bool(_BEFELL.search(before) and _VICTIM.match(reading.text, end) and _DWELLINGS.search(before))


def _is_for_somebody(reading: Reading, start: int, end: int) -> bool:
    """Say whether whoever something is fitted for is named before the place, or behind it in its line."""
    for label in _FOR:
        told = reading.last_end(start, label, within=_FITTED_REACH)
        somebody = None if told is None else _SOMEBODY.match(reading.text, told)
        if somebody:
            return not _is_of_body(somebody[0])
    if _OF_SOMEBODY.search(reading.before(start, _FITTED_REACH)):
        return True
    return _SOMEBODY_BEHIND.search(reading.text, start, end + _NEAR) is not None


def _is_listed(before: str) -> bool:
    """Say whether an address is the first below the heading of a list of homes, or behind it."""
    item = _ITEM.search(before)
    if item is None:
        return False
    above, _, heading = before[: item.start()].rstrip(" \n").rpartition("\n")
    if _HEADINGS.search(heading) and not _HOUSEHOLDS.search(heading):
        heading = above.rpartition("\n")[2]
    if _HOUSEHOLDS.search(heading):
        return not (_FURNITURE.search(heading) or _is_of_body(heading))
    way = _WAY.search(heading)
    if way is None or _OUTING.search(heading) or not _CARED_FOR.search(heading):
        return False
    return not _is_of_body(heading[: way.start()])
