"""Calendars: listings whose rows stand at a moment that a kind names, such as that of a meeting.

Its past is read as any listing, newest first, by the ``calendar`` of :class:`cms.ledger.filters.Filters`.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone

from cms.core import kinds
from cms.core.errors import BadInput
from cms.core.records import Record
from cms.ledger.facets import CALENDAR, listing_name
from cms.ledger.given import stored_json
from cms.ledger.items import MAX_FIRST, Item
from cms.ledger.moments import microseconds

# The name, in place of that of a committee, of the calendar of all of them.
ALL: Final = ""


def calendars(record: Record) -> Iterator[tuple[str, datetime]]:
    """The calendars in which a record stands, each with its moment: that of all, and that of its own value."""
    calendar = kinds.kind_of(record).calendar
    if calendar is not None:
        moment = getattr(record, calendar.field)
        for name in (ALL, getattr(record, calendar.facet.field)):
            yield listing_name(record.site, CALENDAR, name), moment


def upcoming(*, site: str, of: str = ALL, since: datetime, first: int) -> list[Item]:
    """The public items of a calendar at ``since`` or later, the next one first. One query, one index range scan."""
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.kind, l.published_us, e.record FROM publication_listing l"
            " JOIN publication_entry e ON e.id = l.entry_id WHERE l.listing = %s AND l.published_us >= %s"
            " AND (e.expires_us IS NULL OR e.expires_us > %s) ORDER BY l.published_us, l.entry_id LIMIT %s",
            [listing_name(site, CALENDAR, of), microseconds(since), microseconds(timezone.now()), first],
        )
        rows = cursor.fetchall()
    return [Item(pk, kind, held_us, stored_json(record)) for pk, kind, held_us, record in rows]
