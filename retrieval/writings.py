"""Other ways to write the same: a day as 2026-07-26, 2026. 7. 26., 2026년 7월 26일, 20260726 or July 26, 2026."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"((?:19|20)[0-9]{2})([-./]?)([0-9]{1,2})\2([0-9]{1,2})")
_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ABBREVIATED: Final = 3
_MONTHS: Final = (
    {name: number for number, name in enumerate(_NAMES, 1)}
    | {name[:_ABBREVIATED]: number for number, name in enumerate(_NAMES, 1)}
    | {"sept": 9}
)
_NAME: Final = f"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_YEAR: Final = "((?:19|20)[0-9]{2})"
_NUMBER: Final = "([0-9]{1,2})(?:st|nd|rd|th)?"
# Days of three words, with the groups of year, month and day; what is of two, with those of year or day, and month.
_DAYS: Final = (
    (re.compile(rf"{_YEAR}년 ([0-9]{{1,2}})월 ([0-9]{{1,2}})일\w{{0,2}}"), (1, 2, 3)),
    (re.compile(rf"{_NAME} {_NUMBER} {_YEAR}"), (3, 1, 2)),
    (re.compile(rf"{_NUMBER} {_NAME} {_YEAR}"), (3, 2, 1)),
)
_OF_A_YEAR: Final = (
    (re.compile(rf"{_YEAR}년 ([0-9]{{1,2}})월\w{{0,2}}"), (1, 2)),
    (re.compile(rf"{_NAME} {_YEAR}"), (2, 1)),
)
_OF_A_MONTH: Final = (
    (re.compile(rf"{_NAME} {_NUMBER}"), (2, 1)),
    (re.compile(rf"{_NUMBER} {_NAME}"), (1, 2)),
)
_A_DAY: Final = re.compile("[0-9]{1,2}일")
# A month that is another word too.
_AMBIGUOUS: Final = "may"


def dated(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return how many of these folded words are a day, a month of a year or a day of a month, and how that is written,
    as the words have it first; 0 and nothing where they are none."""
    if day := _day(" ".join(words[:3])):
        return 3, day
    both, following = " ".join(words[:2]), "".join(words[2:3])
    if (found := _of(_OF_A_YEAR, both)) and not _A_DAY.match(following):
        year, number = found
        return 2, (
            f"{year}년 {number}월",
            f"{_NAMES[number - 1]} {year}",
            f"{_NAMES[number - 1][:_ABBREVIATED]} {year}",
        )
    if found := _of(_OF_A_MONTH, both):
        which, number = found
        return 2, (both, f"{number}월 {which}일", f"{_NAMES[number - 1]} {which}", f"{which} {_NAMES[number - 1]}")
    return 0, ()


def _day(words: str) -> tuple[str, ...]:
    for pattern, groups in _DAYS:
        if found := pattern.fullmatch(words):
            text = "-".join(str(_MONTHS.get(found[group], found[group])) for group in groups)
            ways = tuple(others(text))
            return (text, *ways) if ways else ()
    return ()


def _of(patterns: Sequence[tuple[re.Pattern[str], tuple[int, int]]], words: str) -> tuple[int, int] | None:
    """Return the year or day, and the number of the month."""
    for pattern, (first, month) in patterns:
        if found := pattern.fullmatch(words):
            number = _MONTHS.get(found[month]) or int(found[month])
            return (int(found[first]), number) if 1 <= number <= len(_NAMES) else None
    return None


def others(text: str) -> Iterator[str]:
    """Yield other ways to write a folded word, parted by blanks where letters may be parted."""
    day = _DAY.fullmatch(text)
    if day and (day[2] or len(text) == len("20260726")):
        try:
            when = date(int(day[1]), int(day[3]), int(day[4]))
        except ValueError:
            return
        name = _NAMES[when.month - 1]
        yield f"{when.year}년 {when.month}월 {when.day}일"
        yield f"{when.year} {when.month} {when.day}"
        yield f"{when:%Y %m %d}"
        yield f"{when:%Y%m%d}"
        yield f"{name} {when.day} {when.year}"
        yield f"{name[:_ABBREVIATED]} {when.day} {when.year}"
        yield f"{when.day} {name} {when.year}"
    elif text != _AMBIGUOUS and text in _MONTHS:
        yield f"{_MONTHS[text]}월"
