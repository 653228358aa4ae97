"""Names of citizens that no cue word announces: what stands behind or around them tells of somebody.

홍길동 귀하, 홍길동(45세), 홍길동 외 3인, 홍길동 씨, 홍길동·성춘향 부부, 부: 홍길동.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening import words
from screening.cues import Cue, Label, Sign
from screening.findings import Confidence, Finding, Kind
from screening.likelihood import LIKELY, form_points, may_fill
from screening.nameforms import (
    HANJA,
    HONORIFIC,
    LATIN,
    NOUNS,
    POST,
    SPACED,
    STOP,
    WHOLE,
    Evidence,
    foreign_name,
    foreign_words,
    is_common,
    is_korean,
    is_likely,
    is_name,
    is_strange,
)
from screening.namewords import COMMON_GIVEN, NOT_NAMES, SURNAMES
from screening.reading import Reading

# The labels of words behind which a name may end: 홍길동 학생.
_PERSONS: Final = frozenset({Label.CITIZEN, Label.PERSON})
# And of what is somebody's: 홍길동의 주소.
_POSSESSIONS: Final = frozenset({Label.ADDRESS, Label.HOME, Label.RESIDENT, Label.PHONE, Label.ACCOUNT, Label.PLATE})
_ADDRESSEE: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{WHOLE}|{SPACED})(?: ?님)? {{0,3}}\Z")
# 홍길동(45세), 홍길동(나래동 거주).
_POSTED: Final = re.compile(rf"(?:{POST}|[읍면동국실단]장|대표|회장|이사장|강사|작가|감독)님? ?\Z")
_BANKS: Final = frozenset({Label.BANK, Label.ACCOUNT})
_BESIDE: Final = _PERSONS | _POSSESSIONS | _BANKS
_HOLDER: Final = re.compile(rf"(?:은행)?[ :(]{{0,3}}[0-9][0-9-]{{8,20}}[0-9][ ,/()]{{1,3}}(?P<name>{WHOLE}){STOP}")
_NAME_BEFORE: Final = re.compile(rf"{WHOLE} ")
_OWNER: Final = re.compile(rf"{WHOLE}의 ")
_NAMES_BEFORE: Final = re.compile(
    rf"(?<![가-힣*○●])(?:(?P<first>{WHOLE})(?:[·,/ㆍ] ?| 및 |[와과] ))?(?P<name>{WHOLE})(?:{HONORIFIC})? \Z"
)
_HONOURED: Final = re.compile(
    rf"(?<![가-힣*○●])(?P<name>{WHOLE}) ?(?:(?:고객|회원|환자|학부모|입주민|민원인|보호자))?\Z"
)
# In Hanja or Latin letters: 洪吉童 님, Gildong Hong 님.
_OTHER_SCRIPT: Final = re.compile(rf"(?P<name>{HANJA}|{LATIN}) ?\Z")
# Any word before 씨 or 님, which says that it is a name if it is no word for a person.
_CALLED: Final = re.compile(r"(?<![가-힣*○●])(?P<first>[가-힣]{1,6} )?(?P<name>[가-힣]{2,6}) ?\Z")
# 부: 홍길동, 故 홍길동.
_KIN: Final = re.compile(rf". ?: ?(?P<name>{WHOLE}){STOP}")
_KIN_APART: Final = re.compile(rf". (?P<name>{WHOLE}){STOP}")
_PARENTS: Final = re.compile(
    r"[부父] ?:? ?(?P<first>[가-힣]{2,4}) {0,3}[,/·]? {0,3}[모母] ?:? ?(?P<name>[가-힣]{2,4})(?![가-힣])"
)
_MEMBER: Final = re.compile(
    r"[ ,/·]{0,3}(?:[부모자녀처]|[장차]남|[장차]녀|딸|아들) ?:? ?(?P<name>[가-힣]{2,5}(?: [가-힣]{2,5})?)(?![가-힣])"
)
_LATE: Final = re.compile(rf"故\)? ?(?P<name>{WHOLE}{STOP}|{HANJA})")
_DEAD: Final = re.compile(rf"망 (?P<name>{WHOLE}){STOP}")
_LIVES: Final = re.compile(rf"(?:{'|'.join(words.LIVING)})(?P<name>{WHOLE}){STOP}")
_TITLED: Final = re.compile(rf"M(?:rs?|s)\.? (?P<name>{LATIN}|{WHOLE}(?![가-힣]))")
_SAID: Final = {_KIN: Evidence.TOLD, _LATE: Evidence.ASKED, _TITLED: Evidence.ASKED}
_OFFICER: Final = re.compile("(?i:officer|manager|director|mayor|contact|inquir|team|division)")
_AHEAD: Final = (_TITLED, _KIN, _KIN_APART, _LATE, _DEAD, _LIVES)
# Who is written about for what he did, and not for what befell him.
_RENOWNED: Final = re.compile(
    "수상|훈장|표창|추서|추모|기념|이사장|회장|대표|위촉|시인|작가|화백|(?<!전)화가|감독|선생|박사|대통령|열사|의사|장군|가수|배우(?!자)|선수|교수"
    "|문학|종가|고택|발명|개발한|출연|강연|공연|주연|진행자|기(?<![가-힣].)자|아나운서|앵커|국장|과장|팀장|의원|위원(?!회)"
)
# Of what a county is: 전남 온누리군.
_COUNTY: Final = re.compile(rf"(?:{words.REGIONS}|[가-힣][도시]) \Z")
_RIGHT_BEFORE: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{WHOLE})(?:{HONORIFIC})? ?\Z")
_LIVING: Final = re.compile(rf"(?<![가-힣*○●])(?<![장관원감]에 )(?P<name>{WHOLE}) ?\((?:[^()\n]{{0,20}})\Z")
# 홍길동 외 3인, 홍길동 등 4명.
_COUNTED_NAME: Final = re.compile(rf"(?<![가-힣*○●])(?P<name>{WHOLE})(?:{HONORIFIC})? ?\Z")
_COUNTED_PUBLIC: Final = re.compile(rf"{words.alternatives(words.PUBLIC_ROSTER)}|지음|지은이|펴낸")


def find_mentions(reading: Reading) -> Iterator[Finding]:
    """Yield the names of citizens in the text that what stands behind or around them tells."""
    for sign in reading.signs.get(Sign.PERSON, ()):
        place = sign if reading.text[sign] in _MARKED_BY else reading.text.rfind("(", max(0, sign - _LONGEST_AGE), sign)
        if place >= 0 and _MARK.match(reading.text, place):
            yield from _MARKED_BY[reading.text[place]](reading, place)
    for kind, pattern, read in _SIGNED:
        for place in reading.signs.get(kind, ()):
            if pattern.match(reading.text, place):
                yield from read(reading, place)
    yield from _beside(reading)


def _beside(reading: Reading) -> Iterator[Finding]:
    """Yield the names before words for a person or for a belonging, and behind the numbers of accounts."""
    text = reading.text
    for cue in reading.cues:
        if cue.label in _BANKS:
            yield from _held_by(reading, cue)
        elif text[cue.start - 1 : cue.start] != " ":
            continue
        elif cue.label in _PERSONS and _NAME_BEFORE.match(text, max(0, cue.start - 4)):
            yield from _before(reading, cue)
        elif cue.label in _POSSESSIONS and text[cue.start - 2] == "의" and _OWNER.match(text, max(0, cue.start - 5)):
            yield from _described(reading, cue.start - 2)


def _akin(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name behind 부: (father) and the like, behind 故 (the late), or behind where somebody lives."""
    if parents := _PARENTS.match(reading.text, position):
        for group in ("first", "name"):
            if may_fill(parents[group], asked=True):
                yield Finding(Kind.PERSON_NAME, *parents.span(group), Confidence.POSSIBLE, "name-of-kin")
    yield from _family(reading.text, position)
    match = next((found for pattern in _AHEAD if (found := pattern.match(reading.text, position))), None)
    if match is None:
        return
    if match.re is _TITLED and _OFFICER.search(reading.before(position, 24).rpartition("\n")[2]):
        return
    if match.re is _LATE and _RENOWNED.search(_line(reading, position)):
        return
    name = match["name"]
    enclosed = match.re is _DEAD and reading.before(position, 1) == "("
    if (
        is_common(name) or form_points(name) >= LIKELY or (enclosed and is_name(name, Evidence.TOLD))
        if match.re in (_LIVES, _KIN_APART, _DEAD)
        else is_name(name, _SAID.get(match.re, Evidence.NEAR))
    ):
        yield Finding(Kind.PERSON_NAME, *match.span("name"), Confidence.POSSIBLE, "name-of-kin")


def _family(text: str, position: int) -> Iterator[Finding]:
    """Yield the names of a family, each behind who bears it: 부 홍길동 모 리타 산토스 자 홍소피아."""
    members = []
    while member := _MEMBER.match(text, position):
        first = member["name"].partition(" ")[0]
        abroad = foreign_name(member["name"]) or foreign_words(member["name"], any_letters=True)
        if not (abroad or may_fill(first, asked=True)):
            break
        name = abroad or first
        position = member.start("name") + len(name)
        members.append((member.start("name"), position))
    for start, end in members if len(members) > 1 else ():
        yield Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, "name-of-kin")


def _held_by(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the name behind the number of an account: 국민은행 000000-00-000000 홍길동."""
    match = _HOLDER.match(reading.text, cue.end)
    if match and is_common(match["name"]):
        yield Finding(Kind.PERSON_NAME, *match.span("name"), Confidence.POSSIBLE, "name-of-holder")


def _before(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the names right before a word for a person: 홍길동 학생, 홍길동·성춘향 부부."""
    before = reading.before(cue.start, 24)
    match = _NAMES_BEFORE.search(before)
    if match is None or _POSTED.search(before[: match.start()]) or not is_likely(match["name"]):
        return
    if cue.word == "신부":  # a priest, who is no bride
        return
    offset = cue.start - len(before)
    for group in ("first", "name"):
        if match[group] and is_name(match[group], Evidence.NEAR):
            start = offset + match.start(group)
            yield Finding(Kind.PERSON_NAME, start, start + len(match[group]), Confidence.POSSIBLE, "name-before-person")


def _line(reading: Reading, position: int) -> str:
    """Return the line around ``position``, as much of it as a sentence has."""
    return reading.before(position, 60).rpartition("\n")[2] + reading.after(position, 60).partition("\n")[0]


def _near(reading: Reading, position: int) -> str:
    """Return what stands in a line right before ``position`` and right behind it, from the mark of a speaker on."""
    return re.split("[\n:]", reading.before(position, 20))[-1] + reading.after(position, 12).partition("\n")[0]


def _honoured(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name right before 씨, 님 and the like at ``position``."""
    before = reading.before(position, 20)
    match = _HONOURED.search(before)
    if match and _is_honoured(reading, position, before, match):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-honoured")
    elif called := _called(reading, position):
        yield called
    elif (other := _OTHER_SCRIPT.search(before)) and is_name(other["name"], Evidence.ASKED):
        start = position - len(before) + other.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(other["name"]), Confidence.POSSIBLE, "name-called")


def _is_honoured(reading: Reading, position: int, before: str, match: re.Match[str]) -> bool:
    given = match["name"][1:]
    if _POSTED.search(before[: match.start()]) or (given[-1] in "장관사원자인분" and given not in COMMON_GIVEN):
        return False
    # Who speaks or what else is said in a line tells nothing of whom it calls 씨.
    near = reading.text[position] in "씨氏" or form_points(match["name"]) >= LIKELY
    said = _near(reading, position) if near else _line(reading, position)
    if _RENOWNED.search(said) or _COUNTY.search(before[: match.start()]):
        return False
    # A clan is named by its seat and its family: 여강이씨.
    sure = reading.text[position] in "씨氏옹" and not (match["name"][-1] in "이김박최정조류권" and before[-1] != " ")
    likely = before[-1] == " " and match["name"] not in NOUNS and form_points(match["name"]) > 0
    return is_name(match["name"], Evidence.NEAR) if sure else likely or is_common(match["name"])


def _called(reading: Reading, position: int) -> Finding | None:
    """Return the unusual name that 씨 or 님 at ``position`` follows: 황무지씨, 봄솔님, 솜차이 분미씨."""
    before = reading.before(position, 20)
    match = _CALLED.search(before)
    if match is None or not _is_called(match["name"], reading.text[position], glued=before[-1] != " "):
        return None
    if _RENOWNED.search(_near(reading, position)):
        return None
    first = match["first"] or ""
    strange = is_strange(match["name"]) and first[-2:-1] not in _WORKERS
    whole = first and strange and (is_strange(first[:-1]) or first[:-1] in "김이박최")
    start = position - len(before) + match.start("first" if whole else "name")
    end = position - len(before) + match.end("name")
    return Finding(Kind.PERSON_NAME, start, end, Confidence.POSSIBLE, "name-called")


# With which words for people end who work somewhere: 돌보미 응우옌티란 씨.
_WORKERS: Final = frozenset("미사원자인생")
# A clan by its seat: 파평윤씨.
_CLAN: Final = re.compile(
    "(?:파평|해주|전주|경주|밀양|김해|안동|광산|남양|청주|의성|진주|한산|여흥|풍양|풍산|연안|동래|달성|순흥|평산|창녕|평택|나주|수원"
    f"|양천|반남|은진|덕수|청송|전의|하동|함안|능성|제주|영월|교하|칠원|인동|성주|고령|선산|강릉|원주|충주)[{SURNAMES[:70]}]"
)
# With which given names end that are nouns with an ending too, and no word for somebody who is called 님: 조성만님.
_LAST: Final = frozenset("만진선희호식영미")
# Points of its form that a word has at least which is honoured or whose age is told.
_LEAST: Final = -4


def _is_called(name: str, by: str, *, glued: bool) -> bool:
    """Say whether a word before 씨 or 님 is a name: 님 follows many words for people, 씨 hardly any but clans."""
    if name in NOT_NAMES or (glued and (name[-1] in "이김박최정조류권" or _CLAN.fullmatch(name))):
        return False
    if len(name) > 2 and is_strange(name) and not is_korean(name):
        return by in "씨氏"
    if by not in "씨氏님":
        return False
    if is_korean(name) and len(name) == 3 and (glued or by in "씨氏"):
        return form_points(name) >= _LEAST or (name not in NOUNS and (by in "씨氏" or name[-1] in _LAST))
    return len(name) == 2 and (name in COMMON_GIVEN or (glued and form_points(name) > 0))


def _addressee(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name that 귀하 (to Mr or Ms) follows at ``position``."""
    before = reading.before(position, 16)
    match = _ADDRESSEE.search(before)
    if (
        match
        and not _POSTED.search(before[: match.start()])
        and (is_name(match["name"], Evidence.TOLD) or may_fill(match["name"], asked=True))
        and match["name"][-1] not in "장사관청"
    ):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.LIKELY, "name-addressed")


def _may_be(name: str) -> bool:
    """Say whether what only people have behind them leaves a word to be a name: it is none of offices."""
    return len(name) == 3 and name not in NOUNS and form_points(name) >= _LEAST


def _living(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name before the brackets that end in an age or in where somebody lives at ``position``."""
    before = reading.before(position, 40)
    match = _LIVING.search(before)
    known = match and (is_common(match["name"]) or _may_be(match["name"]))
    if match and known and not _POSTED.search(before[: match.start()]):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-with-age")


def _described(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name right before what tells of somebody at ``position``."""
    before = reading.before(position, 20)
    match = _RIGHT_BEFORE.search(before)
    evidence = Evidence.TOLD if reading.text[position] == "(" else Evidence.NEAR
    known = match and (
        is_common(match["name"], evidence=evidence)
        or is_likely(match["name"])
        or (evidence is Evidence.TOLD and _may_be(match["name"]))
    )
    if match and known and not _POSTED.search(before[: match.start()]):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-described")


def _first_of(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name of which a number of others follows at ``position``."""
    before = reading.before(position, 30).rpartition("\n")[2]
    match = _COUNTED_NAME.search(before)
    if match and is_name(match["name"], Evidence.NEAR) and not _COUNTED_PUBLIC.search(before[: match.start()]):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-counted")


# What follows a name and tells of it, and what to read before it by its first letter. Each begins with what
# ``words.TOLD_OF`` lists, but for an age in brackets, which has that behind it.
_LONGEST_AGE: Final = 5
_OTHERS: Final = " ?[0-9]{1,4} ?[인명](?![가-힣])"
_MARK: Final = re.compile(
    r"귀 ?하(?!게)|\((?:만 ?)?[0-9]{1,3}(?:세)?\) ?씨|세\)|거주\)|년생\)|\([남여][,/·) ]|\([0-9]{1,3} ?[,/·] ?[남여]"
    rf"|어르신(?![가-힣]{{3}})|할머니(?![가-힣]{{3}})|할아버지(?![가-힣]{{3}})|외{_OTHERS}|등{_OTHERS}"
)
_HOUSEHOLD: Final = re.compile(r"(?<= )..(?:(?![가-힣])|(?=[이은는의](?![가-힣])))")
_HONORIFIC: Final = re.compile(
    r"(?!군 (?:[가-힣]{1,6}[읍면]|\*))"
    r"[씨氏님군양옹](?:(?![가-힣*])|(?=[이가은는을를의과와께도로만](?![가-힣]))|(?=에게|께서|로부터|라고|였|이[라었며고시다]|입니다|인데|네(?![가-힣])|댁|[와과께]의|부부|가족))"
)
_MARKED_BY: Final = {
    "귀": _addressee,
    **dict.fromkeys("세거년", _living),
    **dict.fromkeys("(어할", _described),
    **dict.fromkeys("외등", _first_of),
}
_SIGNED: Final = (
    (Sign.HONORIFIC, _HONORIFIC, _honoured),
    (Sign.HOUSEHOLD, _HOUSEHOLD, _described),
    (Sign.KIN, re.compile(r"(?<![가-힣])[부모처자녀망父母夫妻子女]|손 |M(?:rs?|s)\.? |故|거주|사[는시]|살던"), _akin),
)
# What a text has one of at least in which there is such a name.
NEEDED: Final = frozenset({Sign.PERSON, *(sign for sign, _, _ in _SIGNED)}) | _BESIDE
