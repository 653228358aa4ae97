"""Source systems that have gone silent: regular until a working day, and nothing since."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cms.releases.models import IntakeDay, SourceSystem

# So many working days in a row make a habit; one that ended longer ago than the window is no news.
REGULAR: Final = 3
WINDOW: Final = timedelta(days=31)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Silence:
    """A system, the last day on which it sent something, and the working days since, today among them."""

    system: SourceSystem
    last: date
    missed: int


def silences(today: date) -> list[Silence]:
    """The active systems that sent on each of some working days up to their last one, and on no working day since.

    Holidays are not known: on one, a system is taken to be silent.
    """
    sent: dict[int, set[date]] = defaultdict(set)
    rows = IntakeDay.objects.filter(system__active=True, day__gt=today - WINDOW, day__lte=today)
    for system, day in rows.values_list("system_id", "day"):
        sent[system].add(day)
    missed = {system: _missed(days, today) for system, days in sent.items()}
    systems = SourceSystem.objects.in_bulk([system for system, number in missed.items() if number])
    found = [Silence(system, max(sent[pk]), missed[pk]) for pk, system in systems.items()]
    return sorted(found, key=lambda silence: (silence.last, silence.system.name))


def _missed(days: Collection[date], today: date) -> int:
    """The number of working days since the last one; none of a system that had no habit."""
    last = max(days)
    habit = [day for _, day in zip(range(REGULAR), _working_days_until(last), strict=False)]
    return sum(map(_is_working_day, _after(last, today))) if set(habit) <= set(days) else 0


def _working_days_until(day: date) -> Iterator[date]:
    while True:
        if _is_working_day(day):
            yield day
        day -= timedelta(days=1)


def _after(day: date, until: date) -> Iterator[date]:
    while (day := day + timedelta(days=1)) <= until:
        yield day


def _is_working_day(day: date) -> bool:
    return day.weekday() < _SATURDAY
