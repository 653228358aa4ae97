"""Dates and times as people and programs have written them: ISO 8601, RFC 822, and the Korean ways.

What is not certain is no date: a zone that only has a name, and not one of those listed here, is never guessed, because
the moment would be hours off and nobody would notice.
"""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final

_COMPACT: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:(\d{2})(\d{2})(\d{2})?)?", re.ASCII)
_NUMERIC: Final = re.compile(
    r"(?P<year>\d{4})\s?[-./년]\s?(?P<month>\d{1,2})\s?[-./월]\s?(?P<day>\d{1,2})(?:\s?일|\.)?"
    r"(?:\s?\([월화수목금토일]\)|\s[월화수목금토일]요일)?",
    re.ASCII,
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# RFC 822, 5.1, with years of four digits (RFC 2822) and the names of days and months that Korean systems put there.
_RFC: Final = re.compile(
    r"(?:(?:[a-z]{3,9}|[월화수목금토일](?:요일)?)\s?,?\s+)?"
    r"(?P<day>\d{1,2})[\s-]+(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|1?\d\s?월)[\s-]+"
    r"(?P<year>\d{4}|\d{2})\b",
    re.ASCII | re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"(?:[T,\s]\s*)?(?P<before>오전|오후|[ap]m\b)?\s*"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"|시(?:\s?(?P<minutes>\d{1,2})분)?(?:\s?(?P<seconds>\d{1,2})초)?)"
    r"\s*(?P<after>[ap]m\b)?",
    re.ASCII | re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"(?:(?:UTC?|GMT)\s?)?([+-])(\d{1,2})(?::?(\d{2}))?(?:\s\([A-Za-z ]+\))?", re.ASCII)
_HOURS: Final = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT"), 0),
    **dict.fromkeys(("KST", "JST"), 9),
    # RFC 822, 5.2.
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
}


def read(word: str, *, zone: tzinfo) -> datetime | None:
    """The moment that one clean line says, in ``zone``, also that of a time without one; None where it is none.

    A date alone means its first minute.
    """
    try:
        found = _read(word)
        return None if found is None else found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _read(word: str) -> datetime | None:
    if match := _COMPACT.fullmatch(word):
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    for form in (_NUMERIC, _RFC):
        if match := form.match(word):
            day = datetime(_year(match["year"]), _month(match["month"]), int(match["day"]))  # noqa: DTZ001
            if (found := _with_clock(day, word[match.end() :])) is not None:
                return found
    return datetime.fromisoformat(word) if word.isascii() else None


def _year(digits: str) -> int:
    """Years of two digits are those of RFC 2822, 4.3."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _month(name: str) -> int:
    return int(name.rstrip("월 ")) if name[0].isdigit() else _MONTHS.index(name[:3].lower()) + 1


def _with_clock(day: datetime, rest: str) -> datetime | None:
    if not rest.strip():
        return day
    if not (match := _CLOCK.match(rest)):
        return None
    minute, second = match["minute"] or match["minutes"], match["second"] or match["seconds"]
    moment = day.replace(
        hour=_hour(int(match["hour"]), (match["before"] or match["after"] or "").lower()),
        minute=int(minute or 0),
        second=int(second or 0),
        microsecond=int((match["part"] or "0").ljust(6, "0")[:6]),
    )
    name = rest[match.end() :].strip()
    return moment.replace(tzinfo=_zone(name)) if name else moment


def _hour(hour: int, half: str) -> int:
    if half and not 1 <= hour <= 12:
        raise ValueError("no hour of half a day")
    return hour if not half else hour % 12 + (12 if half in {"오후", "pm"} else 0)


def _zone(name: str) -> tzinfo:
    """The zone of that name or offset, which some programs write twice; ValueError where it is not known."""
    first, _, second = name.partition(" ")
    if second == first:
        name = first
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if not (match := _OFFSET.fullmatch(name)):
        raise ValueError(f"{name} is no zone that is known")
    offset = timedelta(hours=int(match[2][:2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)
