"""The statistics of released documents: what each unit produced in each month, and what became of it.

Open, partial and closed are counted apart, and partial is never counted as open. A unit's rate is unusually low where
chance alone would hardly explain it: see :func:`is_low`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt
from typing import Any, Final

from django.db import connection

from cms.core.errors import BadInput
from cms.ledger import bookmarks
from cms.ledger.joined import UNIT_IS_TERM
from cms.ledger.store import store

# The keys of the rows for documents of no unit, and of the city's total.
NO_UNIT: Final = ""
ALL: Final = "*"
# The bookmark of the job that counts; its sequence is the number of times that it has.
COUNTER: Final = "statistics"
COUNTS: Final = ("produced", "open", "partial", "closed", "held", "released", "taken_down", "waited_days")
USUAL_MONTHS: Final = 12
MAX_MONTHS: Final = 120
# A rule for units that could be unlucky: fewer documents than this say nothing.
FEWEST: Final = 30
# One-sided, 99.9 %: of a thousand units that open as much as the city does, one is flagged by chance.
Z: Final = 3.090232306167813
_BATCH: Final = 1_000
_FIRST_YEAR: Final = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of documents; ``waited_days`` is the sum of the days from production to release of the released ones."""

    produced: int = 0
    open: int = 0
    partial: int = 0
    closed: int = 0
    held: int = 0
    released: int = 0
    taken_down: int = 0
    waited_days: int = 0

    @property
    def open_rate(self) -> float | None:
        """The share of the open ones, partial ones not among them; None where nothing was produced."""
        return self.open / self.produced if self.produced else None

    @property
    def mean_days(self) -> float | None:
        """The mean number of days from production to release; None where nothing was released."""
        return self.waited_days / self.released if self.released else None


@dataclass(frozen=True, slots=True)
class Count:
    """The counts of one unit (a key, :data:`NO_UNIT` or :data:`ALL`), of one month or, without it, of a period."""

    unit: str
    counts: Counts
    month: date | None = None
    unusually_low: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Months, from the one that begins with ``since`` until before ``until``."""

    since: date
    until: date


def span(*, since: date | None, until: date | None, today: date) -> Span:
    """The months from that of ``since`` to that of ``until``, both included; by default the last twelve. BadInput."""
    last = (until or today).replace(day=1)
    if last.year >= date.max.year:
        raise BadInput("too late", where="until")
    first = since.replace(day=1) if since else _months_before(last, USUAL_MONTHS - 1)
    if first.year < _FIRST_YEAR:
        raise BadInput(f"not before {_FIRST_YEAR}", where="since")
    if not first <= last:
        raise BadInput("must not be before since", where="until")
    if (last.year - first.year) * 12 + last.month - first.month >= MAX_MONTHS:
        raise BadInput(f"at most {MAX_MONTHS} months", where="since")
    return Span(first, next_month(last))


def next_month(month: date) -> date:
    """The first day of the month after the one that begins with ``month``."""
    return (month + timedelta(days=31)).replace(day=1)


def _months_before(month: date, number: int) -> date:
    place = max(month.year * 12 + month.month - 1 - number, 12)
    return date(place // 12, place % 12 + 1, 1)


def is_low(counts: Counts, city: Counts) -> bool:
    """Return whether a unit opens less than the city does, by more than chance explains.

    The upper bound of the one-sided Wilson score interval (99.9 %) of the unit's share of open documents lies below
    the city's share; at least :data:`FEWEST` documents.
    """
    rate = city.open_rate
    return rate is not None and counts.produced >= FEWEST and wilson_upper(counts.open, counts.produced) < rate


def wilson_upper(successes: int, trials: int) -> float:
    """The upper bound of the one-sided Wilson score interval (Wilson 1927) at :data:`Z`."""
    share, square = successes / trials, Z * Z
    centre = share + square / (2 * trials)
    spread = Z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    return (centre + spread) / (1 + square / trials)


def total(site: str, span: Span) -> Count:
    """The city's counts over the months together. One query."""
    rows = _read(
        f"SELECT unit, NULL, {_SUMS} FROM publication_unitmonth WHERE site = %s AND unit = %s"
        " AND month >= %s AND month < %s GROUP BY unit",
        [site, ALL, str(span.since), str(span.until)],
    )
    return rows[0] if rows else Count(ALL, Counts())


def version() -> str:
    """A text that changes with every count and with every name. Two queries."""
    return f"{bookmarks.at(COUNTER) or 0}.{store.clock().vocabulary}"


def by_unit(
    site: str, span: Span, *, for_officers: bool = False, unit: str | None = None, most: int | None = None
) -> list[Count]:
    """The counts of each unit over the months together, by key, the city's total first. One query.

    The public reads of the units that it may know; what the others made is in the total. ``unit`` is the key of the
    only one asked for; of more than ``most`` units those are told that made the most documents.
    """
    asked, params = ("", []) if unit is None else (" AND unit IN (%s, %s)", [ALL, unit])
    rows = _read(
        f"SELECT * FROM (SELECT unit, NULL, {_SUMS} FROM publication_unitmonth m"
        f" WHERE site = %s AND month >= %s AND month < %s{asked} AND {'TRUE' if for_officers else _PUBLIC}"
        f" GROUP BY unit ORDER BY {_ALL_FIRST}, SUM(produced) DESC, unit{'' if most is None else f' LIMIT {most + 1}'})"
        f" found ORDER BY {_ALL_FIRST}, unit",
        [site, str(span.since), str(span.until), *params],
    )
    city = rows[0].counts if rows else Counts()
    return [Count(row.unit, row.counts, unusually_low=row.unit != ALL and is_low(row.counts, city)) for row in rows]


def by_month(site: str, span: Span, *, unit: str = ALL) -> list[Count]:
    """The counts of one public unit, or of the city, in each month that has some. One query."""
    return _read(
        f"SELECT unit, month, {_COLUMNS} FROM publication_unitmonth m WHERE site = %s AND unit = %s"
        f" AND month >= %s AND month < %s AND {_PUBLIC} ORDER BY month",
        [site, unit, str(span.since), str(span.until)],
    )


def by_month_and_unit(site: str, span: Span) -> Iterator[Count]:
    """Every count, by month and public unit, the city's totals among them; one query, and one for each batch."""
    totals = {row.month: row.counts for row in by_month(site, span)}
    after = (str(span.since - timedelta(days=1)), "")
    while batch := _read(_BATCH_QUERY, [site, *after, str(span.until), _BATCH]):
        for row in batch:
            low = row.unit != ALL and is_low(row.counts, totals.get(row.month, Counts()))
            yield replace(row, unusually_low=low)
        after = (str(batch[-1].month), batch[-1].unit)


_ALL_FIRST: Final = f"CASE unit WHEN '{ALL}' THEN 0 ELSE 1 END"
_COLUMNS: Final = ", ".join(COUNTS)
_SUMS: Final = ", ".join(f"SUM({name})" for name in COUNTS)
# A unit that is in no list is public while it is a term: one that only held documents name is none.
_PUBLIC: Final = (
    f"(NOT EXISTS (SELECT 1 FROM subsites_organisationunit u WHERE u.key = m.unit AND u.unlisted) OR {UNIT_IS_TERM})"
)
_BATCH_QUERY: Final = (
    f"SELECT unit, month, {_COLUMNS} FROM publication_unitmonth m WHERE site = %s AND (month, unit) > (%s, %s)"
    f" AND month < %s AND {_PUBLIC} ORDER BY month, unit LIMIT %s"
)


def _read(sql: str, params: list[Any]) -> list[Count]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            Count(
                row[0], Counts(**{name: int(value) for name, value in zip(COUNTS, row[2:], strict=True)}), _day(row[1])
            )
            for row in cursor.fetchall()
        ]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
