"""The door: what is registered, and when a job's next time is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from cms.jobs import job as door
from cms.jobs.job import SOON, daily, every, register, registered
from tests.jobs.jobs import make_job

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 5, 12, 0, tzinfo=SEOUL)


@pytest.fixture
def nothing_registered(monkeypatch):
    monkeypatch.setattr(door, "_jobs", {})


def test_the_jobs_of_all_apps_are_registered():
    names = [job.name for job in registered()]
    assert {"schedules", "pages", "deliveries", "screening", "releases", "rescreening", "sweeping"} <= set(names)
    assert len(names) == len(set(names))


def test_two_jobs_of_one_name_are_refused_at_the_start(nothing_registered):
    first = make_job()
    register(first, first)
    with pytest.raises(ImproperlyConfigured, match="two jobs with the name 'sample'"):
        register(make_job())
    assert registered() == (first,)


@pytest.mark.parametrize("job", registered(), ids=lambda job: job.name)
def test_every_job_says_in_both_languages_what_it_does(job):
    with override("en"):
        english = str(job.words)
    with override("ko"):
        korean = str(job.words)
    assert english.isascii() and english[0].isupper() and not english.endswith(".")
    assert any("가" <= letter <= "힣" for letter in korean)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (SOON, NOW + timedelta(seconds=1)),
        (every(hours=6), NOW + timedelta(hours=6)),
        (daily(time(3)), datetime(2026, 11, 6, 3, 0, tzinfo=SEOUL)),
        (daily(time(12)), datetime(2026, 11, 6, 12, 0, tzinfo=SEOUL)),
        (daily(time(23, 30)), datetime(2026, 11, 5, 23, 30, tzinfo=SEOUL)),
    ],
)
def test_the_next_time_is_after_this_one(when, expected):
    assert when.after(NOW) == expected


def test_only_times_that_a_restart_would_forget_are_kept():
    assert [when.is_kept for when in (SOON, every(minutes=1), every(hours=1), daily())] == [False, False, True, True]


def test_each_job_and_the_keeper_of_the_leases_may_have_a_connection_at_once(settings):
    assert len(registered()) + 1 <= settings.MADANG_POOL_SIZE
