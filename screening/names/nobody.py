"""Nobody: values, headings, countries and bodies that have been taken for names, whichever rule did it."""

import re
from typing import Final

from screening.names.likelihood import is_role
from screening.words import headings, nobodies, officials, persons
from screening.words.namewords import COMMON_GIVEN

_VALUES: Final = frozenset(
    word.replace("_", " ")
    for word in f"{nobodies.VALUES} {persons.HEADING} {headings.MORE} {persons.COUNTRIES} {officials.DUTY}".split()
    if len(word) > 1
)
_BODIES: Final = tuple(nobodies.BODIES.split())
_DESKS: Final = tuple(nobodies.DESKS.split())
# The last word of a heading, of which a value has lost its column: 바우처 카드번호.
_HEADING: Final = re.compile(
    "[가-힣]{0,6}(?:번호|구분|여부|계좌|일자|사유|파일명|주소|연락처|휴대폰|전화|내용|기간|바코드)"
)
# A shop of a chain by the last of its words: 나래커피 누리점.
_BRANCH: Final = re.compile("[가-힣0-9]{2,6}(?:점|지점|매장)")
_COUNTER: Final = re.compile(nobodies.COUNTER)
_REST: Final = re.compile("[가-힣]{0,8}")
# A school by its short name in a cell or before a class: 나래초, 누리중 2학년.
_SCHOOL: Final = re.compile(
    r"[가-힣]{2}(?:[초고](?=[ \"]*(?:[|│┃\t,;/]|$))|[초중고](?= ?[1-6](?:학년|-|(?![0-9]))))", re.MULTILINE
)
_OF_SCHOOLS: Final = re.compile("학[교년급생부]|장학|아동")
_CELL_BEFORE: Final = re.compile(r"(?:^|[|│┃\t,;/(])[ \"]*\Z", re.MULTILINE)
_LONGEST_NAME: Final = 3


Span = tuple[int, int]


def somebody(text: str, start: int, end: int) -> Span | None:
    """Return how much of what stands there is somebody's name; None where it is nobody's."""
    name = text[start:end]
    if " " in name:
        first, _, rest = name.partition(" ")
        if is_role(first):
            return somebody(text, end - len(rest), end)
        if first in _VALUES:
            return None
        before, _, last = name.rpartition(" ")
        if _HEADING.fullmatch(last):
            return somebody(text, start, start + len(before)) if " " in before else None
        if _BRANCH.fullmatch(last):
            return None
    return (
        None
        if name in _VALUES or _COUNTER.fullmatch(name) or _is_body(text, start, end) or _is_school(text, start, end)
        else (start, end)
    )


def _is_body(text: str, start: int, end: int) -> bool:
    """Say whether a word, with what it goes on to, has the ending of a body's or a desk's name."""
    rest = _REST.match(text, end)
    word = text[start:end] + (rest[0] if rest and len(rest[0]) < _LONGEST_NAME else "")
    length = len(word.replace(" ", ""))
    if length <= _LONGEST_NAME:
        return False
    return word.endswith(_BODIES) or (length > _LONGEST_NAME + 1 and word.endswith(_DESKS))


def _is_school(text: str, start: int, end: int) -> bool:
    """Say whether a word of three letters is a school's short name."""
    school = _SCHOOL.match(text, start) if end - start == _LONGEST_NAME else None
    if school is None or school.end() != end or text[start + 1 : end] in COMMON_GIVEN:
        return False
    if text[end : end + 1] == " ":
        return True
    return _OF_SCHOOLS.search(text) is not None and _CELL_BEFORE.search(text, max(0, start - 4), start) is not None
