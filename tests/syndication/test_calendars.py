"""Calendars in iCalendar: as other programs read them, of whatever text, for one event and for each listing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr
from django.utils import timezone

from cms.core.records import Recurrence
from cms.events.recurrence import occurrences
from cms.ledger.vocabulary import vocabulary
from syndication.calendars import written
from tests.factories import (
    SITE,
    event_key,
    make_event,
    make_meeting,
    make_post,
    make_released_terms,
    make_section,
    meeting_key,
    post_key,
    store,
    withdraw,
)

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[1] / "contracts" / "syndication" / "calendar.ics"
SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2026, 12, 1, 14, tzinfo=SEOUL)
WEEKLY = Recurrence(
    rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131T145959Z",
    frequency="weekly",
    weekdays=("TU",),
    until=date(2027, 1, 31),
    exceptions=(date(2026, 12, 29),),
)
HOSTILE = "첫 줄\r\nEND:VCALENDAR\nX-EVIL:1; 쉼표, 역슬래시 \\ 그리고 " + "가" * 60 + " <script>alert(1)</script>"


@pytest.fixture
def terms(db):
    store((), [*make_released_terms(), make_section("events", order=2)])
    return vocabulary(SITE)


def course(number=1, **over):
    return make_event(number, **({"starts_at": START, "type": "course", "recurrence": WEEKLY} | over))


def test_a_calendar_is_written_as_it_was(terms):
    held = make_meeting(1, held_at=START + timedelta(days=2), status="cancelled")
    days = make_event(
        3, all_day=True, starts_at=START.replace(hour=0), ends_at=START.replace(hour=0) + timedelta(days=3)
    )
    assert written([course(), held, days], terms, name="새별시") == GOLDEN.read_bytes()


def test_what_has_not_changed_is_the_same_bytes(terms):
    assert written([course()], terms) == written([course()], terms)


def test_every_line_ends_and_is_folded_as_it_must_be(terms):
    body = written([course(title="긴 " + "행사 이름" * 30)], terms)
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "octets, not letters"
    assert all(line.decode() for line in lines[:-1]), "no letter is cut in two"


def test_hostile_text_stays_text(terms):
    evil = {"title": HOSTILE, "summary": HOSTILE, "place": HOSTILE, "contact": HOSTILE}
    body = written([course(**evil)], terms)
    assert body.count(b"END:VCALENDAR") - body.replace(b"\r\n ", b"").count(b"\\nEND:VCALENDAR") <= 1
    assert not any(line.startswith(b"X-EVIL") for line in body.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert str(event["SUMMARY"]) == HOSTILE.replace("\r\n", "\n")
    assert str(event["LOCATION"]) == HOSTILE.replace("\r\n", "\n")


def test_three_readers_find_the_same_times(terms):
    body = written([course()], terms)
    ours = [time.starts_at for time in occurrences(course())]
    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    left_out = {one.dt for one in event["EXDATE"].dts}
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=event["DTSTART"].dt)
    assert [one for one in rule if one not in left_out] == ours
    read = vobject.readOne(body.decode())
    assert [one.astimezone(UTC) for one in read.vevent.getrruleset(addRDate=True)] == [
        one.astimezone(UTC) for one in ours
    ]
    assert ours[3:5] == [datetime(2026, 12, 22, 14, tzinfo=SEOUL), datetime(2027, 1, 5, 14, tzinfo=SEOUL)]


def test_where_clocks_change_the_rules_of_the_zone_are_told(terms):
    zone = ZoneInfo("America/New_York")
    start = datetime(2026, 10, 30, 9, tzinfo=zone)
    daily = Recurrence(rule="FREQ=DAILY;COUNT=5", frequency="daily", count=5)
    away = course(starts_at=start, time_zone="America/New_York", recurrence=daily)
    body = written([away], terms)
    (told,) = icalendar.Calendar.from_ical(body).walk("VTIMEZONE")
    assert (str(told["TZID"]), bool(told.walk("DAYLIGHT"))) == ("America/New_York", True)
    read = vobject.readOne(body.decode())
    assert [one.astimezone(UTC).hour for one in read.vevent.getrruleset(addRDate=True)] == [13, 13, 14, 14, 14]


def test_an_event_has_a_name_for_life_and_counts_its_changes(terms):
    (event,) = icalendar.Calendar.from_ical(written([course(version=7)], terms)).walk("VEVENT")
    assert (str(event["UID"]), event["SEQUENCE"]) == (f"{event_key(1)}@saebyeol.example", 7)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == course().modified_at
    assert str(event["STATUS"]) == "CONFIRMED"


@pytest.mark.parametrize(("status", "said"), [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE")])
def test_what_does_not_take_place_says_so(terms, status, said):
    (event,) = icalendar.Calendar.from_ical(written([course(status=status)], terms)).walk("VEVENT")
    assert str(event["STATUS"]) == said


def soon(**over):
    return {"starts_at": timezone.now().replace(microsecond=0) + timedelta(days=2), **over}


def uids(response):
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    return sorted(str(event["UID"]).partition("@")[0] for event in found)


@pytest.fixture
def public(terms):
    old = timezone.now() - timedelta(days=120)
    store(
        [
            make_post(9),
            make_event(1, **soon()),
            make_event(2, **soon(topics=(), publisher=None)),
            make_event(3, **soon(language="en", url="http://saebyeol.example/en/traffic/event-3/")),
            make_event(4, starts_at=old),
            make_event(5, starts_at=old, ends_at=timezone.now() + timedelta(days=1)),
            make_meeting(1, held_at=soon()["starts_at"]),
        ],
        [],
    )


def test_each_listing_has_a_calendar_of_what_stands_in_it(public, get):
    assert uids(get("/calendar.ics")) == sorted([*map(event_key, (1, 2, 5)), meeting_key(1)])
    assert uids(get("/events/calendar.ics")) == sorted(map(event_key, (1, 2, 5)))
    assert uids(get("/committees/calendar.ics")) == uids(get("/committees/bike-committee/calendar.ics"))
    assert uids(get("/traffic/calendar.ics")) == sorted(map(event_key, (1, 5)))
    assert uids(get("/units/bike-team/calendar.ics")) == sorted([*map(event_key, (1, 5)), meeting_key(1)])
    assert uids(get("/en/calendar.ics")) == [event_key(3)]


def test_where_nothing_has_a_time_there_is_no_calendar(public, get):
    for path in ("/documents/", "/units/bike-team/documents/", "/nowhere/"):
        assert get(f"{path}calendar.ics").status_code == 404, path


def test_a_calendar_is_asked_for_once(public, get):
    first = get("/calendar.ics")
    assert get("/calendar.ics", if_none_match=first["ETag"]).status_code == 304
    assert first["Cache-Control"] == "public, max-age=60"


def test_one_event_is_a_file_until_it_is_withdrawn(public, get):
    path = f"/calendars/{event_key(1)}.ics"
    assert uids(get(path)) == [event_key(1)]
    assert get(path)["Content-Disposition"] == f'attachment; filename="{event_key(1)}.ics"'
    withdraw(event_key(1))
    assert get(path).status_code == 410
    assert event_key(1) not in uids(get("/calendar.ics"))
    assert get(f"/calendars/{post_key(9)}.ics").status_code == 404
    assert get(f"/calendars/{event_key(77)}.ics").status_code == 404


def test_a_calendar_takes_as_many_queries_for_twenty_as_for_one(terms, get, django_assert_num_queries):
    store([make_event(1, **soon())], [])
    get("/calendar.ics")
    with django_assert_num_queries(3):
        assert len(uids(get("/calendar.ics"))) == 1
    store([make_event(number, **soon()) for number in range(2, 21)], [])
    get("/calendar.ics")
    with django_assert_num_queries(3):
        assert len(uids(get("/calendar.ics"))) == 20
