"""Telephones: mobile ones are a person's, others only where a home or a citizen is named; an office's are public."""

import re
from typing import Final

from screening.findings import Confidence, Kind
from screening.names.likelihood import POSSIBLE, form_points
from screening.names.shapes import WHOLE
from screening.numbers.rows import END, GAP, HYPHEN, PART, Place, Row
from screening.text.cues import Label, Sign
from screening.text.reading import PRIVATE, Reading, Side
from screening.words import belongings, headings, homes, patterns
from screening.words.namewords import SURNAMES

_COUNTRY: Final = rf"(?:00[0-9]{{0,3}}{PART})?82{PART}\(?0?\)?{PART}"
_LEAD: Final = re.compile(r"[(\[]?\+\Z|[(\[]\Z")
_SIGN: Final = r" {0,2}[])=+,/|\t] {0,2}"
_MOBILE_IN_CELLS: Final = re.compile(rf"01[016789]{_SIGN}[0-9]{{3,4}}(?:{_SIGN}|{HYPHEN})[0-9]{{4}}{END}")
_BROKEN: Final = re.compile("010 [0-9]{4}\n[0-9]{4}")
_EVENLY_APART: Final = re.compile("[0-9](?: [0-9]){10}")
_MOBILE: Final = re.compile(rf"(?:{_COUNTRY}|0{GAP})1{GAP}[016789][)\]]?{PART}[0-9]{{3,4}}{PART}[0-9]{{4}}{END}")
# In shorter groups, the same sign between all: 010-00-00-1234, 010 00 00 12 34.
_MOBILE_IN_PAIRS: Final = re.compile(
    rf"01[016789](?P<pair>{HYPHEN}|[. ])[0-9]{{2}}(?:(?P=pair)[0-9]{{2}}){{1,2}}(?P=pair)?[0-9]{{2}}{END}"
    "(?!(?P=pair)[0-9])"
)
# The second of two with one network: 010-0000-1234/0000-5678.
_BOTH_MOBILE: Final = re.compile(
    rf"01[016789]{PART}[0-9]{{3,4}}{PART}[0-9]{{4}} ?[/,·] ?[0-9]{{3,4}}{HYPHEN}[0-9]{{4}}{END}(?!-)"
)
# Without the zero that a spreadsheet takes from the front.
_SHORT_MOBILE: Final = re.compile(rf"1[016789]{PART}[0-9]{{3,4}}{PART}[0-9]{{4}}{END}")
# Area codes, internet telephony, personal numbers (050x).
LANDLINE: Final = re.compile(rf"(?:{_COUNTRY}|0)(?:2|[3-6][1-5]|70|50[0-9])\)?{PART}[0-9]{{3,4}}{PART}[0-9]{{4}}{END}")
# With the area codes of before 2000, of towns.
_OLD_LANDLINE: Final = re.compile(rf"0[3-6][3-9][1-9]-[0-9]{{2,3}}-[0-9]{{4}}{END}")
# Behind the sign that parts the cells of a row; most telephones of offices stand behind a word.
_IN_ROW: Final = re.compile(rf"(?<=[ /|\t,(\[])(?:(?<=[/|\t,])|(?<=[/|\t,].)|(?<=[/|\t,] .)){LANDLINE.pattern}")
# In the line of a business, what stands behind a name may be its registration.
_OF_BUSINESS: Final = re.compile("사업|업체|상호|㈜|\\(주\\)|법인|대표")
# Behind who is called so: 홍길동 님은 031-….
_CALLED: Final = re.compile(r"[가-힣○*] ?(?:님|씨)(?:은|는|의|께서는|께)? ?(?:댁 ?)?(?:전화 ?)?\(?\Z")
# The model of a thing: XR-010-2000-3000, and neither M-010-… nor the end of an address (post-010-…).
_MODEL: Final = re.compile(r"(?<![A-Za-z])(?:[A-Z]{2,3}|[A-Z][0-9]{1,4}|[A-BD-GI-LNOQ-SU-Z])-\Z")

# That of an office, named right before it: 감사관실(☎ 031-….
# Where something is handed out or in: 교부지: 나래2동, 031-….
_COUNTER: Final = re.compile(
    r"(?:교부|제출|접수|수령|방문|반납)(?:지|처|장소)[ :]{1,3}[가-힣0-9]{2,10}"
    r"(?: [가-힣0-9-]{1,8}){0,5}[ ,:]{0,2}[☎(]?\Z"
)
# And of whoever is in charge there, between the word for the desk and the number: 담당 김하늘 031-….
DESK: Final = re.compile(
    r"(?:담당자?|문의처?|책임자|(?:상담|지도|복지|간호|조사|생활지원|물리치료)사|상담[원자]"
    r"|(?:접수|처리|작성|확인|점검|출력|발급|검토|기안|보고|출장)자|코디네이터|[가-힣]{2}(?:과|팀|국장|과장|팀장|경찰서|중개사(?:사무소)?|센터|도서관|복지관|학습관))"
    r"(?: ?\([^()\n]{0,16}\))?[ :,]{0,2}(?:[가-힣]{2,8}(?:[ ,/]{1,3}|(?=\(|전화))){0,2}(?:전화)?[☎(]?\Z"
)
# The cell before it is a body's: | 센터 | 031-…; or a hall's: 나래1리 마을회관 나래로 12 031-….
SEAT: Final = re.compile(
    r"[|/\t] ?(?:센터|사무실|기관|본부|시설) ?[|/\t] ?\Z"
    rf"|(?:{headings.HALLS})[ |/,\t]{{1,3}}(?:[가-힣0-9,-]{{1,10}}[ |/,\t]{{1,3}}){{2,6}}\Z"
)
DEPARTMENT: Final = re.compile(r"[가-힣](?:실|과|팀|국|관)(?: ?\((?:☎|전화|T|tel)?[ .:]{0,2}| ?☎ ?)\Z")
# As a word that is no name: 민원실 031-….
ROOM: Final = re.compile(
    r"(?:[가-힣]{3}(?:[실과팀국관소청]|센터|지사)"
    r"|(?<![가-힣])(?:원무|상황|교무|행정|결핵|민원|당직|사무|관리|보건|상담|경비)실"
    r"|(?:부과|징수|체납|정리|민원|행정|총무|서무|회계|재무|복지|토목|건축|등록)계)"
    r"(?: ?\(| )(?:☎|전화|T|tel)?[ .:]{0,2}\Z"
)
# That of a paper of an office, and of those who lead: 영치증 전화번호, 본부전화.
OF_PAPER: Final = re.compile(
    r"[가-힣](?:치증|수증|인증|관증|고지서|통지서|안내문|공고문|안내장) ?(?:대표 ?)?전화(?:번호)?[ :]{1,3}\Z"
    r"|(?<![가-힣])(?:본부|상황실) ?전화(?:번호)?[ :]{1,3}\Z"
)
_SENDER: Final = re.compile(r"(?:회신|발신)번호[ :]{0,3}\Z")  # of what an office sent

# The first cells of a row: 홍길동 | 031-… | 독거.
_NAMED: Final = re.compile(rf"(?:\A|[\n|\t/,] ?)(?P<name>{WHOLE}|[{SURNAMES}][가-힣](?=님))님? ?[/|\t,] ?[(\[]?\Z")
_MATTER_BEHIND: Final = re.compile(
    rf" ?[/|\t,] ?[^\n|\t/,]{{0,12}}?(?:{patterns.alternatives(f'{homes.HOME_MATTER} {homes.LIVING_MATTER}')})"
)
# A row of those who are cared for, by the heading before or above it.
_CARED_FOR: Final = re.compile(
    rf"(?:{patterns.alternatives(homes.CARE)})[^\n|\t/]{{0,20}}?(?:대상자?|명단|명부|가구|세대|어르신|노인)"
    r"(?: ?\([^()\n]{1,12}\))?[ :]{0,2}[\t|/,\n] ?(?:[^\n]{1,80}\n){0,12}(?:[0-9]{1,3}[ .|\t]{1,3})?\Z"
)
_LONGEST_ROSTER: Final = 400
_FIRST: Final = re.compile(rf"(?:\A|[\n|\t/,;] ?|[0-9][.)] ?)(?P<name>{WHOLE})[ :,/|\t(]{{1,2}}\Z")
LINE: Final = 48
NO_NAME: Final = frozenset("과팀실국관소청원처점집")

_CARING: Final = frozenset({Sign.HOME_MATTER, Sign.ERRAND})
_SUBSCRIBER: Final = re.compile(r"1(?P<network>[016789])(?P<number>[0-9]{7,8})\Z")

_PHONE: Final = patterns.cue(belongings.TELEPHONE)
_FIGURE: Final = re.compile("[0-9] ?\\Z")
# Neither are the numbers of papers and deals: 거래 번호: 010-….
_PUBLIC: Final = re.compile(
    rf"{patterns.cue(belongings.PUBLIC_PHONE).pattern}"
    r"|(?:거래|접수|전표|문서|승인|처리|관리|계약|사건|증빙|공고|주문|송장|운송장|물품|영수증) ?번호[ :=|\t]{1,3}\Z"
)


# The number of a thing that is kept, tried or stands at a road.
_THING: Final = re.compile(r"(?:정류[소장]|시료|검체|유물|소장|표본) ?번호[ :]{1,3}\Z")


def _mobile(place: Place) -> Confidence | None:
    """A 010 number has eight digits more; the older prefixes seven or eight."""
    if place.chained or place.follows(_PUBLIC, 14):
        return None
    if not _is_complete(place):
        return None
    if not place.bare and _EVENLY_APART.fullmatch(place.match[0]):
        return Confidence.POSSIBLE
    told = place.follows(_PHONE, 20) or place.under(Label.PHONE) or place.announced(Label.PHONE, 6)
    if not told and (
        _is_scattered(place)
        or place.follows(_THING, 10)
        or (place.bare and place.under(Label.IDENTIFIER))
        or (place.reading.before(place.start, 1) == "-" and place.follows(_MODEL, 6))
        or place.linked
        or (place.bare and (place.glued or not _is_modern(place)))
    ):
        return None
    return Confidence.CERTAIN if told or not place.bare else Confidence.LIKELY


def _is_scattered(place: Place) -> bool:
    """Say whether its digits stand apart, unless it is one number whose last group went to the next line."""
    return place.scattered and not _BROKEN.fullmatch(place.match[0])


def _mobile_in_cells(place: Place) -> Confidence | None:
    public = place.chained or place.follows(_PUBLIC, 14)
    return Confidence.LIKELY if _is_complete(place) and not public else None


def _mobile_in_pairs(place: Place) -> Confidence | None:
    """A table has such figures too, where spaces part them."""
    if place.chained or place.linked or place.follows(_PUBLIC, 14) or not _is_complete(place):
        return None
    return None if place.match["pair"] == " " and place.follows(_FIGURE, 2) else Confidence.LIKELY


def _both_mobile(place: Place) -> Confidence | None:
    return None if place.chained or place.linked or place.follows(_PUBLIC, 14) else Confidence.LIKELY


def _is_modern(place: Place) -> bool:
    number = _SUBSCRIBER.search(place.digits)
    return number is not None and number["network"] == "0"


def _is_complete(place: Place) -> bool:
    """Say whether as many digits follow the network's as its numbers have, and not the noughts of an example."""
    number = _SUBSCRIBER.search(place.digits)
    if number is None or not number["number"].strip("0"):
        return False
    return number["network"] != "0" or len(number["number"]) == 8


def _short_mobile(place: Place) -> Confidence | None:
    if place.follows(_PUBLIC, 14) or place.chained or place.glued or not _is_complete(place):
        return None
    return Confidence.LIKELY if place.told(Label.PHONE, 12) or _is_behind_first(place) else None


def _is_behind_first(place: Place) -> bool:
    """Say whether nothing but a name that many bear stands before in the line or the cell."""
    named = _FIRST.search(place.reading.before(place.start, 12)) if place.bare else None
    return (
        named is not None and form_points(named["name"]) >= POSSIBLE and not may_be_business(place.reading, place.start)
    )


def _landline(place: Place) -> Confidence | None:
    side = place.reading.side(place.start, place.end)
    home = side is Side.HOME or place.under(Label.HOME_PHONE) or place.called(Label.HOME_PHONE)
    home = home or place.follows(_CALLED, 16)
    if not (home or side is Side.CITIZEN or place.reading.under(place.start, Label.PHONE, people=True)):
        return None
    if (
        place.chained
        or (place.bare and place.glued)
        or place.follows(_COUNTER, LINE)
        or place.follows(ROOM, 14)
        or place.follows(SEAT, LINE)
        or place.follows(OF_PAPER, 16)
        or (not home and (place.follows(DEPARTMENT, 10) or place.follows(_SENDER, 8) or place.follows(DESK, 36)))
    ):
        return None
    return Confidence.CERTAIN if home else Confidence.LIKELY


def _old_landline(place: Place) -> Confidence | None:
    """Right behind the word for one, as old papers have it."""
    return _landline(place) if place.told(Label.PHONE, 6) else None


def _named_landline(place: Place) -> Confidence | None:
    """In a row, right behind a name, where the next cell is of a matter at home or the row of people cared for."""
    before = place.reading.before(place.start, 8)
    named = _NAMED.search(before)
    if named is None or place.chained or place.glued:
        return None
    told = place.precedes(_MATTER_BEHIND, 24) and form_points(named["name"]) >= POSSIBLE
    told = told or _is_cared_for(place, named["name"], len(before) - named.start("name"))
    return Confidence.POSSIBLE if told else None


def _is_cared_for(place: Place, name: str, back: int) -> bool:
    """Say whether the ``name``, ``back`` so many characters, stands in a list of people who are cared for at home."""
    if (len(name) > 2 and name[-1] in NO_NAME) or not (place.reading.seen & _CARING):
        return False
    return _CARED_FOR.search(place.reading.before(place.start - back, _LONGEST_ROSTER)) is not None


ROWS: Final = (
    Row(Kind.MOBILE, "mobile-both", first="0", pattern=_BOTH_MOBILE, accept=_both_mobile, lead=_LEAD),
    Row(Kind.MOBILE, "mobile", first="08", pattern=_MOBILE, accept=_mobile, lead=_LEAD),
    Row(Kind.MOBILE, "mobile-in-pairs", first="0", pattern=_MOBILE_IN_PAIRS, accept=_mobile_in_pairs, lead=_LEAD),
    Row(Kind.MOBILE, "mobile-in-cells", first="0", pattern=_MOBILE_IN_CELLS, accept=_mobile_in_cells, lead=_LEAD),
    Row(Kind.MOBILE, "mobile-short", first="1", pattern=_SHORT_MOBILE, accept=_short_mobile),
    Row(Kind.HOME_PHONE, "home-phone-named", first="0", pattern=_IN_ROW, accept=_named_landline, lead=_LEAD),
    Row(Kind.HOME_PHONE, "home-phone-old", first="0", pattern=_OLD_LANDLINE, accept=_old_landline, needs=PRIVATE),
    Row(Kind.HOME_PHONE, "home-phone", first="08", pattern=LANDLINE, accept=_landline, lead=_LEAD, needs=PRIVATE),
)


def may_be_business(reading: Reading, start: int) -> bool:
    """Say whether a number behind ``start`` may be the registration of a business, for one is named in its line."""
    return _OF_BUSINESS.search(reading.before(start, LINE).rpartition("\n")[2]) is not None
