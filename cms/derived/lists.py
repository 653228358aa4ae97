"""The lists of released documents, by week or month: all of them, whether their content is open or closed.

The day of release decides, in the city's time zone, not the day of production: so a list that is over stays as it is
but for withdrawals and corrections, and whoever fetches each list once has every document. The listing of the section
is in that order, so a list is one range scan, read a batch at a time; what is withdrawn meanwhile is not in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from cms.core import kinds
from cms.core.days import beginning
from cms.core.errors import NotFound
from cms.core.records import Document
from cms.ledger import bookmarks
from cms.ledger.bookmarks import of_city
from cms.ledger.facets import listing_name
from cms.ledger.given import stored_json
from cms.ledger.joined import range_query, ranges_with_entries
from cms.ledger.moments import microseconds, stored_time
from cms.ledger.store import store

BATCH: Final = 1_000
# The channel that writes down on which days the lists have changed.
FOLLOWER: Final = "relations"
_FIRST_YEAR: Final = 1900
_MONTH: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_WEEK: Final = re.compile(r"(?P<year>[0-9]{4})-W(?P<week>[0-9]{2})")
_WEEK_LENGTH: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """A week (ISO 8601, ``2026-W45``) or a month (``2026-11``): the days from ``since`` until before ``until``."""

    name: str
    since: date
    until: date

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """The moment at which it begins, and that at which the next one does."""
        return beginning(self.since).astimezone(UTC), beginning(self.until).astimezone(UTC)

    @property
    def range_us(self) -> tuple[int, int]:
        """The same in the ledger's microseconds."""
        since, until = self.ends
        return microseconds(since), microseconds(until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The row of a document in a list; ``unit`` and ``task`` are keys."""

    management_number: str
    number: str
    title: str
    produced_on: str
    task: str | None
    unit: str | None
    officials: list[dict[str, str]]
    retention: str
    openness: str
    licence: str
    url: str


def period(name: str) -> Period:
    """The period of that name; NotFound for what is none, or has not begun."""
    found = _period(name)
    if found is None or found.since > timezone.localdate():
        raise NotFound("no such week or month: 2026-W45 and 2026-11 are written like this", where="period")
    return found


def _period(name: str) -> Period | None:
    try:
        if match := _MONTH.fullmatch(name):
            return _month(date(int(match["year"]), int(match["month"]), 1)) if _known(match) else None
        if match := _WEEK.fullmatch(name):
            return _week(date.fromisocalendar(int(match["year"]), int(match["week"]), 1)) if _known(match) else None
    except ValueError:
        pass
    return None


def _known(match: re.Match[str]) -> bool:
    return _FIRST_YEAR <= int(match["year"]) < date.max.year


def _month(day: date) -> Period:
    first = day.replace(day=1)
    return Period(f"{first:%Y-%m}", first, (first + timedelta(days=31)).replace(day=1))


def _week(day: date) -> Period:
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02d}", monday, monday + _WEEK_LENGTH)


def documents(site: str, period: Period) -> Iterator[list[Row]]:
    """The documents released in a period, the earliest first, in batches: one query each."""
    after = (period.range_us[0], 0)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(*list_query(site, period, after=after))
            found = cursor.fetchall()
        if found:
            after = found[-1][:2]
            yield [_row(values) for values in found]
        if len(found) < BATCH:
            return


def list_query(site: str, period: Period, *, after: tuple[int, int]) -> tuple[str, list[Any]]:
    """The SQL of one batch, apart so that tests and benchmarks can EXPLAIN it."""
    return range_query(_listing(site), _VALUES, after=after, until_us=period.range_us[1], most=BATCH)


_TEXTS: Final = (
    "management_number", "number", "title", "produced_on", "task", "publisher", "retention", "openness", "licence",
    "url",
)  # fmt: skip
_VALUES: Final = ", ".join([*(f"e.record ->> '{name}'" for name in _TEXTS), "e.record -> 'officials'"])


def _row(values: tuple[Any, ...]) -> Row:
    texts = dict(zip(_TEXTS, values[2:-1], strict=True))
    return Row(unit=texts.pop("publisher"), officials=stored_json(values[-1] or "[]"), **texts)


@dataclass(frozen=True, slots=True)
class Version:
    """A tag that two readings of a list share exactly when nothing has changed, and when its documents last did."""

    tag: str
    changed_at: datetime


def version(site: str, period: Period) -> Version:
    """The version of a list. Three queries, of one row and of the days of the period.

    The days are written down after the change, by the job that follows the ledger; until it has caught up, every
    change of the city counts as one of this list.
    """
    moment = store.clock(site=site)
    followed = bookmarks.at(of_city(FOLLOWER, site))
    if followed is None or followed < moment.sequence:
        return Version(f"{moment.sequence}.{moment.vocabulary}", moment.changed_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(sequence), MAX(changed_at) FROM publication_listedday"
            " WHERE site = %s AND section = %s AND day >= %s AND day < %s",
            [site, kinds.section_of(Document), str(period.since), str(period.until)],
        )
        sequence, changed_at = cursor.fetchone()
    if sequence is None:
        return Version(f"0.{moment.vocabulary}", beginning(period.since))
    if isinstance(changed_at, str):
        changed_at = datetime.fromisoformat(changed_at)
    return Version(f"{sequence}.{moment.vocabulary}", stored_time(changed_at))


def months(site: str) -> list[Period]:
    """The months in which something was released that is still public, newest first. Two queries of index probes."""
    return _existing(site, _month)


def weeks(site: str) -> list[Period]:
    """The weeks of the same."""
    return _existing(site, _week)


def _existing(site: str, of: Any) -> list[Period]:
    listing = _listing(site)
    first = store.first_published(listing)
    if first is None:
        return []
    wanted = list(_between(timezone.localdate(first), of))
    return [wanted[place] for place in ranges_with_entries(listing, (period.range_us for period in wanted))]


def _between(day: date, of: Any) -> Iterator[Period]:
    today = timezone.localdate()
    while day <= today:
        found = of(day)
        yield found
        day = found.until


def _listing(site: str) -> str:
    return listing_name(site, "section", kinds.section_of(Document))
