"""The times of an event that repeats: in Seoul, where clocks never change, and in New York, where they do."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cms.core.records import Recurrence
from cms.events import checking
from cms.events.recurrence import MOST, occurrences, over_at, rule, starts, week_of
from tests.factories import make_event

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")


def page(**over: Any) -> Any:
    """The fields of the form of an event: a course on Tuesdays and Thursdays of January, at two in the afternoon."""
    values: dict[str, Any] = {
        "starts_at": datetime(2026, 1, 6, 14, tzinfo=SEOUL),
        "ends_at": datetime(2026, 1, 6, 16, tzinfo=SEOUL),
        "all_day": False,
        "repeats": "weekly",
        "repeat_every": 1,
        "weekdays": ["TU", "TH"],
        "repeat_until": date(2026, 1, 31),
        "repeat_count": None,
        "exceptions": [],
        "apply_from": None,
        "apply_until": None,
    }
    return SimpleNamespace(**(values | over))


def days(made: Any) -> list[str]:
    return [f"{time.starts_at:%m-%d}" for time in checking.times(made)]


def repeats(frequency: str, **parts: Any) -> Recurrence:
    return Recurrence(rule="", frequency=frequency, **parts)


def test_a_course_is_on_its_weekdays_until_its_last_day() -> None:
    assert days(page()) == ["01-06", "01-08", "01-13", "01-15", "01-20", "01-22", "01-27", "01-29"]
    assert checking.recurrence_of(page()).rule == "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260131T145959Z"


def test_without_weekdays_it_is_that_of_its_beginning() -> None:
    assert days(page(weekdays=[], repeat_until=date(2026, 1, 20))) == ["01-06", "01-13", "01-20"]


def test_days_are_left_out_and_still_count() -> None:
    assert days(page(weekdays=[], repeat_until=None, repeat_count=3, exceptions=["2026-01-13"])) == ["01-06", "01-20"]


@pytest.mark.parametrize(
    ("over", "found"),
    [
        ({"repeats": "daily", "repeat_every": 3}, ["01-30", "02-02", "02-05", "02-08"]),
        ({"repeats": "monthly"}, ["01-30", "03-30", "04-30", "05-30"]),
        ({"repeats": "weekday"}, ["01-30", "02-27", "03-27", "04-24"]),
        ({"repeats": "weekly", "repeat_every": 2}, ["01-30", "02-13", "02-27", "03-13"]),
    ],
)
def test_it_goes_over_the_borders_of_months(over: dict[str, Any], found: list[str]) -> None:
    first = datetime(2026, 1, 30, 10, tzinfo=SEOUL)
    assert days(page(starts_at=first, ends_at=None, weekdays=[], repeat_until=None, repeat_count=4, **over)) == found


def test_the_fifth_weekday_of_a_month_is_its_last() -> None:
    assert [week_of(date(2026, 1, day)) for day in (1, 7, 8, 28, 29, 31)] == [1, 1, 2, 4, -1, -1]
    made = checking.recurrence_of(page(starts_at=datetime(2026, 1, 30, tzinfo=SEOUL), repeats="weekday"))
    assert made.rule == "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260131T145959Z"


def test_whole_days_are_counted_without_a_time_of_day() -> None:
    made = page(all_day=True, repeat_until=date(2026, 1, 13), weekdays=[])
    assert checking.span(made) == (datetime(2026, 1, 6, tzinfo=SEOUL), datetime(2026, 1, 7, tzinfo=SEOUL))
    assert checking.recurrence_of(made).rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260113"


def test_where_clocks_change_it_keeps_its_time_of_day_and_its_length() -> None:
    first = datetime(2026, 10, 30, 9, tzinfo=NEW_YORK)
    event = make_event(
        starts_at=first,
        ends_at=first + timedelta(hours=1),
        time_zone="America/New_York",
        recurrence=repeats("daily", count=4),
    )
    found = list(occurrences(event))
    assert [time.starts_at.hour for time in found] == [9, 9, 9, 9]
    assert [time.starts_at.utcoffset() for time in found] == [timedelta(hours=h) for h in (-4, -4, -5, -5)]
    assert {time.ends_at.astimezone(UTC) - time.starts_at.astimezone(UTC) for time in found} == {timedelta(hours=1)}


def test_a_night_in_which_the_clocks_change_lasts_as_long_as_any_other() -> None:
    first = datetime(2026, 10, 30, 23, tzinfo=NEW_YORK)
    event = make_event(
        starts_at=first,
        ends_at=first.astimezone(UTC) + timedelta(hours=8),
        time_zone="America/New_York",
        recurrence=repeats("daily", count=3),
    )
    assert [time.ends_at.hour for time in occurrences(event)] == [7, 6, 7]


def test_a_time_that_the_clocks_leave_out_is_read_by_the_offset_before() -> None:
    first = datetime(2026, 3, 7, 2, 30, tzinfo=NEW_YORK)
    event = make_event(
        starts_at=first, ends_at=None, time_zone="America/New_York", recurrence=repeats("daily", count=2)
    )
    assert [time.starts_at.astimezone(UTC) for time in occurrences(event)] == [
        datetime(2026, 3, 7, 7, 30, tzinfo=UTC),
        datetime(2026, 3, 8, 7, 30, tzinfo=UTC),
    ]


def test_it_is_over_when_its_last_time_is() -> None:
    first = datetime(2026, 1, 6, 14, tzinfo=SEOUL)
    event = make_event(starts_at=first, recurrence=repeats("weekly", weekdays=("TU",), count=3))
    assert over_at(event) == datetime(2026, 1, 20, 16, tzinfo=SEOUL)
    assert over_at(make_event(starts_at=first, ends_at=None)) == datetime(2026, 1, 7, tzinfo=SEOUL)


def test_a_rule_is_never_read_to_its_end_where_that_is_far() -> None:
    first = datetime(2026, 1, 1, tzinfo=SEOUL)
    assert len(list(starts(repeats("daily"), first))) == MOST + 1
    assert len(list(occurrences(make_event(starts_at=first, recurrence=repeats("daily"))))) == MOST


def test_a_rule_says_how_many_days_lie_between() -> None:
    first = datetime(2026, 1, 15, tzinfo=SEOUL)
    assert rule(repeats("monthly", interval=2, count=5), first, all_day=False) == (
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15;COUNT=5"
    )


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_at": datetime(2026, 1, 6, 13, tzinfo=SEOUL)}, "ends_at"),
        ({"all_day": True, "ends_at": datetime(2026, 1, 5, 13, tzinfo=SEOUL)}, "ends_at"),
        ({"ends_at": datetime(2029, 1, 6, 13, tzinfo=SEOUL)}, "ends_at"),
        ({"repeat_until": None}, "repeat_until"),
        ({"repeat_until": date(2026, 1, 5)}, "repeat_until"),
        ({"repeat_until": date(2029, 1, 5)}, "repeat_until"),
        ({"repeat_count": 3}, "repeat_count"),
        ({"repeat_until": None, "repeat_count": MOST + 1}, "repeat_count"),
        ({"repeat_until": None, "repeat_count": 40, "repeats": "monthly"}, "repeat_count"),
        ({"repeats": "daily", "repeat_until": date(2027, 12, 31)}, "repeat_until"),
        ({"weekdays": ["MO"]}, "weekdays"),
        ({"repeat_until": date(2026, 1, 6), "exceptions": ["2026-01-06"]}, "exceptions"),
        (
            {
                "apply_from": datetime(2026, 1, 2, tzinfo=SEOUL),
                "apply_until": datetime(2026, 1, 1, tzinfo=SEOUL),
            },
            "apply_until",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(over: dict[str, Any], field: str) -> None:
    assert [name for name, _ in checking.errors(page(**over))] == [field]


def test_what_can_be_is_not() -> None:
    late = datetime(2026, 3, 1, tzinfo=SEOUL)
    for made in (page(), page(repeats=""), page(ends_at=None), page(apply_until=late), page(starts_at=None)):
        assert list(checking.errors(made)) == []
