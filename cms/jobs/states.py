"""The state of each job: kept in the memory of the worker that does it, and written down from time to time for all."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from django.utils import timezone

from cms.jobs.failures import told
from cms.jobs.job import Job, Where
from cms.jobs.leases import MACHINE
from cms.jobs.models import JobState

# A step that takes longer is said to be under way.
_SEEN_AFTER: Final = 5.0
_WRITTEN: Final = (
    "worker", "seen_at", "started_at", "done_at", "worked_at", "amount", "seconds", "failures", "failed_at", "error",
    "next_at",
)  # fmt: skip


@dataclass(slots=True)
class Fare:
    """The knowledge of one job here. ``since`` is the steady time at which the present step began.

    ``is_taken`` says that another worker does the job by now, and writes of it.
    """

    job: Job
    row: JobState
    since: float | None = None
    changed: bool = True
    is_taken: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, job: Job, *, worker: str) -> "Fare":
        """The state that the database has of it, taken over by ``worker``."""
        machine = MACHINE if job.where is Where.EVERY else ""
        row = JobState.objects.filter(job=job.name, machine=machine).first() or JobState(job=job.name, machine=machine)
        row.worker, row.started_at = worker, None
        return cls(job, row)

    @property
    def is_overdue(self) -> bool:
        """Return whether the present step takes longer than the job may."""
        return self.since is not None and monotonic() - self.since > self.job.limit.total_seconds()

    def begin(self) -> None:
        """A step begins."""
        with self._lock:
            self.since, self.row.started_at = monotonic(), timezone.now()

    def end(self, *, amount: int = 0, error: BaseException | None = None, done: bool = True) -> None:
        """The step has ended, with what it did or with what it raised; not ``done`` where it could not be judged."""
        now = timezone.now()
        with self._lock:
            row, seconds = self.row, monotonic() - (self.since or monotonic())
            self.since, row.started_at = None, None
            if error is not None:
                row.failures, row.failed_at, row.error = row.failures + 1, now, told(error)
            elif done:
                self.changed = self.changed or row.failures > 0
                row.failures, row.done_at, row.next_at = 0, now, None
            if amount:
                row.worked_at, row.amount, row.seconds = now, amount, seconds
            self.changed = self.changed or bool(amount or error)

    def rest_until(self, moment: datetime) -> None:
        """Keep the moment of the next attempt, or of the next time."""
        with self._lock:
            self.row.next_at, self.changed = moment, True

    def written(self, now: datetime, *, fresh: timedelta) -> JobState | None:
        """The row as it is to be written now, or None where it need not be."""
        with self._lock:
            row = self.row
            long = self.since is not None and monotonic() - self.since > _SEEN_AFTER
            was_seen = row.seen_at is not None and now - row.seen_at < fresh
            if self.is_taken or (was_seen and not self.changed and not long):
                return None
            self.changed, row.seen_at = False, now
            values = {name: getattr(row, name) for name in _WRITTEN}
            return JobState(job=row.job, machine=row.machine, **values | ({} if long else {"started_at": None}))


def write(fares: Iterable[Fare], *, fresh: timedelta) -> None:
    """Write down what has changed, and what was not written for so long, in one statement.

    Where that fails, it is to be written the next time.
    """
    now = timezone.now()
    found = [(fare, row) for fare in fares if (row := fare.written(now, fresh=fresh))]
    if not found:
        return
    try:
        JobState.objects.bulk_create(
            [row for _, row in found],
            update_conflicts=True,
            unique_fields=["job", "machine"],
            update_fields=list(_WRITTEN),
        )
    except Exception:
        for fare, _ in found:
            fare.changed = True
        raise
