"""The ledger's measures of time: microseconds for the order of listings, and the clock that every change advances."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, the ledger's order."""
    return (moment - EPOCH) // _MICROSECOND


def moment_of(published_us: int) -> datetime:
    """The moment, in UTC, of the ledger's microseconds."""
    return EPOCH + published_us * _MICROSECOND


def stored_time(value: datetime) -> datetime:
    """A moment as the database's driver gives it: SQLite keeps UTC without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Moment:
    """The ledger's clock: its counters and the time of its last change."""

    sequence: int
    vocabulary: int
    changed_at: datetime


def clock(through: Any = connection) -> Moment:
    """Read the clock, ``through`` this connection. One query of one row; an empty ledger says 0 at the epoch."""
    with through.cursor() as cursor:
        cursor.execute("SELECT sequence, vocabulary, changed_at FROM publication_clock LIMIT 1")
        row = cursor.fetchone()
    return Moment(row[0], row[1], stored_time(row[2])) if row else Moment(0, 0, EPOCH)
