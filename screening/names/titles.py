"""Names in brackets at the end of a title in a list of titles: 5. 감경 접수(김하늘, 12가3456)."""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names import surroundings
from screening.names.foreign import foreign_name
from screening.names.likelihood import form_points, is_role
from screening.names.shapes import WHOLE
from screening.text.reading import Reading
from screening.words import officials, patterns
from screening.words.namewords import COMMON_GIVEN
from screening.words.nouns import NOUNS

RULE: Final = "name-in-brackets-of-title"

_LONGEST: Final = 90  # characters of a title
# What a title ends in before the brackets: a matter of people.
_ENDS: Final = re.compile(
    rf"(?:{patterns.alternatives(f'{officials.MATTER} {officials.REQUEST}')}"
    r"|보고|종결|반환|처리|이송|검토|안내|의뢰|요청|지원|상담|조치|해제|취소|변경|확인|결과|독촉|예고"
    r"|신고서?|신청서?)(?: 건)? ?\Z"
)
_WHO: Final = r"(?:고인|망|故|상주|유족|대표|신청인|민원인|아동|학생|배우자|부|모|자|녀)"
_BRACKETS: Final = re.compile(
    rf"\((?:{_WHO} )?(?P<name>{WHOLE}|[가-힣]{{2,7}}(?: [가-힣]{{1,7}}){{1,2}})"
    rf"(?:[,·/] ?(?:{_WHO} )?(?P<next>{WHOLE})|[,·/ ] ?[0-9A-Z][^()\n]{{3,24}}| 외 ?[0-9]{{1,3}} ?[인명])?"
    r"\)(?: ?건)?[ \t]*$",
    re.MULTILINE,
)
_PLACES: Final = frozenset("동읍면리구시군로길과팀실국")
_LIKELY: Final = 0  # points of its form


def find_in_titles(reading: Reading) -> Iterator[Finding]:
    """Yield the names in such brackets, of a text in which somebody or something of his was found."""
    if not (reading.owned or reading.people):
        return
    text = reading.text
    for match in _BRACKETS.finditer(text):
        start = text.rfind("\n", max(0, match.start() - _LONGEST), match.start()) + 1
        if not _ENDS.search(text, start, match.start()) or surroundings.PUBLIC.search(text, start, match.start()):
            continue
        for group in ("name", "next"):
            if match[group] and _may_be(match[group]):
                yield Finding(Kind.PERSON_NAME, *match.span(group), Confidence.POSSIBLE, RULE)


def _may_be(name: str) -> bool:
    if " " in name:
        return foreign_name(name) == name
    if name in NOUNS or is_role(name) or (name[-1] in _PLACES and name[1:] not in COMMON_GIVEN):
        return False
    return form_points(name) >= _LIKELY
