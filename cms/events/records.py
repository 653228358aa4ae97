"""From an event page to its public record."""

from dataclasses import replace
from typing import Any

from django.conf import settings

from cms.core.builders import build_body, moment
from cms.core.iri import absolute_url
from cms.core.records import Application, Body, Event
from cms.core.text import clean_line
from cms.events import checking
from cms.events.recurrence import over_at
from cms.subsites.articles import placed, told
from cms.subsites.identity import base_url


def content(page: Any) -> tuple[Event, Body]:
    """The record and the body of an event page as it is in memory, without its translations: the stored page, or a
    draft for a preview."""
    city = page.city
    base = base_url(city)
    body = build_body(page.body, base, page.locale.language_code)
    starts_at, ends_at = checking.span(page)
    record = Event(
        **told(page, body, kind=Event.kind, city=city, base=base),
        **placed(page, base),
        type=page.type,
        status=page.status,
        starts_at=starts_at,
        ends_at=ends_at,
        over_at=ends_at or starts_at,
        all_day=page.all_day,
        time_zone=settings.TIME_ZONE,
        recurrence=checking.recurrence_of(page),
        application=_application(page, base),
        **_said(page, base),
    )
    return replace(record, over_at=over_at(record)), body


def _said(page: Any, base: str) -> dict[str, Any]:
    """Where it is, for whom and for how much."""
    lines = {name: clean_line(getattr(page, name)) for name in ("place", "address", "audience", "capacity", "contact")}
    links = {name: _link(getattr(page, name), base) for name in ("map_url", "online_url")}
    return {**lines, **links, "free": page.free, "fee": "" if page.free else clean_line(page.fee)}


def _link(address: str, base: str) -> str:
    """An address that is none stays empty, where it would be resolved to the city's own."""
    return (absolute_url(address, base) or "") if address else ""


def _application(page: Any, base: str) -> Application | None:
    if page.application == "none":
        return None
    has_period = page.application == "period"
    return Application(
        url=_link(page.apply_url, base),
        telephone=clean_line(page.apply_telephone),
        opens_at=moment(page.apply_from) if has_period and page.apply_from else None,
        closes_at=moment(page.apply_until) if has_period and page.apply_until else None,
    )
