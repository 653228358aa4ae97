"""Names of citizens: what has the form of a name behind a word such as 신청인 or 명단, or below it in a table.

The names of the officials who did the work are public (Official Information Disclosure Act, art. 9 (1) 6), so posts are
no cue words, and 성명 is none where a post stands near it. So are those of elected persons, members of committees, the
officer for privacy, and who was honoured (수상자): what an office publishes about them names them.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names import rolls
from screening.names.cells import find_cells
from screening.names.foreign import FAR_FIRST, foreign_name, foreign_words, is_strange, strange_words
from screening.names.forms import Evidence, is_common, is_name
from screening.names.likelihood import may_fill
from screening.names.posted import is_public
from screening.names.shapes import (
    ANY,
    COMMON,
    FOREIGN,
    HANJA,
    HONORIFIC,
    LATIN,
    LONG,
    PARTICLE,
    RARE,
    SHORT,
    SHORT_ALONE,
    SPACED,
    STOP,
    WHOLE,
)
from screening.text.cues import Cue, Label, Sign
from screening.text.people import announces_citizen
from screening.text.reading import Reading
from screening.words import officials, patterns, persons
from screening.words.namewords import COMMON_GIVEN, SPECIMENS
from screening.words.nouns import NOUNS, is_suffixed

_HONOURED: Final = r"(?= {0,2}(?:님|씨|귀 ?하|\((?:남|여|만? ?[0-9]{1,2} ?세|[0-9]{2}|19|20)))"
# What stands before an entry of a list.
BULLET: Final = r"(?:(?:[-○•·*▶▷□■◦ㅇ☞※∙]|[0-9]{1,3}[.)]|[①-⑳]|\([0-9가-하]{1,3}\)|[가-하][.)]) ?)"

# Between cue and name. A mark (성명: 홍길동, | 성명 | 홍길동 |) says that a value follows; after a comma, a bracket
# or a space a sentence may go on; after a particle (성명은 홍길동이다) it does.
_NOTE: Final = r"(?:\([^()\n]{1,10}\)| ?대표| 본인)?"
_KIN: Final = "(?:(?:부|모|처|자|녀|딸|아들|며느리|남편|아내|배우자) )?"
_MARKED: Final = rf'{_NOTE}"?[ \n]{{0,6}}[:;=|\t\]>→】【「『〔〈《][ \n:|\t"\'“”‘’(\[,]{{0,6}}{BULLET}?{_KIN}'
_MARK: Final = re.compile(_MARKED)
_BEHIND_MARK: Final = re.compile(
    rf"{_MARKED}(?P<name>{ANY}{STOP}|{WHOLE}(?=[가-힣]{{1,6}}[:=])|{COMMON}{STOP}|{LONG}{STOP}|{SPACED}|{SHORT}(?=(?:님|씨)?(?![가-힣*○●]))|{LATIN}|{HANJA})"
)
_FOREIGN_WORD_BEHIND_MARK: Final = re.compile(rf"{_MARKED}(?P<name>[가-힣]{{3,8}}(?![가-힣*○●]))")
_FOREIGN_BEHIND_MARK: Final = re.compile(rf"{_MARKED}(?P<name>{FOREIGN})")
# Where he comes from, and then the name: 대상자: 마당초등학교 홍길동.
_FURTHER_BEHIND_MARK: Final = re.compile(rf"{_MARKED}(?:[가-힣0-9]{{2,12}} ){{1,2}}(?P<name>{WHOLE}{STOP})")
_SPACE: Final = (
    rf'{_NOTE}[)」』】\]]{{0,2}}(?:인(?= ))?(?:[ \n]{{1,8}}{BULLET}?|"?[ \n]{{0,2}}[,/(\[<·*-][ \n"(]{{0,3}})'
)
_BEHIND_SPACE: Final = re.compile(
    rf"{_SPACE}(?:[亡故] ?|[망고] )?(?P<name>(?:{WHOLE}|{RARE}|{LONG}){STOP}|{SPACED}|{SHORT}{_HONOURED}|{HANJA})"
)
# What follows people alone: 배수진 님 is somebody, and no last stand.
_PERSONAL: Final = re.compile(
    r" ?(?:님|씨|귀 ?하)(?![가-힣]{2})|에게|께서|께(?![가-힣])|한테"
    r"|의 (?:배우자|부모|자녀|가족|아들|딸|남편|아내|모친|부친|친권자|보호자|며느리|주소|연락처)(?![가-힣]{2})"
    r"|\((?:남|여|만? ?[0-9]{1,2} ?세)"
    r"| (?:면허|여권)(?:증?번호)? ?[A-Z0-9]| (?:생년월일|휴대 ?전화|주민(?:등록)?번호|연락처)[ :]{0,2}[0-9]"
)
# What is said of one person behind a name that is written together with a word.
_SAID_OF_ONE: Final = re.compile(r" ?(?:\(|외 ?[0-9]{1,3} ?[인명]|사망|이고 |01[016789])")
# What a form asks next, where its cells are written together: 대상자명홍길동 생년월일1988….
_FORM: Final = re.compile(" ?(?:생년월일|주민(?:등록)?번호|휴대 ?전화|연락처)[ :]{0,2}[0-9]")
# An official's mail behind a name: 홍길동 <hong@korea.kr>.
_OF_OFFICE: Final = re.compile(r" ?[<(\[][A-Za-z0-9._-]{1,40}@(?:[a-z0-9-]{1,30}\.){0,3}(?:go\.kr|korea\.kr)[>)\]]")
# Who is honoured long after his death: 독립유공자 홍길동 선생.
_REVERED: Final = re.compile(" (?:선생|열사|의사|장군|지사)(?![가-힣]{2}|님)")
_ALL: Final = re.compile(r" {0,3}(?:\n|\Z|\((?!인)|  |\t)")
# A road that is named after somebody: 김유정로 1길.
_ROAD: Final = re.compile("대?[로길] ?[0-9]")
_ENDS_LINE: Final = re.compile(r" ?(?:\n|\Z|\()")
_ENDED: Final = re.compile(r" ?(?:\n|\Z)|이다|이며|입니다|으로서")
# A few words between, and then a mark: 장학생 선발 결과: 홍길동.
_FARTHER: Final = re.compile(
    rf"(?P<between>(?: ?[가-힣]{{2,6}}){{1,3}}) ?(?:\([^()\n]{{1,8}}\))? ?[:=-] {{0,2}}(?P<name>{WHOLE}{STOP})"
)
_OFFICIAL: Final = patterns.cue(f"{officials.OFFICIAL_NAME} 문의 안내 접수 지원 상담 관리 운영 교육 수여 위원장")
# 수급자 김구: two letters, and nothing behind them that would make them the beginning of a sentence.
_SHORT_BEHIND_SPACE: Final = re.compile(
    rf"{_NOTE} {{1,3}}(?P<name>{SHORT_ALONE})(?=(?:{HONORIFIC})?(?:{PARTICLE})?(?: ?\n|\Z|[,.()·/:]))"
)
_FROM_ABROAD: Final = frozenset(persons.FROM_ABROAD.split())
_LATIN_AHEAD: Final = re.compile(rf"{_NOTE}[ \n]{{1,3}}[A-Z\u00c0-\u00de]")
_LATIN_BEHIND_SPACE: Final = re.compile(rf"{_NOTE}[ \n]{{1,3}}(?P<name>{LATIN})")
_FOREIGN_BEHIND_SPACE: Final = re.compile(rf"{_NOTE} {{1,3}}(?P<name>{FOREIGN}|[가-힣]{{3,7}}(?![가-힣*○●]))")
_BEHIND_PARTICLE: Final = re.compile(
    rf"[은는이가],? {{1,2}}(?P<name>{WHOLE})(?=이다|이며|이고|이라|입니다|으로|임|\.| ?(?:{HONORIFIC})(?![가-힣])|\()"
)
# Between two names of a list; a space alone parts only those that many people bear.
_DETAILS: Final = rf"(?:{HONORIFIC})?(?: ?\([^()\n]{{1,40}}\))?"
_NEXT: Final = re.compile(
    rf"{_DETAILS}(?: ?[,·/ㆍ、;&|\t] ?\n?| 및 | ?와 | ?과 | ?(?:\n ?)?{BULLET}|(?P<space> {{1,3}})|(?P<line> ?\n ?))"
    r"(?:(?:부|모|처|자|녀|딸|아들|남편|아내|배우자) )?"
    rf"(?P<place>[가-힣0-9]{{1,12}}(?:학교|학년|[동반리초중고시구군번호등위]) )?"
    rf"(?P<name>(?:{WHOLE}|{LONG}){STOP}|{SPACED}|{HANJA}|{SHORT_ALONE}(?= ?(?:[,·/、\n(]|\Z)))"
    r"(?(line)(?= ?(?:[\n(,:0-9]|\Z)))"
)
_NEXT_FOREIGN: Final = re.compile(
    rf"{_DETAILS}(?: ?[,·/ㆍ、;&|\t] ?\n?| 및 |[와과] )(?P<name>{FOREIGN}|[가-힣]{{3,8}}(?![가-힣*○●]))"
)
_COUNTRY: Final = rf" ?\((?:{patterns.alternatives(persons.COUNTRIES)})[),/· ]"
_WITH_COUNTRY: Final = re.compile(
    rf"(?:{_MARKED}|{_SPACE}|{_DETAILS} ?[,·/] ?)(?P<name>[가-힣]{{2,8}}(?: [가-힣]{{1,8}}){{0,3}}){_COUNTRY}"
)
_LONGEST_LEAD: Final = 100  # characters before the bracket of a country, and some more
_WHOLE: Final = re.compile(rf"(?P<name>{WHOLE}|{RARE}){STOP}")

# An owner's representative is public, and not with his birth: 대표자: 홍길동(1988. 4. 3.).
_BORN: Final = re.compile(
    rf"대표자(?:명| ?성명)?[ :]{{0,3}}(?P<name>{WHOLE})"
    r"(?= ?\((?:남|여|[^()\n]{0,12}(?:19|20)?[0-9]{2}[년.-] ?[0-9]{1,2}))"
)


def find_names(reading: Reading) -> Iterator[Finding]:
    """Yield the names of citizens in the text."""
    announcing = [cue for cue in reading.cues if announces_citizen(reading.text, cue)]
    for cue in announcing:
        yield from _glued(reading, cue) if cue.glued else _behind(reading, cue)
    yield from find_cells(reading)
    for entry in rolls.find_entries(reading, announcing):
        yield from _entered(reading, entry)
    for owner in reading.signs.get(Sign.OWNER, ()):
        if born := _BORN.match(reading.text, owner):
            yield Finding(Kind.PERSON_NAME, *born.span("name"), Confidence.LIKELY, "name-with-birth")


def _behind(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the name right behind a cue word, and those listed after it."""
    match, confidence = _first(reading, cue)
    if match and _OF_OFFICE.match(reading.text, match.end("name")):
        return
    if match and cue.word.endswith("유공자") and _REVERED.match(reading.text, match.end("name")):
        return
    if match is None or (cue.label is Label.HOLDER and match["name"] in SPECIMENS):
        return
    short = len(match["name"]) == 2 and match.re is _BEHIND_SPACE  # and honoured
    asked = short or match.re in (_FOREIGN_BEHIND_SPACE, _FOREIGN_WORD_BEHIND_MARK)
    evidence = Evidence.ASKED if asked else _told(cue.label) if confidence is Confidence.LIKELY else _near(cue.label)
    evidence = max(evidence, _said_behind(reading.text, match, cue.label))
    sure = confidence is Confidence.LIKELY and _ends_told(reading.text, match, cue.label) is Evidence.ASKED
    sure = sure or match.re is _FOREIGN_BEHIND_SPACE
    while match and (sure or _is_next(match, evidence)) and not _ROAD.match(reading.text, match.end("name")):
        yield Finding(Kind.PERSON_NAME, *match.span("name"), confidence, "name-behind-cue")
        sure = False
        match = _NEXT.match(reading.text, match.end("name")) or _next_foreign(reading.text, match)


def _next_foreign(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the foreign name that follows another in a list."""
    if with_country := _of_country(text, match.end("name")):
        return with_country
    foreign = " " in match["name"] or foreign_name(match["name"])
    following = _NEXT_FOREIGN.match(text, match.end("name"))
    if following is None:
        return None
    known = foreign_name(following["name"]) or (foreign and foreign_words(following["name"], any_letters=False))
    return _NEXT_FOREIGN.match(text, match.end("name"), following.start("name") + len(known)) if known else None


def _of_country(text: str, end: int) -> re.Match[str] | None:
    """Return the name behind which brackets say where somebody comes from."""
    match = _WITH_COUNTRY.match(text, end) if text.find("(", end, end + _LONGEST_LEAD) >= 0 else None
    if match is None or not NOUNS.isdisjoint({*match["name"].split(" ")} - FAR_FIRST):
        return None
    strange = any(map(is_strange, match["name"].split(" ")))
    return match if strange or is_name(match["name"], Evidence.TOLD) else None


def _glued(reading: Reading, cue: Cue) -> Iterator[Finding]:
    """Yield the name that is written together with a cue word, and not where that is a short noun (학생선수)."""
    match = _WHOLE.match(reading.text, cue.end)
    form = match is not None and _FORM.match(reading.text, match.end("name"))
    if cue.word.endswith("명") and cue.label is not Label.NAME and not form:  # 희생자 명예회복
        return
    long = cue.label is Label.NAME or (len(cue.word) > 2 and cue.label is not Label.PERSON)
    said = len(cue.word) > 2 and match and (form or _SAID_OF_ONE.match(reading.text, match.end("name")))
    told = said and match and is_name(match["name"], Evidence.NEAR) and may_fill(match["name"], asked=False)
    known = match and (is_name(match["name"], Evidence.NEAR) if long else is_common(match["name"], alone=True))
    if match and (known or told):
        yield Finding(Kind.PERSON_NAME, *match.span("name"), Confidence.POSSIBLE, "name-glued")


def _entered(reading: Reading, entry: rolls.Line) -> Iterator[Finding]:
    """Yield the name in a row, and those that the row lists behind it."""
    if rolls.is_nobody(reading.text, entry.end):
        return
    yield Finding(Kind.PERSON_NAME, *entry, Confidence.LIKELY, "name-in-roll")
    match = _NEXT.match(reading.text, entry.end)
    while match and not match["line"] and _is_next(match, Evidence.NEAR):
        yield Finding(Kind.PERSON_NAME, *match.span("name"), Confidence.LIKELY, "name-in-roll")
        match = _NEXT.match(reading.text, match.end("name"))


def _told(label: Label) -> Evidence:
    """Return what a mark behind such a word says."""
    return Evidence.ASKED if label in (Label.NAME, Label.HOLDER) else Evidence.TOLD


def _ends_told(text: str, match: re.Match[str], label: Label) -> Evidence:
    """Return what a mark says before a name that is all of a value, but for brackets."""
    name, start = match["name"], match.start("name")
    sure = label is not Label.ROSTER and len(name) == 3 and ":" in text[start - 3 : start]
    known = sure and _ALL.match(text, match.end("name")) and may_fill(name, asked=False)
    return Evidence.ASKED if known else _told(label)


def _near(label: Label) -> Evidence:
    """Return what a space behind such a word says: a name where the word asks for one."""
    return Evidence.TOLD if label in (Label.NAME, Label.HOLDER) else Evidence.NEAR


def _said_behind(text: str, match: re.Match[str], label: Label) -> Evidence:
    """Return what stands behind a name says: what only people have there, or nothing, behind one that many bear."""
    if _PERSONAL.match(text, match.end("name")):
        return Evidence.ASKED
    alone = label is not Label.PERSON and match["name"][1:] in COMMON_GIVEN and _ENDED.match(text, match.end("name"))
    return Evidence.TOLD if alone else Evidence.NEAR


def _is_next(match: re.Match[str], evidence: Evidence) -> bool:
    if match.re is _WITH_COUNTRY:
        return True
    said = match.groupdict()
    return is_common(match["name"]) if said.get("space") or said.get("place") else is_name(match["name"], evidence)


def _first(reading: Reading, cue: Cue) -> tuple[re.Match[str] | None, Confidence]:
    """Return where the first name behind a cue word is, and how surely it is one."""
    text, end = reading.text, cue.end
    match = None
    if cue.label is not Label.ROSTER and (foreign := _of_country(text, end)):
        return foreign, Confidence.LIKELY
    if _MARK.match(text, end):
        if foreign := _from_abroad(text, cue):
            return foreign, Confidence.LIKELY
        match = _BEHIND_MARK.match(text, end)
        if match and is_name(match["name"], _ends_told(text, match, cue.label)):
            return match, Confidence.LIKELY
        further = _FURTHER_BEHIND_MARK.match(text, end)
        if further and is_common(further["name"]) and not is_public(text, *further.span("name")):
            return further, Confidence.POSSIBLE
    match = match or _BEHIND_SPACE.match(text, end) or _BEHIND_PARTICLE.match(text, end)
    if match and _is_first(text, match, cue.label):
        return match, Confidence.POSSIBLE
    return _farther(text, end) or _unusual(text, cue) or match, Confidence.POSSIBLE


def _from_abroad(text: str, cue: Cue) -> re.Match[str] | None:
    """Return the foreign name behind a mark, of several words or of one that no Korean name is like."""
    foreign = _FOREIGN_BEHIND_MARK.match(text, cue.end)
    if foreign and (said := foreign_words(foreign["name"], any_letters=cue.label is Label.NAME)):
        return _FOREIGN_BEHIND_MARK.match(text, cue.end, foreign.start("name") + len(said))
    if cue.word in _FROM_ABROAD and foreign and (said := strange_words(foreign["name"])):
        return _FOREIGN_BEHIND_MARK.match(text, cue.end, foreign.start("name") + len(said))
    word = _FOREIGN_WORD_BEHIND_MARK.match(text, cue.end)
    known = word and (foreign_name(word["name"]) or (cue.word in _FROM_ABROAD and strange_words(word["name"])))
    return word if word and known == word["name"] else None


def _is_first(text: str, match: re.Match[str], label: Label) -> bool:
    """Say whether a name stands there, and not the first of several names from abroad: 마리아 크루즈."""
    if text.startswith(" ", match.end("name")) and foreign_name(match["name"]) == match["name"]:
        return False
    return is_name(match["name"], max(_near(label), _said_behind(text, match, label)))


def _farther(text: str, end: int) -> re.Match[str] | None:
    """Return a name that a mark behind a few more words announces, and no official's."""
    match = _FARTHER.match(text, end)
    return match if match and is_common(match["name"]) and not _OFFICIAL.search(match["between"]) else None


def _unusual(text: str, cue: Cue) -> re.Match[str] | None:
    """Return a name of two letters, in Latin letters or from abroad that stands behind a cue word and a space."""
    end = cue.end
    if text[end : end + 1] not in " (\n":
        return None
    pattern = _LATIN_BEHIND_SPACE if _LATIN_AHEAD.match(text, end) else _SHORT_BEHIND_SPACE
    match = pattern.match(text, end)
    if match:
        return match if is_name(match["name"], Evidence.NEAR) else None
    foreign = _FOREIGN_BEHIND_SPACE.match(text, end)
    known = foreign and (foreign_name(foreign["name"]) or (cue.label is Label.CITIZEN and _from_afar(text, foreign)))
    return _FOREIGN_BEHIND_SPACE.match(text, end, foreign.start("name") + len(known)) if foreign and known else None


def _from_afar(text: str, match: re.Match[str]) -> str:
    """Return the word behind a cue word if it ends the line and no Korean noun is like it."""
    said = match["name"]
    ends = " " not in said and 2 < len(said) < 6 and _ENDS_LINE.match(text, match.end("name"))
    known = ends and not is_suffixed(said) and is_strange(said) and may_fill(said, asked=False)
    return said if known else ""
