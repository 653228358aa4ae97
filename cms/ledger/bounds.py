"""The shards of the sitemap that there are, kept with the ledger and in its transactions, under the clock's lock.

A shard that has got something is listed at once; one that may have lost its last address is looked at again, up to the
first address that is left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import connection

from cms.core import kinds
from cms.core.records import City, Record, Section
from cms.ledger import shards
from cms.ledger.facets import values_of
from cms.ledger.given import given, rows
from cms.ledger.models import Address

ENTRIES: Final = "entries"
TERMS: Final = "terms"
# Terms that are looked at together until one of them has a page to list.
_BATCH: Final = 50

# Host, part and number.
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry as it was public before a change and as it is after it, None where it was or is not."""

    entry_id: int
    before: Record | None
    after: Record | None


def follow(changes: Iterable[Changed], *, now: datetime) -> None:
    """Bring the shards to what has changed. One or two queries, and one or some for each shard that may be empty."""
    changes = list(changes)
    after = {_key(change.entry_id, change.after) for change in changes if change.after}
    before = {_key(change.entry_id, change.before) for change in changes if change.before}
    after |= _of_terms(change.after for change in changes if change.after)
    before |= _of_terms(change.before for change in changes if change.before)
    _store(after, listed=True, now=now)
    look_again(before - after, now=now)


def follow_terms(term_ids: Iterable[int], *, now: datetime) -> None:
    """The same for terms that have been written."""
    look_again(of_terms(term_ids), now=now)


def of_terms(term_ids: Iterable[int]) -> set[Key]:
    """The shards that some terms are in, or were with an old address; to be asked before they are deleted."""
    found = Address.objects.filter(term__in=list(term_ids)).values_list("host", "term").distinct()
    return {(host, TERMS, pk // shards.TERM_WIDTH) for host, pk in found if pk is not None}


def look_again(keys: Iterable[Key], *, now: datetime) -> None:
    """Find out whether these shards list anything."""
    found = {key: _lists_something(key) for key in keys}
    for listed in (True, False):
        _store({key for key, value in found.items() if value is listed}, listed=listed, now=now)


def _lists_something(key: Key) -> bool:
    host, part, number = key
    if part == ENTRIES:
        return shards.lists_entries(host, number)
    return any(True for _ in shards.term_locations(host, number, batch=_BATCH))


def _key(entry_id: int, record: Record) -> Key:
    return urlsplit(record.url).netloc, ENTRIES, entry_id // shards.WIDTH


def _of_terms(records: Iterable[Record]) -> set[Key]:
    """The shards of the terms whose pages show these records. At most one query."""
    used = {term for record in records for term in _terms(record)}
    if not used:
        return set()
    columns = "site text, scheme text, key text, lang text"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT a.host, t.id / {shards.TERM_WIDTH} FROM {given(columns)}"
            " JOIN publication_termrow t ON t.site = given.site AND t.scheme = given.scheme AND t.key = given.key"
            " JOIN publication_address a ON a.term_id = t.id AND a.term_id IS NOT NULL AND a.language = given.lang"
            " WHERE t.data -> 'urls' ->> a.language LIKE '%%://' || a.host || '/%%'",
            [rows(sorted(used))],
        )
        return {(host, TERMS, number) for host, number in cursor.fetchall()}


def _terms(record: Record) -> Iterable[tuple[str, str, str, str]]:
    site, language, kind = record.site, record.language, kinds.kind_of(record)
    if kind.is_news:
        yield site, *((Section.scheme, kind.section) if kind.section else (City.scheme, site)), language
    for facet, value in values_of(record):
        yield site, facet, value, language


_UPSERT: Final = (
    "INSERT INTO publication_shardrow (host, part, number, version, changed_at, listed)"
    " SELECT host, part, number, 1, %s, %s FROM {} WHERE true ON CONFLICT (host, part, number) DO UPDATE SET"
    " version = publication_shardrow.version + 1, changed_at = excluded.changed_at, listed = excluded.listed"
)


def _store(keys: set[Key], *, listed: bool, now: datetime) -> None:
    if not keys:
        return
    moment: Any = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        sql = _UPSERT.format(given("host text, part text, number bigint"))
        cursor.execute(sql, [moment, listed, rows(sorted(keys))])
