"""The weight of what speaks for a home and against it, where no word right beside an address decides.

Three things are weighed in points: how much of a dwelling the address itself has (the flat of a numbered block says
more than a floor), how near people stand to it (named beside it, or in its line), and how surely its line is of what
anybody may know (a body says more than a place, a place or a matter says little).
"""

import re
from typing import Final

from screening.addresses.forms import is_numbered
from screening.addresses.publicplaces import OFFICE, OWNER, ROOM
from screening.names.forms import Evidence, is_common, is_likely, is_name
from screening.names.likelihood import LIKELY, form_points, may_fill
from screening.names.posted import is_public
from screening.names.shapes import COVERED, HONORIFIC, PARTICLE, POST, RARE, WHOLE
from screening.text.cues import Label
from screening.text.reading import Reading
from screening.words import homes, offices, officials, patterns
from screening.words.places import HOUSES

# As many points more for a home than against it make it one.
_ENOUGH: Final = 2
_NEAR: Final = 48  # characters of a line around an address

_NUMBER: Final = r"\(?[0-9]{2,4}\)?[-. ]?[0-9]{3,4}[-. ]?[0-9]{4}"
_CODE: Final = r"(?:\(?(?:우\)?\.? ?)?[0-9]{5}\)?|\(우편 ?번호[^()\n]{0,8}\))"
# What a row says of somebody between his name and his address: sex, age, birth, telephone.
_FACT: Final = (
    rf"(?:[남여][성자]?|만? ?[0-9]{{1,3}}세|[0-9]{{2,4}}년생"
    rf"|(?:[0-9]{{2}})?[0-9]{{2}}[.-] ?[0-9]{{1,2}}[.-] ?[0-9]{{1,2}}\.?(?:생)?"
    rf"|(?:한우|젖소|돼지|육계|산란계|염소|사슴|닭|오리|벌) ?[0-9,]{{1,7}}(?:두|수|마리|군|통)"
    r"|[가-힣0-9·]{2,6}(?= ?/)"
    rf"|19[0-9]{{2}}|[0-9]{{6}}(?:-[0-9*]{{1,7}})?|본인|세대주|배우자|{_NUMBER})"
)
_SIGN: Final = r"(?:[ ,(/|:;\t·\n—–_\"'→-]{1,8}|</td> ?\n?<td[^<>]{0,20}>)"
# Between a name and the address behind it: who he is in brackets or cells, a word for an address, a postal code.
_BETWEEN: Final = (
    rf"(?: ?(?:{HONORIFIC}|귀 ?하|귀댁|올림|드림|댁|집|자택|가정|가구|세대|농가)){{0,2}}"
    rf"(?: ?\([^()\n]{{1,14}}\)| ?\([^()\n0-9]{{2,16}},| 외 [0-9]{{1,2}} ?[인명])?"
    rf"(?:[은는이가의]|께서)?{_SIGN}(?:{_FACT}{_SIGN}){{0,3}}"
    rf"(?:(?:[가-힣]{{0,4}}주소지?|거주지?|자택|소재지?|관내|사는 ?곳)[ :]{{0,3}})?(?:{_CODE}[ ,\n]{{1,3}})?"
)
_NAMED_BEFORE: Final = re.compile(rf"(?<![가-힣○*●])(?:(?P<name>{WHOLE}|{RARE})|{COVERED}){_BETWEEN}\Z")
_AHEAD: Final = re.compile(rf"(?<![가-힣○*●])(?:{WHOLE}|{RARE}|{COVERED}){_BETWEEN}[가-힣]|\(우? ?\)? ?[0-9]{{5}}")
_ROW_AHEAD: Final = re.compile(r"\n[0-9]{1,4}[.)]? {1,3}\Z")
# Whose birth stands between his name and an address has it, whatever body the next cell names.
_BORN: Final = re.compile(r"(?<![0-9])(?:19[0-9]{2}(?:[.-]|년생)|[0-9]{6}-[1-4*]|[0-9]{1,3}세)")
_REACH: Final = 72
_OWN: Final = re.compile("자택|[댁집]|거주")
_NAMED_BEHIND: Final = re.compile(
    r"(?P<sign>[ ,)\]/|·:」\t]{1,4}"
    r"(?:(?:(?:[가-힣]{1,4} )?농가|소유자|소유주|거주자?|거주하는|사는|주민|세대주|세입자|임차인|건물주|토지주)"
    r" ?[:(]? ?)?)"
    rf"(?P<name>{WHOLE})(?=(?P<called> ?(?:{HONORIFIC}|어르신|할머니|할아버지))?(?:{PARTICLE})?(?![가-힣]))"
)
# To whom a letter goes, whose address follows his postal code.
_LETTER: Final = re.compile(r"\(우? ?\)? ?[0-9]{5}\)? ?\Z|\(우\) ?[0-9]{5} ?\Z")
_PAGE: Final = 120
_DESK: Final = re.compile("전화|팩스|전송|홈페이지|www|@|☎|Tel|TEL|문의|담당|과장|[가-힣](?:시|구|군|청|과|처|원)장")
# Where people live and hardly anybody works.
_LOW: Final = re.compile("반지하|옥탑|지층")
# Houses of flats, which have no other rooms.
_OF_FLATS: Final = re.compile("(?:빌라|맨션|맨숀|연립|다세대|원룸|고시원|고시텔|하이츠|아파트)")
_BLOCK: Final = re.compile("(?<=[ ,])(?:[가나다라마바사]|[0-9]{1,4}) ?동(?=[ ,])")
_WARD: Final = re.compile("[0-9]{1,3} ?통 ?[0-9]{1,2} ?반")
# A work is none of the corporations that are named alike.
_WORK: Final = re.compile(
    "(?<![가-힣])공사|전기 ?안전|담당 ?기사|현장 ?(?:방문|확인|조사|점검|실사|출동|도착|사진|답사|상담|실측|에)"
    # Nor is the bank of an account behind it a place (나래로 12 대구은행505-13-284910), nor whose kin somebody is.
    "|[가-힣]{2,4}은행(?= ?[0-9]{2,6}-)|애국지사"
)
# In whose home something happened, or who is asked for there.
_HOUSEHOLD: Final = re.compile(
    "(?:피해|침수|수해|대상|독거|취약|수급|체납|누수|화재|동파|파손|위기|전입|해당|방문|민원|신고|가해|이웃|저소득|붕괴"
    "|정전|단수|미납|배달|배분|전달|돌봄|안부|급식|연탄|도시락|반찬|지원|신청|선정|거주|멸실|반파|전파|전소|고립|빈|개인|단독)"
    r" ?(?:가구|세대|주택|가정|농가|주거지|가옥|댁|대상자?)(?:는|은|인|의)? ?[:(▶☞-]? ?\Z"
)
# Whose mail came back.
_UNDELIVERED: Final = re.compile("송달 ?(?:불능|장소)|폐문 ?부재|(?:수취|이사) ?인? ?불명|반송|미송달")
_HOLDER: Final = re.compile("(?:소유|거주|점유)[자주]|세대주|임차인|세입자|유족|보호자")
# Who is named in the line before.
_NAMES: Final = re.compile(rf"(?<![가-힣])({WHOLE})(?![가-힣])(?! ?(?:{POST}|의원|위원|시장|교수|작가|대표))")
_CONTACT: Final = re.compile(r"(?<![0-9])01[016789][-. )]{0,2}[0-9]{3,4}[-. ]?[0-9]{4}(?![0-9])|[0-9]{6}-[0-9*]{1,7}")
_CALLED: Final = re.compile(r"[가-힣○*] ?(?:씨|님|어르신|할머니|할아버지|군|양)(?![가-힣]{3})|귀 ?하")
_PERSONS: Final = (Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME)
_MATTER: Final = patterns.cue(f"{homes.HOME_MATTER} {homes.LIVING_MATTER}")
_PLACE: Final = patterns.cue(offices.PLACE_MATTER)
_SOLD: Final = re.compile("매각|공매|경매|낙찰|입찰|분양")
_BODY: Final = patterns.cue(
    " ".join(
        {*f"{offices.OFFICE} {offices.PUBLIC_PLACE} {offices.BODY} {officials.OFFICIAL_NAME}".split()}
        - {*offices.PLACE_MATTER.split()}
    )
)
# Up to the end of the brackets that were opened before.
_UNCLOSED: Final = re.compile(r"[^()]*(?=\))")
# A cell that says that there is nothing ends what is said of an address as well: 나래로 12 없음 나래복지관.
_CLAUSE: Final = re.compile(r"[\n;|。→⇒▶]|[다음함임요]\. | (?:없음|미상|해당없음)(?= )")


def neighbour(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Return where somebody is named right before an address or right behind it; None where nobody is.

    A name that is covered has no place of its own to be found: it is where the address begins.
    """
    before = reading.before(start, _NEAR)
    if match := _NAMED_BEFORE.search(before):
        if match["name"] is None:
            return start, start
        place = start - len(before) + match.start("name")
        named = place, place + len(match["name"])
        somebody = (
            may_fill(match["name"], asked=True)
            if _in_row(match)
            else _is_somebody(match["name"], sure=reading.text[start - 1] in "(\n" or _begins(match))
        )
        own = _OWN.search(reading.text, named[1], start)  # 이장 홍길동 자택(나래로 12)
        if somebody and (own or not is_public(reading.text, *named)):
            return named
    behind = _NAMED_BEHIND.match(reading.text, end)
    sure = behind and (behind["called"] or len(behind["sign"]) > 3 or "/" in behind["sign"] or _is_called(behind))
    return behind.span("name") if behind and _is_somebody(behind["name"], sure=bool(sure)) else None


def _is_called(name: re.Match[str]) -> bool:
    """Say whether all of the brackets behind an address is who is called by that name in the text: 홍길동 님."""
    whole = name["sign"][-1:] == "(" and name.string[name.end() : name.end() + 1] == ")"
    return whole and (f"{name['name']} 님" in name.string or f"{name['name']}님" in name.string)


def _begins(name: re.Match[str]) -> bool:
    """Say whether a name is the first word behind a mark or of its line, and a sign parts it from the address."""
    return name.string[: name.start()].rstrip(" ")[-1:] in ("", ":", "\n", "-", "|", "(") and "," in name[0]


def _in_row(name: re.Match[str]) -> bool:
    """Say whether nothing but the number of its row stands before a name in its line."""
    return _ROW_AHEAD.search(name.string, 0, name.start()) is not None


def _is_somebody(name: str, *, sure: bool) -> bool:
    """Say whether a name beside an address is one: many bear it, or signs say so and it is no word."""
    return is_name(name, Evidence.NEAR) if sure else _is_likely(name)


def _is_likely(name: str) -> bool:
    return is_likely(name) or form_points(name) >= LIKELY


def may_have_neighbour(reading: Reading, number: int, end: int) -> bool:
    """Say whether it is worth asking who is named beside the address whose number stands there."""
    return bool(_NAMED_BEHIND.match(reading.text, end) or _AHEAD.search(reading.before(number, _REACH)))


def is_named_ahead(reading: Reading, number: int) -> bool:
    """Say whether somebody may be named before the address whose number stands there, in its line or the one before."""
    first = max(0, number - _REACH)
    line = reading.text.rfind("\n", first, number)
    line = first if line < 0 else reading.text.rfind("\n", first, line) + 1 or first
    return _AHEAD.search(reading.text, line, number) is not None


def dwelling(tail: re.Match[str]) -> int:
    """Return how much of a dwelling the end of an address has."""
    said = tail.groupdict()
    if said.get("block"):
        return 4 if is_numbered(tail[0]) else 3
    if said.get("pair"):
        return of_pair(tail[0], tail["pair"])
    if said.get("unit") or said.get("village"):
        return 3 if said.get("unit") and _OF_FLATS.search(tail[0]) else 2
    if _LOW.search(tail[0]):
        return 3
    if said.get("estate") or _WARD.match(tail[0]):
        return 2
    return (2 if _BLOCK.search(tail[0]) else 1) if said.get("floor") else 0


def of_pair(address: str, pair: str) -> int:
    """Return how likely two numbers are a block and a flat: on a floor that can be, not the end of a telephone."""
    flat = re.split("[-/]", pair)[-1]
    floor, door = int(flat[:-2] or 0), int(flat[-2:])
    return (3 if HOUSE.search(address) else 2) if floor <= 60 and 1 <= door <= 15 else 1


HOUSE: Final = re.compile(HOUSES)


def people(reading: Reading, start: int, end: int) -> int:
    """Return how near people stand to an address, but for those named beside it and for who is said to live there."""
    before, after = clause(reading, start, end)
    if _LETTER.search(before):
        around = f"{reading.before(start, _PAGE)}\0{reading.after(end, _PAGE)}"
        return 0 if _DESK.search(around) or public(around, "") else 2
    near = len(before)
    if any(label in reading.labels and reading.announced(start, label, within=near) for label in _PERSONS):
        return 2
    around = f"{before}\0{after}"
    if _HOUSEHOLD.search(before) or _UNDELIVERED.search(around) or any(map(is_common, _NAMES.findall(before))):
        return 2
    if _CONTACT.search(around) or _CALLED.search(before) or _MATTER.search(reading.text[start:end].partition("(")[2]):
        return 2
    asked = reading.announced(start, Label.ADDRESS, within=near) or reading.announced(start, Label.HOME, within=near)
    return asked + min(2, len(set(_MATTER.findall(around))) + bool(_HOLDER.search(after)))


def public(before: str, after: str) -> int:
    """Return how surely what stands around an address is of what anybody may know."""
    around = _WORK.sub("", OWNER.sub("", f"{before}\0{after}"))
    if _BODY.search(around) or ROOM.search(around) or OFFICE.search(around):
        return 4
    return bool(_PLACE.search(around)) + bool(_SOLD.search(around))


def clause(reading: Reading, start: int, end: int) -> tuple[str, str]:
    """Return what stands before an address and behind it in its line, up to where another sentence or cell begins."""
    before = _CLAUSE.split(reading.before(start, _NEAR))[-1]
    return before, _CLAUSE.split(reading.after(end, _NEAR), maxsplit=1)[0]


def is_home(reading: Reading, start: int, tail: re.Match[str]) -> bool:
    """Say whether more speaks for a home than against it; no column of addresses is one of homes by itself."""
    cell = reading.cell(start, Label.ADDRESS)
    if (cell and not cell.people) or (tail.string[tail.start() - 1] == "\n" and tail[0].isdigit()):
        return False
    return outweighs(reading, start, tail.end(), dwelling(tail))


def outweighs(reading: Reading, start: int, end: int, points: int) -> bool:
    """Say whether more speaks for a home than against it where the address itself has so many points.

    Behind the brackets in which it stands beside a name that many bear, another place is spoken of.
    """
    before, after = clause(reading, start, end)
    if name := neighbour(reading, start, end):
        word = reading.text[slice(*name)]
        points += 3 if not word or _is_likely(word) else 2
        if _BORN.search(reading.text, name[1], start):
            after = ""
        elif (inside := _UNCLOSED.match(after)) and (not word or is_common(word)):
            after = inside[0]
    elif points < _ENOUGH + 2:
        points += people(reading, start, end)
    return points >= _ENOUGH and points - public(before, after) >= _ENOUGH
