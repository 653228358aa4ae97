"""The pages of events: what is coming, a month of the calendar, and one event."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from cms.core import kinds
from cms.core.errors import NotFound
from cms.core.records import Event
from frontend import months
from frontend.addresses import Target
from frontend.environment import address
from frontend.months import Month
from frontend.page import Content, Data, Page, feeds, versions

SECTION: Final = "events"
# What a calendar can be narrowed to by its address. A type is that of an event, or another kind that has a calendar.
TYPES: Final = next(facet.values for facet in kinds.kind_of(Event).narrow if facet.field == "type")
OTHERS: Final = tuple(sorted(kinds.timed() - {Event.kind}))
TERMS: Final = ("field", "website", "unit")
_WEEK: Final = 7
# Past ones that the list shows.
_PAST: Final = 5


def variables(target: Target) -> Data:
    """The variables of the operations of calendars beside those of every listing."""
    kind = target.filters.get("type")
    language = target.term.urls and target.language if target.term else target.language
    return {
        "language": _texts(target) or language,
        "kind": kind if kind in OTHERS else Event.kind if kind else None,
        "type": kind if kind in TYPES else None,
    }


def _texts(target: Target) -> str:
    """The language of what a frame shows; empty for any other page."""
    if not target.is_frame or target.term is None:
        return ""
    return next((language for language, url in target.term.urls.items() if target.original.startswith(url)), "")


def listing(page: Page, data: Data, target: Target) -> Content:
    """The page of what is coming, each but once, and on its first page of some of what is past."""
    term, now = _term(data), timezone.now()
    data |= {
        "coming": _rows(data["coming"]["nodes"], now),
        "pageInfo": data["coming"]["pageInfo"],
        "past": [] if page.after else _past(data["past"]["nodes"], now),
    }
    shown = _around(replace(page, indexed=page.after is None and not page.filters), data, term)
    here = timezone.localdate()
    return Content(replace(shown, month=_month(target.listing, here, page)), data)


def month(page: Page, data: Data, target: Target) -> Content:
    """A month as a grid of days, a table on wide screens and a list on narrow ones."""
    term, first = _term(data), target.month
    assert first is not None
    rows = _rows(data["times"]["nodes"], timezone.now())
    data |= {
        "weeks": weeks(first, timezone.localdate(), rows),
        "times": rows,
        "pageInfo": data["times"]["pageInfo"],
        "before": _month(target.listing, first - timedelta(days=1), page),
        "following": _month(target.listing, months.following(first), page),
    }
    shown = replace(page, indexed=page.after is None and not page.filters and bool(rows))
    return Content(replace(_around(shown, data, term), month=_month(target.listing, first, page)), data)


def _term(data: Data) -> Data:
    if data["term"] is None:
        raise NotFound("this listing has just been removed")
    term: Data = data["term"]
    return term


def _month(listing: str, day: date, page: Page) -> Month:
    found = months.month_of(listing, day)
    return replace(found, url=replace(page, url=found.url or "").first())


def _around(page: Page, data: Data, term: Data) -> Page:
    """What stands around a calendar: its section, languages and feeds, and the names of what it is narrowed to."""
    data["chosen"] = {name: data[name] for name in TERMS if data.get(name)}
    return replace(
        page,
        section=SECTION,
        choices={"type": (*TYPES, *OTHERS)},
        versions=versions(data, term["pages"], alternate=not page.month),
        feeds=feeds(page.source, term["name"], main=True),
    )


def _past(times: list[Data], now: datetime) -> list[Data]:
    """The last ones that are over, each once."""
    found: dict[str, Data] = {}
    for row in _rows(times, now):
        if row["state"] == "ended":
            found.setdefault(row["record"]["url"], row)
    return list(found.values())[:_PAST]


def _rows(times: list[Data], now: datetime) -> list[Data]:
    return [time | {"state": state(time["startsAt"], time["endsAt"], now), **_days(time)} for time in times]


def _days(time: Data) -> Data:
    """The day on which a row stands, and the last day of its time."""
    at, ends = datetime.fromisoformat(time["at"]), time["endsAt"]
    moment = datetime.fromisoformat(ends or time["startsAt"])
    last = moment - timedelta(microseconds=1) if ends and ends > time["startsAt"] else moment
    return {"day": at.date().isoformat(), "last": last.date().isoformat()}


def state(starts: str, ends: str | None, now: datetime) -> str:
    """The state of a time: upcoming, ongoing or ended; one without an end goes on until its day is over."""
    begins = datetime.fromisoformat(starts)
    over = datetime.fromisoformat(ends) if ends else begins.replace(hour=0, minute=0) + timedelta(days=1)
    if now < begins:
        return "upcoming"
    return "ongoing" if now < over else "ended"


def application(event: Mapping[str, Any], now: datetime) -> str:
    """The state of its application: before, open or closed, which it is once it is over; empty where nobody has to."""
    asked = event["application"]
    if asked is None:
        return ""
    opens, closes = asked["opensAt"], asked["closesAt"]
    if opens and now < datetime.fromisoformat(opens):
        return "before"
    is_over = now >= datetime.fromisoformat(closes or event["overAt"])
    return "closed" if is_over or event["status"] == "cancelled" else "open"


def weeks(first: date, today: date, rows: list[Data]) -> list[list[Data | None]]:
    """The days of a month in weeks that begin with Sunday, each with what stands there; None outside of the month."""
    by_day: dict[str, list[Data]] = {}
    for row in rows:
        by_day.setdefault(row["day"], []).append(row)
    length = (months.following(first) - first).days
    days: list[Data | None] = [None] * (first.isoweekday() % _WEEK)
    for number in range(length):
        day = first + timedelta(days=number)
        times = by_day.get(day.isoformat(), [])
        days.append({"date": day.isoformat(), "number": day.day, "today": day == today, "times": times})
    days += [None] * (-len(days) % _WEEK)
    return [days[start : start + _WEEK] for start in range(0, len(days), _WEEK)]


def event(page: Page, data: Data, target: Target) -> Content:
    if data["event"] is None:
        raise NotFound("this event has just been removed")
    return Content(replace(page, **about_event(page, data)), data)


def about_event(page: Page, data: Data) -> Data:
    """The section, versions and feeds for an event's page, or its preview; and what the clock says of it."""
    told, now = data["event"], timezone.now()
    data["state"] = _state_of(told, now)
    data["applying"] = application(told, now)
    data["last"] = _days({"at": told["startsAt"], "startsAt": told["startsAt"], "endsAt": told["endsAt"]})["last"]
    own = [*told["translations"], {"language": told["language"], "url": told["url"]}]
    section = next((one for one in data["sections"] if one["key"] == SECTION), None)
    listing = address(section, page.language) if section else None
    around = feeds(listing, section["name"], main=False) if section and listing else ()
    main = told["topics"][0]["key"] if told["topics"] else None
    return {"section": SECTION, "field": main, "versions": versions(data, own), "feeds": around}


def _state_of(told: Data, now: datetime) -> str:
    """Of all its times together: ended when the last is over, ongoing while one is."""
    if now >= datetime.fromisoformat(told["overAt"]):
        return "ended"
    nearest = next(iter(told.get("occurrences", ())), None) or told
    found = state(nearest["startsAt"], nearest["endsAt"], now)
    return "ongoing" if found == "ongoing" else "upcoming"
