"""A feed under every listing page: ``feed.rss``, ``feed.atom`` and ``feed.json``, newest first, full text.

Three queries, whatever the number of entries: the address, when the listing changed, the listing. The bodies, and the
terms of tags not seen before, are read only for entries that this process has not written yet in that format.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect

from api.http import public, request_city_host, respond
from api.parameters import check_parameters
from cms.core import kinds
from cms.core.licences import LICENCES
from cms.core.records import OPEN_SCHEMES, Body, City, Image, Term, Unit, Website
from cms.ledger.facets import listing_of
from cms.ledger.standing import Standing, is_home, stands
from cms.ledger.store import Cursor, Filters, Generation, Item, Page, Part, Vocabulary, store
from syndication.entries import Entry, Feed, Link, Person
from syndication.jsonfeed import json_feed
from syndication.listings import Listing, Moved, at_once, listing_at, pages_of, part_at
from syndication.mapping import entry, open_keys, rights_notice
from syndication.writer import atom, rss
from syndication.written import Shelf, Written

PAGE_SIZE: Final = 20
# In each process: about 3,000 entries of usual length.
SHELF: Final = Shelf(limit=16 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax of feeds: its media type and how it is written."""

    media_type: str
    content_type: str
    write: Callable[[Feed], Written]


FORMATS: Final[dict[str, Format]] = {
    "rss": Format("application/rss+xml", "application/rss+xml; charset=utf-8", rss),
    "atom": Format("application/atom+xml", "application/atom+xml; charset=utf-8", atom),
    "json": Format("application/feed+json", "application/feed+json", json_feed),
}


# Their listings hold records of every kind; those that are not on the page itself have feeds of their own.
_AS_UNITS: Final = frozenset({"unit", "field", "tag"})


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a feed: the listing that it is of, and its format."""

    terms: Vocabulary
    listing: Listing
    suffix: str

    @property
    def term(self) -> Term:
        """The term whose items it shows."""
        return self.listing.term

    @property
    def language(self) -> str:
        """The language of its items."""
        return self.listing.language

    @property
    def page_url(self) -> str:
        """The HTML page that the feed belongs to."""
        return self.listing.page_url

    @property
    def title(self) -> str:
        """The name of the listing, followed by that of the city."""
        city, language = self.terms.city, self.language
        names = [] if isinstance(self.term, City) else [self.term.name(language)]
        if section := self.listing.section(self.terms):
            names = [f"{names[0]} {section.name(language)}"]
        return " - ".join([*names, city.name(language)])

    @property
    def id(self) -> str:
        """The same for every page and every format of the feed."""
        return f"{self.term.iri}#{self.listing.part.strip('/') or 'feed'}-{self.language}"

    @property
    def format(self) -> Format:
        """The format that the feed is written in."""
        return FORMATS[self.suffix]

    def address(self, after: Cursor | None = None) -> str:
        """The address of the feed, or of its page after a cursor."""
        return f"{self.page_url}feed.{self.suffix}{_query(after)}"

    def filters(self) -> Filters:
        """The listing that the feed shows: items of its own language."""
        facet: dict[str, Any] = {} if isinstance(self.term, City) else {self.term.scheme: self.term.key}
        return Filters(site=self.term.site, language=self.language, kind=self.kind, **facet)

    def part(self) -> Part:
        """The same for when it changed."""
        return Part(listing_of(self.term), self.kind, self.language)

    @property
    def kind(self) -> str | None:
        """The kind of its items; None where the listing holds no other."""
        if self.listing.kind:
            return self.listing.kind.name
        return kinds.on_units() if self.term.scheme in _AS_UNITS else None


def _standing(host: str, path: str, query: str, base: str, suffix: str) -> Standing | None:
    """The standing of a feed; None where there is no listing whose feed it is."""
    found = store.route(host=host, path=f"/{base}")
    if found is None and (part := part_at(f"/{base}")):
        found = store.route(host=host, path=f"/{base.removesuffix(part)}")
        found = found if found and isinstance(found.term, Unit) else None
    if found is None or found.gone or found.found:
        return None
    return Standing(is_page=False, for_good=is_home(found))


@stands(_standing)
@public("GET", "HEAD")
def feed(request: HttpRequest, base: str, suffix: str) -> HttpResponseBase:
    """The feed of the listing page at ``/base``; an old address of the page redirects to its feed of today.

    BadInput for a filter, none of which a feed knows.
    """
    check_parameters(request, "after")
    after = _cursor(request)
    city_host = request_city_host(request)
    found = listing_at(city_host, f"/{base}")
    if isinstance(found, Moved):
        answer = HttpResponsePermanentRedirect if found.permanent else HttpResponseRedirect
        url = f"{at_once(found.url)}feed.{suffix}{_query(after)}"
        return answer(url, headers={"Cache-Control": "public, max-age=60"})
    token = store.generation(vocabulary=True)
    source = Source(store.vocabulary(city_host.site), found, suffix)
    changed_at = store.changed_at([source.part()])
    page = store.entries(source.filters(), first=PAGE_SIZE, after=after)
    return respond(
        request,
        _written(source, page, after=after, changed_at=changed_at, token=token),
        content_type=source.format.content_type,
        changed_at=changed_at,
    )


def _cursor(request: HttpRequest) -> Cursor | None:
    value = request.GET.get("after")
    return Cursor.decode(value) if value is not None else None


def _query(after: Cursor | None) -> str:
    return f"?{urlencode({'after': after.encode()})}" if after else ""


def _written(source: Source, page: Page, *, after: Cursor | None, changed_at: datetime, token: Generation) -> bytes:
    """The feed, with the entries that are on the shelf taken from there."""
    keys = {item.id: _shelf_key(item, source.suffix, token) for item in page.items}
    pieces = {item.id: SHELF.get(keys[item.id]) for item in page.items}
    missing = [item for item in page.items if pieces[item.id] is None]
    texts = store.bodies(item.id for item in missing) if missing else {}
    written = source.format.write(
        _feed(source, page, _entries(source.terms, missing, texts), after=after, changed_at=changed_at)
    )
    for item, piece in zip(missing, written.entries, strict=True):
        pieces[item.id] = piece
        if item.id in texts:
            SHELF.keep(keys[item.id], piece)
    return written.with_entries(piece for piece in pieces.values() if piece is not None)


def _shelf_key(item: Item, suffix: str, token: Generation) -> Hashable:
    """The key of an entry that was written: one version of a record, and the names in the vocabulary of that moment."""
    return suffix, token, item.data["key"], item.data["version"], item.data["modified_at"]


def _entries(terms: Vocabulary, items: Sequence[Item], texts: dict[int, Body]) -> Iterable[Entry]:
    found = [item.record for item in items]
    wanted: dict[str, set[str]] = {scheme: set() for scheme in OPEN_SCHEMES}
    for record in found:
        for scheme, keys in open_keys(record).items():
            wanted[scheme].update(keys)
    used = {scheme: terms.open_terms(scheme, keys) for scheme, keys in wanted.items() if keys}
    for item, record in zip(items, found, strict=True):
        yield entry(record, texts.get(item.id, Body()), vocabulary=terms, used=used)


def _feed(source: Source, page: Page, written: Iterable[Entry], *, after: Cursor | None, changed_at: datetime) -> Feed:
    city, term, language = source.terms.city, source.term, source.language
    licence = LICENCES.get(city.licence)
    changes = (datetime.fromisoformat(item.data["modified_at"]) for item in page.items)
    return Feed(
        id=source.id,
        url=source.page_url,
        self_url=source.address(after),
        media_type=source.format.media_type,
        language=language,
        title=source.title,
        subtitle=term.description(language),
        updated=max(changes, default=changed_at.replace(microsecond=0)),
        author=Person(city.name(language), city.url(language)),
        licence=licence,
        rights=rights_notice(licence, language),
        logo=_logo(city, term),
        links=tuple(_links(source, page, after=after)),
        entries=tuple(written),
    )


def _logo(city: City, term: Term) -> Image | None:
    return (term.logo if isinstance(term, Website) else None) or city.logo


def _links(source: Source, page: Page, *, after: Cursor | None) -> Iterable[Link]:
    """The other formats, the other languages and the next page (RFC 5005, 3)."""
    own = source.format.media_type
    for suffix, other in FORMATS.items():
        if suffix != source.suffix:
            address = f"{source.page_url}feed.{suffix}"
            yield Link(rel="alternate", href=address, type=other.media_type, hreflang=source.language)
    for language, url in pages_of(source.terms, source.listing).items():
        if language != source.language:
            address = f"{url}feed.{source.suffix}"
            yield Link(rel="alternate", href=address, type=own, hreflang=language)
    if after is not None:
        yield Link(rel="first", href=source.address(), type=own)
    if page.has_next:
        yield Link(rel="next", href=source.address(page.end), type=own)
