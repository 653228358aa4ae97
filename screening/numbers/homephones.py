"""Telephones told by somebody beside them: in the row, the brackets or the lines below a person, kin or a home."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.likelihood import POSSIBLE, form_points
from screening.names.posted import is_posted
from screening.names.shapes import HONORIFIC, WHOLE
from screening.numbers.rows import END
from screening.numbers.telephones import DEPARTMENT, DESK, LANDLINE, LINE, NO_NAME, OF_PAPER, may_be_business
from screening.text.cues import Label
from screening.text.reading import Reading
from screening.words import belongings, offices, patterns

_SHORT_LANDLINE: Final = re.compile(r'[ "]{0,3}((?:2|[3-6][1-5]|70)-?[0-9]{3,4}-?[0-9]{4})(?:\.0)?[ "]{0,3}')
# Right behind the address of a home, in its brackets or its line.
_BESIDE_HOME: Final = re.compile(
    r"(?:\)?[와과] |[ ,)/·|\t]{0,3})(?:☎|☏|(?:집 ?|댁 ?)?전화(?:번호)?|연락처|T(?:el)?\.?)?[ :.)(]{0,3}"
    rf"({LANDLINE.pattern}|10-[2-9][0-9]{{3}}-[0-9]{{4}}{END})(?!-)"
)
# Without the zero that a spreadsheet takes from the front; a mobile one without any sign.
_WITHOUT_ZERO: Final = (
    rf"(?:(?P<mobile>10-?[2-9][0-9]{{3}}-?[0-9]{{4}}|1[16789]-?[0-9]{{3,4}}-?[0-9]{{4}})"
    rf"|(?:[3-6][1-5]|70)-?[2-9][0-9]{{2,3}}-?[0-9]{{4}}){END}(?![-.,]?[0-9])(?! ?(?:원|천|만|억|명|건|㎡|매|주|호))"
)
_DAY: Final = r"(?:19|20)?[0-9]{2}[.-]? ?[0-9]{1,2}[.-]? ?[0-9]{1,2}\.?"
_AGED: Final = r"(?:[남여][,/ ·]{0,2})?[0-9]{1,3} ?세?(?:[,/ ·]{1,2}[남여])?|(?:19|20)?[0-9]{2}년생"
# Right behind somebody who was found, or his number, in brackets or the next cells: what is said of him between is
# when he was born, who he is to somebody, and that he was called.
_BESIDE_PERSON: Final = re.compile(
    rf"(?:{HONORIFIC})?(?: ?\((?:[^()\n0-9]{{1,12}}|{_AGED})\))?(?:[와과이가은는의]|에게|께서|한테|하고)?"
    rf"(?: ?(?:{HONORIFIC})(?:[와과이가은는의]|에게|께서|한테|하고)?)?"
    rf"(?: ?[,/|·] ?{_DAY}(?= ?[,/|])| {_DAY}(?: [가-힣]{{1,4}})?(?= ))?"
    rf"(?: ?[/|] ?(?![가-힣]*(?:{patterns.alternatives(belongings.DESKS)}))[가-힣]{{1,5}}(?= ?[/|]))?"
    rf"(?:[:,] [^\n0-9:,]{{2,20}}[음함됨임](?=[,.]))?"
    rf"(?:[ ,/|\t:.—–-]{{1,4}}(?:{patterns.alternatives(belongings.RELATIONS)})(?=[ ,/|\t:(0-9]))?"
    rf"(?:[ ,/|\t:.—–-]{{1,4}}[(\[]?|[(\[]|(?<=[가-힣])(?=10[2-9]|01[016789]))"
    r"(?:☎|☏|(?:집 ?|댁 ?)?(?:전화|통화|연락)(?:번호|처)?[는은가]?|[집댁]|자택|T(?:el)?\.?|TEL)?[ :.]{0,2}[(\[]?"
    rf"(?P<number>{LANDLINE.pattern}(?!-)|0[2-7][0-9]? [0-9]{{3,4}} [0-9]{{2}} [0-9]{{2}}{END}|{_WITHOUT_ZERO})"
)
# A landline right before a mobile telephone: 031-000-0000 / 010-….
_BEFORE_MOBILE: Final = re.compile(
    rf"(?<![-0-9])(?P<number>{LANDLINE.pattern})"
    r"(?:[ ,/·|(]{1,4}(?:(?:손전화|휴대 ?전화|휴대폰|핸드폰)(?:번호)?[ :]{0,2})?"
    r"|\n(?:손전화|휴대 ?전화|휴대폰|핸드폰)(?:번호)?[ :]{0,2}\n"
    r"|(?:[은는]|에서)? ?[가-힣 ]{0,12}(?:손전화|휴대 ?전화|휴대폰|핸드폰|폰)(?:번호)?[은는로:]? ?)\Z"
)
# In a list of names with telephones, behind or before somebody with a mobile one: 홍길동 010-…, 심청 031-….
_LISTED: Final = rf"(?P<name>{WHOLE})(?:님|씨)?[ :(]{{1,2}}(?P<number>{LANDLINE.pattern})(?!-)"
_LISTED_BEHIND: Final = re.compile(rf"\)? ?[,/·;] ?{_LISTED}")
_LISTED_BEFORE: Final = re.compile(rf"(?<![가-힣]){_LISTED}\)? ?[,/·;] ?{WHOLE}(?:님|씨)?[ :(]{{1,2}}\Z")
_OFFICE_BEHIND: Final = re.compile(r"[ ,)]{0,2}(?:[가-힣]{2,8}(?:과|팀|센터|시청|구청|군청)|담당)")
# Before it: 전화는 000-1234, 집전화요.
_LOCAL_AHEAD: Final = re.compile(r"(?<![-0-9])([2-9][0-9]{2,3}-[0-9]{4}),? ?\(?\Z")
_LOCAL: Final = re.compile(rf"[ \n:(]{{1,4}}([2-9][0-9]{{2,3}}-[0-9]{{4}}){END}(?!-)")
# 홍길동(031-…), but not 연구사 홍길동(031-….
_OPENED: Final = re.compile(rf"(?<![가-힣])(?<![사원장관수직자표] )(?P<name>{WHOLE})(?:님|씨)? ?[(\[]\Z")
# Whom a word calls somebody's kin: 형 홍길동(031-….
_KIN_OPENED: Final = re.compile(
    rf"(?<![가-힣])(?:{patterns.alternatives(belongings.RELATIONS)})[ :]{{1,2}}"
    rf"(?P<name>{WHOLE})(?:님|씨)?(?:(?:에게|께|한테)? ?(?:전화|통화|연락))? ?[(\[]\Z"
)
_BRACKETED: Final = re.compile(rf"({LANDLINE.pattern}) ?[)\]]")
# Behind the word for one in a line of its own, as forms have it.
_TOLD: Final = re.compile(rf"(?:번호)?[ :=|\t]{{1,4}}({LANDLINE.pattern})(?!-)")
_IN_CHARGE: Final = re.compile("담당|과장|팀장|주무관|대표|원장|센터|[과팀국] ")
_BLOCK: Final = 90
_LINES_BELOW: Final = 2
_LONGEST_BEFORE: Final = 44
_OFFICES: Final = patterns.cue(offices.OFFICE)
_OF_PEOPLE: Final = frozenset({Kind.RESIDENT_NUMBER, Kind.ALIEN_NUMBER, Kind.MOBILE, Kind.VEHICLE_PLATE})


def find_telephones_of_homes(reading: Reading) -> Iterator[Finding]:
    """Yield the telephones right behind the homes that were found, and right behind somebody who is called by name."""
    for home in reading.owned:
        if home.kind is not Kind.HOME_ADDRESS:
            continue
        match = _BESIDE_HOME.match(reading.text, home.end)
        if match and not _OFFICE_BEHIND.match(reading.text, match.end()):
            kind = Kind.MOBILE if match[1].startswith("1") else Kind.HOME_PHONE
            yield Finding(kind, *match.span(1), Confidence.LIKELY, "home-phone-of-home")


def find_telephones_of_people(reading: Reading) -> Iterator[Finding]:
    """Yield the telephones right behind the people who were found, and behind what only people have."""
    owned = {found.end for found in reading.owned if found.kind in _OF_PEOPLE}
    for end in sorted({*(end for _, end in reading.people), *owned}):
        match = _BESIDE_PERSON.match(reading.text, end)
        if match is None or _OFFICE_BEHIND.match(reading.text, match.end()):
            continue
        if match["number"][0] == "0" or not may_be_business(reading, match.start()):
            kind = Kind.MOBILE if match["mobile"] else Kind.HOME_PHONE
            yield Finding(kind, *match.span("number"), Confidence.LIKELY, "telephone-of-person")
    yield from _in_brackets(reading)
    for mobile in (found for found in reading.owned if found.kind is Kind.MOBILE):
        first = max(0, mobile.start - _LONGEST_BEFORE)
        before = _BEFORE_MOBILE.search(reading.text, first, mobile.start)
        if before and not is_of_office(reading, before.start()):
            yield Finding(Kind.HOME_PHONE, *before.span("number"), Confidence.LIKELY, "home-phone-of-person")
        if listed := _listed(reading, mobile):
            yield Finding(Kind.PERSON_NAME, *listed.span("name"), Confidence.POSSIBLE, "name-reached")
            yield Finding(Kind.HOME_PHONE, *listed.span("number"), Confidence.LIKELY, "home-phone-of-person")


def _listed(reading: Reading, mobile: Finding) -> re.Match[str] | None:
    """Return the name and the landline beside a mobile telephone in a list of such pairs, unless it is a desk's."""
    text, first = reading.text, max(0, mobile.start - _LONGEST_BEFORE)
    listed = _LISTED_BEHIND.match(text, mobile.end) or _LISTED_BEFORE.search(text, first, mobile.start)
    if listed is None or listed["name"][-1] in NO_NAME or form_points(listed["name"]) < POSSIBLE:
        return None
    start, end = listed.span("name")
    office = is_posted(text, start, end) or is_of_office(reading, start) or _OFFICE_BEHIND.match(text, listed.end())
    return None if office else listed


def _in_brackets(reading: Reading) -> Iterator[Finding]:
    """Yield the telephones in brackets behind kin, who are people too, and behind names where mobiles stand."""
    mobile = any(found.kind is Kind.MOBILE for found in reading.owned)
    for start in reading.numbers:
        match = _BRACKETED.match(reading.text, start) if reading.text[start - 1] in "([" else None
        if match is None:
            continue
        kin = _kin_before(reading, start)
        if kin:
            yield Finding(Kind.PERSON_NAME, *kin, Confidence.POSSIBLE, "name-of-kin-reached")
        if kin or (mobile and _is_behind_name(reading, start)):
            yield Finding(Kind.HOME_PHONE, *match.span(1), Confidence.POSSIBLE, "home-phone-of-person")


def find_telephones_below(reading: Reading) -> Iterator[Finding]:
    """Yield the telephones behind a word for one in the lines below somebody, where no office is named between."""
    homes = reading.owned if Label.RESIDENT in reading.labels else ()  # of a form that somebody filled in
    people = sorted({*(end for _, end in reading.people), *(one.end for one in homes if one.kind is Kind.HOME_ADDRESS)})
    for cue in reading.cues if people else ():
        match = _TOLD.match(reading.text, cue.end) if cue.label is Label.PHONE and cue.word != "회신번호" else None
        at = bisect_right(people, cue.start) - 1 if match else -1
        if match is None or at < 0 or people[at] < cue.start - _BLOCK:
            continue
        line = reading.text.rfind("\n", 0, people[at]) + 1
        said = reading.text[line : match.end() + LINE].partition("\n\n")[0]
        if reading.text.count("\n", people[at], cue.start) <= _LINES_BELOW and len(said) > match.end() - line - 1:
            said = said[: match.end() - line] + said[match.end() - line :].partition("\n")[0]
            if not (
                OF_PAPER.search(reading.before(match.start(1), LINE))
                or _OFFICES.search(said)
                or DESK.search(said)
                or _IN_CHARGE.search(said)
            ):
                yield Finding(Kind.HOME_PHONE, *match.span(1), Confidence.LIKELY, "home-phone-below-name")


def find_local_telephones(reading: Reading) -> Iterator[Finding]:
    """Yield telephones without their area code right behind a word for a home's, and without their first zero in the
    columns of citizens' telephones.
    """
    for cue in reading.cues:
        if cue.label is Label.HOME_PHONE and (match := _LOCAL.match(reading.text, cue.end)):
            yield Finding(Kind.HOME_PHONE, *match.span(1), Confidence.LIKELY, "home-phone-local")
        if cue.label is Label.HOME_PHONE and (ahead := _LOCAL_AHEAD.search(reading.before(cue.start, 20))):
            start = cue.start - len(reading.before(cue.start, 20)) + ahead.start(1)
            yield Finding(Kind.HOME_PHONE, start, start + len(ahead[1]), Confidence.LIKELY, "home-phone-local")
    for cell in reading.cells:
        home = cell.label is Label.HOME_PHONE or (cell.label is Label.PHONE and cell.people)
        if home and (match := _SHORT_LANDLINE.fullmatch(reading.text, cell.start, cell.end)):
            yield Finding(Kind.HOME_PHONE, *match.span(1), Confidence.LIKELY, "home-phone-short")


def _is_behind_name(reading: Reading, start: int) -> bool:
    """Say whether a telephone in brackets stands behind a name that many bear, and no office is named before."""
    before = reading.before(start, LINE)
    named = _OPENED.search(before)
    if named is None or named["name"][-1] in NO_NAME or form_points(named["name"]) < POSSIBLE:
        return False
    name = start - len(before) + named.start()
    return not (is_posted(reading.text, name, name + len(named["name"])) or is_of_office(reading, name))


def _kin_before(reading: Reading, start: int) -> tuple[int, int] | None:
    """Return where somebody stands who is called another's kin, right before a telephone in brackets."""
    before = reading.before(start, 24)
    named = _KIN_OPENED.search(before)
    if named is None or named["name"][-1] in NO_NAME:
        return None
    first = start - len(before)
    return first + named.start("name"), first + named.end("name")


def is_of_office(reading: Reading, start: int) -> bool:
    """Say whether an office is named in the line before a telephone."""
    line = reading.before(start, LINE).rpartition("\n")[2]
    return bool(DESK.search(line) or DEPARTMENT.search(line) or _OFFICES.search(line))
