"""A feed of every search: ``/search/feed.atom``, ``.rss`` and ``.json`` with the parameters of its page.

It has the newest items that match, one page of them, and none of those that are only similar. There is no
Last-Modified: an index follows the ledger some moments later, so that the same moment can have two answers.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase

from api.http import MAX_AGE, public, request_city_host, respond
from api.parameters import check_parameters
from cms.core.errors import BadInput, NotFound
from cms.core.licences import LICENCES
from cms.core.records import City
from cms.ledger.standing import Standing, is_home, stands
from cms.ledger.store import Item, Vocabulary, store
from cms.search import limits, parameters
from cms.search.answers import answer
from cms.search.requests import Order, Request
from syndication.entries import Entry, Feed, Link, Person
from syndication.feeds import PAGE_SIZE, logo
from syndication.formats import FORMATS, written
from syndication.mapping import rights_notice
from syndication.naming import narrowing

# The order is given, and there is one page.
_KNOWN: Final = tuple(name for name in parameters.NAMES if name != parameters.AFTER)
_TITLES: Final = {"ko": "‘{}’ 검색", "en": "Search for “{}”"}
_NARROWED: Final = {"ko": "검색", "en": "Search"}


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a feed: a search, the language of its page, and the format."""

    terms: Vocabulary
    request: Request
    language: str
    suffix: str

    @property
    def query(self) -> str:
        """The query of its addresses."""
        return urlencode([pair for pair in parameters.pairs(self.request) if pair[0] != parameters.ORDER])

    def page(self, language: str) -> str:
        """The page of the search in a language, without its query."""
        return f"{self.terms.city.urls[language]}search/"

    def address(self, suffix: str, language: str) -> str:
        """The address of the feed in a format and language."""
        return f"{self.page(language)}feed.{suffix}?{self.query}"

    @property
    def title(self) -> str:
        """The words that are looked for, what narrows them, and the city."""
        text, language = self.request.text, self.language
        said = _TITLES.get(language, _TITLES["en"]).format(text) if text else _NARROWED.get(language, _NARROWED["en"])
        narrowed = ", ".join(narrowing(self.request, self.terms, language))
        return " - ".join([f"{said} ({narrowed})" if narrowed else said, self.terms.city.name(language)])


def _standing(host: str, path: str, query: str, base: str, suffix: str) -> Standing | None:
    """The standing of a feed; None where no home page is above it."""
    found = store.route(host=host, path=f"/{base}")
    if found is None or found.redirect or not isinstance(found.term, City):
        return None
    return Standing(is_page=False, for_good=is_home(found))


@stands(_standing)
@public("GET", "HEAD")
def feed(request: HttpRequest, base: str, suffix: str) -> HttpResponseBase:
    """The feed of the search that the query asks for; BadInput for a parameter that no search knows."""
    check_parameters(request, *_KNOWN)
    city_host = request_city_host(request)
    found = store.route(host=city_host.host, path=f"/{base}")
    if found is None or found.redirect or not isinstance(found.term, City):
        raise NotFound("there is no home page above this address", where="path")
    asked = replace(parameters.read(request.GET, site=city_host.site, first=PAGE_SIZE), order=Order.NEWEST)
    if not (asked.text or asked.is_narrowed):
        raise BadInput("is missing: a feed follows a search, say of which words or filters", where=parameters.TEXT)
    limits.admit(request)
    token = store.generation(vocabulary=True)
    terms = store.vocabulary(city_host.site)
    source = Source(terms, asked, found.language or terms.city.default_language, suffix)
    answered = answer(asked)
    items = [hit.item for hit in answered.hits if hit.matches]

    def whole(entries: Iterable[Entry]) -> Feed:
        return _feed(source, items, entries)

    body = written(suffix, items, whole, terms=terms, token=token)
    max_age = MAX_AGE if answered.is_current else None
    return respond(request, body, content_type=FORMATS[suffix].content_type, max_age=max_age)


def _feed(source: Source, items: Sequence[Item], entries: Iterable[Entry]) -> Feed:
    city, language = source.terms.city, source.language
    licence = LICENCES.get(city.licence)
    changes = [datetime.fromisoformat(item.data["modified_at"]) for item in items]
    return Feed(
        id=f"{city.iri}#search-{language}?{source.query}",
        url=f"{source.page(language)}?{source.query}",
        self_url=source.address(source.suffix, language),
        media_type=FORMATS[source.suffix].media_type,
        language=language,
        title=source.title,
        subtitle="",
        updated=max(changes) if changes else store.clock().changed_at.replace(microsecond=0),
        author=Person(city.name(language), city.url(language)),
        licence=licence,
        rights=rights_notice(licence, language),
        logo=logo(city, city),
        links=tuple(_links(source)),
        entries=tuple(entries),
    )


def _links(source: Source) -> Iterator[Link]:
    """The other formats, and the other languages of the page around it."""
    own = FORMATS[source.suffix].media_type
    for suffix, other in FORMATS.items():
        if suffix != source.suffix:
            address = source.address(suffix, source.language)
            yield Link(rel="alternate", href=address, type=other.media_type, hreflang=source.language)
    for language in source.terms.city.urls:
        if language != source.language:
            address = source.address(source.suffix, language)
            yield Link(rel="alternate", href=address, type=own, hreflang=language)
