"""Items as events of iCalendar (RFC 5545): a row a kind that stands in calendars.

An item keeps its UID for life, as it keeps its IRI; how often it has changed is its SEQUENCE. DTSTAMP is when it last
changed (3.8.7.2), so that what has not changed is written as before, byte for byte.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Event as VEvent
from icalendar import vRecur

from cms.core.disclosure import STATUSES, said
from cms.core.kinds import Rows
from cms.core.occasions import EVENT_STATUSES, EVENT_TYPES, FREE, ONLINE
from cms.core.records import Event, Meeting, Record, Recurrence
from cms.ledger.store import Vocabulary

# iCalendar has no word for what was put off: until a new date is told, its time is uncertain (RFC 5545, 3.8.1.11).
_STATUSES: Final = {"postponed": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True, kw_only=True)
class Times:
    """The times of an item: the first one in its zone, and how that repeats."""

    starts_at: datetime
    ends_at: datetime | None = None
    all_day: bool = False
    recurrence: Recurrence | None = None


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A row: when a record takes place, where, its ``type`` in words, and the ``facts`` told before its summary."""

    times: Callable[[Any], Times]
    place: Callable[[Any], str]
    type: Callable[[Any, Vocabulary], str]
    facts: Callable[[Any], Iterator[str]]


def _times_of_event(event: Event) -> Times:
    zone = ZoneInfo(event.time_zone)
    return Times(
        starts_at=event.starts_at.astimezone(zone),
        ends_at=event.ends_at and event.ends_at.astimezone(zone),
        all_day=event.all_day,
        recurrence=event.recurrence,
    )


def _place_of_event(event: Event) -> str:
    online = said(ONLINE, event.language) if event.online_url and not event.place else ""
    return ", ".join(filter(None, (event.place, event.address, online)))


def _facts_of_event(event: Event) -> Iterator[str]:
    if event.status != "scheduled":
        yield said(EVENT_STATUSES[event.status], event.language)
    yield event.audience
    yield said(FREE, event.language) if event.free else event.fee
    yield event.online_url


def _type_of_event(event: Event, terms: Vocabulary) -> str:
    return said(EVENT_TYPES[event.type], event.language) if event.type in EVENT_TYPES else event.type


def _facts_of_meeting(meeting: Meeting) -> Iterator[str]:
    if meeting.status in _STATUSES:
        yield said(STATUSES[meeting.status], meeting.language)


def _type_of_meeting(meeting: Meeting, terms: Vocabulary) -> str:
    committee = terms.term("committee", meeting.committee)
    return committee.name(meeting.language) if committee else meeting.committee


ROWS: Final = Rows(
    "syndication/vevents.py",
    {
        "meeting": Dated(
            times=lambda meeting: Times(starts_at=timezone.localtime(meeting.held_at)),
            place=lambda meeting: meeting.place,
            type=_type_of_meeting,
            facts=_facts_of_meeting,
        ),
        "event": Dated(times=_times_of_event, place=_place_of_event, type=_type_of_event, facts=_facts_of_event),
    },
)


def vevent(record: Any, terms: Vocabulary) -> VEvent:
    """A record of a kind that stands in calendars as an event of iCalendar."""
    row = ROWS[record.kind]
    event = VEvent()
    event.add("uid", f"{record.key}@{urlsplit(record.iri).netloc}")
    event.add("sequence", record.version)
    event.add("dtstamp", record.modified_at)
    event.add("created", record.published_at)
    event.add("last-modified", record.modified_at)
    event.add("summary", record.title, parameters={"LANGUAGE": record.language})
    _add_times(event, row.times(record))
    event.add("status", _STATUSES.get(record.status, "CONFIRMED"))
    event.add("categories", [row.type(record, terms)])
    event.add("url", record.url)
    said_ = (("location", row.place(record)), ("description", _description(record, row)), *_contact(record, terms))
    for name, value in said_:
        if value:
            event.add(name, value)
    return event


def _description(record: Record, row: Dated) -> str:
    facts = " · ".join(filter(None, row.facts(record)))
    return "\n".join(filter(None, (facts, record.summary, record.url)))


def _contact(record: Any, terms: Vocabulary) -> Iterator[tuple[str, str]]:
    """Whom to ask; without such words the department that publishes, with its telephone."""
    unit = terms.term("unit", record.publisher) if record.publisher else None
    told = getattr(record, "contact", "")
    if not told and unit is not None:
        told = " ".join(filter(None, (unit.name(record.language), getattr(unit, "telephone", ""))))
    yield "contact", told


def _add_times(event: VEvent, times: Times) -> None:
    start, end = times.starts_at, times.ends_at
    if times.all_day:
        event.add("dtstart", start.date())
        event.add("dtend", (end or start + timedelta(days=1)).date())
    else:
        event.add("dtstart", start)
        if end is not None and end > start:
            event.add("dtend", end)
    if times.recurrence:
        event.add("rrule", vRecur.from_ical(times.recurrence.rule))
        for day in times.recurrence.exceptions:
            event.add("exdate", _exception(day, times))


def _exception(day: date, times: Times) -> date | datetime:
    """A day that is left out, as the time at which it would have been."""
    return day if times.all_day else datetime.combine(day, times.starts_at.timetz())
