"""The times of an event that repeats, as RFC 5545 counts them: on the clock of its zone, its first time among them.

A time of a day that the clocks of a zone leave out is read by the offset before the change, one that they show twice is
the first of the two (RFC 5545, 3.3.5). How long it takes is the same each time, to the second (3.8.5.3).
"""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

from cms.core.kinds import Occurrence
from cms.core.records import Event, Recurrence

# So often an event repeats at most, and for so many days.
MOST: Final = 366
LONGEST: Final = timedelta(days=2 * 366)
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES: Final = {"daily": DAILY, "weekly": WEEKLY, "monthly": MONTHLY}


def week_of(day: date) -> int:
    """The place of a day among those of its weekday in its month: 1 to 4, or -1 for a fifth one, which is the last."""
    week = (day.day - 1) // 7 + 1
    return week if week < 5 else -1


def rule(recurrence: Recurrence, first: datetime, *, all_day: bool) -> str:
    """The rule of a recurrence whose first time is ``first``, an aware moment, in the words of RFC 5545."""
    parts = [f"FREQ={recurrence.frequency.upper()}"]
    if recurrence.interval > 1:
        parts.append(f"INTERVAL={recurrence.interval}")
    if recurrence.weekdays:
        week = str(recurrence.week or "")
        parts.append(f"BYDAY={','.join(week + name for name in recurrence.weekdays)}")
    elif recurrence.frequency == "monthly":
        parts.append(f"BYMONTHDAY={first.day}")
    if recurrence.count:
        parts.append(f"COUNT={recurrence.count}")
    elif recurrence.until:
        parts.append(f"UNTIL={_until(recurrence.until, first, all_day=all_day)}")
    return ";".join(parts)


def _until(until: date, first: datetime, *, all_day: bool) -> str:
    """The last moment of the last day, in UTC as is asked where times have a zone; of whole days the day."""
    if all_day:
        return f"{until:%Y%m%d}"
    last = datetime.combine(until, time(23, 59, 59), tzinfo=first.tzinfo)
    return f"{last.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def starts(recurrence: Recurrence | None, first: datetime) -> Iterator[datetime]:
    """The beginnings of all its times, in their order; one more than :data:`MOST` where there are more."""
    if recurrence is None:
        yield first
        return
    on_clock, exceptions = first.replace(tzinfo=None), frozenset(recurrence.exceptions)
    for found in islice(_rule(recurrence, on_clock), MOST + 1):
        if found.date() not in exceptions:
            yield found.replace(tzinfo=first.tzinfo)


def _rule(recurrence: Recurrence, first: datetime) -> rrule:
    days = [weekday(WEEKDAYS.index(name), recurrence.week) for name in recurrence.weekdays]
    by_day = recurrence.frequency == "monthly" and not days
    until = datetime.combine(recurrence.until, time.max) if recurrence.until and not recurrence.count else None
    return rrule(
        _FREQUENCIES[recurrence.frequency],
        dtstart=first,
        interval=recurrence.interval,
        byweekday=days or None,
        bymonthday=first.day if by_day else None,
        count=recurrence.count,
        until=until,
    )


def occurrences(event: Event) -> Iterator[Occurrence]:
    """All times of an event, in their order."""
    zone = ZoneInfo(event.time_zone)
    first = event.starts_at.astimezone(zone)
    for start in islice(starts(event.recurrence, first), MOST):
        yield Occurrence(start, ends(event, start))


def ends(event: Event, start: datetime) -> datetime | None:
    """The end of the time that begins at ``start``."""
    if event.ends_at is None:
        return None
    zone = ZoneInfo(event.time_zone)
    if event.all_day:
        days = event.ends_at.astimezone(zone).date() - event.starts_at.astimezone(zone).date()
        return start + days
    return (start.astimezone(UTC) + (event.ends_at - event.starts_at)).astimezone(zone)


def over_at(event: Event) -> datetime:
    """The end of its last time; of one without an end that of its day."""
    zone = ZoneInfo(event.time_zone)
    last = next(iter(deque(occurrences(event), maxlen=1)), None)
    start = last.starts_at if last else event.starts_at.astimezone(zone)
    after = datetime.combine(start.date() + timedelta(days=1), time.min, tzinfo=zone)
    return (last.ends_at if last else None) or after
