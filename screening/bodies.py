"""Rows of bodies: a telephone, an address or an account behind the name of a body alone is the body's, and nobody's.

The rules before tell whose a number is by the words around it. In a list of citizens some rows are of an office, a shop
or a club, under the same headings: 나래축협,,,,나래시 마당로 12. Where nobody was found in such a row, nor
what only people have, it is left out. So is what an office gives of itself below its name: 주소 … 전화 ….
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from screening.findings import Finding, Kind
from screening.names.headedcolumns import PLACES, HeadedColumns
from screening.text.lines import is_among, line_around
from screening.words import belongings, headings, nobodies, officials, patterns

_OF_BODIES: Final = frozenset({Kind.HOME_PHONE, Kind.HOME_ADDRESS, Kind.BANK_ACCOUNT})
_LONGEST_ROW: Final = 160
_BLOCK: Final = 90  # characters of the lines above
_PARTS: Final = re.compile(r"[|│┃\t;/]|,(?![0-9]{3}(?![-0-9]))| {2,}")
_WORDS: Final = re.compile(" +")
_ENDS: Final = patterns.alternatives(f"{nobodies.BODIES} {nobodies.SEATS}")
_CORPORATION: Final = r"(?:주식회사|유한회사|㈜|\((?:주|유|사|재|합)\))"
_NAME: Final = (
    rf"(?:{_CORPORATION} ?[가-힣A-Za-z0-9·& ]{{1,16}}|[가-힣A-Za-z0-9·& ]{{1,16}} ?{_CORPORATION}"
    rf"|[가-힣A-Za-z0-9·& ]{{0,18}}(?:{_ENDS}|{headings.HALLS}|[가-힣]{{2}}(?:과|팀|센터|부|청|실)))"
)
_BODY: Final = re.compile(
    rf"[ \"○●□■•·*▶※-]*(?:[0-9-]{{1,16}}[.)]? |\([가-힣]{{1,4}}\) ?)?{_NAME}(?: ?\([^()\n]{{1,14}}\))?[ \":]*"
)
# What says nothing of whom a row is: figures, codes, nothing, a town, a road, what land is used for.
_NEUTRAL: Final = re.compile(
    rf"[ \"○●□■•·*▶※-]*(?:[-A-Za-z0-9.,:()~]*"
    r"|(?:[가-힣0-9]{1,12}[시도군구읍면동리로길가][0-9]{0,3} ?){1,5}(?: ?[0-9-]{1,8}(?:번지?길?)?){0,2}|[가-힣]"
    rf"|(?:{belongings.BANKS}|[가-힣]{{0,4}}은행)|(?:자동차|재산|주민|취득|등록|등록면허|소득|지방소득)세"
    rf"|(?:{patterns.alternatives(nobodies.NEUTRAL)})(?:명|번호|처)?)[ \":)]*"
)
_OF_HOME: Final = re.compile(r" ?\(?(?:자택|집|댁)")
_COVERED: Final = re.compile("[가-힣][*○●]")
_BODY_AHEAD: Final = re.compile(
    rf"(?<![가-힣])[가-힣A-Za-z0-9]{{2,14}}(?:{_ENDS}|{headings.HALLS}) ?\(\Z"
    r"|(?:의견|서류|신청서|원서)? ?(?:제출|접수|교부|신청|문의|반납|회신)(?:처|할 ?곳|하실 ?곳|장소)[ :]{1,3}\Z"
)
# What has a row of its own below a list of people, by its first word: 배부처,나래읍사무소,061-….
_COUNTER: Final = re.compile(rf"\A[ \"○●□■•·*▶※-]*(?:{nobodies.COUNTER})(?: ?\([^()\n]{{1,12}}\))?[ \"]*[:,|│┃\t;/= ]")
# An office in the cell right before.
_OFFICE_CELL: Final = re.compile(
    r"[|│┃\t;,/] ?[가-힣0-9]{1,10}"
    r"(?:[시군구도]청|사무소|주민센터|복지센터|경찰서|소방서|보건소|교육청|지원청|공단|공사)"
    r"[ \"]*[|│┃\t;,/][ \"]*\Z"
)
# A body behind what it does, right before its telephone or address: 임대인: 나래주택공단 (061-….
_LABELLED: Final = re.compile(
    rf"\A[ \"○●□■•·*▶※-]*[가-힣]{{2,6}}(?: ?:)? "
    rf"(?:{_CORPORATION} ?[가-힣A-Za-z]{{2,12}}|[가-힣A-Za-z]{{2,12}}(?:{_ENDS}))"
    r"[ ,/:(]{1,3}(?:☎|전화)?[ :.]{0,2}\Z"
)
# Who is in charge, with a line for each cell.
_DESK_CELLS: Final = re.compile(
    r"\n(?:담당|문의|접수|처리|발급|작성|확인)[가-힣]{0,3}\n(?:[^\n]{2,20}\n){0,2}(?:연락처|전화(?:번호)?|문의처?)\n\Z"
)
_TOWN_CELL: Final = re.compile("[가-힣]{2}")
# What is let or sold, and where papers are sent to that an office asks for.
_OFFERED: Final = re.compile(r"(?:공급|임대|분양|매각) ?(?:주택|대상|물건|건물|호수|단지)[ :]{1,3}\Z")
_PAPERS: Final = re.compile(
    r"(?:서류|신청서|원서|동의서|증빙|자료|소명서|의견서|위임장|서식|서면)"
    r"(?: ?[원사]본)?[을를은는]? (?:(?!집)[가-힣 ]){0,12}\(?\Z"
)
_ASKED_FOR: Final = re.compile(
    r"(?: ?\([^()\n]{1,16}\))?\)? ?(?:으로|로|에)? ?(?:우편 ?)?(?:으로 ?)?(?:보내|제출|송부|우송|발송|접수)"
    r"[가-힣 ]{0,10}(?:십시오|바랍니다|바람)"
)
_FLAT: Final = re.compile("(?<![가-힣])(?:[0-9]{1,4}|[가나다라마바사]) ?(?:동|호)(?![가-힣])")
_GIVEN: Final = re.compile(
    r"[ \t○●□■•·*▶※-]*(?:\(?우\)?[ 0-9:]{5,8}|주소|소재지|위치|오시는 ?길|전화|대표 ?전화|☎|T(?:EL|el)?[.:])"
)
# A line that tells of nobody: the number of a page, how an office is reached.
_PAGE: Final = re.compile(
    r"[- 0-9/쪽]*|[ \t○●□■•·*▶※-]*(?:전화|팩스|전송|전자 ?우편|이메일|홈페이지|누리집)(?:번호|주소)?[ :][^\n]{4,60}"
)
# Over a table of bodies, and where it asks for people too.
_OF_BODIES_ROW: Final = re.compile(
    r"^[^\n0-9]{0,24}(?:업소|업체|시설|상호|점포|매장|기관|단체|학교|사업장|가맹점|병원|약국)명?"
    r"(?=[ \"]*[|│\t;,/])[^\n0-9]{2,80}$",
    re.MULTILINE,
)
_OF_PEOPLE: Final = re.compile("성명|이름|신청|대표|소유|거주|세대|자택|종사|직원|회원|보호자")
_ROW_SIGNS: Final = ("|", "\t", "│", ";", "/", ",")
_TABLE: Final = 1_500
_OFFICE_ABOVE: Final = re.compile(
    rf"(?<![가-힣])(?:{patterns.alternatives(officials.DUTY)})|문의|작성자|접수처|제출처"
    rf"|(?:[가-힣]{{2}}(?:과|팀|장)|{patterns.alternatives(nobodies.BODIES)})(?![가-힣])"
)


def without_bodies(text: str, found: Sequence[Finding]) -> Iterable[Finding]:
    """Return the findings without what is a body's."""
    if not any(one.kind in _OF_BODIES for one in found):
        return found
    people = sorted(one.start for one in found if one.kind not in _OF_BODIES)
    places = HeadedColumns(text, PLACES)
    return [one for one in found if one.kind not in _OF_BODIES or not _is_open(text, one, people, places)]


def _is_open(text: str, one: Finding, people: Sequence[int], places: HeadedColumns) -> bool:
    """Say whether a finding is a body's, or the place of something below such a heading."""
    if one.kind is Kind.HOME_ADDRESS and _is_seat(text, one, people):
        return True
    if one.kind is Kind.HOME_ADDRESS and places.have(one.start, one.end) and not _FLAT.search(text, one.start, one.end):
        return True
    return _is_bodys(text, one, people)


def _is_seat(text: str, one: Finding, people: Sequence[int]) -> bool:
    """Say whether a body stands in the line below an address that has one of its own, or the table lists bodies."""
    start, end = line_around(text, one.start, one.end, reach=_LONGEST_ROW)
    if is_among(people, start, end):
        return False
    if text[start : one.start].strip() or text[one.end : end].strip():
        return _lists_bodies(text, start, end)
    below = line_around(text, end + 1, end + 1, reach=_LONGEST_ROW)
    return below[0] == end + 1 and not is_among(people, *below) and _BODY.fullmatch(text, *below) is not None


def _lists_bodies(text: str, start: int, end: int) -> bool:
    """Say whether the row there has as many signs as the nearest line above that names a column of bodies alone."""
    sign = next((sign for sign in _ROW_SIGNS if text.count(sign, start, end) > 1), None)
    headings = _OF_BODIES_ROW.findall(text, max(0, start - _TABLE), start) if sign else []
    if sign is None or not headings or _OF_PEOPLE.search(headings[-1]):
        return False
    return bool(headings[-1].count(sign) == text.count(sign, start, end))


def _is_bodys(text: str, one: Finding, people: Sequence[int]) -> bool:
    start, end = line_around(text, one.start, one.start, reach=_LONGEST_ROW)
    home = one.kind is Kind.HOME_ADDRESS
    flat = home and _FLAT.search(text, one.start, one.end)
    lead = text[start : one.start]
    if home and not flat and _PAPERS.search(lead) and _ASKED_FOR.match(text, one.end):
        return True
    if is_among(people, start, end) or _COVERED.search(text, start, end) or _OF_HOME.match(text, one.end):
        return False
    if (home and _OFFERED.search(lead)) or _is_of_body(lead.strip(), listed=one.kind is Kind.BANK_ACCOUNT):
        return True
    return not flat and (
        (home and _BODY_AHEAD.search(lead) is not None)
        or any(form.search(lead) for form in (_COUNTER, _OFFICE_CELL))
        or (one.kind is not Kind.BANK_ACCOUNT and _LABELLED.search(lead) is not None)
        or (not lead.strip() and _DESK_CELLS.search(text, max(0, start - _BLOCK), start) is not None)
        or (_GIVEN.match(lead) is not None and _is_office_above(text, start, people))
    )


def _is_of_body(lead: str, *, listed: bool) -> bool:
    """Say whether all that stands before a value in its row is a body, and what says nothing of whom.

    A bank is named before any account, so the row must be a list's there: ``listed``.
    """
    cells = _PARTS.split(lead)
    if len(cells) > 1 and _TOWN_CELL.fullmatch(cells[0].strip()):  # 길안 | 누리농업회사법인 | …
        cells = cells[1:]
    if listed:
        return len(cells) > 1 and _is_alone(cells)
    return (len(cells) > 1 and _is_alone(cells)) or _is_alone(word for cell in cells for word in _WORDS.split(cell))


def _is_alone(parts: Iterable[str]) -> bool:
    named = False
    for part in parts:
        if _NEUTRAL.fullmatch(part):
            continue
        if not _BODY.fullmatch(part):
            return False
        named = True
    return named


def _is_office_above(text: str, start: int, people: Sequence[int]) -> bool:
    """Say whether an office is named in the line over one, and nobody; what tells of nobody is no line."""
    while start:
        end = start - 1
        start = line_around(text, end, end, reach=_LONGEST_ROW)[0] if end else 0
        if is_among(people, start, end) or not _PAGE.fullmatch(text, start, end):
            return not is_among(people, start, end) and _OFFICE_ABOVE.search(text, start, end) is not None
    return False
