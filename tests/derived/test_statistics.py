"""Statistics: what is counted where, when it is counted again, and which units are flagged."""

from datetime import UTC, date, datetime, timedelta
from math import sqrt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.core.errors import BadInput
from cms.derived import counting, statistics
from cms.derived.models import StaleMonth, UnitMonth
from cms.derived.statistics import ALL, NO_UNIT, Count, Counts, Span, span, wilson_upper
from cms.publication.reconcile import reconcile
from cms.releases.models import DocumentPage
from tests.content import draft_document, make_unit, released_document
from tests.factories import SITE

NOVEMBER = date(2026, 11, 1)
AUTUMN = Span(date(2026, 9, 1), date(2026, 12, 1))


@pytest.fixture
def section(prepared_archive):
    return prepared_archive


@pytest.fixture
def count(monkeypatch):
    """Count what is marked, without the wait."""
    monkeypatch.setattr(counting, "DELAY", timedelta(0))
    return counting.count_stale


def counts(unit=ALL, month=NOVEMBER):
    row = UnitMonth.objects.filter(site=SITE, unit=unit, month=month).first()
    return row and {name: getattr(row, name) for name in statistics.COUNTS if getattr(row, name)}


def test_open_partial_and_closed_are_counted_apart(section, count):
    released_document(1)
    released_document(2, openness="partial", grounds=[6])
    released_document(3, openness="closed", grounds=[6])
    assert count() == 1
    expected = {"produced": 3, "open": 1, "partial": 1, "closed": 1, "released": 3, "waited_days": 3}
    assert (counts("bike-team"), counts()) == (expected, expected)
    assert statistics.by_unit(SITE, AUTUMN)[0].counts.open_rate == 1 / 3
    assert count() == 0


def test_what_is_held_waiting_or_taken_down_is_produced_and_not_released(section, count):
    released_document(1, text="문의: 민원인 휴대전화 010-1234-5678")
    draft_document(2, release_at=datetime(2999, 1, 1, tzinfo=UTC))
    taken_down = released_document(3)
    DocumentPage.objects.filter(pk=taken_down.pk).update(state="withdrawn", live=False)
    from cms.releases import release

    release.screen_unscreened()
    count()
    assert counts("bike-team") == {"produced": 3, "open": 3, "held": 1, "taken_down": 1}


def test_a_document_is_counted_in_the_month_of_its_production_and_waits_from_that_day(section, count):
    released_document(1, produced_on=date(2026, 10, 31), release_at=datetime(2026, 11, 6, 15, 0, tzinfo=UTC))
    count()
    assert counts(month=date(2026, 10, 1)) == {"produced": 1, "open": 1, "released": 1, "waited_days": 7}
    assert counts() is None
    (total,) = statistics.by_month(SITE, AUTUMN)
    assert (total.month, total.counts.mean_days) == (date(2026, 10, 1), 7.0)


def test_a_document_that_moves_to_another_unit_and_month_is_counted_once(section, count):
    page = released_document()
    count()
    page.unit, page.produced_on = make_unit("transport"), date(2026, 10, 2)
    page.save()
    assert count() == 2
    assert (counts("bike-team"), counts()) == (None, None)
    assert counts("transport", date(2026, 10, 1)) == counts(ALL, date(2026, 10, 1))
    assert counts("transport", date(2026, 10, 1))["produced"] == 1


def test_a_deleted_document_is_no_longer_counted(section, count):
    page = released_document(1)
    released_document(2)
    count()
    page.delete()
    assert count() == 1
    assert counts()["produced"] == 1


def test_documents_of_no_unit_have_a_row_of_their_own(section, count):
    page = released_document()
    page.unit = None
    page.save()
    count()
    assert [row.unit for row in statistics.by_unit(SITE, AUTUMN)] == [ALL, NO_UNIT]


def test_a_mark_waits_so_that_many_changes_are_counted_once(section):
    released_document(1)
    released_document(2)
    assert counting.count_stale() == 0
    StaleMonth.objects.update(marked_at=timezone.now() - counting.DELAY)
    assert counting.count_stale() == 1
    assert StaleMonth.objects.count() == 0


def test_a_change_that_is_rolled_back_leaves_no_mark(section):
    with pytest.raises(RuntimeError), transaction.atomic():
        draft_document()
        assert StaleMonth.objects.exists()
        raise RuntimeError
    assert not StaleMonth.objects.exists()


def test_a_worker_killed_while_it_counts_counts_again(section, count, monkeypatch):
    released_document()

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(counting, "_total", killed)
        count()
    assert (UnitMonth.objects.count(), StaleMonth.objects.exists()) == (0, True)
    assert count() == 1
    assert counts()["produced"] == 1


def test_many_marks_are_counted_in_turns(section, count, monkeypatch):
    monkeypatch.setattr(counting, "LIMIT", 1)
    for month in (9, 10, 11):
        released_document(month, produced_on=date(2026, month, 1))
    assert [counting.count_stale(limit=2), counting.count_stale(limit=2), counting.count_stale(limit=2)] == [2, 1, 0]
    assert [row.month.month for row in statistics.by_month(SITE, AUTUMN)] == [9, 10, 11]


def test_counting_costs_the_same_however_many_documents_there_are(section, count):
    released_document(1)
    with CaptureQueriesContext(connection) as few:
        count()
    for number in range(2, 6):
        released_document(number)
    with CaptureQueriesContext(connection) as many:
        count()
    assert len(many) <= len(few)


def test_reconcile_counts_all_again_also_what_was_changed_behind_our_back(section, count):
    page = released_document()
    count()
    DocumentPage.objects.filter(pk=page.pk).update(produced_on=date(2026, 9, 9))
    UnitMonth.objects.create(site=SITE, unit="bike-team", month=date(2020, 1, 1), produced=5)
    list(reconcile())
    count()
    rows = UnitMonth.objects.order_by("month", "unit").values_list("unit", "month", "produced")
    assert list(rows) == [(ALL, date(2026, 9, 1), 1), ("bike-team", date(2026, 9, 1), 1)]


def add(unit, month=NOVEMBER, **values):
    UnitMonth.objects.create(site=SITE, unit=unit, month=month, **values)


def test_a_unit_that_opens_unusually_little_is_flagged_and_an_unlucky_one_is_not(db):
    add(ALL, produced=1120, open=750, closed=370)
    add("usual", produced=1000, open=700, closed=300)
    add("low", produced=60, open=20, closed=40)
    add("unlucky", produced=31, open=15, closed=16)
    add("small", produced=29, open=0, closed=29)
    found = {row.unit: row.unusually_low for row in statistics.by_unit(SITE, AUTUMN)}
    assert found == {ALL: False, "usual": False, "low": True, "unlucky": False, "small": False}


def test_of_many_units_those_are_told_that_made_the_most_and_one_by_its_key(db):
    add(ALL, produced=60, open=60)
    for name, produced in (("a", 10), ("b", 30), ("c", 20)):
        add(name, produced=produced, open=produced)

    def told(**asked):
        with CaptureQueriesContext(connection) as queries:
            found = statistics.by_unit(SITE, AUTUMN, **asked)
        assert len(queries) == 1
        return [(row.unit, row.counts.produced) for row in found]

    assert told(most=2) == [(ALL, 60), ("b", 30), ("c", 20)]
    assert told(most=3) == told() == [(ALL, 60), ("a", 10), ("b", 30), ("c", 20)]
    assert told(unit="a", most=1) == [(ALL, 60), ("a", 10)]
    assert told(unit="nothing") == [(ALL, 60)]


def test_partial_is_not_open_for_the_flag_either(db):
    add(ALL, produced=200, open=100, partial=100)
    add("partial", produced=100, partial=100)
    assert statistics.by_unit(SITE, AUTUMN)[1].unusually_low


@pytest.mark.parametrize(
    ("successes", "trials", "upper"),
    [(0, 30, 0.2415), (15, 31, 0.7302), (20, 60, 0.5324), (30, 30, 1.0), (500, 1000, 0.5486)],
)
def test_the_bound_is_that_of_wilson(successes, trials, upper):
    """It is the larger share that lies just as many standard errors of its own from the one observed."""
    bound = wilson_upper(successes, trials)
    error = sqrt(max(bound * (1 - bound), 0.0) / trials)
    assert round(bound, 4) == upper
    assert bound - successes / trials == pytest.approx(3.090232 * error, abs=1e-6)


def test_rates_of_nothing_are_not_rates():
    assert (Counts().open_rate, Counts().mean_days) == (None, None)
    assert not statistics.is_low(Counts(produced=50), Counts())


def test_every_count_is_read_in_batches_with_flags_by_month(db, monkeypatch):
    monkeypatch.setattr(statistics, "_BATCH", 2)
    for month in (date(2026, 10, 1), NOVEMBER):
        add(ALL, month, produced=100, open=90, closed=10)
        add(NO_UNIT, month, produced=1, open=1)
        add("low", month, produced=40, open=0, closed=40)
    add(ALL, date(2025, 1, 1), produced=1)
    with CaptureQueriesContext(connection) as queries:
        found = list(statistics.by_month_and_unit(SITE, AUTUMN))
    assert len(queries) == 5
    assert [(row.month.month, row.unit, row.unusually_low) for row in found] == [
        (10, NO_UNIT, False), (10, ALL, False), (10, "low", True),
        (11, NO_UNIT, False), (11, ALL, False), (11, "low", True),
    ]  # fmt: skip


def test_another_citys_numbers_are_not_ours(db):
    UnitMonth.objects.create(site="elsewhere", unit=ALL, month=NOVEMBER, produced=7)
    assert (statistics.by_unit(SITE, AUTUMN), statistics.by_month(SITE, AUTUMN)) == ([], [])
    assert list(statistics.by_month_and_unit(SITE, AUTUMN)) == []


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, Span(date(2025, 12, 1), date(2026, 12, 1))),
        (date(2026, 3, 31), None, Span(date(2026, 3, 1), date(2026, 12, 1))),
        (None, date(2020, 2, 29), Span(date(2019, 3, 1), date(2020, 3, 1))),
        (date(2026, 5, 9), date(2026, 5, 2), Span(date(2026, 5, 1), date(2026, 6, 1))),
    ],
)
def test_a_span_is_whole_months(since, until, expected):
    assert span(since=since, until=until, today=TODAY) == expected


@pytest.mark.parametrize(
    ("since", "until", "where"),
    [
        (date(2026, 12, 1), None, "until"),
        (date(2016, 11, 30), None, "since"),
        (date(1, 1, 1), date(1, 2, 1), "since"),
        (None, date(1, 2, 1), "since"),
        (None, date(9999, 12, 31), "until"),
    ],
)
def test_an_impossible_span_is_refused(since, until, where):
    with pytest.raises(BadInput) as refusal:
        span(since=since, until=until, today=TODAY)
    assert refusal.value.where == where


def test_a_count_of_a_period_has_no_month(db):
    add("bike-team", produced=2, open=2)
    assert statistics.by_unit(SITE, AUTUMN) == [Count("bike-team", Counts(produced=2, open=2))]
