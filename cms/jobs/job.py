"""The door for background work: a job says what it does, when, for how long and where, and is registered.

A job's ``work`` does one short step in a transaction of its own and returns how much it did. It is called again at
once until it returns 0, then rests. Whatever it raises is its own affair: it is tried again later, and no other job
hears of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from typing import Any, Final

from django.utils import timezone

from cms import registry


class Where(Enum):
    """``ONE``: on one machine at a time, by a lease. ``EVERY``: in every worker, which share the work by row locks."""

    ONE = "one"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class When:
    """For how long a job rests once there is nothing left to do; ``at`` is the time of day of a daily one."""

    rest: timedelta
    at: time | None = None

    @property
    def is_kept(self) -> bool:
        """Return whether the next time outlives the worker, so that a restart does nothing twice."""
        return self.rest > timedelta(minutes=1)

    def after(self, now: datetime) -> datetime:
        """The next time after ``now``, when the work has just been done."""
        if self.at is None:
            return now + self.rest
        today = timezone.localtime(now)
        due = timezone.make_aware(datetime.combine(today.date(), self.at))
        return due if due > now else timezone.make_aware(datetime.combine(today.date() + timedelta(days=1), self.at))


# As soon as there is something to do.
SOON: Final = When(timedelta(seconds=1))


def every(**units: float) -> When:
    """A time after each last time: ``every(hours=6)``."""
    return When(timedelta(**units))


def daily(at: time = time(3)) -> When:
    """Once a day, in the city's time."""
    return When(timedelta(days=1), at)


@dataclass(frozen=True, slots=True)
class Label:
    """The title under which an operator may read of an item set aside; ``url`` leads to it in the editor."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One of the queues of a job, known by ``key``, with what waits in it: ``count``, or more than :data:`COUNTED`.

    ``since`` is when the first of it came. ``given_up`` says that some is tried no more, ``error`` what was wrong last,
    ``rests_until`` that nothing is tried before, ``may_again`` that it can be asked for at once.
    """

    key: str
    title: str
    count: int = 0
    since: datetime | None = None
    given_up: bool = False
    error: str = ""
    rests_until: datetime | None = None
    may_again: bool = True

    @property
    def is_more(self) -> bool:
        """Return whether more waits than was counted."""
        return self.count > COUNTED


# How far a queue is counted, and what waits for less is just being done.
COUNTED: Final = 100
LATE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One kind of background work.

    ``words`` say to the operator what it does, translated. A step of ``work`` that takes longer than ``limit`` is shown
    as stuck, and another machine may take the job over. ``items`` tells of the items with these ids what a user may
    know of them; those it leaves out are shown by their number alone. ``behind`` are its queues in which something is
    late, ``again`` tries one of them at once and raises LookupError where there is none of that key. ``finish`` is
    called in the job's thread when the worker stops. ``pause`` is told how many seconds a step took that did
    something, and says for how many the next one waits all the same (:mod:`cms.jobs.giving_way`).
    """

    name: str
    words: Any
    work: Callable[[], int]
    when: When = SOON
    limit: timedelta = timedelta(minutes=1)
    where: Where = Where.ONE
    items: Callable[[Any, Sequence[int]], Mapping[int, Label]] | None = None
    behind: Callable[[], Sequence[Behind]] | None = None
    again: Callable[[str], Any] | None = None
    finish: Callable[[], None] | None = None
    pause: Callable[[float], float] | None = None


_jobs: Final[dict[str, Job]] = {}


def register(*jobs: Job) -> None:
    """Add jobs; to be called in ``AppConfig.ready``. ImproperlyConfigured for a name that another job has."""
    registry.add(_jobs, jobs, of="jobs")


def registered() -> tuple[Job, ...]:
    """All jobs, in the order in which they were registered."""
    return tuple(_jobs.values())
