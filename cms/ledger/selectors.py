"""Reading entries: the calls of :class:`cms.ledger.store.Store` that ask for items.

Every listing is read from a few ranges of one index, newest first, paged by keyset (:mod:`cms.ledger.ranges`).
No function here counts or skips rows.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db import connection
from django.utils import timezone

from cms.core.errors import BadInput
from cms.core.reading import EachOnce
from cms.core.records import Body
from cms.ledger import ranges
from cms.ledger.cursors import Cursor
from cms.ledger.filters import Filters
from cms.ledger.given import stored_json
from cms.ledger.items import MAX_FIRST, Found, Item, Page, Tombstone, stored_key
from cms.ledger.models import Entry, Listing
from cms.ledger.moments import microseconds, moment_of
from cms.ledger.ranges import listings_query
from cms.ledger.stored_paths import stored_as
from cms.normal_form import kept_host


def entries(filters: Filters, *, first: int = 20, after: Cursor | None = None) -> Page:
    """The newest public entries of a listing, or of several together, ``first`` of them, after a cursor.

    One query at most.
    """
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    plans = [plan for plan in filters.plans() if not plan.is_empty]
    if not plans:
        return Page((), False, None)
    sql, params = listings_query(plans, first=first, after=after)
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
    if (uuid := stored_key(key)) is None:
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
    keys = {one: uuid for one in names if (uuid := stored_key(one[1]))}
    found: dict[tuple[str, UUID], Found] = {}
    for entry in Entry.objects.filter(key__in=set(keys.values())).values_list("site", "key", *_STORED) if keys else ():
        found[entry[:2]] = to_found((*entry[2:], None, None))
    return {one: found[one[0], uuid] for one, uuid in keys.items() if (one[0], uuid) in found}


_STORED: Final = ("pk", "kind", "published_us", "record", "state", "expires_us")


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


def items(entry_ids: Iterable[int]) -> dict[int, Item]:
    """The public items of these ids, without bodies. One query, none for no ids."""
    ids = list(dict.fromkeys(entry_ids))
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, published_us, record FROM publication_entry WHERE state = %s"
            f" AND (expires_us IS NULL OR expires_us > %s) AND id IN ({', '.join(['%s'] * len(ids))})",
            [Entry.State.PUBLIC, microseconds(timezone.now()), *ids],
        )
        return {row[0]: Item(row[0], row[1], row[2], stored_json(row[3])) for row in cursor.fetchall()}


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
