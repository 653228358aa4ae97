"""The report on all jobs, as an operator reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from django.db.models import Q
from django.utils import timezone

from cms.jobs.job import Job, registered
from cms.jobs.models import JobState

# A worker writes twice in this time.
SILENT_AFTER: Final = timedelta(seconds=90)
# A machine that was not heard of for so long has been taken away.
GONE_AFTER: Final = timedelta(days=1)


class Standing(Enum):
    """In the order of how much an operator should care."""

    FAILING = "failing"
    STUCK = "stuck"
    SILENT = "silent"
    NEVER = "never"
    RUNNING = "running"
    WELL = "well"


@dataclass(frozen=True, slots=True)
class Line:
    """A job on a machine; ``state`` is None where no worker has ever told of it."""

    job: Job
    state: JobState | None
    standing: Standing

    @property
    def is_well(self) -> bool:
        """Return whether nobody need care."""
        return self.standing in (Standing.WELL, Standing.RUNNING)


def standings(now: datetime | None = None) -> list[Line]:
    """A line for each registered job and machine. One query."""
    now = now or timezone.now()
    states: dict[str, list[JobState | None]] = {}
    there = Q(machine="") | Q(seen_at__gt=now - GONE_AFTER)
    for state in JobState.objects.filter(there).order_by("job", "machine"):
        states.setdefault(state.job, []).append(state)
    return [
        Line(job, state, _standing(job, state, now)) for job in registered() for state in states.get(job.name) or [None]
    ]


def _standing(job: Job, state: JobState | None, now: datetime) -> Standing:
    if state is None:
        return Standing.NEVER
    if state.started_at and now - state.started_at > job.limit:
        return Standing.STUCK
    if state.failures:
        return Standing.FAILING
    if now - state.seen_at > SILENT_AFTER:
        return Standing.SILENT
    return Standing.RUNNING if state.started_at else Standing.WELL


def lines() -> Iterator[str]:
    """The same as text for a terminal, tabs between the columns."""
    for line in standings():
        state = line.state
        done = state.done_at.isoformat(timespec="seconds") if state and state.done_at else "-"
        machine = state.machine if state and state.machine else "-"
        failures, error = (state.failures, state.error) if state and state.failures else (0, "")
        yield "\t".join([line.job.name, line.standing.value, machine, done, str(failures), error]).rstrip()
