"""Nothing that happens to one job happens to another."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from cms.jobs import job as door
from cms.jobs.failures import Away
from cms.jobs.job import Where, every, register
from cms.jobs.models import JobState, Lease
from cms.jobs.report import Standing, standings
from cms.jobs.worker import Worker
from tests.jobs.jobs import QUICK, Counter, make_job, wait_until, working

pytestmark = pytest.mark.usefixtures("store_on_disk")


def state(name):
    return JobState.objects.filter(job=name).first()


@pytest.mark.parametrize("error", [ValueError("홍길동 900101-1234567"), SystemExit(1), RecursionError()])
def test_a_job_that_raises_is_counted_and_tried_again_and_stops_no_other(error):
    broken, well = Counter(error=error), Counter()
    with working(make_job("broken", broken), make_job("well", well)):
        wait_until(lambda: broken.steps >= 3 and state("broken") and state("broken").failures >= 2)
        steps = well.steps
        wait_until(lambda: well.steps > steps)
    stored = state("broken")
    assert stored.error.startswith(f"{type(error).__name__} (tests/jobs/jobs.py:")
    assert (stored.done_at, stored.failed_at is None, stored.next_at > stored.failed_at) == (None, False, True)
    assert (state("well").failures, state("well").error) == (0, "")


def test_a_job_that_gives_way_waits_after_each_step_and_no_other_does():
    took, well = [], Counter(amount=1)

    def pause(seconds):
        took.append(seconds)
        return 60.0

    giving_way = Counter(amount=1)
    with working(make_job("giving way", giving_way, pause=pause), make_job("well", well)):
        wait_until(lambda: took and well.steps > 20)
    assert (giving_way.steps, len(took), took[0] > 0) == (1, 1, True)


@pytest.mark.parametrize(("error", "lines"), [(Away("the server does not answer"), False), (ValueError("x"), True)])
def test_the_log_says_where_a_job_failed_and_of_one_whose_other_side_is_away_the_reason_alone(caplog, error, lines):
    with working(make_job("sample", Counter(error=error))):
        wait_until(lambda: state("sample") and state("sample").failures)
    said = caplog.records[0]
    assert (bool(said.exc_info), "the server does not answer" in said.getMessage()) == (lines, not lines)


def test_a_message_that_may_name_somebody_is_not_kept():
    with working(make_job("broken", Counter(error=ValueError("홍길동 900101-1234567")))):
        wait_until(lambda: state("broken") and state("broken").failures)
    assert "홍길동" not in state("broken").error and "900101" not in state("broken").error


def test_a_job_that_is_well_again_has_no_failures_and_is_not_waited_for():
    work = Counter(error=KeyError("x"))
    with working(make_job("sample", work)):
        wait_until(lambda: state("sample") and state("sample").failures)
        work.error = None
        wait_until(lambda: state("sample").failures == 0)
    assert (state("sample").next_at, state("sample").done_at is None) == (None, False)


def test_the_time_between_attempts_doubles_up_to_a_limit():
    worker = Worker([], tempo=QUICK)
    job = make_job()
    worker._fares["sample"] = fare = worker_fare(job)
    waits = []
    for failures in (1, 2, 3, 9):
        fare.row.failures = failures
        waits.append(worker._wait_after(job, ValueError()))
    assert waits == [0.05, 0.1, 0.2, 0.2]


def worker_fare(job):
    from cms.jobs.states import Fare

    return Fare.of(job, worker="w")


def test_a_job_that_hangs_holds_up_no_other_and_is_shown_as_stuck():
    hangs, well = threading.Event(), Counter()
    stuck = make_job("stuck", lambda: hangs.wait(30) and 0, limit=timedelta(seconds=0.1))
    try:
        with working(stuck, make_job("well", well)) as worker:
            wait_until(lambda: "stuck" in worker._fares and worker._fares["stuck"].is_overdue)
            steps = well.steps
            wait_until(lambda: well.steps > steps)
            worker._fares["stuck"].since -= 10
            wait_until(lambda: state("stuck") and state("stuck").started_at)
            found = {line.job.name: line.standing for line in standings_of(stuck)}
            assert found == {"stuck": Standing.STUCK}
            hangs.set()
    finally:
        hangs.set()


def standings_of(*jobs):
    kept, door._jobs = door._jobs, {job.name: job for job in jobs}
    try:
        return standings()
    finally:
        door._jobs = kept


def test_work_is_done_at_once_as_long_as_there_is_some():
    left = list(range(50))

    def work():
        return 1 if left and left.pop() is not None else 0

    with working(make_job("sample", work)):
        began = time.monotonic()
        wait_until(lambda: not left)
        assert time.monotonic() - began < 20, "fifty rests"
    assert state("sample").amount == 1


def test_a_job_with_times_of_its_own_is_not_done_again_by_a_new_worker_before_the_next():
    work = Counter()
    job = make_job("sample", work, when=every(hours=1))
    for _ in range(2):
        with working(job):
            wait_until(lambda: state("sample") and state("sample").done_at)
    assert work.steps == 1
    JobState.objects.update(next_at=timezone.now())
    with working(job):
        wait_until(lambda: work.steps == 2)


@pytest.mark.parametrize("amounts", [[0], [1, 0]])
def test_a_job_with_times_of_its_own_is_not_done_again_where_its_time_could_not_be_written_at_once(
    amounts, monkeypatch
):
    work = Counter()
    job = make_job("daily", lambda: work() or amounts[work.steps - 1], when=every(hours=1))
    write, failures = JobState.objects.bulk_create, []

    def refuse_once(rows, **options):
        if not failures and any(row.next_at for row in rows):
            failures.append(rows)
            raise OperationalError("the database is locked")
        return write(rows, **options)

    monkeypatch.setattr(JobState.objects, "bulk_create", refuse_once)
    with working(job):
        wait_until(lambda: failures and state("daily") and state("daily").next_at)
    assert (work.steps, state("daily").failures) == (len(amounts), 0)
    assert state("daily").next_at > timezone.now() + timedelta(minutes=59)


def test_two_workers_do_a_job_of_one_machine_in_one_of_them_and_of_every_machine_in_both():
    alone, both = [], []
    jobs = [
        make_job("alone", lambda: alone.append(threading.current_thread().ident) or 0),
        make_job("both", lambda: both.append(threading.current_thread().ident) or 0, where=Where.EVERY),
    ]
    with working(*jobs), working(*jobs):
        wait_until(lambda: len(set(both)) == 2 and len(alone) >= 2)
    assert len(set(alone)) == 1


def test_a_worker_that_stops_lets_the_next_one_begin_at_once():
    work = Counter()
    with working(make_job("sample", work)):
        wait_until(lambda: work.steps)
    assert Lease.objects.get().expires_at <= timezone.now()
    assert Lease.objects.get().token == 1


def test_what_is_under_way_is_finished_when_the_worker_stops():
    begun, done, finished = threading.Event(), [], []

    def work():
        begun.set()
        time.sleep(0.2)
        done.append(True)
        return 0

    with working(make_job("sample", work, finish=lambda: finished.append(True))):
        begun.wait(30)
    assert (done, finished) == ([True], [True])


def test_while_the_database_is_away_nobody_has_failed(monkeypatch):
    from cms.jobs import worker

    away = Counter(error=OperationalError("server closed the connection unexpectedly"))
    monkeypatch.setattr(worker, "_is_away", lambda error: isinstance(error, OperationalError))
    with working(make_job("sample", away)):
        wait_until(lambda: away.steps >= 3)
        away.error = None
        wait_until(lambda: state("sample") and state("sample").done_at)
    assert (state("sample").failures, state("sample").failed_at) == (0, None)


def test_what_the_database_refuses_is_the_jobs_own_failure():
    with working(make_job("sample", Counter(error=OperationalError("deadlock detected\nDETAIL: Process 1 waits")))):
        wait_until(lambda: state("sample") and state("sample").failures)
    assert state("sample").error.startswith("OperationalError: deadlock detected (tests/")


@pytest.fixture
def only(monkeypatch):
    """Registers these jobs and no others."""
    monkeypatch.setattr(door, "_jobs", {})
    return register


def test_once_does_all_there_is_and_ends(only):
    left = [1, 1, 1]
    only(make_job("sample", lambda: left.pop() if left else 0))
    call_command("worker", "--once")
    assert left == []


def test_once_says_what_failed_and_does_the_rest(only):
    well = Counter()
    only(make_job("broken", Counter(error=ValueError())), make_job("well", well))
    with pytest.raises(CommandError, match="failed: broken"):
        call_command("worker", "--once")
    assert (well.steps, state("broken").failures, state("well").failures) == (1, 1, 0)


def test_once_logs_the_reason_alone_of_a_job_whose_other_side_is_away(only, caplog):
    only(make_job("search", Counter(error=Away("the server does not answer"))))
    with pytest.raises(CommandError, match="failed: search"):
        call_command("worker", "--once")
    (said,) = [one for one in caplog.records if one.name == "cms.jobs.worker"]
    assert (said.getMessage(), said.exc_info) == ("The job search waits: the server does not answer.", None)


def test_once_leaves_a_job_to_the_worker_that_has_it(only):
    work = Counter()
    job = make_job("sample", work)
    only(job)
    with working(job):
        wait_until(lambda: work.steps)
        steps = Counter()
        assert Worker([make_job("sample", steps)]).once() == {}
    assert steps.steps == 0


def test_the_command_lists_how_each_job_fares(only, capsys):
    only(make_job("broken", Counter(error=ValueError())), make_job("new"))
    Worker([door._jobs["broken"]]).once()
    call_command("worker", "--list")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("broken\tfailing\t-\t-\t1\tValueError (tests/jobs/jobs.py:")
    assert second == "new\tnever\t-\t-\t0"
