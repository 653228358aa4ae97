"""The ledger's measures of time: microseconds for the order of listings, and the clocks that every change advances."""

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
    """The reading of a city's clock, or of those of all together: the counters, and the time of the last change."""

    sequence: int
    vocabulary: int
    changed_at: datetime


_ALL: Final = (
    "SELECT CAST(SUM(sequence) AS bigint), CAST(SUM(vocabulary) AS bigint), MAX(changed_at) FROM publication_clock"
)


def clock(through: Any = connection, *, site: str | None = None) -> Moment:
    """Read the clock of a city, or those of all, ``through`` this connection: a few rows in one query.

    What has had no change says 0 at the epoch.
    """
    with through.cursor() as cursor:
        cursor.execute(_ALL if site is None else f"{_ALL} WHERE site = %s", None if site is None else [site])
        sequence, vocabulary, changed_at = cursor.fetchone()
    if sequence is None:
        return Moment(0, 0, EPOCH)
    moment = datetime.fromisoformat(changed_at) if isinstance(changed_at, str) else changed_at
    return Moment(sequence, vocabulary, stored_time(moment))
