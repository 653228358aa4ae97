"""The worker: each job in a thread of its own, so that none waits for another, and a keeper that renews the leases.

Whatever a step raises ends that step alone. It is counted, logged and told to the operator, and tried again after a
time that doubles. While the database is away everybody waits for it, and nobody has failed.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Final

from django.db import Error, InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from cms.jobs import states
from cms.jobs.failures import Away
from cms.jobs.job import Job, Where, registered
from cms.jobs.leases import LeaseLost, Leases
from cms.jobs.states import Fare

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """The times of a worker, in seconds.

    ``lease``: what another worker waits for after a kill. ``keep``: between two renewals. ``fresh``: how old the state
    may be that an operator reads. ``first`` and ``most``: after a failure. ``away``: between two looks for a database
    that does not answer. ``grace``: for what is under way when the worker is told to stop.
    """

    lease: float = 15.0
    keep: float = 4.0
    fresh: float = 30.0
    first: float = 1.0
    most: float = 300.0
    away: float = 1.0
    grace: float = 10.0


class Worker:
    """Does the jobs until it is told to stop."""

    def __init__(self, jobs: Sequence[Job] | None = None, *, tempo: Tempo | None = None) -> None:
        self.tempo = tempo or Tempo()
        self._jobs = {job.name: job for job in (registered() if jobs is None else jobs)}
        self._leases = Leases(length=timedelta(seconds=self.tempo.lease))
        self._fares: dict[str, Fare] = {}
        self._stop = threading.Event()
        self._over = threading.Event()
        self._wake = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set, then for as long as what is under way needs, at most the grace."""
        self._stop = stop
        keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        threads = [
            threading.Thread(target=self._go_on, args=(job,), name=f"job {job.name}", daemon=True)
            for job in self._jobs.values()
        ]
        for thread in (keeper, *threads):
            thread.start()
        stop.wait()
        until = monotonic() + self.tempo.grace
        for thread in threads:
            thread.join(max(0.0, until - monotonic()))
        if late := [thread.name for thread in threads if thread.is_alive()]:
            logger.warning("left under way, to be done again: %s", ", ".join(late))
        self._over.set()
        self._wake.set()
        keeper.join(max(1.0, until - monotonic()))

    def once(self) -> dict[str, BaseException]:
        """Do all that is due, one job after the other, until nothing is left; returns what failed, by job.

        Jobs that another worker does are left to it.
        """
        keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._tend()
        keeper.start()
        failed: dict[str, BaseException] = {}
        try:
            while sum(self._once(job, failed) for job in self._jobs.values() if job.name not in failed):
                pass
            for job in self._jobs.values():
                if job.finish:
                    job.finish()
        finally:
            self._over.set()
            self._wake.set()
            keeper.join()
        return failed

    def _once(self, job: Job, failed: dict[str, BaseException]) -> int:
        if not self._may(job) or self._left(job) > 0:
            return 0
        try:
            amount = self._step(job)
        except Exception as error:
            _log(job, error, "")
            failed[job.name] = error
            return 0
        if not amount:
            self._rest(job)
        return amount

    def _go_on(self, job: Job) -> None:
        """The life of a job's thread."""
        try:
            while not self._stop.is_set():
                self._stop.wait(self._turn(job))
            if job.finish:
                job.finish()
        except Exception:
            logger.exception("The job %s could not bring to an end what it had begun.", job.name)
        finally:
            connection.close()

    def _turn(self, job: Job) -> float:
        """A step where one is due; returns the seconds until the next turn."""
        try:
            if not self._may(job):
                return min(self.tempo.keep / 4, 0.5)
            if left := self._left(job):
                return left
            began = monotonic()
            if self._step(job):
                return job.pause(monotonic() - began) if job.pause else 0.0
            self._rest(job)
            close_old_connections()
            return min(job.when.rest.total_seconds(), 60.0)
        except (LeaseLost, _DatabaseAway):
            close_old_connections()
            return self.tempo.away
        except BaseException as error:  # also what a library means to end the program with
            return self._wait_after(job, error)

    def _may(self, job: Job) -> bool:
        if job.where is Where.ONE and not self._leases.holds(job.name):
            self._fares.pop(job.name, None)
            return False
        if job.name not in self._fares:
            self._fares[job.name] = Fare.of(job, worker=self._leases.holder)
        return True

    def _left(self, job: Job) -> float:
        """Seconds until the next time of a job whose times are kept; a worker looks again after a minute."""
        next_at = self._fares[job.name].row.next_at
        if not job.when.is_kept or next_at is None:
            return 0.0
        return min(max(0.0, (next_at - timezone.now()).total_seconds()), 60.0)

    def _rest(self, job: Job) -> None:
        if job.when.is_kept:
            self._fares[job.name].rest_until(job.when.after(timezone.now()))
            # It has been done: where that cannot be written down now, the keeper does it.
            self._guarded(self._write)

    def _step(self, job: Job) -> int:
        fare = self._fares[job.name]
        fare.begin()
        try:
            with self._leases.working(job.name):
                amount = job.work()
        except LeaseLost:
            fare.end(done=False)
            raise
        except BaseException as error:
            if _is_away(error):
                fare.end(done=False)
                logger.warning("The job %s waits for the database: %s", job.name, type(error).__name__)
                raise _DatabaseAway from error
            fare.end(error=error)
            raise
        fare.end(amount=amount)
        return amount

    def _wait_after(self, job: Job, error: BaseException) -> float:
        """Seconds until a job that failed is tried again."""
        close_old_connections()
        fare = self._fares.get(job.name)
        failures = fare.row.failures if fare else 1
        _log(job, error, f", {failures} times in a row")
        wait = min(self.tempo.first * 2.0 ** min(max(failures - 1, 0), 20), self.tempo.most)
        if fare:
            fare.rest_until(timezone.now() + timedelta(seconds=wait))
        self._wake.set()
        return wait

    def _keep(self) -> None:
        """The life of the keeper's thread."""
        try:
            while not self._over.is_set():
                self._guarded(self._tend)
                self._wake.wait(self.tempo.keep)
                self._wake.clear()
            self._guarded(self._write, self._let_go)
        finally:
            connection.close()

    def _guarded(self, *actions: Callable[[], None]) -> None:
        for action in actions:
            try:
                action()
            except Exception as error:
                logger.warning("The state of the jobs could not be kept: %s", type(error).__name__, exc_info=error)
        close_old_connections()

    def _tend(self) -> None:
        overdue = [name for name, fare in list(self._fares.items()) if fare.is_overdue]
        self._leases.keep([name for name in self._alone() if name not in overdue])
        for name in self._leases.of_others([name for name in overdue if name in self._alone()]):
            # Its thread may have ended the step meanwhile, and let go.
            if fare := self._fares.get(name):
                fare.is_taken = True
        self._write()

    def _write(self) -> None:
        states.write(list(self._fares.values()), fresh=timedelta(seconds=self.tempo.fresh))

    def _let_go(self) -> None:
        under_way = {name for name, fare in list(self._fares.items()) if fare.since is not None}
        self._leases.let_go([name for name in self._alone() if name not in under_way])

    def _alone(self) -> Iterable[str]:
        return [name for name, job in self._jobs.items() if job.where is Where.ONE]


class _DatabaseAway(Exception):
    """The database did not answer a step; nobody is to blame for that."""


def _log(job: Job, error: BaseException, often: str) -> None:
    """Say that a job failed, and where; of one whose other side is away the reason alone: nothing is wrong here."""
    if isinstance(error, Away):
        logger.warning("The job %s waits%s: %s.", job.name, often, error.reason)
    else:
        logger.error("The job %s failed%s.", job.name, often, exc_info=error)


_DATABASE: Final = (OperationalError, InterfaceError)


def _is_away(error: BaseException) -> bool:
    """Return whether the database itself does not answer: what it said of a statement is the job's own failure."""
    if not isinstance(error, _DATABASE):
        return False
    try:
        close_old_connections()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return True
    return False
