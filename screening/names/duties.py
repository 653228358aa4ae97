"""Duties: who stands behind a word for an official act, or for him who does it, is named in public for that.

조사원 김하늘; 확인자, in the next line 나래동 복지담당 김하늘; 접수: 나래도서관 사서 김하늘, 박바다.
"""

import re
from typing import Final

from screening.text.columns import is_heading
from screening.words import officials, patterns

_REACH: Final = 70  # characters before a name
_MARK: Final = (
    r"(?: ?\([^()\n]{1,12}\))?(?:[ \"]{0,3}[:;,|│┃/\t=>·-][ \"\t│┃|:]{0,12}| {1,40}|(?P<line> ?\n)[ \t]{0,4})"
)
_ANSWERED: Final = r"(?:(?:소속|직급|직위|성 ?명|이름)[ :]{1,3})?"
_OTHERS: Final = r"(?:[가-힣]{2,4}(?: ?\([^()\n]{1,16}\))?(?:, ?| ?[·/] ?)){0,4}"
# A department or a place of work, and who works there.
_DESK: Final = (
    r"(?:[가-힣0-9·]{2,14}(?:과|팀|센터|관|소|국|실|담당|계|처|부|단|청|지사|지부|공사|공단"
    r"|협회|재단|학교|병원|의원|경찰서)[ /|,(·-]{1,3}"
    r"|[가-힣]{1,3}[0-9]{0,2}[읍면동](?<!아동)(?<!활동)(?<!노동)(?<!이동)[ /|,(·-]{1,3})"
)
_POST: Final = (
    r"(?:[가-힣]{0,8}(?:공무원|주무관|요원|사서|팀장|과장|계장|[0-9]급|대리|주임|직원|조무사|교사|주사보?|서기보?"
    r"|(?:관리|복지|간호|지도|상담|연구|영양|조리|수의|치료|병리|방사선|위생|기록|행정|지원)사|연구[사원관])[ (:]{1,2})"
)
_BEHIND_DUTY: Final = re.compile(
    rf"(?<![가-힣])(?:(?:{patterns.alternatives(officials.DUTY)}){_MARK}{_DESK}{{0,3}}{_POST}?{_ANSWERED}{_OTHERS}"
    rf"|(?:{patterns.alternatives(officials.DUTY_OF_DESK)}){_MARK.replace('line', 'next')}"
    rf"(?:{_DESK}{{1,3}}{_POST}?|{_POST}){_OTHERS})\Z"
)


_SIGNS: Final = r"(?:작성|기안|검토|확인|결재|접수|처리|점검|협조|조사|집계|입력)[ :]{1,3}"
_SIGNED: Final = re.compile(rf"{_SIGNS}\Z")
_LONGEST_SIGN: Final = 6
# Who did one act behind who did another: 작성 도로과 김하늘 / 확인 박나래; and the last line of a paper: 확인 김하늘.
_IN_TURN: Final = re.compile(rf"(?<![가-힣]){_SIGNS}[^\n/,|:]{{2,24}}[/,|·] ?{_SIGNS}\Z")
_BEHIND_TELEPHONE: Final = re.compile(r"(?<![가-힣])문의처?[ :]{1,3}0[0-9]{1,2}[-)][0-9]{3,4}-[0-9]{4} ?\(\Z")
_LAST: Final = re.compile(r"\n ?(?:확인|검토|결재|기안|처리|점검)[ :]{1,3}\Z")
# Who answers a desk's telephone, right behind it at the end of a line: 나래팀 044-… 김하늘.
_DESK_TELEPHONE: Final = re.compile(
    r"(?<![가-힣])[가-힣0-9]{2,14}(?:과|팀|센터|소|실|담당|계|부|단|청|관)[ :(]{1,2}(?:☎ ?)?"
    r"0[2-7][0-9]?[-)][0-9]{3,4}-[0-9]{4}\)?[ ,/]{1,2}\Z"
)
_LINE_ENDS: Final = re.compile(r" ?(?=\n|\Z)")
# Who printed or wrote it, behind the time of day at which: 출력  2024-05-02 17:48  김하늘.
_STAMPED: Final = re.compile(
    r"(?:출력|인쇄|조회|열람)(?:일시|일자|시각|시간|일)?[ :|\t]{1,3}"
    r"[0-9]{4}[-./][0-9]{2}[-./][0-9]{2}[ T]{1,2}"
    r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?[ \t/|,(]{1,3}\Z"
)
# At the end of a paper: who counselled, if he is named nowhere else, and who did one act before who checked it.
_COUNSELLORS: Final = ("상담자", "면담자", "기록자", "청취자")
_COUNSELLED: Final = re.compile(rf"\n ?(?:{'|'.join(_COUNSELLORS)})[ :]{{1,3}}\Z")
_CHECKS: Final = ("대조", "확인", "결재", "검토", "심사", "승인", "검산")
_CHECK: Final = rf" (?:{'|'.join(_CHECKS)})자?[ :]{{1,3}}"
_BEFORE_CHECK: Final = re.compile(rf"{_CHECK}[가-힣]{{2,4}}\s*\Z")
_BEGAN: Final = r"(?:\A|\n|[ /])(?:작성|의뢰|집계|입력|기안|계산|산출|검수|처리)자?[ :]{1,3}"
_ACT: Final = re.compile(rf"{_BEGAN}\Z")
_CHECKED: Final = re.compile(rf"{_BEGAN}[가-힣]{{2,4}}{_CHECK}\Z")
# In a list of officials with a line for each cell: the post in the line before.
_POSTED_CELL: Final = re.compile(
    r"\n[가-힣0-9 ]{0,12}(?:[가-힣]장|주무관|사무관|서기관|서기|주사|주사보|서기보|전문관|직원|공무직)\n[ \t]*\Z"
)
_POSTS: Final = re.compile(r"(?:\A|\n)[ \t]*직[위급책명](?: ?\(직[위급책]\))?[ \t]*\n")
_LIST: Final = 1_500
_NOTHING: Final = re.compile(r" ?(?:\( ?(?:인|서명) ?\))?[\s0-9.년월일-]{0,24}\Z")


def has_duty(text: str, start: int, end: int) -> bool:
    """Say whether the name at ``start`` is that of somebody who did an official act.

    Where the word stands in a line of its own, it is no heading among others.
    """
    first = max(0, start - _REACH)
    match = _BEHIND_DUTY.search(text, first, start)
    if match is None:
        return _is_signed(text, first, start, end) or _is_at_desk(text, first, start, end)
    begin = match.start()
    if match["line"] is None or text[begin - 1 : begin] != "\n":
        return True
    above = text[max(0, begin - _REACH) : begin - 1].rpartition("\n")[2].strip()
    return " " in above or not (above and is_heading(above))


def _is_at_desk(text: str, first: int, start: int, end: int) -> bool:
    """Say whether a name is that of who answers a desk's telephone, printed a list, has a post in one, or ends it."""
    if text[start - 1] == "\n":
        return bool(_POSTED_CELL.search(text, first, start) and _POSTS.search(text, max(0, start - _LIST), start))
    before = text[max(0, start - _LONGEST_SIGN) : start].rstrip(" :/,|\t)(")
    if before[-1:].isdigit():
        desk = _LINE_ENDS.match(text, end) and _DESK_TELEPHONE.search(text, first, start)
        return bool(desk or _STAMPED.search(text, first, start))
    if before.endswith(_COUNSELLORS) and _COUNSELLED.search(text, first, start):
        return _NOTHING.match(text, end) is not None and text.count(text[start:end], max(0, start - _LIST)) == 1
    if before.rstrip("자").endswith(_CHECKS) and _CHECKED.search(text, first, start):
        return _NOTHING.match(text, end) is not None
    return bool(_BEFORE_CHECK.match(text, end) and _ACT.search(text, first, start))


def _is_signed(text: str, first: int, start: int, end: int) -> bool:
    """Say whether a name is one of those under a paper, or in brackets behind the telephone to ask at."""
    if text[start - 1] == "(":
        return _BEHIND_TELEPHONE.search(text, first, start) is not None
    if not _SIGNED.search(text, max(0, start - _LONGEST_SIGN), start):
        return False
    if _IN_TURN.search(text, first, start):
        return True
    return _LAST.search(text, first, start) is not None and _NOTHING.match(text, end) is not None
