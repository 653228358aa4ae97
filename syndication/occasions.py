"""The facts that feeds tell of events beyond those of every record."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from cms.core.disclosure import said
from cms.core.occasions import EVENT_STATUSES, EVENT_TYPES, FREE, ONLINE
from cms.core.records import Body, Event
from syndication.entries import Category


def html(event: Event, body: Body) -> str:
    """The body, after a paragraph of facts."""
    return f"<p>{escape(' · '.join(filter(None, _facts(event))), quote=False)}</p>{body.html}"


def categories(event: Event, base: str) -> Iterable[Category]:
    """The type of the event, below the identity ``base`` of the city."""
    names = EVENT_TYPES.get(event.type)
    label = said(names, event.language) if names else event.type
    yield Category(f"{base}/data/catalogue#event-types", event.type, label)


def _facts(event: Event) -> Iterable[str]:
    yield period(event)
    yield from (event.place, event.address)
    yield said(ONLINE, event.language) if event.online_url else ""
    yield said(FREE, event.language) if event.free else event.fee
    yield event.audience
    yield said(EVENT_STATUSES[event.status], event.language) if event.status != "scheduled" else ""


def period(event: Event) -> str:
    """Its first time, by the clock of its zone: from when to when, or on which days."""
    zone = ZoneInfo(event.time_zone)
    start = event.starts_at.astimezone(zone)
    end = event.ends_at.astimezone(zone) if event.ends_at else None
    if event.all_day:
        last = (end - timedelta(days=1)).date() if end else start.date()
        return f"{start:%Y-%m-%d}" if last == start.date() else f"{start:%Y-%m-%d}~{last:%Y-%m-%d}"
    return f"{start:%Y-%m-%d %H:%M}{_until(start, end)}"


def _until(start: datetime, end: datetime | None) -> str:
    if end is None:
        return ""
    return f"~{end:%H:%M}" if end.date() == start.date() else f"~{end:%Y-%m-%d %H:%M}"
