"""A feed under every listing page: ``feed.rss``, ``feed.atom`` and ``feed.json``, newest first, full text.

Three queries, whatever the number of entries: the clock, the address, the listing. The bodies, and the terms of tags
not seen before, are read only for entries that this process has not written yet in that format.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from api.http import public, request_place, respond
from cms.core.errors import NotFound
from cms.core.licences import LICENCES
from cms.core.records import Body, City, Image, Term, Website
from cms.publication import generation
from cms.publication.selectors import Cursor, Filters, Item, Moment, Page, bodies, clock, entries
from cms.publication.vocabulary import Place, Vocabulary, vocabulary
from syndication.addresses import look_up
from syndication.documents import Document, Shelf
from syndication.entries import Entry, Feed, Link, Person, entry, rights_notice
from syndication.jsonfeed import json_feed
from syndication.writer import atom, rss

PAGE_SIZE: Final = 20
# In each process: about 3,000 entries of usual length.
SHELF: Final = Shelf(limit=16 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax of feeds: its media type and how it is written."""

    media_type: str
    content_type: str
    write: Callable[[Feed], Document]


FORMATS: Final[dict[str, Format]] = {
    "rss": Format("application/rss+xml", "application/rss+xml; charset=utf-8", rss),
    "atom": Format("application/atom+xml", "application/atom+xml; charset=utf-8", atom),
    "json": Format("application/feed+json", "application/feed+json", json_feed),
}


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is of, in which language and which format."""

    terms: Vocabulary
    term: Term
    language: str
    suffix: str

    @property
    def page_url(self) -> str:
        """The HTML page that the feed belongs to."""
        return self.term.urls[self.language]

    @property
    def format(self) -> Format:
        """How the feed is written."""
        return FORMATS[self.suffix]

    def address(self, after: Cursor | None = None) -> str:
        """Where the feed is, or its page after a cursor."""
        return f"{self.page_url}feed.{self.suffix}{_query(after)}"

    def filters(self) -> Filters:
        """The listing that the feed shows: items of its own language."""
        facet: dict[str, Any] = {} if isinstance(self.term, City) else {self.term.scheme: self.term.key}
        return Filters(site=self.term.site, language=self.language, **facet)


@public("GET", "HEAD")
def feed(request: HttpRequest, base: str, suffix: str) -> HttpResponseBase:
    """The feed of the listing page at ``/base``; an old address of the page redirects to its feed of today."""
    after = _cursor(request)
    moment = clock()
    place = request_place(request)
    found = _listing(place, f"/{base}")
    if isinstance(found, str):
        return HttpResponsePermanentRedirect(
            f"{found}feed.{suffix}{_query(after)}", headers={"Cache-Control": "public, max-age=60"}
        )
    term, language = found
    token = generation.current_vocabulary()
    channel = Channel(vocabulary(place.site), term, language, suffix)
    page = entries(channel.filters(), first=PAGE_SIZE, after=after)
    return respond(
        request,
        _written(channel, page, after=after, moment=moment, token=token),
        content_type=channel.format.content_type,
        changed_at=moment.changed_at,
    )


def _cursor(request: HttpRequest) -> Cursor | None:
    value = request.GET.get("after")
    return Cursor.decode(value) if value is not None else None


def _query(after: Cursor | None) -> str:
    return f"?{urlencode({'after': after.encode()})}" if after else ""


def _listing(place: Place, path: str) -> tuple[Term, str] | str:
    """The term whose page is at ``path`` with the page's language, or the address of today where it has moved."""
    found = look_up(host=place.host, path=path, where="path")
    if found.redirect is not None:
        return found.redirect
    if found.term is None:
        raise NotFound("an item has no feed of its own; its listing pages have")
    return found.term, found.language


def _written(
    channel: Channel, page: Page, *, after: Cursor | None, moment: Moment, token: generation.Generation
) -> bytes:
    """The document, with the entries that are on the shelf taken from there."""
    keys = {item.id: _shelf_key(item, channel.suffix, token) for item in page.items}
    pieces = {item.id: SHELF.get(keys[item.id]) for item in page.items}
    missing = [item for item in page.items if pieces[item.id] is None]
    texts = bodies(item.id for item in missing) if missing else {}
    document = channel.format.write(
        _feed(channel, page, _entries(channel.terms, missing, texts), after=after, moment=moment)
    )
    for item, piece in zip(missing, document.entries, strict=True):
        pieces[item.id] = piece
        if item.id in texts:
            SHELF.keep(keys[item.id], piece)
    return document.with_entries(piece for piece in pieces.values() if piece is not None)


def _shelf_key(item: Item, suffix: str, token: generation.Generation) -> Hashable:
    """What an entry is written from: one version of a record, and the names in the vocabulary of that moment."""
    return suffix, token, item.data["key"], item.data["version"], item.data["modified_at"]


def _entries(terms: Vocabulary, items: Sequence[Item], texts: dict[int, Body]) -> Iterable[Entry]:
    records = [item.record for item in items]
    wanted = {key for record in records for key in record.tags}
    tags = terms.tags(wanted) if wanted else {}
    for item, record in zip(items, records, strict=True):
        yield entry(record, texts.get(item.id, Body()), vocabulary=terms, tags=tags)


def _feed(channel: Channel, page: Page, written: Iterable[Entry], *, after: Cursor | None, moment: Moment) -> Feed:
    city, term, language = channel.terms.city, channel.term, channel.language
    licence = LICENCES.get(city.licence)
    changes = (datetime.fromisoformat(item.data["modified_at"]) for item in page.items)
    return Feed(
        id=f"{term.iri}#feed-{language}",
        url=channel.page_url,
        self_url=channel.address(after),
        media_type=channel.format.media_type,
        language=language,
        title=city.name(language) if isinstance(term, City) else f"{term.name(language)} - {city.name(language)}",
        subtitle=term.description(language),
        updated=max(changes, default=moment.changed_at.replace(microsecond=0)),
        author=Person(city.name(language), city.url(language)),
        licence=licence,
        rights=rights_notice(licence, language),
        logo=_logo(city, term),
        links=tuple(_links(channel, page, after=after)),
        entries=tuple(written),
    )


def _logo(city: City, term: Term) -> Image | None:
    return (term.logo if isinstance(term, Website) else None) or city.logo


def _links(channel: Channel, page: Page, *, after: Cursor | None) -> Iterable[Link]:
    """The other formats, the other languages and the next page (RFC 5005, 3)."""
    own = channel.format.media_type
    for suffix, other in FORMATS.items():
        if suffix != channel.suffix:
            address = f"{channel.page_url}feed.{suffix}"
            yield Link(rel="alternate", href=address, type=other.media_type, hreflang=channel.language)
    for language, url in channel.term.urls.items():
        if language != channel.language:
            yield Link(rel="alternate", href=f"{url}feed.{channel.suffix}", type=own, hreflang=language)
    if after is not None:
        yield Link(rel="first", href=channel.address(), type=own)
    if page.has_next:
        yield Link(rel="next", href=channel.address(page.end), type=own)
