"""The public addresses of a host in ranges of ids, for sitemaps.

A shard is a range of :data:`WIDTH` ids, so an item stays in its shard for life, and a full shard changes only when one
of its items does. Publication dates would not do: a day of a large archive does not fit one file, and splitting it
needs a count. Which shards there are is kept with the ledger (:mod:`cms.ledger.bounds`): an index reads a row for
each, and a shard one range of a primary key. Items of a range that have another host, or have gone, are not in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import connection

from cms.core import kinds
from cms.core.records import TERMS, City, Committee, Section, Term, Unit, from_data
from cms.ledger import aspects
from cms.ledger.facets import kinds_with, listing_of
from cms.ledger.given import given, rows, stored_json
from cms.ledger.models import ShardRow
from cms.ledger.moments import moment_of, stored_time

WIDTH: Final = 5_000
# A term has a page in each language, a unit one more for each of its parts.
TERM_WIDTH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Shard:
    """A range of which a host lists something, or did; ``version`` counts its changes, ``changed_at`` is the last."""

    part: str
    number: int
    version: int
    changed_at: datetime
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Location:
    """A public address, when it last changed, and the same page in each language including its own, if in several.

    ``expires_at`` is when it stops being one, which can be over.
    """

    url: str
    changed_at: datetime | None
    languages: dict[str, str]
    expires_at: datetime | None = None


def shards(host: str) -> list[Shard]:
    """The shards of a host, also those that list nothing any more; of terms first, then by number.

    One query, a row a shard.
    """
    found = ShardRow.objects.filter(host=host).order_by("-part", "number")
    return [_shard(values) for values in found.values_list("part", "number", "version", "changed_at", "listed")]


def shard(host: str, part: str, number: int) -> Shard | None:
    """One of them; None where it lists nothing. One query."""
    found = ShardRow.objects.filter(host=host, part=part, number=number, listed=True)
    values = found.values_list("part", "number", "version", "changed_at", "listed").first()
    return _shard(values) if values else None


def _shard(values: tuple[str, int, int, datetime, bool]) -> Shard:
    part, number, version, changed_at, listed = values
    return Shard(part, number, version, stored_time(changed_at), listed)


def entry_locations(host: str, number: int) -> Iterator[Location]:
    """The items of a shard in the order of their ids, also those that have expired and wait for the worker.

    One query, rows read as they are needed.
    """
    low, high = number * WIDTH, (number + 1) * WIDTH
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.record ->> 'url', e.record ->> 'modified_at', e.language, e.record -> 'translations',"
            " e.expires_us"
            " FROM publication_entry e WHERE e.id >= %s AND e.id < %s AND e.state = 'public'"
            " AND e.record ->> 'url' LIKE %s ORDER BY e.id",
            [low, high, f"%://{host}/%"],
        )
        for url, modified_at, language, translations, expires_us in _rows(cursor):
            others = {other["language"]: other["url"] for other in stored_json(translations or "[]")}
            languages = {language: url, **others} if others else {}
            yield Location(url, datetime.fromisoformat(modified_at), languages, expires_us and moment_of(expires_us))


def lists_entries(host: str, number: int) -> bool:
    """Return whether a shard has an item of the host. One query, up to the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM publication_entry e WHERE e.id >= %s AND e.id < %s AND e.state = 'public'"
            " AND e.record ->> 'url' LIKE %s LIMIT 1",
            [number * WIDTH, (number + 1) * WIDTH, f"%://{host}/%"],
        )
        return cursor.fetchone() is not None


def term_locations(host: str, number: int, *, batch: int = TERM_WIDTH) -> Iterator[Location]:
    """The listing pages of a shard that have an item in their language; home pages and committees always.

    The parts of a unit's page, such as that of its documents, follow it. Three queries for each ``batch`` of terms.
    """
    for low in range(number * TERM_WIDTH, (number + 1) * TERM_WIDTH, batch):
        yield from _locations(host, _pages_of_terms(low, min(low + batch, (number + 1) * TERM_WIDTH)))


@dataclass(slots=True)
class _Page:
    """A page of a term in a language; ``path`` is what follows the address of the term, ``listing`` what it shows.

    ``aspects`` are those of the items in its language, ``newest`` the time of the newest one.
    """

    term: Term
    language: str
    path: str
    listing: str
    aspects: frozenset[int]
    newest: datetime | None = None

    @property
    def is_listed(self) -> bool:
        """Whether it is worth finding: the home page, and what a committee is, are without any item."""
        return self.newest is not None or (isinstance(self.term, City | Committee) and not self.path)


def _pages_of_terms(low: int, high: int) -> list[_Page]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.scheme, t.data, a.language FROM publication_termrow t"
            " JOIN publication_address a ON a.term_id = t.id WHERE t.id >= %s AND t.id < %s"
            # Said of both: PostgreSQL does not conclude it, and reads the addresses of all entries.
            " AND a.term_id IS NOT NULL AND a.term_id >= %s AND a.term_id < %s ORDER BY t.id, a.language",
            [low, high, low, high],
        )
        found = cursor.fetchall()
    of_language = _AspectsByLanguage(aspects.known())
    pages = []
    for (_, scheme, data), group in groupby(found, key=lambda row: row[:3]):
        term = from_data(TERMS[scheme], stored_json(data))
        languages = [row[3] for row in group if row[3] in term.urls]
        pages += [_page(term, language, of_language) for language in dict.fromkeys(languages)]
        if isinstance(term, Unit):
            for path, kind in kinds.parts_of_units().items():
                listed = frozenset({kind.name})
                pages += [_page(term, language, of_language, path, listed) for language in dict.fromkeys(languages)]
    return pages


class _AspectsByLanguage:
    """The numbers of the aspects of some kinds in a language, found once for each."""

    def __init__(self, known: Iterable[aspects.Aspect]) -> None:
        self._known = tuple(known)
        self._found: dict[tuple[frozenset[str], str], frozenset[int]] = {}

    def of(self, kinds: frozenset[str], language: str) -> frozenset[int]:
        if (kinds, language) not in self._found:
            self._found[kinds, language] = frozenset(
                aspect.number for aspect in self._known if aspect.kind in kinds and aspect.language == language
            )
        return self._found[kinds, language]


def _page(
    term: Term, language: str, of_language: _AspectsByLanguage, path: str = "", listed: frozenset[str] | None = None
) -> _Page:
    """``listed`` are the kinds that a part of a page lists, at its ``path``."""
    found = kinds_in(term) if listed is None else listed
    return _Page(term, language, path, listing_of(term), of_language.of(found, language))


def kinds_in(term: Term) -> frozenset[str]:
    """The kinds of records that the listing of a term may hold."""
    if isinstance(term, City | Section):
        section = term.key if isinstance(term, Section) else ""
        return kinds.at_home(section)
    return kinds_with(term.scheme)


def _locations(host: str, pages: Sequence[_Page]) -> Iterator[Location]:
    _date(pages)
    for _, group in groupby(pages, key=lambda page: (page.listing, page.path)):
        listed = [page for page in group if page.is_listed]
        urls = {page.language: f"{page.term.urls[page.language]}{page.path}" for page in listed}
        for page in listed:
            if urlsplit(urls[page.language]).netloc == host:
                yield Location(urls[page.language], page.newest, urls if len(urls) > 1 else {})


def _date(pages: Sequence[_Page]) -> None:
    """Say of each page when its newest item came out.

    The newest of a listing is mostly in the language of the page too; where it is not, each aspect is asked for.
    """
    undated = []
    for place, newest in _ask(_NEWEST, "place bigint, listing text", enumerate(page.listing for page in pages)):
        published_us, aspect = map(int, newest.split("/")) if newest else (0, 0)
        if aspect in pages[place].aspects:
            pages[place].newest = moment_of(published_us)
        elif newest:
            undated.append(place)
    asked = [(place, pages[place].listing, aspect) for place in undated for aspect in sorted(pages[place].aspects)]
    if asked:
        for place, published_us in _ask(_NEWEST_OF_ASPECT, "place bigint, listing text, aspect bigint", asked):
            if published_us is not None:
                moment, page = moment_of(published_us), pages[place]
                page.newest = max(moment, page.newest or moment)


def _ask(sql: str, columns: str, parameters: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FROM {given(columns)}", [rows(parameters)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


# In this place a subquery is run for each row, and both find the first row of a range of one index.
_NEWEST: Final = (
    "SELECT given.place, (SELECT CAST(l.published_us AS text) || '/' || CAST(l.aspect AS text)"
    " FROM publication_listing l WHERE l.listing = given.listing"
    " ORDER BY l.published_us DESC, l.entry_id DESC LIMIT 1)"
)
_NEWEST_OF_ASPECT: Final = (
    "SELECT given.place, (SELECT l.published_us FROM publication_listing l WHERE l.listing = given.listing"
    " AND l.aspect >= given.aspect AND l.aspect < given.aspect + 1"
    " ORDER BY l.aspect DESC, l.published_us DESC LIMIT 1)"
)


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while found := cursor.fetchmany(500):
        yield from found
