"""Home addresses: where a building number follows a road or a lot number a district, and words say that someone lives
there.

An address alone is no personal data: offices, works and events have one. It is when the nearest word before it names a
home or a citizen, when it is in the address column of a table of people, when it goes on to a flat (101동 1203호), or
when it is given as somebody's address (주소: …) and nothing near is an office, a shop, a work or an event.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.addresses import errands, extents, residence, weighing
from screening.addresses.forms import (
    BRANCHED,
    COVERED,
    GLUED_TOWN,
    LEAD_AHEAD,
    LEADS,
    LONGEST_STREET,
    LONGEST_TOWN,
    PROVINCE,
    STREET,
    TAIL,
    TOWN,
    is_numbered,
)
from screening.addresses.publicplaces import (
    OFFICE,
    OFFICE_AFTER,
    OFFICE_NAMED,
    ROOM,
    is_body,
    is_public,
    line_around,
    noted,
)
from screening.addresses.toldhomes import LABELS, LONGEST_LEAD, OF_PLACE, SEATS, TOLD_BY
from screening.findings import Confidence, Finding
from screening.text.cues import Label, Sign
from screening.text.reading import PRIVATE, Reading, Side
from screening.words import headings, patterns, places
from screening.words.namewords import GIVEN, SURNAMES
from screening.words.places import HOUSES, STAYS

# The end of a cue word that is written together with the address: 주소서울특별시.
_GLUED: Final = re.compile(rf"[가-힣]{{1,3}}(?=(?:{PROVINCE})(?:{places.REGION_TITLES})[ \n])")
_HOUSES: Final = re.compile(HOUSES)
_STAY: Final = re.compile(STAYS)
# Floors on which people live and hardly anybody works.
_ONLY_LIVED_IN: Final = re.compile("반지하|옥탑")
# A number that begins a line and is the row's in a table, not a house's.
_ROW: Final = re.compile("[ \t|,;]+[가-힣A-Za-z](?![가-힣A-Za-z0-9]{1,12}[ ,\n]{1,2}[0-9]{1,4} ?[동호층])")
_ADDRESSEE_AFTER: Final = re.compile(
    rf"[^\n0-9]{{0,8}}\n?[가-힣 ]{{2,8}}귀 ?하|[ ,\n]{{1,2}}[{SURNAMES}][{GIVEN}]{{1,2}} ?님(?![가-힣])"
)
# What joins one home to the next: 마당로 12에서 나래로 3으로.
_LINK: Final = re.compile(
    r" ?(?:[,;]? ?(?:\(?[0-9]{1,2}[).]|[/,] ?[0-9]{1,2}번 |[/\n] {0,8}[0-9]{1,2} |[①-⑳]|[가-하][.)])"
    r"|에서|→|->|⇒|▶|및|[와과,;/]"
    r"|\(?실?거주:?"
    r"|[(\[]?(?:지번|도로명)(?: ?주소)?[)\]]? ?:?) ?"
)
LONGEST_LINKED: Final = 48
# Land and the place of a contract, where nobody need live.
_PROPERTY: Final = re.compile(
    r"(?:물건|목적물|(?:대상 ?)?(?:토지|임야|농지|부동산)|계약 ?장소)(?: ?[0-9]{1,2})? ?[:.] ?\Z"
    r"|(?:물건|부동산|토지|재산)의 ?표시[ :.]{1,4}\Z"
    r"|(?:대부|매각|편입|점용|공유|국유|[시군도]유) ?재산(?:의 ?표시)?[ :.]{1,3}\Z"
    r"|(?:묘지|분묘|묘소|매장지|안장지)(?: ?(?:소재지?|위치))? ?[:.] ?\Z"
    r"|(?:제|내|우리|저희) (?:땅|밭|논|임야|토지)(?:이|은|는|가)? \Z"
)
# The land or the house of a row, with its owner in the next cell and where he lives behind him.
_OWNED_ROW: Final = re.compile(r" ?(?P<sign>[/|\t,]) ?[^\n\t|/,0-9]{2,8}(?P=sign) ?[가-힣]{2}")
_OF_OWNED: Final = re.compile(r"(?:\A|\n)[ |]{0,3}(?:토지|건물|임야|농지)? ?소재지 ?[/|\t,] ?[가-힣]{0,2} ?소유[자주]")
_LIST: Final = 1_500
# The cell before it in a row is a company's: (주)한별 | 마당로 12.
_OF_COMPANY: Final = re.compile(
    r"(?:(?:\([주유사]\)|㈜|주식회사 ?|유한회사 ?)[가-힣A-Za-z0-9]{1,14}|[가-힣]{2,12}(?:조합법인|㈜|\([주유]\)))"
    r" ?[|;,\t/] ?[^|;,\t/\n가-힣]{0,16}[|;,\t/]? ?\Z"
    r"|[가-힣]{2,12}(?:조합|공사|은행|재단|법인|협회) ?\([^()\n]{0,12}, ?\Z"
)
# A department gives its own: 나래구청 도로과(나래로 12).
_OF_DEPARTMENT: Final = re.compile(
    r"(?:청|센터|사업소|사무소) [가-힣]{2,8}(?:과|팀|실|국|계) ?\(\Z"
    r"|[가-힣]{2}(?:의료원|병원|보건소|도서관|박물관|초등학교|중학교|고등학교|경찰서|우체국) ?\(\Z"
    r"|[가-힣]{2}(?:보건소|복지관|주민센터|복지센터|상담센터|지원센터|지원본부|[시군구]청|교육지원청|사무소)"
    r"(?: [가-힣]{2,8}(?:과|팀|실))?[ (:]{1,2}\Z"
    r"|(?:정책|복지|행정|건설|환경|세무|세정|민원|교통|위생|안전|건축|주택|도시|농정|산림|경제|문화|체육|관광|보건|회계"
    r"|총무|징수)[가-힣]{0,4}(?:과|팀|국|담당관) ?\(\Z"
    r"|(?<![가-힣])(?:센터|본부|청사|상담실|사무실|교육장|회의실|접수처|방문처"
    r"|(?:집합|개최|행사|열람) ?장소)[ :]{1,3}\Z"
)
# Or a hall, and what sends letters and gets them back: 나래1리 마을회관 나래로 12.
_OF_HALL: Final = re.compile(
    rf"(?:{headings.HALLS})[ |/,\t]{{1,3}}\Z|(?:\A|\n)[ ○●□■•·*▶※-]{{0,3}}(?:발송|발신|회송|반송)처[ :]{{1,3}}\Z"
)
# The head of an official paper, below who wrote and decided it: 우 00000 … 나래로 12 (나래동)  전화 031-….
_LETTERHEAD: Final = re.compile(r"\n ?\(?우\)? ?[0-9]{5} ?\Z")
_LETTERHEAD_BEHIND: Final = re.compile(
    r" ?(?:\([^()\n]{1,24}\))? {0,3}/? ?(?:(?:전화|전송|팩스)[ :(]{0,3}0(?!1)|홈페이지|누리집|https?:|www\.|/)"
)
_SIGNED: Final = re.compile("전결|시행|협조자|주무관|[과국팀]장")
# The word for an address behind what may be a place's.
_ADDRESS_LEAD: Final = re.compile(r"(?:주소|소재)지?(?:는|은)?[ :]{1,3}\Z")
# A part of a street, or land: 나래로 12 전면, 나래리 12 (대지, 165㎡).
_SPOT: Final = re.compile(
    r" ?\((?:대지?|전|답|임야|과수원|잡종지|농지|도로|구거)(?:, ?| )[0-9.,]{1,9} ?(?:㎡|m²|평)"
    r"|,? (?:[가-힣]{1,4} )?편입 ?(?:분|지|부분|토지|면적)|,? [시군도구국공]유(?:림|지|재산)(?![가-힣])"
    r"| (?:전면|후면|인근|일원|일대|지선|옆 (?:도로|인도|공터)|앞 (?:도로|인도|보도|노상))(?![가-힣])"
)
# The other form of an address of which the notice of a new one tells: 나래동 12-3 → 나래로 45 (나래공원 관리동).
_RENAMED: Final = re.compile(r" ?(?:→|->|⇒|▶) ?[가-힣][^\n()]{4,40}\((?P<said>[^()\n]{2,24})\)")
_NEW_FORM: Final = re.compile(r"(?:→|->|⇒|▶) ?\Z")
_SENTENCE: Final = re.compile(r"(?<=[가-힣]{2})\. ")
_SHORT_TOWN: Final = re.compile("(?:[가-힣]{2,5},? ){1,3}")
# All that a line has beside an address that tells of nothing else: its number, its postal code.
_NOTHING: Final = re.compile(r"[-0-9.,:()\[\]○●•·*□■▶※우\s]*\Z")
# What must stand before a road without a town and with a plain number, which 별지로 3 would be too.
_CUE: Final = patterns.cue("주_소 거주 자택 전입 본적 등록기준지")
_BEFORE_NUMBER: Final = frozenset(places.ROAD_ENDINGS + "산")
_BESIDE_NUMBER: Final = _BEFORE_NUMBER | frozenset(" \n")
# Without any of these in a text, nothing makes an address a home but what stands behind its number: a flat, a note, who
# lives there. Most addresses in letters are the office's own, and end there.
_ASKING: Final[frozenset[Label | Sign]] = (
    TOLD_BY | PRIVATE | {Label.PERSON, Sign.HOME_MATTER, Sign.KIN, Sign.LIVED_IN, Sign.PERSON, Sign.HONORIFIC}
)
# How far from its number what is asked about an address may stand.
_ASKED_BEFORE: Final = 150
_ASKED_BEHIND: Final = 40
_GOES_ON: Final = re.compile(
    rf"[-0-9*○●Xx \n,]*+(?:[가-힣A-Za-z()\[\]」』】]"
    rf"|[/|] ?(?:[{residence.BEHIND_SIGNS}]|01[016-9]|[{SURNAMES}][{GIVEN}]{{2}} ?(?:[/|,(\n]|\Z)))"
    r"|[-0-9*○●Xx]++[ ,\n]++[0-9]"
    r"|[-0-9*○●Xx]++ ?(?P<end>[\n\t.,;|]|/(?! ?(?:[a-zA-Z]|전화|전송|팩스|홈페))|\Z|[①-⑳])"
)


def find_addresses(reading: Reading) -> Iterator[Finding]:
    """Yield the home addresses of the text."""
    home: Finding | None = None
    done = 0
    asking = _ASKING & reading.seen
    anywhere = bool(asking or reading.cells)
    for number in reading.digits:
        beside = reading.text[number - 1]
        if number < done or beside not in _BESIDE_NUMBER:
            continue
        if beside not in _BEFORE_NUMBER and reading.before(number, 4).rstrip(" \n")[-1:] not in _BEFORE_NUMBER:
            continue
        if reading.cell(number, Label.PLATE):
            continue
        reading.houses.append(number)
        linked = (done > 0 and number - done < LONGEST_LINKED) or errands.may_lead_to(reading, number)
        if not (linked or (anywhere and _is_asked(reading, number, asking)) or _may_be_told(reading, number)):
            continue
        tail = TAIL.match(reading.text, number)
        if tail is None or not (linked or _is_candidate(reading, tail)):
            continue
        found = found_at(reading, tail, home if linked else None, linked=linked)
        if found:
            home, done = found, found.end
            yield found


def found_at(reading: Reading, tail: re.Match[str], before: Finding | None, *, linked: bool) -> Finding | None:
    """Return the home whose number is ``tail``; ``linked`` where the home ``before`` it or an errand may tell of it."""
    number = tail.start()
    street = STREET.search(reading.before(number, LONGEST_STREET))
    if street is None or ("\n" in street[0] and tail[0].isdigit() and _ROW.match(reading.text, tail.end())):
        return None
    start = _start(reading, number - len(street[0]), street[0], tail)
    if start is None:
        return None
    start = extents.town_of(reading, start)
    sure = confidence(reading, start, tail)
    led = linked and errands.leads_to(reading, start, tail, before)
    if sure is None and (led or (before and _is_next(reading, before.end, start, tail.end()))):
        sure = Confidence.POSSIBLE
    return extents.home(reading, start, tail.end(), sure, errands.RULE if led else "home-address") if sure else None


def _is_next(reading: Reading, done: int, start: int, tail_end: int) -> bool:
    """Say whether nothing parts an address from the home before it but what joins the two, or a line each."""
    if reading.text[done:start] == "\n":
        return reading.text[tail_end : tail_end + 1] in ("", "\n")
    return _LINK.fullmatch(reading.text, done, start) is not None


def _may_be_told(reading: Reading, number: int) -> bool:
    """Say whether what stands behind a number, or a name before its address, could make it a home's."""
    behind = _GOES_ON.match(reading.text, number)
    return behind is not None and (behind["end"] is None or weighing.is_named_ahead(reading, number))


def _is_asked(reading: Reading, number: int, asking: frozenset[Label | Sign]) -> bool:
    """Say whether a word, a sign or a table around a number could make it a home's, whatever stands right behind it."""
    around, end = _ASKED_BEFORE + _ASKED_BEHIND, number + _ASKED_BEHIND
    for one in asking:
        if isinstance(one, Label):
            near = reading.announced(end, one, within=around)
        else:
            near = reading.signed(end, one, within=around)
        if near:
            return True
    return reading.is_tabled(number)


def _is_candidate(reading: Reading, tail: re.Match[str]) -> bool:
    """Say whether anything in the text could make this a home, before more is looked at."""
    return bool(
        tail["flat"]
        or reading.cells
        or Label.ADDRESS in reading.labels
        or not reading.labels.isdisjoint(PRIVATE)
        or tail["note"]
        or tail["village"]
        or weighing.may_have_neighbour(reading, tail.start(), tail.end())
        or residence.may_be_told(reading, tail.start())
        or residence.lives_behind(reading, tail.end())
        or _is_addressee(reading, tail)
    )


def _is_addressee(reading: Reading, tail: re.Match[str]) -> bool:
    """Say whether a letter goes there (마당로 12 홍길동 귀하)."""
    signed = Sign.PERSON in reading.signs or Sign.HONORIFIC in reading.signs
    return signed and bool(_ADDRESSEE_AFTER.match(reading.text, tail.end()))


def confidence(reading: Reading, start: int, tail: re.Match[str]) -> Confidence | None:
    """Say how surely somebody lives there; None where nothing says so, or an office is named."""
    before = reading.before(start, 40)
    if _is_of_place(before) or (_LETTERHEAD.search(before) and _is_letterhead(reading, start, tail)):
        return None
    if tail["flat"] is None and (_is_owned(reading, start, tail) or _PROPERTY.search(before)):
        return None
    side = reading.side(start, tail.end())
    if side is Side.HOME or reading.under(start, Label.HOME) or _is_lived_at(reading, start, tail):
        return Confidence.CERTAIN
    if OFFICE_NAMED.search(tail[0]) and not _STAY.search(tail[0]):
        return None
    if not OFFICE_AFTER.match(reading.after(tail.end(), 24)) and (said := _said(reading, start, tail, side)):
        return said
    return Confidence.POSSIBLE if weighing.is_home(reading, start, tail) else None


def _is_owned(reading: Reading, start: int, tail: re.Match[str]) -> bool:
    """Say whether an address is that of a part of a street or a body, or of what its owner need not live in."""
    renamed = _RENAMED.match(reading.text, tail.end())
    if _SPOT.match(reading.text, tail.end()) or (renamed and is_public(renamed["said"])):
        return True
    if _NEW_FORM.search(reading.before(start, 4)) and is_public(tail["note"] or ""):
        return True
    row = reading.text[start - 1] == "\n" and _OWNED_ROW.match(reading.text, tail.end())
    return bool(row) and _OF_OWNED.search(reading.text, max(0, start - _LIST), start) is not None


def _is_letterhead(reading: Reading, start: int, tail: re.Match[str]) -> bool:
    """Say whether telephones or the site of an office stand behind an address, and its officials above."""
    end = tail.start("note") if tail["note"] is not None else tail.end()
    behind = _LETTERHEAD_BEHIND.match(reading.text, end) or _LETTERHEAD_BEHIND.match(reading.text, tail.end())
    return behind is not None and _SIGNED.search(reading.before(start, _ASKED_BEFORE)) is not None


def _is_of_place(before: str) -> bool:
    """Say whether the word for an address at the end of ``before`` is said of a place, or a body gives its own."""
    if any(form.search(before) for form in (_OF_DEPARTMENT, _OF_COMPANY, _OF_HALL)):
        return True
    lead = _ADDRESS_LEAD.search(before)
    return lead is not None and OF_PLACE.search(before, 0, lead.start()) is not None


def _said(reading: Reading, start: int, tail: re.Match[str], side: Side | None) -> Confidence | None:
    """Say how surely somebody lives there by whose address it is, or by its flat; None where neither says it."""
    block = tail["block"] is not None or (tail["pair"] is not None and bool(_HOUSES.search(tail[0])))
    if side is Side.CITIZEN or reading.under(start, Label.ADDRESS, people=True) or _is_addressee(reading, tail):
        return Confidence.CERTAIN if block else Confidence.LIKELY
    if residence.follows_person(reading, start) and not is_public(noted(reading, start, tail.end())):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if _may_be_home(reading, start, tail, block=block) else None


def _is_lived_at(reading: Reading, start: int, tail: re.Match[str]) -> bool:
    """Say whether words beside the address say so, also in what was taken for a note: 마당로 12 (자택)."""
    told = (tail.start(part) for part in ("note", "village") if tail[part] is not None)
    if any(residence.lives_behind(reading, place) for place in told) or residence.is_lived_at(
        reading, start, tail.end()
    ):
        return True
    end = extents.end_of(reading, tail.end())
    return end > tail.end() and residence.lives_behind(reading, end)


def _may_be_home(reading: Reading, start: int, tail: re.Match[str], *, block: bool) -> bool:
    """Say whether an address is likelier a home's than anything else's, where no word says whose it is."""
    end = tail.end()
    before, behind = line_around(reading, start, end)
    line = _SENTENCE.split(before)[-1], behind
    cell = reading.cell(start, Label.ADDRESS)
    if cell and cell.officials:
        return False
    if tail["block"] and is_numbered(tail[0]):
        return not any(map(is_body, line))
    sure = block or tail["unit"] or (Sign.HOME_MATTER in reading.signs and residence.is_home_matter(*line))
    told = sure or _cue_before(reading, start)
    floor = tail["floor"]
    low = floor and (_ONLY_LIVED_IN.search(floor) or all(map(_NOTHING.match, line)))
    if not (told or low) or is_public(line[0]) or is_public(line[1]) or ROOM.search(line[1]):
        return False
    if sure or not told:
        return True
    around = f"{_SENTENCE.split(_lines_before(reading, start))[-1]}\0{_lines_after(reading, end)}"
    return not (is_public(around) or SEATS.search(tail.string, start, end))


def _lines_before(reading: Reading, start: int) -> str:
    return "\n".join(reading.before(start, 120).split("\n")[-3:])


def _lines_after(reading: Reading, end: int) -> str:
    return "\n".join(reading.after(end, 120).split("\n")[:3])


def _cue_before(reading: Reading, start: int) -> bool:
    """Say whether a word for an address leads to ``start``."""
    ends = (reading.last_end(start, label, within=LONGEST_LEAD) for label in LABELS)
    return any(end is not None and LEADS.fullmatch(reading.text, end, start) for end in ends)


def _start(reading: Reading, street: int, name: str, tail: re.Match[str]) -> int | None:
    """Return where the address begins that has its street at ``street``; None for what is none (별지로 3)."""
    town = TOWN.search(reading.before(street, LONGEST_TOWN))
    start = street - len(town[0]) if town else street
    cues = (reading.last_end(tail.start(), label, within=tail.start() - start) for label in LABELS)
    told = [end for end in cues if end is not None and end > start]
    if told:
        return max(told)
    if town and town[0]:
        glued = _GLUED.match(town[0])
        return start + (glued.end() if glued else 0)
    if (short := _short_town(reading, street)) is not None:
        return short
    if (wider := extents.town_of(reading, street)) < street:
        return wider
    sure = "-" in tail[0] or tail["flat"] or GLUED_TOWN.match(name) or BRANCHED.search(name)
    if sure or _CUE.search(reading.before(street, 16)) or residence.is_lived_at(reading, street, tail.end()):
        return street
    named = tail.string[tail.start() - 1] != "\n" and weighing.neighbour(reading, street, tail.end())
    return street if named else None


def _short_town(reading: Reading, street: int) -> int | None:
    """Return where towns without their endings begin, between a word for an address and the road: 누리 마당 나래로."""
    ends = (reading.last_end(street, label, within=LONGEST_LEAD) for label in LABELS)
    for end in ends:
        lead = None if end is None else LEAD_AHEAD.match(reading.text, end)
        town = lead and _SHORT_TOWN.fullmatch(reading.text, lead.end(), street)
        if lead and town and not OFFICE.search(town[0]):
            return lead.end()
    return None


def find_covered_houses(reading: Reading) -> Iterator[Finding]:
    """Yield the addresses of which the number of the house is covered, and the flat is not: 마당로 **, 302호."""
    for place in reading.signs.get(Sign.COVERED_HOUSE, ()):
        tail = COVERED.match(reading.text, place)
        street = tail and STREET.search(reading.before(tail.start("number"), LONGEST_STREET))
        if tail is None or not street:
            continue
        start = _start(reading, tail.start("number") - len(street[0]), street[0], tail)
        public = (*line_around(reading, tail.start(), tail.end()), tail[0])
        if start is not None and not any(map(is_public, public)):
            yield extents.home(reading, start, tail.end(), Confidence.POSSIBLE, "home-covered")
