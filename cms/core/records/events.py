"""Events: what takes place on invitation of the city."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cms.core.records.record import File, Image, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """The repetition of an event; ``rule`` is all of it in the words of RFC 5545 (3.3.10), the others are its parts.

    ``frequency`` is daily, weekly or monthly, ``interval`` how many of these lie between two times. ``weekdays`` are MO
    to SU; ``week`` says which of them in a month, -1 being the last. It ends after ``until`` or ``count`` times.
    ``exceptions`` are days on which it does not take place.
    """

    rule: str
    frequency: str
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    week: int | None = None
    until: date | None = None
    count: int | None = None
    exceptions: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The way to apply for a place: at an address, by telephone, or both; None is no bound of the period."""

    url: str = ""
    telephone: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that takes place: ``type`` is event, education, course, exhibition, performance or other, ``status``
    scheduled, postponed or cancelled.

    ``ends_at`` is the first moment after it, None where nobody has said it; of an event that lasts ``all_day`` both are
    beginnings of days. ``over_at`` is the end of its last time. Where nobody has to apply ``application`` is None.
    """

    kind: ClassVar[str] = "event"

    type: str = "event"
    status: str = "scheduled"
    starts_at: datetime
    ends_at: datetime | None = None
    over_at: datetime
    all_day: bool = False
    time_zone: str
    recurrence: Recurrence | None = None
    place: str = ""
    address: str = ""
    map_url: str = ""
    online_url: str = ""
    free: bool = False
    fee: str = ""
    audience: str = ""
    capacity: str = ""
    application: Application | None = None
    contact: str = ""
    website: str | None = None
    images: tuple[Image, ...] = ()
    files: tuple[File, ...] = ()
