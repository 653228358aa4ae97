"""Names of kin: behind 부: (father) and the like, behind 故 (the late), behind where somebody lives."""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.foreign import foreign_name, foreign_words
from screening.names.forms import Evidence, is_common, is_name
from screening.names.likelihood import LIKELY, form_points, may_fill
from screening.names.renown import RENOWNED, line
from screening.names.shapes import HANJA, LATIN, STOP, WHOLE
from screening.text.reading import Reading
from screening.words import namesigns

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
_LIVES: Final = re.compile(rf"(?:{'|'.join(namesigns.LIVING)})(?P<name>{WHOLE}){STOP}")
_TITLED: Final = re.compile(rf"M(?:rs?|s)\.? (?P<name>{LATIN}|{WHOLE}(?![가-힣]))")
_SAID: Final = {_KIN: Evidence.TOLD, _LATE: Evidence.ASKED, _TITLED: Evidence.ASKED}
_OFFICER: Final = re.compile("(?i:officer|manager|director|mayor|contact|inquir|team|division)")
_AHEAD: Final = (_TITLED, _KIN, _KIN_APART, _LATE, _DEAD, _LIVES)


def akin(reading: Reading, position: int) -> Iterator[Finding]:
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
    if match.re is _LATE and RENOWNED.search(line(reading, position)):
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
