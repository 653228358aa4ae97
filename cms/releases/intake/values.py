"""Single values of a list: what the cities and their office programs write, read as what a draft has.

Each reader takes what a cell or a JSON value holds and raises ValueError, in words for the person who sent it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings

from cms.core import moments
from cms.core.licences import LICENCES
from cms.core.records import Official
from cms.core.text import clean_line, clean_text
from cms.releases.intake.drafts import Change
from cms.releases.models.documents import NUMBER_FORM

OPENNESS: Final = {"공개": "open", "부분공개": "partial", "비공개": "closed"}
RETENTION: Final = {
    "1년": "1",
    "3년": "3",
    "5년": "5",
    "10년": "10",
    "30년": "30",
    "준영구": "semi-permanent",
    "영구": "permanent",
}
# "CCL 적용" says that a licence was given and not which: the one that permits least is the one that harms nobody.
LICENCE: Final = {"CCL 적용": "cc-by-nc-nd-4.0", "CC0": "cc0-1.0"}
ROLE: Final = {"기안자": "drafter", "기안": "drafter", "검토자": "reviewer", "검토": "reviewer", "결재자": "approver"}
TRUE: Final = frozenset({"1", "true", "y", "yes", "예"})
FALSE: Final = frozenset({"0", "false", "n", "no", "아니오"})
ROLES: Final = frozenset({"drafter", "reviewer", "approver"})

_CC: Final = re.compile(r"CC[ -](BY(?:-NC)?(?:-ND|-SA)?)(?:[ -]\d\.\d)?(?: KR)?", re.IGNORECASE)
_KOGL: Final = re.compile(r"(?:공공누리|KOGL)[ -]*(?:제 ?|TYPE )?([0-4])(?: ?유형)?", re.IGNORECASE)
_GROUND: Final = re.compile(r"(?:제\s?9조\s?(?:제?\s?1항\s?)?)?제?\s?(\d{1,2})\s?호?", re.ASCII)
_SEPARATORS: Final = re.compile(r"[,;·]")
_WON: Final = re.compile(r"(-?\d{1,3}(?:,\d{3})+|-?\d+)\s?원?", re.ASCII)
_YEARS: Final = range(1900, 2101)
_SHOWN: Final = 40


def line(value: Any) -> str:
    """One clean line; a number as it is written, without ``.0``."""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("is no text")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("is no number that can be written")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def number(value: Any) -> str:
    """The name of a document for life: refused where it would have to be cleaned, since then it might be another's."""
    word = value.strip() if isinstance(value, str) else line(value)
    if not re.match(NUMBER_FORM.regex, word):
        raise ValueError("is no number: at most 40 Latin letters, digits, hyphens and underscores")
    return word


def text(value: Any) -> str:
    """Clean text with its lines."""
    return clean_text(value) if isinstance(value, str) else line(value)


def words(value: Any) -> tuple[str, ...]:
    """Several lines: a JSON array, or a cell with ``;`` or ``>`` between them."""
    parts = value if isinstance(value, list) else re.split(r"[;>]", line(value))
    return tuple(filter(None, map(line, parts)))


def flag(value: Any) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    word = line(value).lower()
    if word not in TRUE | FALSE:
        raise ValueError(f"{_quoted(word)} is neither yes nor no")
    return word in TRUE


def amount(value: Any) -> int:
    """Won, with or without commas."""
    if not (match := _WON.fullmatch(line(value))):
        raise ValueError(f"{_quoted(line(value))} is no amount in won")
    return int(match[1].replace(",", ""))


def year(value: Any) -> int:
    """A year of four digits."""
    word = line(value)
    if not (word.isascii() and word.isdigit() and int(word) in _YEARS):
        raise ValueError(f"{_quoted(word)} is no year")
    return int(word)


def day(value: Any) -> date:
    """The day of a date or of a moment, in the city's zone."""
    return moment(value).date()


def moment(value: Any) -> datetime:
    """A moment in the city's zone; a date alone means its first minute.

    Read are ``20210210``, with a time ``20210225155335``, ISO 8601, ``2021.2.10.``, ``2021. 02. 10`` and
    ``2021년 2월 10일``, each of them with a time after it, and what else :mod:`cms.core.moments` knows.
    """
    word = line(value)
    found = moments.read(word, zone=ZoneInfo(settings.TIME_ZONE))
    if found is None or found.year not in _YEARS:
        raise ValueError(f"{_quoted(word)} is no date")
    return found


def openness(value: Any) -> str:
    """공개, 부분공개 or 비공개."""
    return _known(line(value).replace(" ", ""), OPENNESS, "is none of 공개, 부분공개, 비공개")


def retention(value: Any) -> str:
    """1년 to 30년, 준영구 or 영구."""
    return _known(line(value).replace(" ", ""), RETENTION, "is no retention period")


def licence(value: Any) -> str:
    """A key of the city's licences, one of the six Creative Commons kinds, or a KOGL type."""
    word = line(value)
    if match := _CC.fullmatch(word):
        return f"cc-{match[1].lower()}-4.0"
    if match := _KOGL.fullmatch(word):
        return f"kogl-{match[1]}"
    return _known(word, LICENCE | {key: key for key in LICENCES}, "is no licence")


def change(value: Any) -> Change:
    """I, U or D."""
    word = line(value).upper()
    if word not in set(Change):
        raise ValueError(f"{_quoted(word)} is none of I, U, D")
    return Change(word)


def grounds(value: Any) -> tuple[int, ...]:
    """Numbers of art. 9(1), written as numbers or as 제6호, with commas between them."""
    found = [_GROUND.fullmatch(line(part)) for part in _parts(value)]
    numbers = {int(match[1]) if match else 0 for match in found}
    if not numbers <= set(range(1, 9)):
        raise ValueError("the grounds of article 9(1) are 1 to 8")
    return tuple(sorted(numbers))


def officials(value: Any) -> tuple[Official, ...]:
    """Names with commas between them, as the lists mask them (신○○), or JSON objects with name, position and role."""
    return tuple(
        Official(
            name=line(part.get("name", "")),
            position=line(part.get("position") or ""),
            role=_known(line(part.get("role") or "drafter"), ROLE | {role: role for role in ROLES}, "is no role"),
        )
        if isinstance(part, dict)
        else Official(name=line(part))
        for part in _parts(value)
    )


def _parts(value: Any) -> list[Any]:
    parts = value if isinstance(value, list) else [value] if isinstance(value, int) else _SEPARATORS.split(line(value))
    return [part for part in parts if not isinstance(part, str) or part.strip()]


def _known(word: str, table: Mapping[str, str], otherwise: str) -> str:
    """The value of the word in the table; the word may also be one of the table's own keys already."""
    if word in table:
        return table[word]
    if word in table.values():
        return word
    raise ValueError(f"{_quoted(word)} {otherwise}")


def _quoted(word: str) -> str:
    """The word as a reason repeats it: codes are short, and a text in the wrong column is not shown whole."""
    return f"“{word[:_SHOWN]}”"


Read = Callable[[Any], Any]
