"""Names before 씨, 님 and the like: known ones, unusual ones, foreign ones, and no words for people."""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.foreign import is_strange
from screening.names.forms import Evidence, is_common, is_name
from screening.names.likelihood import LIKELY, form_points, may_fill
from screening.names.renown import POSTED, RENOWNED, line, near
from screening.names.shapes import ANY, HANJA, LATIN, WHOLE, is_korean
from screening.text.reading import Reading
from screening.words import places
from screening.words.namewords import COMMON_GIVEN, NOT_NAMES, SURNAMES
from screening.words.nouns import NOUNS

# Points of its form that a word has at least which is honoured or whose age is told.
LEAST: Final = -4
_HONOURED: Final = re.compile(
    rf"(?<![가-힣*○●])(?P<name>{WHOLE}) ?(?:(?:고객|회원|환자|학부모|입주민|민원인|보호자))?\Z"
)
# In Hanja or Latin letters: 洪吉童 님, Gildong Hong 님.
_OTHER_SCRIPT: Final = re.compile(rf"(?P<name>{HANJA}|{LATIN}) ?\Z")
# Any word before 씨 or 님, which says that it is a name if it is no word for a person.
_CALLED: Final = re.compile(r"(?<![가-힣*○●])(?P<first>[가-힣]{1,6} )?(?P<name>[가-힣]{2,6}) ?\Z")
# What words for those end in who have a post.
_POSTS: Final = frozenset("장관사원인분")
# Of what a county is: 전남 온누리군.
_COUNTY: Final = re.compile(rf"(?:{places.REGIONS}|[가-힣][도시]) \Z")


def honoured(reading: Reading, position: int) -> Iterator[Finding]:
    """Yield the name right before 씨, 님 and the like at ``position``."""
    before = reading.before(position, 20)
    match = _HONOURED.search(before)
    if match and _is_honoured(reading, position, before, match):
        start = position - len(before) + match.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-honoured")
    elif addressed := _addressed(reading, position):
        yield addressed
    elif called := _called(reading, position):
        yield called
    elif (other := _OTHER_SCRIPT.search(before)) and is_name(other["name"], Evidence.ASKED):
        start = position - len(before) + other.start("name")
        yield Finding(Kind.PERSON_NAME, start, start + len(other["name"]), Confidence.POSSIBLE, "name-called")


def _is_honoured(reading: Reading, position: int, before: str, match: re.Match[str]) -> bool:
    given = match["name"][1:]
    if POSTED.search(before[: match.start()]) or (given[-1] in "장관사원자인분" and given not in COMMON_GIVEN):
        return False
    # Who speaks or what else is said in a line tells nothing of whom it calls 씨.
    by_name = reading.text[position] in "씨氏" or form_points(match["name"]) >= LIKELY
    said = near(reading, position) if by_name else line(reading, position)
    if RENOWNED.search(said) or _COUNTY.search(before[: match.start()]):
        return False
    # A clan is named by its seat and its family: 여강이씨.
    sure = reading.text[position] in "씨氏옹" and not (match["name"][-1] in "이김박최정조류권" and before[-1] != " ")
    likely = before[-1] == " " and match["name"] not in NOUNS and form_points(match["name"]) > 0
    return is_name(match["name"], Evidence.NEAR) if sure else likely or is_common(match["name"])


# Who is written to: 김하늘 님, 안녕하십니까; 2. 김하늘 님께서 요청하신.
_ADDRESSED: Final = re.compile(r"님(?:께서|께(?![가-힣])|의 |[ ,.!]{1,3}(?:안녕|명의|귀댁|귀하))")
_TO: Final = re.compile(rf"(?:(?:\A|[\n,]) ?|[0-9][.)] )(?P<name>{ANY}) \Z")


def _addressed(reading: Reading, position: int) -> Finding | None:
    """Return the name before 님 at ``position`` with which a letter or a paragraph of it begins."""
    if not _ADDRESSED.match(reading.text, position):
        return None
    before = reading.before(position, 10)
    match = _TO.search(before)
    if (
        match is None
        or match["name"] in NOUNS
        or match["name"][-1] in _POSTS
        or not may_fill(match["name"], asked=True)
    ):
        return None
    start = position - len(before) + match.start("name")
    return Finding(Kind.PERSON_NAME, start, start + len(match["name"]), Confidence.POSSIBLE, "name-addressed")


def _called(reading: Reading, position: int) -> Finding | None:
    """Return the unusual name that 씨 or 님 at ``position`` follows: 황무지씨, 봄솔님, 솜차이 분미씨."""
    before = reading.before(position, 20)
    match = _CALLED.search(before)
    if match is None or not _is_called(match["name"], reading.text[position], glued=before[-1] != " "):
        return None
    if RENOWNED.search(near(reading, position)):
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


def _is_called(name: str, by: str, *, glued: bool) -> bool:
    """Say whether a word before 씨 or 님 is a name: 님 follows many words for people, 씨 hardly any but clans."""
    if name in NOT_NAMES or (glued and (name[-1] in "이김박최정조류권" or _CLAN.fullmatch(name))):
        return False
    if len(name) > 2 and is_strange(name) and not is_korean(name):
        return by in "씨氏"
    if by not in "씨氏님":
        return False
    if is_korean(name) and len(name) == 3 and (glued or by in "씨氏"):
        return form_points(name) >= LEAST or (name not in NOUNS and (by in "씨氏" or name[-1] in _LAST))
    return len(name) == 2 and (name in COMMON_GIVEN or (glued and form_points(name) > 0))
