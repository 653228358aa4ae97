"""Sitemaps (sitemaps.org) and robots.txt: each host lists its own addresses, and only those.

A sitemap may name addresses of its own host alone, so a field or website with a host of its own has its own index at
``/sitemap.xml``. The index names shards at addresses that never change (:mod:`cms.ledger.shards`): items by ranges
of ids, listing pages likewise. Translations are named by ``xhtml:link`` in both directions, as search engines ask.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr
from zlib import compress, decompress

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from api.http import public, request_city_host, respond
from cms.core.errors import NotFound
from cms.ledger.hosts import CityHost, city_host_of
from cms.ledger.shards import Location, Shard, entry_locations, shards, term_locations
from cms.ledger.shards import shard as named
from cms.ledger.store import store
from syndication.written import Shelf

# Where a search engine leads whoever reads none of the languages.
X_DEFAULT: Final = "x-default"
XML: Final = "application/xml; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
# The longest address that the schema of sitemaps allows; a longer one is still found through links and feeds.
MAX_URL: Final = 2048
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_URLSET: Final = f'{_DECLARATION}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_SHARDS: Final[dict[str, Callable[[str, int], Iterator[Location]]]] = {
    "entries": entry_locations,
    "terms": term_locations,
}
# In each process: some two hundred full shards, compressed.
SHELF: Final = Shelf(limit=16 * 1024 * 1024)
_LEVEL: Final = 1


@public("GET", "HEAD")
def index(request: HttpRequest) -> HttpResponseBase:
    """The sitemap index of the host that was asked; one query, of a row a shard. It changes when one of them does."""
    where = request_city_host(request)
    base = f"{_origin(where)}/sitemaps/"
    every = shards(where.host)
    found = [(f"{base}{shard.part}-{shard.number}.xml", shard.changed_at) for shard in every if shard.listed]
    if not found:
        raise NotFound("nothing is published on this host")
    body = "".join(f"<sitemap><loc>{escape(url)}</loc>{_lastmod(at)}</sitemap>\n" for url, at in found)
    written = f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n{body}</sitemapindex>\n"
    return respond(request, written.encode(), content_type=XML, changed_at=max(shard.changed_at for shard in every))


@public("GET", "HEAD")
def shard(request: HttpRequest, part: str, number: str) -> HttpResponseBase:
    """One shard; its size, not the ledger's, bounds time and memory. NotFound where it lists nothing.

    One that has not changed since this process wrote it is not read again, whatever else was published.
    """
    where = request_city_host(request)
    found = named(where.host, part, int(number))
    if found is None:
        raise NotFound("this part of the sitemap lists nothing")
    written, changed_at = _written(where, found)
    return respond(request, written, content_type=XML, changed_at=changed_at)


def _written(where: CityHost, shard: Shard) -> tuple[bytes, datetime]:
    """A shard as it is sent, and when it changed: without any address until the worker has withdrawn what has expired.

    Where something will expire, it is written anew each time.
    """
    default = store.vocabulary(where.site).city.default_language
    key = (where.host, default, shard.part, shard.number, shard.version, shard.changed_at)
    if kept := SHELF.get(key):
        return decompress(kept), shard.changed_at
    now, lines, ends = timezone.now(), [], []
    for location in _SHARDS[shard.part](where.host, shard.number):
        if location.expires_at is None or location.expires_at > now:
            lines.append(_line(location, default))
        if location.expires_at is not None:
            ends.append(location.expires_at)
    written = "".join([_URLSET, *lines, "</urlset>\n"]).encode()
    if not ends:
        SHELF.keep(key, compress(written, _LEVEL))
    return written, max([shard.changed_at, *(end for end in ends if end <= now)])


@public("GET", "HEAD")
def robots(request: HttpRequest) -> HttpResponseBase:
    """All is open to robots but the editor and the searches of people, of which there is no end; the sitemap named is
    that of the host asked (RFC 9309).

    A page of search without a query may be fetched, so that they read that it is not for them.
    """
    where = city_host_of(request.get_host())
    # The narrower rule first: older robots take the first that fits, not the longest.
    lines = ["User-agent: *", "Disallow: /admin/", *_searches(where), "Allow: /"]
    lines += ["", f"Sitemap: {_origin(where)}/sitemap.xml"] if where else []
    return respond(request, "\n".join([*lines, ""]).encode(), content_type=TEXT)


def _searches(where: CityHost | None) -> Iterator[str]:
    """The rules for searches with a query, in each language that is on this host, and for what is suggested."""
    homes = store.vocabulary(where.site).city.urls.values() if where else ()
    for host, path in ((parts.netloc, parts.path) for parts in map(urlsplit, homes)):
        if where and host == where.host:
            yield f"Disallow: {path}search/?q="
            yield f"Disallow: {path}search/suggest"
            yield f"Disallow: {path}search/count"


def _origin(where: CityHost) -> str:
    """The origin of a host: all addresses of a city have the scheme of its home page."""
    home = next(iter(store.vocabulary(where.site).city.urls.values()))
    return f"{urlsplit(home).scheme}://{where.host}"


def _line(location: Location, default: str) -> str:
    """Its element; empty for an address that is too long for a sitemap.

    As on the page itself, who reads none of its languages is led to the one in the ``default`` language of the city.
    """
    if len(location.url) > MAX_URL:
        return ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(url)}/>'
        for language, url in _alternates(location.languages, default)
    )
    return f"<url><loc>{escape(location.url)}</loc>{_lastmod(location.changed_at)}{links}</url>\n"


def _alternates(languages: dict[str, str], default: str) -> Iterator[tuple[str, str]]:
    for language, url in languages.items():
        yield language, url
        if language == default:
            yield X_DEFAULT, url


def _lastmod(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
