"""Names in titles: a citizen's in brackets, and an employee's beside what is his own affair.

Titles are public lists by themselves. 육아휴직 신청(행정7급 홍길동) tells of a leave, so the name is held; 업무보고
(도시계획과장 홍길동) names the official who did the work, and stays.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names import surroundings
from screening.names.forms import Evidence, is_common, is_name
from screening.names.shapes import HONORIFIC, SPACED, WHOLE
from screening.text.cues import Sign
from screening.text.reading import Reading
from screening.words import officials, patterns

_AROUND: Final = 80
_MATTER: Final = patterns.cue(officials.MATTER)
_REQUEST: Final = patterns.cue(officials.REQUEST)
_ABSENCE: Final = patterns.cue(officials.ABSENCE)
_RANK: Final = (
    r"(?:지방)?[가-힣]{0,6}(?:[1-9]급|주사보?|서기보?|사무관|서기관|연구[사관]|지도[사관])|소방[사교장위경령정]|순경|경장|경사|경위"
    r"|경감|공무직|기간제|임기제|청원경찰|사회복무요원|공익근무요원|실무관|시보|환경공무관|환경미화원"
)
_POST: Final = (
    r"주무관|팀장|과장|계장|국장|실장|소장|반장|대리|실무관|교사|사무관|서기관|주사보?|서기보?|대원|요원"
    r"|간호사|조무사|복지사|조리사|조리원|영양사|약사|운전원|보육교사"
)
_NAME: Final = rf"(?P<name>{SPACED}|{WHOLE})(?:{HONORIFIC}| ?귀하)?(?![가-힣*○●])"
# Who: a name, with a rank before it or a post behind.
_WHO: Final = rf"(?:(?P<rank>{_RANK}|{_POST})[ :]{{0,2}})?{_NAME}(?: ?(?P<post>{_POST}|{_RANK})(?![가-힣]))?"
_LEAD: Final = (
    r"(?P<lead>[^()\[\]<>\n가-힣]{0,24}[ ,/]|[0-9]{2,3}[가-힣] ?[0-9]{4}[ ,/]{1,2}|[가-힣0-9]{2,8}[ ,/]{1,2})??"
)
_TAIL: Final = (
    r"(?:[ ,/]{1,2}[0-9]{2,3}[가-힣] ?[0-9]{4}"
    r"|[ ,/·]{0,2}(?:외|등)? ?[^()\[\]<>\n가-힣]{0,24}(?:년생|[인명호건동세])?|(?: [가-힣]{1,6}){0,2})[)\]]"
)
# Each begins with a letter of its own, for which the engine looks much faster than for one of several.
_BRACKETS: Final = tuple(re.compile(rf"{opening}{_LEAD}{_WHO}{_TAIL}") for opening in (r"\(", r"\["))
_END_SIGNS: Final = ("_", " - ", ": ", "] ")
# 질병휴직 신청서 홍길동, in a title.
_LAST: Final = re.compile(
    rf"(?:{_ABSENCE.pattern}|신청서?|승인|발령|통보|보고|의뢰|건|통지|신고|말소|처분|부과|독촉)"
    rf" (?P<name>{WHOLE})(?: 건)?"
    r"(?:\.[A-Za-z]{2,5})?\Z"
)
_ENDS: Final = tuple(re.compile(rf"{sign}{_WHO} ?(?:\.[A-Za-z]{{2,5}})?(?=\n|\Z)") for sign in _END_SIGNS)
_BEFORE: Final = re.compile(rf"(?<![가-힣]){_WHO}의? ?[가-힣]{{0,4}}?(?:{_ABSENCE.pattern})")
# 홍길동 도로점용허가 신청, 홍길동_이력서.pdf.
_AHEAD: Final = re.compile(
    rf"(?:\[[^\[\]]{{0,20}}\] ?)?(?P<name>{WHOLE})(?:{HONORIFIC})?"
    rf"(?:_[가-힣A-Za-z]| (?:외 ?[0-9]{{1,3}} ?[인명]의? )?(?:[가-힣]{{1,8}} ?){{0,3}}?(?:{_REQUEST.pattern}))"
)
# Who works, speaks or decides for the office.
_PUBLIC: Final = re.compile(
    "담당|문의|작성|기안|강사|강의|교수|발표|저자|저술|지은|위원|의원(?!면직)|시장|구청장|군수|도지사|장관|회장|대표|감독|작가|화가|시인"
    "|배우(?!자)|가수|박사|기자|사회자|공연|전시|연극|영화|강연|특강|도서|동상|기념|추모|문학|콘서트|생가|출판|축제"
)
_PUBLIC_LEAD: Final = re.compile(r"[장관원사수팀]님?[ ,/]*\Z")
_SENTENCE: Final = re.compile(r"(?:니다|시오|세요|한다|하라|이다)\.?\Z")


def find_named_matters(reading: Reading) -> Iterator[Finding]:
    """Yield the names in a title, and those beside a matter of an employee's own in any line."""
    text = reading.text
    is_title = Sign.TITLE in reading.signs and "\n" not in text.strip() and not _SENTENCE.search(text.rstrip())
    if not is_title and Sign.ABSENCE not in reading.signs:
        return
    for pattern in (*_BRACKETS, *_ENDS):
        for match in pattern.finditer(text):
            before = reading.before(match.start(), _AROUND).rpartition("\n")[2]
            if _concerns(match, before, is_title=is_title):
                yield _finding(match)
    if is_title:
        yield from _in_title(text)


def _in_title(text: str) -> Iterator[Finding]:
    """Yield the names that begin or end a title, or that stand before a matter of their own in it."""
    for match in _BEFORE.finditer(text):
        if match["rank"] or is_common(match["name"]):
            yield _finding(match)
    last = _LAST.search(text)
    if (
        last
        and is_common(last["name"])
        and (_MATTER.search(text, 0, last.start()) or _REQUEST.search(text, 0, last.start()))
    ):
        yield _finding(last)
    ahead = _AHEAD.match(text)
    if ahead and is_common(ahead["name"]) and not _PUBLIC.search(ahead[0]):
        yield _finding(ahead)


def _finding(match: re.Match[str]) -> Finding:
    return Finding(Kind.PERSON_NAME, *match.span("name"), Confidence.POSSIBLE, "name-in-title")


def _concerns(match: re.Match[str], before: str, *, is_title: bool) -> bool:
    """Say whether the name is that of somebody whom the matter in the words before concerns."""
    lead = match.groupdict().get("lead") or ""
    if _PUBLIC.search(before[-8:] + lead) or _PUBLIC_LEAD.search(lead):
        return False
    private = (_MATTER if is_title else _ABSENCE).search(before) is not None
    if match["rank"] or match["post"]:
        return private and is_name(match["name"], Evidence.TOLD if match["rank"] else Evidence.NEAR)
    if surroundings.AGAINST_BEHIND.match(match.string, match.end("name")):
        return False
    if match.re in _BRACKETS:
        sure = is_title and private
        return is_name(match["name"], Evidence.NEAR) if sure else (is_title or private) and is_common(match["name"])
    asked = is_title and match[0][0] != ":" and (match[0][0] == "_" or _REQUEST.search(before) is not None)
    return is_common(match["name"]) and (private or asked)
