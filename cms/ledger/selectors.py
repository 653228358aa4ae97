"""Reading the ledger: the only door for outputs.

Every listing is read from a few ranges of one index, newest first, paged by keyset (:mod:`cms.ledger.ranges`).
No function here counts or skips rows.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cms.core import kinds
from cms.core.errors import BadInput
from cms.core.reading import EachOnce
from cms.core.records import Body, Record, RecordData, from_data
from cms.ledger import generation, ranges
from cms.ledger.cursors import Cursor
from cms.ledger.facets import function_key, listing_name
from cms.ledger.filters import Filters
from cms.ledger.models import Entry, Listing
from cms.ledger.moments import Moment, clock, microseconds, moment_of, stored_time
from cms.ledger.ranges import listing_query
from cms.ledger.stored_paths import stored_as
from cms.normal_form import kept_host

__all__ = [
    "MAX_FIRST", "Cursor", "Filters", "Found", "Item", "Moment", "Page", "Tombstone", "bodies", "changes", "clock",
    "entries", "entries_named", "entry", "first_published", "function_key", "iris_of_translations", "items_at",
    "listing_name", "listing_query", "microseconds", "moment_of", "next_expiry", "stored_json", "stored_time",
    "to_found", "tombstone", "urls_named",
]  # fmt: skip

MAX_FIRST: Final = 100
# So many IRIs of translations are kept.
_MOST_IRIS: Final = 20_000


@dataclass(frozen=True)
class Item:
    """A public entry as read: ``data`` is the record as stored JSON, ``record`` the same as a dataclass."""

    id: int
    kind: str
    published_us: int
    data: RecordData

    @cached_property
    def record(self) -> Record:
        return from_data(kinds.kind(self.kind).record, self.data)

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.published_us, self.id)


@dataclass(frozen=True)
class Page:
    """One page of a listing. It may be short, even empty, and still have a next one: follow ``end``."""

    items: tuple[Item, ...]
    has_next: bool
    end: Cursor | None


def entries(filters: Filters, *, first: int = 20, after: Cursor | None = None) -> Page:
    """The newest public entries of a listing, ``first`` of them, after a cursor. One query at most."""
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    plan = filters.plan()
    if plan.is_empty:
        return Page((), False, None)
    sql, params = listing_query(plan, first=first, after=after)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    return _page(rows, first=first)


def _page(rows: Sequence[tuple[Any, ...]], *, first: int) -> Page:
    items = [Item(row[0], row[1], row[2], stored_json(row[3])) for row in rows if row[4]]
    if len(items) > first:
        return Page(tuple(items[:first]), True, items[first - 1].cursor)
    if rows and rows[-1][5] == ranges.SCAN_LIMIT:
        return Page(tuple(items), True, Cursor(rows[-1][2], rows[-1][0]))
    return Page(tuple(items), False, items[-1].cursor if items else None)


def stored_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Found:
    """The item that a key or an address leads to: a public one with its body, or an item that has gone."""

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
    if (uuid := _uuid(key)) is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTRY + "e.key = %s AND e.site = %s", [uuid.hex if connection.vendor == "sqlite" else uuid, site]
        )
        row = cursor.fetchone()
    return to_found(row) if row else None


@EachOnce
def entries_named(names: list[tuple[str, str]]) -> dict[tuple[str, str], Found]:
    """The entries of these keys of cities, without their bodies. One query."""
    keys = {one: uuid for one in names if (uuid := _uuid(one[1]))}
    found: dict[tuple[str, UUID], Found] = {}
    for entry in Entry.objects.filter(key__in=set(keys.values())).values_list("site", "key", *_STORED) if keys else ():
        found[entry[:2]] = to_found((*entry[2:], None, None))
    return {one: found[one[0], uuid] for one, uuid in keys.items() if (one[0], uuid) in found}


_STORED: Final = ("pk", "kind", "published_us", "record", "state", "expires_us")


def _uuid(key: str) -> UUID | None:
    """The key as it is stored; None for what is none, or is not written as keys are."""
    try:
        uuid = UUID(key)
    except ValueError:
        return None
    return uuid if str(uuid) == key.lower() else None


@EachOnce
def urls_named(iris: list[str]) -> dict[str, str]:
    """The addresses of the public items that have these IRIs, in whatever city they are today. One query."""
    keys = {uuid for iri in iris if (uuid := _uuid(iri.rpartition("/")[2]))}
    rows = Entry.objects.filter(key__in=keys, state=Entry.State.PUBLIC).values_list("record__iri", "record__url")
    found = dict(rows) if keys else {}
    return {iri: found[iri] for iri in iris if iri in found}


def iris_of_translations(record: Record) -> dict[str, str]:
    """The IRIs of the same item in other languages, by key. One query, none for those that were asked for since the
    vocabulary has changed, with which bases of IRIs do."""
    keys = [other.key for other in record.translations]
    known: dict[str, str] = generation.fresh("IRIs", dict)
    found = {key: known[key] for key in keys if key in known}
    if missing := [key for key in keys if key not in found]:
        rows = Entry.objects.filter(key__in=missing).values_list("key", "record__iri")
        read = {str(key): str(iri) for key, iri in rows}
        if len(known) < _MOST_IRIS:
            known.update(read)
        found |= read
    return found


@dataclass(frozen=True)
class Tombstone:
    """The remains of an item that has gone: its name, and since when."""

    iri: str
    gone_at: datetime


def tombstone(*, site: str, key: str) -> Tombstone | None:
    """The tombstone of the entry of that key; None where it is public, or never was. One query."""
    found = Entry.objects.filter(key=key, site=site).values_list("record__iri", "state", "changed_at", "expires_us")
    for iri, state, changed_at, expires_us in found:
        if state != Entry.State.PUBLIC:
            return Tombstone(iri, changed_at)
        if expires_us is not None and expires_us <= microseconds(timezone.now()):
            return Tombstone(iri, moment_of(expires_us))
    return None


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


def items_at(urls: Iterable[str]) -> dict[str, Item]:
    """The public entries at these addresses, which are all of one host; no old addresses. At most one query."""
    paths = {
        stored: (kept_host(parts.netloc), url)
        for url in urls
        for parts in [urlsplit(url)]
        for stored in stored_as([unquote(parts.path)])
    }
    if not paths:
        return {}
    host = next(iter(paths.values()))[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.path, e.id, e.kind, e.published_us, e.record FROM publication_address a"
            " JOIN publication_entry e ON e.id = a.entry_id"
            " WHERE a.host = %s AND e.state = %s AND (e.expires_us IS NULL OR e.expires_us > %s)"
            f" AND a.path IN ({', '.join(['%s'] * len(paths))})",
            [host, Entry.State.PUBLIC, microseconds(timezone.now()), *paths],
        )
        rows = cursor.fetchall()
    found = {paths[row[0]][1]: Item(row[1], row[2], row[3], stored_json(row[4])) for row in rows}
    return {url: item for url, item in found.items() if item.data["url"] == url}


def changes(*, site: str, since: int, first: int = MAX_FIRST) -> list[tuple[int, Found]]:
    """Entries changed after sequence ``since``, each once, oldest change first: the feed of mirrors. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _ENTRY.replace("SELECT ", "SELECT e.sequence, ", 1)
            + "e.site = %s AND e.sequence > %s ORDER BY e.sequence LIMIT %s",
            [site, since, first],
        )
        return [(row[0], to_found(row[1:])) for row in cursor.fetchall()]


def first_published(listing: str) -> datetime | None:
    """The time of the oldest item of a listing; None for an empty one. One query, the first row of an index."""
    rows = Listing.objects.filter(listing=listing).order_by("published_us", "entry_id")
    found = rows.values_list("published_us", flat=True).first()
    return None if found is None else moment_of(found)


def next_expiry() -> float | None:
    """The time of the next expiry, in seconds since 1970: no cache may outlive it. One query on the expiry index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MIN(expires_us) FROM publication_entry WHERE expires_us > %s", [microseconds(timezone.now())]
        )
        expires_us = cursor.fetchone()[0]
    return None if expires_us is None else expires_us / 1_000_000
