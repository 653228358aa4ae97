"""One machine at a time, by the database's clock; who was cut off writes nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from cms.jobs.job import every
from cms.jobs.leases import LeaseLost, Leases, fence
from cms.jobs.models import JobState, Lease
from tests.jobs.jobs import QUICK, make_job, wait_until, working

pytestmark = pytest.mark.usefixtures("store_on_disk")
LONG = timedelta(minutes=1)


def pair():
    return Leases(length=LONG), Leases(length=LONG)


def end_all():
    """End all leases, as the time of a killed holder does."""
    Lease.objects.update(expires_at=Now() - timedelta(milliseconds=1))


def test_one_of_two_holds_and_the_other_follows_when_the_lease_has_ended():
    first, second = pair()
    first.keep(["a", "b"])
    second.keep(["a", "b", "c"])
    assert [(first.holds(name), second.holds(name)) for name in "abc"] == [(True, False), (True, False), (False, True)]
    end_all()
    second.keep(["a"])
    assert second.holds("a")
    assert {lease.name: lease.token for lease in Lease.objects.all()} == {"a": 2, "b": 1, "c": 1}


def test_a_holder_that_was_replaced_does_not_get_its_lease_back_by_keeping():
    first, second = pair()
    first.keep(["a"])
    end_all()
    second.keep(["a"])
    first.keep(["a"])
    assert Lease.objects.get().holder == second.holder


def test_the_clock_of_a_machine_decides_nothing(monkeypatch):
    from django.utils import timezone

    first, second = pair()
    first.keep(["a"])
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    second.keep(["a"])
    assert (first.holds("a"), second.holds("a")) == (True, False)


def test_a_holder_that_is_cut_off_stops_believing_before_others_may_begin(monkeypatch):
    from cms.jobs import leases

    first, _ = pair()
    first.keep(["a"])
    now = leases.monotonic()
    monkeypatch.setattr(leases, "monotonic", lambda: now + 0.9 * LONG.total_seconds())
    assert not first.holds("a")


def test_what_the_old_holder_still_writes_is_refused():
    first, second = pair()
    first.keep(["a"])
    with first.working("a"):
        with transaction.atomic():
            fence()
        end_all()
        second.keep(["a"])
    with pytest.raises(LeaseLost), first.working("a"), transaction.atomic():
        JobState.objects.create(job="a", seen_at=Now())
        first._held["a"] = (1, float("inf"))
        fence()
    assert not JobState.objects.exists()


def test_outside_of_a_worker_nothing_is_asked():
    with transaction.atomic():
        fence()
    assert not Lease.objects.exists()


def test_a_lease_that_was_let_go_is_taken_at_once():
    first, second = pair()
    first.keep(["a"])
    first.let_go(["a"])
    second.keep(["a"])
    assert (first.holds("a"), second.holds("a")) == (False, True)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, which waits for its turn")
def test_nobody_takes_over_within_a_fenced_transaction():
    first, second = Leases(length=timedelta(0)), Leases(length=LONG)
    first.keep(["a"])

    def take():
        second.keep(["a"])
        connection.close()

    with first.working("a"), transaction.atomic():
        fence()
        thread = threading.Thread(target=take)
        thread.start()
        thread.join()
        assert not second.holds("a")
    second.keep(["a"])
    assert second.holds("a")


def test_a_lease_is_renewed_while_a_long_step_runs():
    begun, over = threading.Event(), threading.Event()
    job = make_job("long", lambda: begun.set() or (over.wait(30) and 0), when=every(hours=1))
    other = Leases(length=LONG)
    with working(job, tempo=QUICK):
        begun.wait(30)
        first = Lease.objects.get().expires_at
        wait_until(lambda: Lease.objects.get().expires_at > first + timedelta(seconds=2 * QUICK.lease))
        other.keep(["long"])
        assert not other.holds("long")
        over.set()


def test_a_step_that_takes_too_long_is_taken_over_and_shut_out():
    begun, over, kept = threading.Event(), threading.Event(), []

    def work():
        begun.set()
        over.wait(30)
        with transaction.atomic():
            fence()
            kept.append(True)
        return 0

    other = Leases(length=LONG)
    with working(make_job("stuck", work, limit=timedelta(seconds=0.2)), tempo=QUICK):
        begun.wait(30)

        def is_taken():
            other.keep(["stuck"])
            return other.holds("stuck")

        wait_until(is_taken)
        over.set()
    assert kept == []
