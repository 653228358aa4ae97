"""E-mail addresses of persons: found from the at sign outwards, so that a glued Korean particle ends them.

The sign and the dots may be spelled, as people do who hide an address from programs: hong (at) example (dot) com,
hong 골뱅이 example 점 com. Domains and names may be in Hangul.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.text.cues import Sign, sight
from screening.text.reading import Reading
from screening.words import mails, nobodies, patterns

# RFC 5321 4.5.3.1.1 limits the local part; only what people are really given is accepted in it.
_LONGEST_LOCAL: Final = 64
_LOCAL: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"
_CUE: Final = re.compile(r"\A(?:e-?mail|mail)[._-]+(?=.)", re.IGNORECASE)
_HANGUL_LOCAL: Final = re.compile(
    r"(?<![가-힣])(?:(?:전자우편|이?메일)(?:주소)?)?(?P<local>[가-힣][가-힣A-Za-z0-9._-]{1,11})\Z"
)
_MASKS: Final = frozenset("*○●□")

# The sign, and what is written for it. It begins with a class of ASCII, which the engine finds at the speed of a scan.
_SIGN: Final = re.compile(
    r"[@(\[{<&_%](?:(?<=@)|(?<=[(\[{<]) ?(?:at|AT|At|a|골뱅이|앳|엣|에트|@) ?[)\]}>]"
    r"|(?<=%)40|(?<=&)#64;|(?<=_)(?:at|AT)_)"
)
# Said aloud; at is a word, so it needs a dot that is spelled too: hong at example dot com, not look at example.com.
_HOSTS: Final = rf"(?:{'|'.join(mails.MAIL_HOSTS)})"
_PROVIDERS: Final = "|".join(host for host in mails.MAIL_HOSTS if not host.isascii())
_DRAWN: Final = mails.DRAWN_SIGNS
_SAID: Final = re.compile(
    r"골[뱅벵]이| ?ⓐ ?| [앳엣] (?=[A-Za-z0-9-]{1,63}\.[a-z])|(?: at | AT )(?=[A-Za-z0-9-]{1,63} ?[(\[{ ] ?(?:dot|DOT))"
    rf"|(?: (?:at|AT|앳|엣) |앳|엣|에트|[{_DRAWN}](?<=[A-Za-z0-9_][{_DRAWN}]))(?={_HOSTS} ?[.,점닷쩜컴넷])"
)
# An at that is a word, where nothing says that mail is meant: look at naver.com.
_WORD_AT: Final = re.compile(r" (?:at|AT) \Z")
_CHOSEN: Final = re.compile("[0-9]")
_MAIL: Final = re.compile(r"메일|mail|Mail|MAIL|전자우편")
_SPELLED_DOT: Final = r" ?[(\[{] ?(?:dot|DOT|Dot|\.|점|닷|쩜) ?[)\]}] ?| (?:dot|DOT|점|닷|쩜) "
_DOT: Final = rf"(?:\.|{_SPELLED_DOT})"
_END: Final = r"(?:xn--[a-z0-9-]{2,59}|[A-Za-z][a-z]{1,17}|[A-Z]{2,18})"
_DOMAIN: Final = re.compile(
    rf"[ \n]{{0,2}}(?P<domain>(?:[A-Za-z0-9-]{{1,63}}{_DOT}){{1,6}}{_END}"
    rf"|[가-힣A-Za-z0-9-]{{1,30}}{_DOT}(?:한국|닷컴|닷넷|컴|넷|com|net|(?:co|pe|ne)\.kr|kr|org)(?![A-Za-z])"
    rf"|(?:{_PROVIDERS})(?: ?(?:[.,]|점|닷|쩜|쩜|dot))? ?(?:컴|콤|넷|닷컴|닷넷|점컴|com|net|kr|한국|케이알)(?![A-Za-z])"
    r"|(?:네이버|지메일|한메일|네이트|핫메일)(?![가-힣A-Za-z])"
    r"|[A-Za-z0-9-]{1,63}(?: \. |\.\n| \.|\. | ?, ?| ?(?:점|닷|쩜) ?)(?:com|net|org|co\.kr|kr|컴|넷)(?![A-Za-z]))"
)
_FILES: Final = frozenset("png jpg jpeg gif svg webp css js pdf hwp hwpx zip mp3 mp4".split())

# Whose mail is public: state and city offices, the armed forces, schools' offices.
OFFICIAL_DOMAINS: Final = ("go.kr", "korea.kr", "seoul.kr", "mil.kr", "es.kr", "ms.kr", "hs.kr", "sc.kr", "kg.kr")
_OFFICIAL: Final = re.compile(
    rf"(?:[A-Za-z0-9-]{{1,63}}\.){{0,4}}(?:{'|'.join(map(re.escape, OFFICIAL_DOMAINS))})(?![A-Za-z0-9.-])"
)
# Where a body has a branch, as its address has it: narae@nuri.or.kr is that of a city's.
_REGIONS: Final = frozenset(
    """
    seoul busan daegu incheon gwangju daejeon ulsan sejong gyeonggi gangwon chungbuk chungnam jeonbuk jeonnam
    gyeongbuk gyeongnam jeju
    """.split()
)
# And that of a desk rather than a person, at any domain that is an organisation's own.
_ROLES: Final = frozenset(
    """
    info information webmaster admin administrator master help helpdesk contact support press pr media office privacy
    recruit job jobs career careers hr sales service services cs customer biz business edu education volunteer
    secretariat noreply reply no donotreply postmaster abuse security mail email news newsletter inquiry inquiries ask
    qna faq team marketing editor event events partner library museum center centre academy council public web home
    homepage manager operator system counsel welfare culture safety foundation donation donate git
    tax contest invoice bill billing order reserve ticket gym sports pool hall park lecture
    apply application fest festival tour photo design shop store
    """.split()
)
# Before an address at such a domain: it is the one that an organisation gives to everybody.
_GIVEN_OUT: Final = re.compile(
    r"(?:대표 ?(?:메일|이메일)|접수|제출처?|공모|응모|발행|보낼 곳|보내실 곳)[^\n@,]{0,10}\Z"
)
# Behind the telephone of a body that is asked: 문의: 나래체육관 031-…, nuri@….
_OF_BODY: Final = re.compile(
    r"(?:[가-힣](?:관|센터|원|소|단|회|과|팀|청)|팩스|전송|F(?:AX|ax)) ?[:.(]? ?"
    r"0[0-9]{1,2}[-)][0-9]{3,4}-[0-9]{4}\)?[ ,/]{1,3}(?:(?:이메일|전자우편|메일|E-?mail) ?:? ?)?\Z"
)
_TELEPHONE: Final = (
    r"(?:☎|전화|대표전화|T(?:el)?)?[ :.]{0,2}\(?0[0-9]{1,2}[-). ]{1,2}[0-9]{3,4}[-. ][0-9]{4}\)?[ ,/]{1,3}"
)
_CALLED: Final = "(?:이메일|전자우편|메일|E-?mail)"
# Right behind the name of a body or a desk, or below where to hand in: 주차처 <…>, 문의: 나래도서관 031-…, 이메일 …;
# 제출처: 나래공사, in the next line 이메일: ….
_OF_DESK: Final = re.compile(
    rf"(?:{patterns.alternatives(nobodies.BODIES)}|[가-힣](?:과|팀|(?<!연락)처|국|실|단|담당)) ?[:<(\[]? ?"
    rf"(?:{_TELEPHONE}|[ ,/]{{1,3}})?(?:{_CALLED}(?: ?주소)? ?:? ?)?[<(]?\Z"
    rf"|(?:제출|접수|신청|문의|보낼|보내실|회신|담당) ?(?:처|곳|부서|방법)[ :][^\n@]{{2,50}}\n[ \t○●□■•·*▶※-]{{0,4}}"
    rf"{_CALLED}[ :]{{1,3}}\Z"
)
_FREE: Final = frozenset(
    "gmail naver daum hanmail nate kakao hotmail outlook yahoo icloud live msn paran empas dreamwiz 네이버 다음"
    " 지메일 한메일 네이트".split()
)


def find_emails(reading: Reading) -> Iterator[Finding]:
    """Yield the e-mail addresses of the text, but for those at public offices and at desks of organisations."""
    text, done = reading.text, 0
    for start, end in _signs(text, reading.signs):
        if start >= done and (found := _address(text, start, end)):
            done = found.end
            yield found


def _signs(text: str, seen: Mapping[Sign, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield where a sign stands, in order; the patterns are asked only in a text that can have one spelled."""
    if Sign.MAIL in seen:
        yield from sorted(sign.span() for pattern in (_SIGN, _SAID) for sign in pattern.finditer(text))
        return
    for at in seen.get(Sign.AT, ()):
        bracketed = text[at - 1 : at + 2] in ("(@)", "[@]")
        yield (at - 1, at + 2) if bracketed else (at, at + 1)


def local_end(address: str) -> int:
    """Return where the name in an address ends that was found: before the sign, or with it where none is seen."""
    signs = list(_signs(address, sight(address).signs))
    return min(start for start, _ in signs) if signs else len(address)


def _address(text: str, start: int, end: int) -> Finding | None:
    """Return the address around the sign at ``start`` to ``end``; a space on either side makes it only possible."""
    if _OFFICIAL.match(text, end):
        return None
    domain = _DOMAIN.match(text, end)
    if domain is None:
        return None
    before = text[max(0, start - _LONGEST_LOCAL - 2) : start]
    head = before.rstrip(" ")
    name = _CUE.sub("", head[len(head.rstrip(_LOCAL)) :]).lstrip(".-_%+")
    if not name and (hangul := _HANGUL_LOCAL.search(head)):
        name = hangul["local"]
    where = re.sub(_SPELLED_DOT, ".", domain["domain"]).replace(" ", "").replace(",", ".").lower()
    finish = start - len(before) + len(head)
    begin = finish - len(name)
    if not name or text[begin - 1 : begin] in _MASKS or is_official(where) or _is_desk(name.lower(), where):
        return None
    if not _is_free(where) and (_GIVEN_OUT.search(text, max(0, begin - 24), begin) or _is_bodys(text, begin, where)):
        return None
    if (
        _WORD_AT.match(text, start, end)
        and "dot" not in domain[0].lower()
        and not (_CHOSEN.search(name) or _MAIL.search(before[-24:]))
    ):
        return None
    plain = text[start:end] == "@" and finish == start and domain.start("domain") == end
    confidence = Confidence.CERTAIN if plain else Confidence.POSSIBLE
    return Finding(Kind.EMAIL, begin, domain.end("domain"), confidence, "email")


def _is_bodys(text: str, begin: int, domain: str) -> bool:
    """Say whether an address is given out by a body or a desk, right behind its name or its telephone."""
    known = domain.endswith((".or.kr", ".org")) and _OF_BODY.search(text, max(0, begin - 40), begin)
    return bool(known or _OF_DESK.search(text, max(0, begin - 80), begin))


def is_official(domain: str) -> bool:
    """Say whether mail at ``domain`` is an office's."""
    domain = domain.lower()
    return any(domain == official or domain.endswith("." + official) for official in OFFICIAL_DOMAINS)


def _is_free(domain: str) -> bool:
    """Say whether anybody may have an address there."""
    return not _FREE.isdisjoint(domain.split("."))


def _is_desk(name: str, domain: str) -> bool:
    """Say whether an organisation is written to: by the word for a desk, or by its own name (nuri@nuri.or.kr)."""
    labels = domain.split(".")
    if labels[-1] in _FILES:
        return True
    if _is_free(domain):
        return False
    words = re.split("[._0-9-]+", name)
    if domain.endswith((".or.kr", ".org")) and name in _REGIONS:
        return True
    return not _ROLES.isdisjoint(words) or (len(name) > 2 and name in labels[:-1])
