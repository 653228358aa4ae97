"""Reading the ledger: the only door for outputs.

Every listing is one index range scan, newest first, paged by keyset. No function here counts or skips rows.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cms.core.errors import BadCursor, BadInput
from cms.core.records import RECORDS, Body, Record, from_data
from cms.publication.models import Entry

MAX_FIRST: Final = 100
# With two or more filters the rarest listing is scanned and the others are probed; this bounds one page's scan.
SCAN_LIMIT: Final = 2_000
_FUNCTION_LENGTH: Final = 120
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, the ledger's order."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(published_us: int) -> datetime:
    """The moment, in UTC, of the ledger's microseconds."""
    return _EPOCH + published_us * _MICROSECOND


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a listing: just after the entry with these two values."""

    published_us: int
    entry_id: int

    def encode(self) -> str:
        """The opaque form that clients copy."""
        return urlsafe_b64encode(f"{self.published_us}.{self.entry_id}".encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, value: str) -> "Cursor":
        """Read a cursor back; BadCursor for anything that :meth:`encode` did not make."""
        try:
            text = urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)).decode("ascii")
            published, _, entry = text.partition(".")
            cursor = cls(int(published), int(entry))
        except ValueError as error:
            raise BadCursor("this cursor was not made by this server", where="after") from error
        if cursor.encode() != value or not (abs(cursor.published_us) < 2**63 and 0 <= cursor.entry_id < 2**63):
            raise BadCursor("this cursor was not made by this server", where="after")
        return cursor


@dataclass(frozen=True)
class Item:
    """A public entry as read: ``data`` is the record as stored JSON, ``record`` the same as a dataclass."""

    id: int
    kind: str
    published_us: int
    data: dict[str, Any]

    @cached_property
    def record(self) -> Record:
        return from_data(RECORDS[self.kind], self.data)

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.published_us, self.id)


@dataclass(frozen=True)
class Page:
    """One page of a listing. It may be short, even empty, and still have a next one: follow ``end``."""

    items: tuple[Item, ...]
    has_next: bool
    end: Cursor | None


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a listing is narrowed to; ``site`` is always given, so that no city shows another's items.

    Without any facet it is the city's own listing, which items of a ``section`` are not in. ``function`` is what
    :func:`function_key` makes of a path; ``calendar`` is the key of a committee, or empty for all, and orders by the
    time of the meeting, which ``since`` and ``until`` then mean.
    """

    site: str
    kind: str | None = None
    language: str | None = None
    field: str | None = None
    website: str | None = None
    tag: str | None = None
    unit: str | None = None
    task: str | None = None
    function: str | None = None
    committee: str | None = None
    calendar: str | None = None
    genre: str | None = None
    openness: str | None = None
    section: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def listings(self) -> tuple[str, ...]:
        """The listings to intersect, the one expected to be the shortest first."""
        named = [
            listing_name(self.site, facet, value) for facet in _FACETS if (value := getattr(self, facet)) is not None
        ]
        return tuple(named) or (self.site,)


# The one expected to be the rarest first, but for the calendar, which alone is ordered by the time of the meeting.
_FACETS: Final = (
    "calendar", "tag", "committee", "task", "function", "website", "unit", "genre", "openness", "field", "section",
)  # fmt: skip


def function_key(functions: Sequence[str]) -> str:
    """The name of a path of functions among the listings: all of its steps, short enough for a key."""
    return "/".join(functions)[:_FUNCTION_LENGTH]


def listing_name(site: str, facet: str, value: str) -> str:
    """The stored name of a listing, such as ``saebyeol:field:traffic``."""
    return f"{site}:{facet}:{value}"


def entries(filters: Filters, *, first: int = 20, after: Cursor | None = None) -> Page:
    """The newest public entries of a listing, ``first`` of them, after a cursor. One query."""
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    sql, params = listing_query(filters, first=first, after=after)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return _page(rows, first=first)


def listing_query(filters: Filters, *, first: int, after: Cursor | None) -> tuple[str, list[Any]]:
    """The SQL of :func:`entries`, apart so that tests and benchmarks can EXPLAIN it."""
    listing, *others = filters.listings
    where = ["l.listing = %s"]
    params: list[Any] = [listing]
    if filters.kind is not None:
        where.append(f"l.kind = {_kind_literal(filters.kind)}")
    if filters.language is not None:
        where.append("l.language = %s")
        params.append(filters.language)
    if after is not None:
        where.append("(l.published_us, l.entry_id) < (%s, %s)")
        params += [after.published_us, after.entry_id]
    if filters.since is not None:
        where.append("l.published_us >= %s")
        params.append(microseconds(filters.since))
    if filters.until is not None:
        where.append("l.published_us < %s")
        params.append(microseconds(filters.until))
    condition = " AND ".join(where)
    now = microseconds(timezone.now())
    if not others:
        return (
            "SELECT e.id, e.kind, l.published_us, e.record, TRUE, 0 FROM publication_listing l"
            " JOIN publication_entry e ON e.id = l.entry_id"
            f" WHERE {condition} AND (e.expires_us IS NULL OR e.expires_us > %s)"
            " ORDER BY l.published_us DESC, l.entry_id DESC LIMIT %s",
            [*params, now, first + 1],
        )
    member = "SELECT 1 FROM publication_listing o WHERE o.entry_id = l.entry_id AND o.listing = %s"
    current = (
        "SELECT 1 FROM publication_entry e WHERE e.id = l.entry_id AND (e.expires_us IS NULL OR e.expires_us > %s)"
    )
    hit = " AND ".join([f"EXISTS ({member})"] * len(others) + [f"EXISTS ({current})"])
    scan = (
        "SELECT l.entry_id, l.published_us, ROW_NUMBER() OVER (ORDER BY l.published_us DESC, l.entry_id DESC) AS place"
        f" FROM publication_listing l WHERE {condition}"
        f" ORDER BY l.published_us DESC, l.entry_id DESC LIMIT {SCAN_LIMIT}"
    )
    return (
        # The last row of a full scan is always kept, so that the page knows how far it got.
        "SELECT e.id, e.kind, l.published_us, e.record, l.hit, l.place"
        f" FROM (SELECT l.entry_id, l.published_us, l.place, ({hit}) AS hit FROM ({scan}) l) l"
        f" JOIN publication_entry e ON e.id = l.entry_id WHERE l.hit OR l.place = {SCAN_LIMIT}"
        " ORDER BY l.published_us DESC, l.entry_id DESC LIMIT %s",
        [*others, now, *params, first + 1],
    )


def _kind_literal(kind: str) -> str:
    """Written into the query, not beside it: a planner takes an index of posts only where the query itself says so."""
    if kind not in RECORDS:
        raise BadInput(f"must be one of {', '.join(RECORDS)}", where="kind")
    return f"'{kind}'"


def _page(rows: Sequence[tuple[Any, ...]], *, first: int) -> Page:
    items = [Item(row[0], row[1], row[2], stored_json(row[3])) for row in rows if row[4]]
    if len(items) > first:
        return Page(tuple(items[:first]), True, items[first - 1].cursor)
    if rows and rows[-1][5] == SCAN_LIMIT:
        return Page(tuple(items), True, Cursor(rows[-1][2], rows[-1][0]))
    return Page(tuple(items), False, items[-1].cursor if items else None)


def stored_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Found:
    """What a key or an address leads to: a public item with its body, or an item that has gone."""

    item: Item
    body: Body | None
    gone: bool


_ENTRY: Final = (
    "SELECT e.id, e.kind, e.published_us, e.record, e.state, e.expires_us, b.html, b.text"
    " FROM publication_entry e LEFT JOIN publication_entrybody b ON b.entry_id = e.id WHERE "
)


def to_found(row: tuple[Any, ...]) -> Found:
    gone = row[4] != Entry.State.PUBLIC or (row[5] is not None and row[5] <= microseconds(timezone.now()))
    body = None if row[6] is None else Body(html=row[6], text=row[7])
    return Found(Item(row[0], row[1], row[2], stored_json(row[3])), body, gone)


def entry(*, site: str, key: str) -> Found | None:
    """The entry of that key, with its body; None where this city never published one. One query."""
    try:
        uuid = UUID(key)
    except ValueError:
        return None
    if str(uuid) != key.lower():
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTRY + "e.key = %s AND e.site = %s", [uuid.hex if connection.vendor == "sqlite" else uuid, site]
        )
        row = cursor.fetchone()
    return to_found(row) if row else None


def bodies(entry_ids: Iterable[int]) -> dict[int, Body]:
    """The bodies of several entries, for feeds. One query."""
    ids = list(entry_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry_id, html, text FROM publication_entrybody WHERE entry_id IN"
            f" ({', '.join(['%s'] * len(ids))})",
            ids,
        )
        return {entry_id: Body(html=html, text=text) for entry_id, html, text in cursor.fetchall()}


def changes(*, site: str, since: int, first: int = MAX_FIRST) -> list[tuple[int, Found]]:
    """Entries changed after sequence ``since``, each once, oldest change first: the feed of mirrors. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTRY.replace("SELECT ", "SELECT e.sequence, ", 1)
            + "e.site = %s AND e.sequence > %s ORDER BY e.sequence LIMIT %s",
            [site, since, first],
        )
        return [(row[0], to_found(row[1:])) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Moment:
    """The ledger's clock: its counters and the time of its last change."""

    sequence: int
    vocabulary: int
    changed_at: datetime


def clock() -> Moment:
    """Read the clock. One query of one row; an empty ledger says 0 at the epoch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, vocabulary, changed_at FROM publication_clock LIMIT 1")
        row = cursor.fetchone()
    return Moment(row[0], row[1], stored_time(row[2])) if row else Moment(0, 0, _EPOCH)


def stored_time(value: datetime) -> datetime:
    """A moment as the database's driver gives it: SQLite keeps UTC without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def next_expiry() -> float | None:
    """When the next item expires, in seconds since 1970: no cache may outlive it. One query on the expiry index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MIN(expires_us) FROM publication_entry WHERE expires_us > %s", [microseconds(timezone.now())]
        )
        expires_us = cursor.fetchone()[0]
    return None if expires_us is None else expires_us / 1_000_000
