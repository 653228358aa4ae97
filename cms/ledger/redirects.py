"""The way from an address: to the page that it is, else to what somebody has made of it, else the page that it was.

What is at a former host and is not known itself leads to the same place of today's.

A redirect is read when it is asked for, and says of the page that it leads to what the ledger says of it: where it is
today, that it has gone, or nothing. One that leads to another, or to an old address, is answered with where all of them
end; where more lead to one another than are followed at once, with a place on the way, which leads on.
"""

from dataclasses import replace
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from django.db import connection

from cms.core.models import Redirect
from cms.core.reading import EachOnce
from cms.core.records import Term
from cms.core.redirects import Source, digests
from cms.ledger import generation, routes, vocabulary
from cms.ledger.former_addresses import is_today, same_place
from cms.ledger.hosts import former, main_host, site_of
from cms.ledger.routes import Route
from cms.ledger.selectors import to_found
from cms.normal_form import address, normal_query, page_path

# So many redirects are followed to where they end.
_MOST_STEPS: Final = 8
_SQL: Final = (
    "SELECT e.id, e.kind, e.published_us, e.record, e.state, e.expires_us, NULL, NULL,"
    " r.digest, r.page_id, r.place, r.url, r.permanent, r.query FROM core_redirect r"
    " LEFT JOIN publication_entry e ON e.page_id = r.page_id WHERE r.digest IN ({})"
)


def route(*, host: str, path: str, query: str = "") -> Route | None:
    """Resolve a decoded path, of a known host or of one that redirects name; None where nothing was ever published.

    An address with a query that somebody has redirected comes first: a page is the same with any query. One of a former
    host always leads to today's. One query, and another one where there are redirects and no page.
    """
    return _Way().route(host, path, query)


def given(*, host: str, path: str, query: str = "") -> Route | None:
    """The redirect that somebody has made of an address, whatever else is there; None where nobody has."""
    return _Way().given(Source(host, path, normal_query(query)))


class _Way:
    """One way through the redirects: which it has come by, and whether it came back to one of them."""

    def __init__(self) -> None:
        self._steps: list[str] = []
        self._is_circle = False

    def route(self, host: str, path: str, query: str) -> Route | None:
        source = Source(host, path, normal_query(query))
        if source.query and _there_are("queries") and (led := self.given(source, only_with_query=True)):
            return led
        found = routes.route(host=host, path=path)
        if found is not None and not found.is_old and not found.gone and host not in former():
            return found
        found = self.given(source._replace(query="")) or found
        return found if host not in former() else _from_former(found, host, path)

    def given(self, source: Source, *, only_with_query: bool = False) -> Route | None:
        row = _stored(source, only_with_query=only_with_query) if _there_are("redirects") else None
        if row is None or not self._is_further(row[8]):
            return None
        page, (page_id, place, url, permanent, query) = row[:8], row[9:]
        led = _to_place(place) if place else self._to_entry(page) if page_id is not None else self._to_url(url)
        if led is None or led.gone:
            return led and Route(gone=True, is_given=True)
        return replace(
            led, is_given=True, permanent=bool(permanent) and led.permanent, takes_query=led.takes_query and not query
        )

    def _is_further(self, step: str) -> bool:
        self._is_circle = self._is_circle or step in self._steps
        self._steps.append(step)
        return not self._is_circle and len(self._steps) <= _MOST_STEPS

    def _to_entry(self, row: tuple[Any, ...]) -> Route | None:
        """Nothing of a page that was never public; of one that has gone, that alone, or who follows it at its place."""
        if row[0] is None:
            return None
        found = to_found(row)
        if not found.gone:
            return Route(redirect=found.item.data["url"])
        last = address(found.item.data["url"])
        return self.given(Source(last.host, last.path, "")) or Route(gone=True)

    def _to_url(self, url: str) -> Route | None:
        """Where an address leads, one step further where it is one that redirects."""
        parts, found = urlsplit(url), address(url)
        beyond = self.route(found.host, found.path, parts.query)
        if beyond is None or not (beyond.redirect or beyond.gone):
            if self._is_circle:
                return None
            return Route(redirect=url, term=_listing(beyond, parts), is_unknown=beyond is None)
        if beyond.redirect:
            return replace(beyond, redirect=_with_rest(beyond, parts))
        return beyond


def _with_rest(beyond: Route, parts: SplitResult) -> str:
    """Where an address leads on to, with what that address says beside its path."""
    url = with_query(beyond.redirect or "", parts.query if beyond.takes_query else "")
    return f"{url}#{parts.fragment}" if parts.fragment and "#" not in url else url


def with_query(url: str, query: str) -> str:
    """An address with a further query, before what follows ``#``."""
    if not query:
        return url
    head, mark, fragment = url.partition("#")
    return f"{head}{'&' if '?' in head else '?'}{query}{mark}{fragment}"


def _there_are(name: str) -> bool:
    """Whether there is any redirect, or any from an address with a query."""
    kept = Redirect.objects.all() if name == "redirects" else Redirect.objects.exclude(query="")
    return generation.fresh(f"there are {name}", kept.exists)


def asked(source: Source) -> dict[str, Source]:
    """The digests of what may redirect an address, that which says most of it first."""
    site = site_of(source.host) or ""
    main = main_host(site) or source.host
    normal = source._replace(path=page_path(source.path))
    return dict(digests(normal, hosts=list(dict.fromkeys((source.host, main))), site=site))


def _stored(source: Source, *, only_with_query: bool) -> tuple[Any, ...] | None:
    wanted = [key for key, one in asked(source).items() if one.query or not only_with_query]
    found = rows_of(wanted)
    return next((found[key] for key in wanted if key in found), None)


@EachOnce
def rows_of(wanted: list[str]) -> dict[str, tuple[Any, ...]]:
    """The redirects that there are of these digests, each with the page that it leads to. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(", ".join(["%s"] * len(wanted))), wanted)
        return {row[8]: row for row in cursor.fetchall()}


def _from_former(found: Route | None, host: str, path: str) -> Route:
    """What an address of a former host leads to: never to itself, whatever its record still says."""
    if found is not None and (found.gone or (found.redirect and is_today(found.redirect))):
        return found
    return Route(redirect=same_place(host=host, path=path), is_old=True, is_unknown=True)


def _to_place(name: str) -> Route | None:
    site, scheme, key, language = name.split(":")
    term = vocabulary.vocabulary(site).term(scheme, key)
    if term is None:
        return None
    url = term.url(language)
    return Route(redirect=url, term=term, language=language) if url else Route(gone=True)


def _listing(found: Route | None, parts: Any) -> Term | None:
    return found.term if found and not (parts.query or parts.fragment) else None
