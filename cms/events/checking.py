"""The times of an event as its form says them, and what is wrong with them, field by field."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.builders import moment
from cms.core.days import beginning
from cms.core.kinds import Occurrence
from cms.core.records import Recurrence
from cms.events import recurrence
from cms.events.recurrence import LONGEST, MOST, WEEKDAYS

Errors = Iterator[tuple[str, ValidationError]]
# What the form calls a repetition on the nth weekday of a month.
_WEEKDAY: Final = "weekday"
_FREQUENCIES: Final = {"daily": "daily", "weekly": "weekly", "monthly": "monthly", _WEEKDAY: "monthly"}


def span(page: Any) -> tuple[datetime, datetime | None]:
    """The beginning and the end of its first time, in the zone of the city; of whole days their beginnings."""
    starts_at = moment(page.starts_at)
    ends_at = moment(page.ends_at) if page.ends_at else None
    if not page.all_day:
        return starts_at, ends_at
    last = (ends_at or starts_at).date()
    return beginning(starts_at.date()), beginning(last + timedelta(days=1))


def recurrence_of(page: Any) -> Recurrence | None:
    """The repetition that its form says; None where it takes place once."""
    if not page.repeats:
        return None
    first, _end = span(page)
    weekdays: tuple[str, ...] = ()
    week = None
    if page.repeats == "weekly":
        weekdays = tuple(page.weekdays) or (WEEKDAYS[first.weekday()],)
    elif page.repeats == _WEEKDAY:
        weekdays, week = (WEEKDAYS[first.weekday()],), recurrence.week_of(first.date())
    parts: dict[str, Any] = {
        "frequency": _FREQUENCIES[page.repeats],
        "interval": page.repeat_every or 1,
        "weekdays": weekdays,
        "week": week,
        "until": None if page.repeat_count else page.repeat_until,
        "count": page.repeat_count,
        "exceptions": tuple(map(date.fromisoformat, page.exceptions)),
    }
    rule = recurrence.rule(Recurrence(rule="", **parts), first, all_day=page.all_day)
    return Recurrence(rule=rule, **parts)


def times(page: Any) -> Iterator[Occurrence]:
    """All its times, in their order and bounded; none where what is said of them cannot be."""
    if not page.starts_at or any(True for _ in errors(page)):
        return
    first, end = span(page)
    for start in islice(recurrence.starts(recurrence_of(page), first), MOST):
        yield Occurrence(start, end and start + (end - first))


def errors(page: Any) -> Errors:
    """The faults of what a form says, by field."""
    if page.starts_at:
        yield from _of_span(page)
        if page.repeats:
            yield from _of_repetition(page)
    if page.apply_from and page.apply_until and page.apply_until < page.apply_from:
        yield "apply_until", ValidationError(_("Applications would end before they begin."))


def _of_span(page: Any) -> Errors:
    if page.ends_at is None:
        return
    is_early = page.ends_at < page.starts_at
    if page.all_day:
        is_early = timezone.localdate(page.ends_at) < timezone.localdate(page.starts_at)
    if is_early:
        yield "ends_at", ValidationError(_("It would end before it begins."))
    elif page.ends_at - page.starts_at > LONGEST:
        yield "ends_at", ValidationError(_("It would last for more than two years."))


def _of_repetition(page: Any) -> Errors:
    first, _end = span(page)
    if not page.repeat_until and not page.repeat_count:
        yield "repeat_until", ValidationError(_("Say until when it repeats, or how many times."))
        return
    if page.repeat_until and page.repeat_count:
        yield "repeat_count", ValidationError(_("Say one of the two: until when, or how many times."))
        return
    if page.repeat_until and page.repeat_until < first.date():
        yield "repeat_until", ValidationError(_("This day is before the event begins."))
        return
    if page.repeat_until and page.repeat_until - first.date() > LONGEST:
        yield "repeat_until", ValidationError(_("At most two years from its beginning."))
        return
    if page.repeats == "weekly" and page.weekdays and WEEKDAYS[first.weekday()] not in page.weekdays:
        yield "weekdays", ValidationError(_("The weekday on which it begins has to be among them."))
        return
    yield from _of_number(page, first)


def _of_number(page: Any, first: datetime) -> Errors:
    field = "repeat_count" if page.repeat_count else "repeat_until"
    if page.repeat_count and page.repeat_count > MOST:
        yield field, ValidationError(_("At most %(most)s times."), params={"most": MOST})
        return
    found = list(islice(recurrence.starts(recurrence_of(page), first), MOST + 1))
    if not found:
        yield "exceptions", ValidationError(_("No day is left on which it would take place."))
    elif len(found) > MOST:
        yield field, ValidationError(_("At most %(most)s times."), params={"most": MOST})
    elif found[-1] - first > LONGEST:
        yield field, ValidationError(_("At most two years from its beginning."))
