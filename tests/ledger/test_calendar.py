"""Calendars: by when items take place, public ones only, each committee, field and department apart."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from cms.core.errors import BadInput
from cms.core.records import Recurrence
from cms.ledger.calendar import MOST, SCAN_LIMIT, of_entry, times, times_query
from cms.ledger.filters import Filters
from cms.ledger.models import Entry, OccurrenceRow
from tests.factories import NOON, SITE, event_key, make_event, make_meeting, make_post, meeting_key, store, withdraw

pytestmark = pytest.mark.django_db
DAILY = {"frequency": "daily", "rule": "FREQ=DAILY"}
NEXT = NOON + timedelta(days=1)


def found(*, once: bool = False, backwards: bool = False, first: int = 2, **over: Any) -> list[str]:
    """The keys of a calendar, read page by page."""
    keys: list[str] = []
    after = None
    while True:
        page = times(Filters(site=SITE, **over), first=first, after=after, once=once, backwards=backwards)
        keys += [time.item.data["key"] for time in page.items]
        if not page.has_next:
            return keys
        after = page.end


def meetings(*numbers: int) -> list[str]:
    return [meeting_key(number) for number in numbers]


def events(*numbers: int) -> list[str]:
    return [event_key(number) for number in numbers]


@pytest.fixture
def held(db: None) -> None:
    """Published in the order of their numbers, held in another; the third is of another committee."""
    days = {1: 5, 2: 2, 3: 4, 4: -3, 5: -1, 6: -2}
    other = {3: {"committee": "audit"}}
    store(
        [
            make_post(1),
            *(make_meeting(n, held_at=NOON + timedelta(days=days[n]), **other.get(n, {})) for n in days),
        ]
    )


def test_what_is_to_come_begins_with_the_next(held: None) -> None:
    assert found(since=NOON) == meetings(2, 3, 1)
    assert found(since=NOON, committee="bike-committee") == meetings(2, 1)
    assert found(since=NOON + timedelta(days=4), committee="audit") == meetings(3)
    assert found(since=NOON, committee="nobody") == []


def test_what_was_begins_with_the_last_and_pages_without_gap_or_repeat(held: None) -> None:
    assert found(until=NOON, backwards=True) == meetings(5, 6, 4)
    assert found(backwards=True) == meetings(1, 3, 2, 5, 6, 4)
    assert found(backwards=True, since=NOON, committee="bike-committee") == meetings(1, 2)
    assert found(openness="open", committee="bike-committee", unit="bike-team") == meetings(4, 6, 5, 2, 1)


@pytest.mark.parametrize("first", [0, 101])
def test_an_impossible_number_is_refused(first: int) -> None:
    with pytest.raises(BadInput):
        times(Filters(site=SITE), first=first)


def test_an_unknown_value_of_an_enumeration_is_refused() -> None:
    with pytest.raises(BadInput, match="must be one of event, education"):
        times(Filters(site=SITE, event_type="party"), first=1)


def test_a_meeting_that_is_put_off_moves_and_one_that_is_withdrawn_leaves(held: None) -> None:
    store([make_meeting(2, held_at=NOON + timedelta(days=9))], [])
    withdraw(meeting_key(1))
    assert found(since=NOON) == meetings(3, 2)


def test_all_kinds_stand_in_one_calendar_and_each_is_had_alone(held: None) -> None:
    store([make_event(1, starts_at=NOON + timedelta(days=3), type="course")], [])
    assert found(since=NOON) == [*meetings(2), *events(1), *meetings(3, 1)]
    assert found(since=NOON, kind="event") == found(since=NOON, event_type="course") == events(1)
    assert found(since=NOON, field="traffic") == found(since=NOON, unit="bike-team", kind="event") == events(1)
    assert found(since=NOON, event_type="exhibition") == found(since=NOON, language="en") == []


def test_an_event_that_repeats_stands_at_each_of_its_times_and_once_where_it_is_asked_for_once() -> None:
    repeats = Recurrence(**DAILY, count=5, exceptions=((NEXT + timedelta(days=1)).date(),))
    store([make_event(1, starts_at=NEXT, recurrence=repeats), make_event(2, starts_at=NEXT + timedelta(days=2))])
    assert found() == events(1, 1, 2, 1, 1)
    assert found(since=NOON, once=True) == events(1, 2)
    assert found(since=NEXT + timedelta(hours=1), once=True) == events(1, 2)
    assert found(since=NEXT + timedelta(days=3), once=True) == events(1)
    assert found(since=NEXT + timedelta(days=9), once=True) == []


def test_what_goes_on_stands_on_each_further_day_and_is_the_first_of_today() -> None:
    began = NOON - timedelta(days=3)
    store([make_event(1, starts_at=began, ends_at=NOON + timedelta(days=2)), make_event(2, starts_at=NOON)])
    today = NOON.replace(hour=0)
    assert found(since=today, once=True) == events(1, 2)
    (first, *_) = times(Filters(site=SITE, since=today), first=3).items
    assert (first.at, first.starts_at, first.continues) == (today, began, True)
    assert found() == events(1, 1, 1, 1, 2, 1, 1)


def test_whole_days_end_with_the_last_of_them() -> None:
    today = NOON.replace(hour=0)
    store([make_event(1, all_day=True, starts_at=today, ends_at=today + timedelta(days=2))])
    assert found() == events(1, 1)


def test_the_times_of_one_event_begin_with_the_next() -> None:
    store([make_event(1, starts_at=NEXT, recurrence=Recurrence(**DAILY, count=4))])
    entry = Entry.objects.get()
    later = of_entry(site=SITE, entry_id=entry.pk, since=NEXT + timedelta(hours=1), first=2)
    assert [time.starts_at for time in later] == [NEXT + timedelta(days=1), NEXT + timedelta(days=2)]


def test_a_record_has_only_so_many_rows() -> None:
    store([make_event(1, starts_at=NEXT, ends_at=NEXT + timedelta(days=4_000))])
    assert OccurrenceRow.objects.filter(calendar=SITE).count() == MOST


def test_what_is_written_again_stands_at_its_new_times_alone() -> None:
    store([make_event(1, starts_at=NEXT, recurrence=Recurrence(**DAILY, count=4))])
    store([make_event(1, starts_at=NEXT + timedelta(days=1))], [])
    assert found() == events(1)
    withdraw(event_key(1))
    assert OccurrenceRow.objects.count() == 0


def test_a_page_is_one_query_whatever_it_holds(django_assert_num_queries: Any) -> None:
    store([make_event(number, starts_at=NEXT + timedelta(hours=number)) for number in range(1, 22)])
    times(Filters(site=SITE), first=1)
    for first in (1, 20):
        with django_assert_num_queries(1):
            assert len(times(Filters(site=SITE, since=NOON), first=first, once=True).items) == first


def test_what_is_coming_is_one_range_of_one_index_among_100_000_rows() -> None:
    store([make_event(1, starts_at=NEXT, recurrence=Recurrence(**DAILY, count=3))])
    (entry,) = Entry.objects.all()
    begun = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_occurrence (entry_id, calendar, at_us, before_us, starts_us, aspect)"
            " WITH RECURSIVE numbers (n) AS"
            " (SELECT CAST(1 AS bigint) UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)"
            " SELECT %s, %s, %s + n * 60000000, %s + (n - 1) * 60000000, %s + n * 60000000, 7 FROM numbers",
            [entry.pk, SITE, begun, begun, begun],
        )
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE publication_occurrence")
        filters = Filters(site=SITE, since=NOON)
        sql, params = times_query(filters, None, first=20, after=None, once=True)
        explain = "EXPLAIN (ANALYZE, FORMAT TEXT) " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(explain + sql, params)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "occurrence_by_time" in plan, plan
    assert "Seq Scan on publication_occurrence" not in plan, plan
    assert "SCAN publication" not in plan, plan
    page = times(filters, first=20, once=True)
    assert [time.item.data["key"] for time in page.items] == events(1)
    assert page.has_next, "a scan that was cut goes on"
    assert SCAN_LIMIT < 100_000


def test_days_that_are_left_out_are_of_the_clock_of_the_city() -> None:
    starts_at = datetime(2026, 12, 24, 23, 30, tzinfo=UTC)
    repeats = Recurrence(**DAILY, count=3, exceptions=(date(2026, 12, 25),))
    store([make_event(1, starts_at=starts_at, ends_at=None, recurrence=repeats)])
    first, *_ = times(Filters(site=SITE), first=5).items
    assert first.starts_at == starts_at + timedelta(days=1)
