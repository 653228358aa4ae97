"""The rows of a file that has an organisation chart: departments, and the positions in them.

A row with a job title is a position in the department that it names; any other is that department itself.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from cms.core.delimited import cells, folded
from cms.core.errors import BadInput, TooLarge
from cms.core.text import clean_line
from cms.subsites.tables import EMAIL, KEY, PHONE

MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 20_000
UNIT, PARENT, TITLE = "unit", "parent", "title_ko"
# The columns by what they may be called at the head.
_COLUMNS: Final = {
    **dict.fromkeys(("unit", "부서코드", "부서 코드", "기관코드"), UNIT),
    **dict.fromkeys(("parent", "상위부서코드", "상위 부서 코드", "상위부서", "상위기관코드"), PARENT),
    **dict.fromkeys(("name_ko", "부서명", "부서 이름", "기관명"), "name_ko"),
    **dict.fromkeys(("name_en", "영문부서명", "부서명(영문)", "영문 부서 이름"), "name_en"),
    **dict.fromkeys(("title_ko", "직위", "직책"), TITLE),
    **dict.fromkeys(("title_en", "영문직위", "직위(영문)"), "title_en"),
    **dict.fromkeys(("duties_ko", "담당업무", "담당 업무", "업무"), "duties_ko"),
    **dict.fromkeys(("duties_en", "영문담당업무", "담당업무(영문)"), "duties_en"),
    **dict.fromkeys(("telephone", "전화번호", "전화"), "telephone"),
    **dict.fromkeys(("fax", "팩스", "팩스번호"), "fax"),
    **dict.fromkeys(("email", "전자우편", "이메일"), "email"),
    **dict.fromkeys(("place_ko", "위치"), "place_ko"),
    **dict.fromkeys(("place_en", "영문위치", "위치(영문)"), "place_en"),
    **dict.fromkeys(("holder", "이름", "성명"), "holder"),
}
# What a spreadsheet would work out, in a cell that is to be read as text.
_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![0-9 ()-])")
_FORMS: Final = {UNIT: KEY, PARENT: KEY, "telephone": PHONE, "fax": PHONE, "email": EMAIL}
_OF_UNITS: Final = frozenset({PARENT, "name_ko", "name_en", "fax", "place_ko", "place_en"})
_OF_POSITIONS: Final = frozenset({TITLE, "title_en", "holder"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: the key of the department, and what the columns that the file has say of it, or of a position in it."""

    number: int
    unit: str
    is_position: bool
    values: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A row that cannot be taken, and why."""

    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All rows of a file; ``has_staff`` where it says who works in the departments."""

    units: list[Row]
    positions: list[Row]
    refused: list[Refused]
    has_staff: bool


def read(text: str) -> Rows:
    """Read the rows of a file; BadInput where it is no such table at all, TooLarge where it has too many rows."""
    lines = cells(text)
    _number, head = next(lines, (0, []))
    columns = [_COLUMNS.get(folded(cell), "") for cell in head]
    if UNIT not in columns or not {"name_ko", TITLE} & set(columns):
        raise BadInput(_("The first line does not name the columns: it needs “부서코드” and “부서명” or “직위”."))
    if doubled := next((name for name in columns if name and columns.count(name) > 1), None):
        raise BadInput(_("Two columns mean the same: %(name)s.") % {"name": doubled})
    found = Rows(units=[], positions=[], refused=[], has_staff=TITLE in columns)
    for number, row in lines:
        if len(found.units) + len(found.positions) + len(found.refused) >= MOST_ROWS:
            raise TooLarge(_("The file has more than %(limit)s lines.") % {"limit": f"{MOST_ROWS:,}"})
        _take(found, number, {name: clean_line(cell) for name, cell in zip(columns, row, strict=False) if name})
    return found


def _take(found: Rows, number: int, said: dict[str, str]) -> None:
    reason = _wrong(said)
    if reason:
        found.refused.append(Refused(number=number, reason=reason))
        return
    is_position = bool(said.get(TITLE))
    others = _OF_UNITS if is_position else _OF_POSITIONS
    values = {name: value for name, value in said.items() if name != UNIT and name not in others}
    (found.positions if is_position else found.units).append(
        Row(number=number, unit=said[UNIT], is_position=is_position, values=values)
    )


def _wrong(said: dict[str, str]) -> str:
    """The reason why a row cannot be taken; empty where it can."""
    if not said.get(UNIT):
        return _("It does not say the key of the department.")
    for name, value in said.items():
        if _FORMULA.match(value):
            return _("“%(value)s” looks like a formula.") % {"value": value[:40]}
        form = _FORMS.get(name)
        if form and value and not form.fullmatch(value):
            return _("“%(value)s” is no %(what)s.") % {"value": value[:60], "what": _called(name)}
    return ""


def _called(name: str) -> str:
    words = {
        UNIT: _("key (small Latin letters, digits and single hyphens)"),
        PARENT: _("key (small Latin letters, digits and single hyphens)"),
        "telephone": _("telephone number"),
        "fax": _("telephone number"),
        "email": _("e-mail address"),
    }
    return words[name]
