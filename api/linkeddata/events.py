"""Events as schema.org Event: when and where, for whom and for how much, and by which rule they repeat."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.linkeddata import rights
from api.linkeddata.items import CREDIT, IDENTITY, day, moment, publisher, sections, subjects
from api.linkeddata.mapping import Mapping, Node, Scope
from api.linkeddata.media import FILE, IMAGE
from api.linkeddata.terms import known, website
from cms.core.records import Application, Body, Event, Recurrence, Website

_SCHEMA: Final = "https://schema.org/"
_STATUSES: Final = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_TYPES: Final = {
    "education": "EducationEvent",
    "course": "EducationEvent",
    "exhibition": "ExhibitionEvent",
    "performance": "TheaterEvent",
}
_DAYS: Final = dict(
    zip(
        ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_UNITS: Final = {"daily": "D", "weekly": "W", "monthly": "M"}


def _time(event: Event, value: datetime | None, *, last: bool = False) -> str | None:
    """A moment, or of whole days the day; the ``last`` one is that before the moment."""
    if value is None or not event.all_day:
        return moment(value) if value else None
    there = value.astimezone(ZoneInfo(event.time_zone)).date()
    return day(there - timedelta(days=1) if last else there)


def _location(event: Event, scope: Scope) -> list[Node]:
    found: list[Node] = []
    if event.place or event.address:
        place: Node = {"@id": f"{event.iri}#place", "@type": "Place", "name": event.place or event.address}
        more = {"address": event.address, "hasMap": event.map_url}
        found.append(place | {name: value for name, value in more.items() if value})
    if event.online_url:
        found.append({"@id": f"{event.iri}#online", "@type": "VirtualLocation", "url": event.online_url})
    return found


def _mode(event: Event, scope: Scope) -> str:
    is_there = bool(event.place or event.address)
    name = "Mixed" if is_there and event.online_url else "Online" if event.online_url else "Offline"
    return f"{_SCHEMA}{name}EventAttendanceMode"


def _offer(event: Event, scope: Scope) -> Node | None:
    """What it costs, and where and when one applies for a place; None where nothing is said of either."""
    said: Node = {"@id": f"{event.iri}#offer", "@type": "Offer"}
    if event.free:
        said |= {"price": "0", "priceCurrency": "KRW"}
    elif event.fee:
        said["description"] = event.fee
    if event.application:
        said |= APPLICATION.node(event.application, scope) | {"@type": "Offer"}
    return said if len(said) > 2 else None


def _schedule(event: Event, scope: Scope) -> Node | None:
    repeats = event.recurrence
    if repeats is None:
        return None
    there = event.starts_at.astimezone(ZoneInfo(event.time_zone))
    node: Node = {
        "@id": f"{event.iri}#schedule",
        "scheduleTimezone": event.time_zone,
        "startDate": day(there.date()),
        **RECURRENCE.node(repeats, scope),
    }
    if not event.all_day:
        node["startTime"] = f"{there:%H:%M:%S}"
    if repeats.frequency == "monthly" and not repeats.weekdays:
        node["byMonthDay"] = there.day
    return node


def _frequency(repeats: Recurrence, scope: Scope) -> str:
    return f"P{repeats.interval}{_UNITS[repeats.frequency]}"


def _by_day(repeats: Recurrence, scope: Scope) -> list[str]:
    """As IRIs of days, or with their place in the month as RFC 5545 has it."""
    if repeats.week:
        return [f"{repeats.week}{name}" for name in repeats.weekdays]
    return [f"{_SCHEMA}{_DAYS[name]}" for name in repeats.weekdays]


def _siblings(event: Event, scope: Scope) -> list[Node]:
    return [
        {"@id": scope.item(Event.kind, other.key), "@type": "Event", "url": other.url, "inLanguage": other.language}
        for other in event.translations
    ]


def _pictures(event: Event) -> list[Any]:
    found = {image.url: image for image in (event.image, *event.images) if image}
    return list(found.values())


def _website(event: Event, scope: Scope) -> Node | None:
    return next((website(term, scope) for term in known(Website, [event.website], scope)), None)


def _contact(event: Event, scope: Scope) -> Node | None:
    return {"@id": f"{event.iri}#contact", "@type": "ContactPoint", "name": event.contact} if event.contact else None


RECURRENCE: Final = Mapping(
    source=Recurrence,
    types="Schedule",
    rows=(
        ("frequency interval", "repeatFrequency", _frequency),
        ("weekdays week", "byDay", _by_day),
        ("until", "endDate", lambda repeats, scope: day(repeats.until)),
        ("count", "repeatCount", lambda repeats, scope: repeats.count),
        ("exceptions", "exceptDate", lambda repeats, scope: [day(one) for one in repeats.exceptions]),
    ),
    left_out={"rule": "the same in the words of another standard, for its own readers"},
)
APPLICATION: Final = Mapping(
    source=Application,
    types="Offer",
    rows=(
        ("url", "url", lambda application, scope: application.url),
        ("opens_at", "validFrom", lambda application, scope: application.opens_at and moment(application.opens_at)),
        (
            "closes_at",
            "validThrough",
            lambda application, scope: application.closes_at and moment(application.closes_at),
        ),
        ("telephone", "telephone", lambda application, scope: application.telephone),
    ),
)
BODY: Final = Mapping(
    source=Body,
    types="Event",
    rows=(("text", "text", lambda body, scope: body.text),),
    left_out={"html": "the same words as the text; their markup is in the page and the feeds"},
)
EVENT: Final = Mapping(
    source=Event,
    types="Event",
    rows=(
        *IDENTITY,
        ("title", "name dct:title", lambda event, scope: event.title),
        ("type", "additionalType", lambda event, scope: f"{_SCHEMA}{_TYPES.get(event.type, 'Event')}"),
        ("published_at", "dct:issued", lambda event, scope: moment(event.published_at)),
        ("modified_at", "dct:modified", lambda event, scope: moment(event.modified_at)),
        ("starts_at all_day", "startDate", lambda event, scope: _time(event, event.starts_at)),
        ("ends_at all_day", "endDate", lambda event, scope: _time(event, event.ends_at, last=True)),
        (
            "status",
            "eventStatus",
            lambda event, scope: f"{_SCHEMA}{_STATUSES.get(event.status, 'EventScheduled')}",
        ),
        ("place address online_url", "eventAttendanceMode", _mode),
        ("place address map_url online_url", "location", _location),
        ("publisher", "organizer", publisher),
        ("recurrence time_zone", "eventSchedule", _schedule),
        ("free", "isAccessibleForFree", lambda event, scope: event.free),
        ("free fee application", "offers", _offer),
        ("audience", "audience", lambda event, scope: event.audience and _audience(event)),
        ("contact", "contactPoint", _contact),
        ("website", "isPartOf", _website),
        ("topics", "about", sections),
        ("topics tags", "dct:subject", subjects),
        ("image images", "image", lambda event, scope: [IMAGE.node(image, scope) for image in _pictures(event)]),
        ("files", "subjectOf", lambda event, scope: [FILE.node(file, scope) for file in event.files]),
        ("translations", "dct:relation", _siblings),
        *CREDIT,
        (
            "licence image images files",
            "@included",
            lambda event, scope: rights.descriptions((event, *_pictures(event), *event.files)),
        ),
    ),
    left_out={
        "version": "the ledger's own count; an event has no versions",
        "over_at": "worked out of its times and its rule",
        "capacity": "in words, where schema.org asks for a number",
    },
)


def _audience(event: Event) -> Node:
    return {"@id": f"{event.iri}#audience", "@type": "Audience", "audienceType": event.audience}
