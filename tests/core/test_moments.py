"""Dates as others write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core import moments

SEOUL = ZoneInfo("Asia/Seoul")
TEN = datetime(2026, 1, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "moment"),
    [
        ("Wed, 23 Jul 14 23:18:39 +0200 +0200", datetime(2014, 7, 23, 21, 18, 39, tzinfo=UTC)),
        ("Sat, 01 Jan 99 00:00:00 GMT", datetime(1999, 1, 1, tzinfo=UTC)),
        ("Wed, 07 Jan 2026 10:00:00 KST", TEN),
        ("Wed, 07 Jan 2026 10:00:00", TEN),
        ("7 January 2026 10:00", TEN),
        ("Wed, 07 Jan 2026 10:00 +09:00", TEN),
        ("Wed, 07 Jan 2026 10:00:00 GMT+0900", TEN),
        ("Wed, 07 Jan 2026 10:00:00 +0900 (KST)", TEN),
        ("Wed, 07 Jan 2026 01:00:00 -0000", TEN),
        ("Wed, 07 Jan 2026 01:00:00 Z", TEN),
        ("Tue, 06 Jan 2026 20:00:00 EST", TEN),
        ("Wed, 07 Jan 2026 10:00:00 AM", TEN),
        ("수, 07 1월 2026 10:00:00 +0900", TEN),
        ("수요일, 7 1월 2026 10:00:00", TEN),
        ("2026-01-07T10:00:00+09:00", TEN),
        ("2026-01-07 01:00:00 UTC", TEN),
        ("2026-01-07T01:00:00.250Z", TEN + timedelta(milliseconds=250)),
        ("20260107T100000+0900", TEN),
        ("2026.01.07 10:00:00", TEN),
        ("2026. 1. 7. 10:00", TEN),
        ("2026.1.7.(수) 10:00", TEN),
        ("2026년 1월 7일 수요일 오전 10시", TEN),
        ("2026년 1월 7일 10시 0분", TEN),
        ("2026-01-07 오전 10:00:00", TEN),
        ("2026-01-07 오후 3:00:00", TEN + timedelta(hours=5)),
        ("2026-01-07 오전 12:30", datetime(2026, 1, 6, 15, 30, tzinfo=UTC)),
        ("2026-01-07 오후 12:30", datetime(2026, 1, 7, 3, 30, tzinfo=UTC)),
        ("2026-01-07 3:00 PM", TEN + timedelta(hours=5)),
        ("20260107100000", TEN),
        ("202601071000", TEN),
        ("20260107", datetime(2026, 1, 6, 15, tzinfo=UTC)),
        ("2026-01-07", datetime(2026, 1, 6, 15, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_in_every_form(word, moment):
    assert moments.read(word, zone=SEOUL) == moment


@pytest.mark.parametrize(
    "word",
    [
        "어제",
        "yesterday",
        "",
        "01/07/2026",
        "7.1.2026",
        "2026-13-01",
        "2026-02-30 10:00",
        "2026-01-07 25:00",
        "2026-01-07 오후 13:00",
        "2026-01-07 오전 0:30",
        "Wed, 07 Jan 2026 10:00:00 XYZ",
        "Wed, 07 Jan 2026 10:00:00 +0900 +0200",
        "Wed, 07 Jan 2026 10:00:00 +9900",
        "Wed, 32 Jan 2026 10:00:00 +0900",
        "2026-01-07 그리고 10:00",
        "٢٠٢٦٠١٠٧",
        "0001-01-01T00:00:00Z9",
    ],
)
def test_what_is_not_certain_is_no_moment(word):
    assert moments.read(word, zone=SEOUL) is None


@given(st.text(alphabet="0123456789-./:+ TZ년월일오전후시분(수)JanPMKST,", max_size=40))
def test_whatever_is_written_is_a_moment_in_the_zone_or_none(word):
    found = moments.read(word, zone=SEOUL)
    assert found is None or found.tzinfo is SEOUL
