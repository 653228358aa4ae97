"""The calendar of a city's committees: listings whose rows stand at the time of the meeting, not of its publication.

Its past is read as any listing, newest first, by the ``calendar`` of :class:`cms.publication.selectors.Filters`.
"""

from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone

from cms.core.errors import BadInput
from cms.core.records import Meeting
from cms.publication.facets import CALENDAR
from cms.publication.selectors import MAX_FIRST, Item, listing_name, microseconds, stored_json

# The name, in place of a committee's, of the calendar of all of them.
ALL: Final = ""


def calendars(meeting: Meeting) -> tuple[str, str]:
    """The listings in which a meeting stands at its own time: that of all committees and that of its own."""
    return listing_name(meeting.site, CALENDAR, ALL), listing_name(meeting.site, CALENDAR, meeting.committee)


def upcoming(*, site: str, committee: str = ALL, since: datetime, first: int) -> list[Item]:
    """The public meetings at ``since`` or later, the next one first. One query, one index range scan."""
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.kind, l.published_us, e.record FROM publication_listing l"
            " JOIN publication_entry e ON e.id = l.entry_id WHERE l.listing = %s AND l.published_us >= %s"
            " AND (e.expires_us IS NULL OR e.expires_us > %s) ORDER BY l.published_us, l.entry_id LIMIT %s",
            [listing_name(site, CALENDAR, committee), microseconds(since), microseconds(timezone.now()), first],
        )
        rows = cursor.fetchall()
    return [Item(pk, kind, held_us, stored_json(record)) for pk, kind, held_us, record in rows]
