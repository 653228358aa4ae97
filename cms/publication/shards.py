"""The public addresses of a host in fixed ranges of ids, for sitemaps.

A shard is a range of :data:`WIDTH` ids, so an item stays in its shard for life, a full shard changes only when one of
its items does, and finding a shard costs the same whatever the size of the ledger: one range scan of the primary key,
no counting and no skipping. Publication dates would not do: a day of a large archive does not fit one file, and
splitting it needs a count. Items of a range that have another host, or have gone, are simply not in the shard.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import connection
from django.utils import timezone

from cms.core.records import TERMS, City, Committee, Document, Term, Unit, from_data
from cms.publication.selectors import microseconds, moment_of, stored_json, stored_time

WIDTH: Final = 5_000
# A term has a page in each language.
TERM_WIDTH: Final = 1_000
# How many of the latest changes say when a shard last changed; of a shard not among them nothing is claimed.
LATEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Shard:
    """A range that is not empty; ``changed_at`` where one of the latest changes was in it."""

    number: int
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """A public address, when it last changed, and the same page in each language including its own, if in several."""

    url: str
    changed_at: datetime | None
    languages: dict[str, str]


def entry_shards(host: str) -> list[Shard]:
    """The shards of items on a host, oldest first. Two queries: one probe a shard, and the latest changes."""
    changed = _latest_changes(host)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE shard(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM shard WHERE number <"
            f" (SELECT COALESCE(MAX(id), 0) / {WIDTH} FROM publication_entry))"
            " SELECT number FROM shard WHERE EXISTS (SELECT 1 FROM publication_address a"
            " JOIN publication_entry e ON e.id = a.entry_id WHERE a.host = %s"
            f" AND a.entry_id >= number * {WIDTH} AND a.entry_id < (number + 1) * {WIDTH} AND {_LISTED})"
            " ORDER BY number",
            [host, *_listed(host)],
        )
        return [Shard(number, changed.get(number)) for (number,) in cursor.fetchall()]


def shard_entries(host: str, number: int) -> Iterator[Location]:
    """The items of a shard in the order of their ids. One query, rows read as they are needed."""
    low, high = number * WIDTH, (number + 1) * WIDTH
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.record ->> 'url', e.record ->> 'modified_at', e.language, e.record -> 'translations'"
            " FROM publication_entry e WHERE e.id >= %s AND e.id < %s AND e.id IN (SELECT a.entry_id"
            " FROM publication_address a WHERE a.host = %s AND a.entry_id >= %s AND a.entry_id < %s)"
            f" AND {_LISTED} ORDER BY e.id",
            [low, high, host, low, high, *_listed(host)],
        )
        for url, modified_at, language, translations in _rows(cursor):
            others = {other["language"]: other["url"] for other in stored_json(translations or "[]")}
            yield Location(url, datetime.fromisoformat(modified_at), {language: url, **others} if others else {})


def term_shards(host: str) -> list[int]:
    """The numbers of the shards of listing pages on a host. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE shard(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM shard WHERE number <"
            f" (SELECT COALESCE(MAX(id), 0) / {TERM_WIDTH} FROM publication_termrow))"
            " SELECT number FROM shard WHERE EXISTS (SELECT 1 FROM publication_termrow t"
            " JOIN publication_address a ON a.term_id = t.id WHERE a.host = %s"
            f" AND t.id >= number * {TERM_WIDTH} AND t.id < (number + 1) * {TERM_WIDTH}"
            f" AND (t.scheme IN (%s, %s) OR {_NEWEST} IS NOT NULL)) ORDER BY number",
            [host, City.scheme, Committee.scheme, City.scheme],
        )
        return [number for (number,) in cursor.fetchall()]


def shard_terms(host: str, number: int) -> Iterator[Location]:
    """The listing pages of a shard that have an item in their language; home pages and committees always. One query.

    A unit's page of documents follows that of the unit.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.scheme, t.data, a.language, {_NEWEST}, {_NEWEST_DOCUMENT} FROM publication_termrow t"
            " JOIN publication_address a ON a.term_id = t.id WHERE t.id >= %s AND t.id < %s ORDER BY t.id, a.language",
            [City.scheme, Unit.scheme, Document.kind, number * TERM_WIDTH, (number + 1) * TERM_WIDTH],
        )
        for term, newest, documents in _by_term(_rows(cursor)):
            yield from _pages(host, {language: term.urls[language] for language in newest}, newest)
            yield from _pages(host, {language: f"{term.urls[language]}documents/" for language in documents}, documents)


def _pages(host: str, pages: dict[str, str], newest: Mapping[str, datetime | None]) -> Iterator[Location]:
    for language, url in pages.items():
        if urlsplit(url).netloc == host:
            yield Location(url, newest[language], pages if len(pages) > 1 else {})


# An item of a shard: public, not expired, and on the host today, not only by an old address.
_LISTED: Final = "e.state = 'public' AND (e.expires_us IS NULL OR e.expires_us > %s) AND e.record ->> 'url' LIKE %s"
_NEWEST: Final = (
    "(SELECT MAX(l.published_us) FROM publication_listing l WHERE l.language = a.language AND l.listing ="
    " CASE t.scheme WHEN %s THEN t.site ELSE t.site || ':' || t.scheme || ':' || t.key END)"
)
_NEWEST_DOCUMENT: Final = (
    "CASE WHEN t.scheme = %s THEN (SELECT MAX(l.published_us) FROM publication_listing l WHERE l.language = a.language"
    " AND l.kind = %s AND l.listing = t.site || ':' || t.scheme || ':' || t.key) END"
)
Newest = dict[str, datetime | None]


def _listed(host: str) -> list[Any]:
    return [microseconds(timezone.now()), f"%://{host}/%"]


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(500):
        yield from rows


def _latest_changes(host: str) -> dict[int, datetime]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.changed_at FROM (SELECT id, changed_at, sequence FROM publication_entry"
            " ORDER BY sequence DESC LIMIT %s) e WHERE EXISTS (SELECT 1 FROM publication_address a"
            " WHERE a.entry_id = e.id AND a.host = %s) ORDER BY e.sequence DESC",
            [LATEST, host],
        )
        changed: dict[int, datetime] = {}
        for entry_id, changed_at in _rows(cursor):
            changed.setdefault(entry_id // WIDTH, stored_time(changed_at))
        return changed


def _by_term(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Term, Newest, Newest]]:
    """Each term with the languages of its pages worth listing, and when their newest item and document came out."""
    for (scheme, data), pages in groupby(rows, key=lambda row: row[:2]):
        term = from_data(TERMS[scheme], stored_json(data))
        newest: Newest = {}
        documents: Newest = {}
        for _, _, language, item_us, document_us in pages:
            if language in term.urls and (item_us is not None or isinstance(term, City | Committee)):
                newest[language] = None if item_us is None else moment_of(item_us)
            if language in term.urls and document_us is not None:
                documents[language] = moment_of(document_us)
        yield term, newest, documents
