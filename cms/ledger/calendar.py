"""Calendars: rows that stand at the moments at which items take place, as their kinds say (:mod:`cms.core.kinds`).

The city has one of all kinds, and each value of some facets has its own. A row is one time of an item, or a further day
of one that goes on for longer, so that what takes place in a period is one range of one index, also where it began
before it. Each row knows the one before it: the next time of each item is the row of which this one is in the past.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from cms.core import kinds
from cms.core.days import beginning
from cms.core.errors import BadInput
from cms.core.kinds import Occurrence
from cms.core.records import Record
from cms.ledger.cursors import Cursor
from cms.ledger.facets import listing_name, values_of
from cms.ledger.filters import Filters
from cms.ledger.given import stored_json
from cms.ledger.items import MAX_FIRST, Item
from cms.ledger.moments import microseconds, moment_of

# So many rows has a record in a calendar at most: an event on each day of two years.
MOST: Final = 750
# So many rows are looked at for one page.
SCAN_LIMIT: Final = 2_000
_NEVER: Final = -(2**63)
_LAST: Final = 2**63 - 1


@dataclass(frozen=True)
class Time:
    """One row of a calendar as read: an item, when it takes place, and the moment at which it stands there."""

    item: Item
    at: datetime
    starts_at: datetime
    ends_at: datetime | None

    @property
    def cursor(self) -> Cursor:
        return Cursor(microseconds(self.at), self.item.id)

    @property
    def continues(self) -> bool:
        """Return whether it began on a day before."""
        return self.at != self.starts_at


@dataclass(frozen=True)
class Times:
    """One page of a calendar. It may be short, even empty, and still have a next one: follow ``end``."""

    items: tuple[Time, ...]
    has_next: bool
    end: Cursor | None


def calendars(record: Record) -> Iterator[tuple[str, int, int, int, int | None]]:
    """The rows of a record: the calendar, then what a row of it says, in the order of its columns."""
    calendar = kinds.kind_of(record).calendar
    if calendar is None:
        return
    known = {facet.name for facet in calendar.facets}
    names = [listing_name(record.site, facet, value) for facet, value in values_of(record) if facet in known]
    days = _days(calendar.occurrences(record))
    for name in (record.site, *names):
        before_us = _NEVER
        for at_us, (starts_us, ends_us) in days.items():
            yield name, at_us, before_us, starts_us, ends_us
            before_us = at_us


def _days(occurrences: Any) -> dict[int, tuple[int, int | None]]:
    """When each row stands, with the time that it is of: where one begins another is not said to go on."""
    found: dict[int, tuple[int, int | None]] = {}
    for occurrence in islice(occurrences, MOST):
        starts_us = microseconds(occurrence.starts_at)
        span = starts_us, occurrence.ends_at and microseconds(occurrence.ends_at)
        for day in _further_days(occurrence):
            found.setdefault(microseconds(day), span)
        found[starts_us] = span
    return dict(islice(sorted(found.items()), MOST))


def _further_days(occurrence: Occurrence) -> Iterator[datetime]:
    """The beginnings, in the city's zone, of the days on which it still goes on."""
    if occurrence.ends_at is None:
        return
    day = timezone.localdate(occurrence.starts_at)
    for _ in range(MOST):
        day += timedelta(days=1)
        begins = beginning(day)
        if begins >= occurrence.ends_at:
            return
        yield begins


def times(
    filters: Filters, *, first: int, after: Cursor | None = None, once: bool = False, backwards: bool = False
) -> Times:
    """A page of a calendar, the earliest first, or the latest where ``backwards``.

    ``since`` and ``until`` of the filters bound the moments of its rows; ``once`` gives each item but once, at its next
    time from ``since`` on. One query, of one range of one index, which looks at :data:`SCAN_LIMIT` rows at most.
    BadInput for a ``first`` that is not 1 to :data:`MAX_FIRST`, and for a value that an enumeration does not have.
    """
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    filters.check()
    aspects = filters.aspects(kinds.timed())
    if aspects == ():
        return Times((), False, None)
    sql, params = times_query(filters, aspects, first=first, after=after, once=once, backwards=backwards)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return _page(rows, first=first)


def _page(rows: list[Any], *, first: int) -> Times:
    found = [row for row in rows if row[7]]
    items = tuple(
        Time(
            Item(pk, kind, starts_us, stored_json(record)),
            moment_of(at_us),
            moment_of(starts_us),
            None if ends_us is None else moment_of(ends_us),
        )
        for pk, kind, record, at_us, starts_us, ends_us, _place, _hit in found[:first]
    )
    if len(found) > first:
        return Times(items, True, items[-1].cursor)
    if rows and rows[-1][6] == SCAN_LIMIT:
        return Times(items, True, Cursor(rows[-1][3], rows[-1][0]))
    return Times(items, False, items[-1].cursor if items else None)


def times_query(
    filters: Filters,
    aspects: tuple[int, ...] | None,
    *,
    first: int,
    after: Cursor | None,
    once: bool = False,
    backwards: bool = False,
) -> tuple[str, list[Any]]:
    """The SQL of a page and one row more, apart so that tests can EXPLAIN it.

    Its columns are id, kind, record, the three moments, the place in the scan, and whether the row belongs to the page.
    """
    calendar, others = _calendar(filters)
    low, high = _bounds(filters, after, backwards=backwards)
    order = "ORDER BY l.at_us DESC, l.entry_id DESC" if backwards else "ORDER BY l.at_us, l.entry_id"
    hit, tests = _tests(filters, aspects, others, once=once)
    scan = (
        f"SELECT l.entry_id, l.at_us, l.before_us, l.aspect, ROW_NUMBER() OVER ({order}) AS place"
        " FROM publication_occurrence l WHERE l.calendar = %s AND (l.at_us, l.entry_id) >= (%s, %s)"
        f" AND (l.at_us, l.entry_id) < (%s, %s) {order} LIMIT {SCAN_LIMIT}"
    )
    return (
        # The last row of a full scan is always kept, so that the page knows how far it got.
        "SELECT e.id, e.kind, e.record, l.at_us, o.starts_us, o.ends_us, l.place, l.hit"
        f" FROM (SELECT l.entry_id, l.at_us, l.place, ({hit}) AS hit FROM ({scan}) l) l"
        " JOIN publication_entry e ON e.id = l.entry_id"
        " JOIN publication_occurrence o ON o.entry_id = l.entry_id AND o.calendar = %s AND o.at_us = l.at_us"
        f" WHERE l.hit OR l.place = {SCAN_LIMIT} {order} LIMIT %s",
        [*tests, calendar, *low, *high, calendar, first + 1],
    )


def _calendar(filters: Filters) -> tuple[str, list[str]]:
    """The calendar to read, and the listings in which its items have to stand too."""
    asked = [listing_name(filters.site, facet, value) for facet, value in filters.wide.items()]
    known = kinds.with_calendars()
    own = next((listing_name(filters.site, *one) for one in filters.wide.items() if one[0] in known), filters.site)
    return own, [name for name in asked if name != own]


def _bounds(filters: Filters, after: Cursor | None, *, backwards: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first position of the range, and the first one after it."""
    low = (microseconds(filters.since), 0) if filters.since else (_NEVER, 0)
    high = (microseconds(filters.until), 0) if filters.until else (_LAST, _LAST)
    if after is None:
        return low, high
    if backwards:
        return low, min(high, (after.published_us, after.entry_id))
    return max(low, (after.published_us, after.entry_id + 1)), high


def _tests(
    filters: Filters, aspects: tuple[int, ...] | None, others: list[str], *, once: bool
) -> tuple[str, list[Any]]:
    """The conditions on a row, the cheapest first: what is in the index, and of those that pass a look elsewhere."""
    hit: list[str] = []
    tests: list[Any] = []
    if once:
        hit.append("l.before_us < %s")
        tests.append(microseconds(filters.since) if filters.since else _NEVER + 1)
    if aspects is not None:
        hit.append(f"l.aspect IN ({', '.join(['%s'] * len(aspects))})")
        tests += aspects
    hit += ["(SELECT 1 FROM publication_listing o WHERE o.entry_id = l.entry_id AND o.listing = %s) IS NOT NULL"] * len(
        others
    )
    current = "e.id = l.entry_id AND (e.expires_us IS NULL OR e.expires_us > %s)"
    values = [(name, value) for name in ("kind", "language") if (value := getattr(filters, name)) is not None]
    current += "".join(f" AND e.{name} = %s" for name, _ in values)
    hit.append(f"(SELECT 1 FROM publication_entry e WHERE {current}) IS NOT NULL")
    tests += [*others, microseconds(timezone.now()), *(value for _, value in values)]
    return " AND ".join(hit), tests


def of_entry(*, site: str, entry_id: int, since: datetime, first: int) -> list[Occurrence]:
    """The times of one entry from a moment on, the next one first; one that goes on is the first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT starts_us, ends_us FROM publication_occurrence WHERE entry_id = %s AND calendar = %s"
            " AND at_us >= %s AND (at_us = starts_us OR before_us < %s) ORDER BY at_us LIMIT %s",
            [entry_id, site, microseconds(since), microseconds(since), first],
        )
        rows = cursor.fetchall()
    return [Occurrence(moment_of(starts), None if ends is None else moment_of(ends)) for starts, ends in rows]
