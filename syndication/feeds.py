"""A feed under every listing page: ``feed.rss``, ``feed.atom`` and ``feed.json``, newest first, full text.

Three queries, whatever the number of entries: the address, when the listing changed, the listing; and those of entries
that this process has not written yet (:mod:`syndication.formats`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect

from api.http import public, request_city_host, respond
from api.parameters import check_parameters
from cms.core import kinds
from cms.core.licences import LICENCES
from cms.core.records import City, Image, Term, Unit, Website
from cms.ledger import chart
from cms.ledger.standing import Standing, is_home, stands
from cms.ledger.store import Cursor, Filters, Page, Part, Vocabulary, store
from syndication.entries import Entry, Feed, Link, Person
from syndication.formats import FORMATS, Format, written
from syndication.listings import Listing, Moved, at_once, listing_at, pages_of, part_at
from syndication.mapping import rights_notice

PAGE_SIZE: Final = 20


# Their listings hold records of every kind; those that are not on the page itself have feeds of their own.
_AS_UNITS: Final = frozenset({"unit", "field", "tag", "website"})


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
        facet: dict[str, Any] = {}
        if not isinstance(self.term, City):
            facet[self.term.scheme] = chart.listed_of(self.terms, self.term)
        return Filters(site=self.term.site, language=self.language, kind=self.kind, **facet)

    def parts(self) -> list[Part]:
        """The same for when it changed."""
        return [Part(name, self.kind, self.language) for name in chart.listings_of(self.terms, self.term)]

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
    changed_at = store.changed_at(source.parts())
    page = store.entries(source.filters(), first=PAGE_SIZE, after=after)

    def whole(entries: Iterable[Entry]) -> Feed:
        return _feed(source, page, entries, after=after, changed_at=changed_at)

    return respond(
        request,
        written(suffix, page.items, whole, terms=source.terms, token=token),
        content_type=source.format.content_type,
        changed_at=changed_at,
    )


def _cursor(request: HttpRequest) -> Cursor | None:
    value = request.GET.get("after")
    return Cursor.decode(value) if value is not None else None


def _query(after: Cursor | None) -> str:
    return f"?{urlencode({'after': after.encode()})}" if after else ""


def _feed(source: Source, page: Page, entries: Iterable[Entry], *, after: Cursor | None, changed_at: datetime) -> Feed:
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
        logo=logo(city, term),
        links=tuple(_links(source, page, after=after)),
        entries=tuple(entries),
    )


def logo(city: City, term: Term) -> Image | None:
    """The picture of a feed: that of a website, else that of the city."""
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
