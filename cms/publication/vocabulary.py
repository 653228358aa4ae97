"""Reading terms, hosts and addresses: the small vocabularies that records refer to by key."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeVar
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.db import connection
from django.utils import timezone

from cms.core.reading import EachOnce
from cms.core.records import OPEN_SCHEMES, RECORDS, TERMS, City, Document, Section, Term, from_data
from cms.normal_form import kept_host
from cms.publication import generation
from cms.publication.frames import Frames
from cms.publication.hosts import former, meant, predecessors, site_of
from cms.publication.models import Entry, TermRow
from cms.publication.selectors import Found, Item, entry, microseconds, stored_json, to_found, url_named
from cms.publication.stored_paths import stored_as

T = TypeVar("T")
# Below it each item and term has its IRI.
THINGS: Final = "/id/"
# Documents looked up of those that one meeting names; what it names beyond that is told as numbers only.
MAX_CITED: Final = 100
# Of each open vocabulary.
_MAX_KEPT: Final = 20_000


class Vocabulary:
    """All terms of one city, read once per change of the ledger; those of open vocabularies are read on demand."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._terms: dict[str, dict[str, Term]] = {scheme: {} for scheme in TERMS}
        self._made: dict[tuple[str, ...], Any] = {}
        rows = TermRow.objects.filter(site=site).exclude(scheme__in=OPEN_SCHEMES).values_list("scheme", "key", "data")
        for scheme, key, data in rows.iterator():
            self._terms[scheme][key] = from_data(TERMS[scheme], data)
        cities: Iterable[Any] = self._terms[City.scheme].values()
        self._language = language = next((city.default_language for city in cities), "")
        for scheme, terms in self._terms.items():
            own_first = (_own_first(term, language) for term in terms.values())
            ordered = sorted(own_first, key=lambda term: (term.order, term.name(language), term.key))
            self._terms[scheme] = {term.key: term for term in ordered}

    @property
    def city(self) -> City:
        """The city's own term."""
        term = self._terms["city"][self.site]
        assert isinstance(term, City)
        return term

    @cached_property
    def frames(self) -> Frames:
        """The city's pages in other languages around what it writes in its own."""
        city = self.term(City.scheme, self.site)
        return Frames(city.urls, city.default_language) if isinstance(city, City) else Frames({}, "")

    def page(self, term: Term, language: str) -> str | None:
        """The page of a term in a language, be it a frame around the one in the city's own; None without either."""
        own = term.url(self.frames.default) if term.is_framed else None
        return term.url(language) or (self.frames.address(own, language) if own else None)

    def term(self, scheme: str, key: str) -> Term | None:
        """One term, or None; one of an open vocabulary costs a query the first time."""
        if scheme in OPEN_SCHEMES:
            return self.open_terms(scheme, [key]).get(key)
        return self._terms.get(scheme, {}).get(key)

    def all(self, scheme: str) -> tuple[Term, ...]:
        """All terms of a scheme in their order; not for open vocabularies, which are without end."""
        return tuple(self._terms[scheme].values())

    def once(self, name: tuple[str, ...], make: Callable[[], T]) -> T:
        """What ``make`` makes of these terms, made at the first call under that name; there are only a few names."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    def open_terms(self, scheme: str, keys: Iterable[str]) -> dict[str, Term]:
        """The terms of an open vocabulary that exist; at most one query, none when all were seen before."""
        wanted = set(keys)
        known = self._terms[scheme]
        if missing := wanted - known.keys():
            rows = TermRow.objects.filter(site=self.site, scheme=scheme, key__in=missing)
            read: dict[str, Term] = {
                key: _own_first(from_data(TERMS[scheme], data), self._language)
                for key, data in rows.values_list("key", "data")
            }
            # A new dictionary, never a change of the one that another thread may be reading.
            known = (
                read | known if len(known) <= _MAX_KEPT else read | {key: known[key] for key in wanted & known.keys()}
            )
            self._terms[scheme] = known
        return {key: known[key] for key in wanted if key in known}

    def document_url(self, number: str) -> str | None:
        """Where the document of a management number has its page, if there is one; None without such a section."""
        section = self.term(Section.scheme, Document.section)
        url = section and section.url(self.city.default_language)
        return urljoin(url, f"{quote(number, safe='')}/") if url else None

    def documents(self, numbers: Iterable[str]) -> dict[str, Item]:
        """The public documents of these management numbers. At most one query."""
        urls = {number: url for number in numbers if (url := self.document_url(number))}
        found = items_at(urls.values())
        return {number: found[url] for number, url in urls.items() if url in found}


def _own_first(term: Term, language: str) -> Term:
    """The term with its page in the city's own language before the others."""
    url = term.urls.get(language)
    return replace(term, urls={language: url} | term.urls) if url and len(term.urls) > 1 else term


def vocabulary(site: str) -> Vocabulary:
    """The vocabulary of a city, cached until the ledger changes."""
    return generation.fresh(f"vocabulary:{site}", lambda: Vocabulary(site))


@dataclass(frozen=True)
class Route:
    """What an address leads to; one of ``found``, ``term``, ``redirect`` and ``gone`` says what.

    ``language`` is the language of the page, where that is not the item's own. A found entry may be gone: the answer is
    then 410. ``frame`` is the address of a page in another language around what was found. ``is_old`` says that the
    address is one of before. A redirect that somebody has made, ``is_given``, may be one for a time only, and
    one from an address with a query takes no query along; it leads to the ``term`` or to something else, ``is_unknown``
    where the ledger has nothing there, which other outputs may have.
    """

    found: Found | None = None
    term: Term | None = None
    language: str = ""
    redirect: str | None = None
    gone: bool = False
    is_old: bool = False
    is_given: bool = False
    permanent: bool = True
    takes_query: bool = True
    is_unknown: bool = False
    frame: str = ""


def route(*, host: str, path: str) -> Route | None:
    """Resolve a decoded path of a known host; None where nothing was ever published there. One query.

    A redirect answers whatever is not the address itself: an old one, one that is not in its normal form, one of a
    field's or website's own host that is found on the city's, one of a former host, and an IRI.
    """
    if (known := routes.known((host, path))) is not None:
        return known[0]
    if path.startswith(THINGS):
        return _thing(host, path)
    places = _Places(host, path)
    return places.route(_rows([places], bodies=True))


@EachOnce
def routes(addresses: list[tuple[str, str]]) -> dict[tuple[str, str], Route]:
    """The same for many hosts and paths, without bodies. One query, and one more for each IRI."""
    places = {one: _Places(*one) for one in addresses if not one[1].startswith(THINGS)}
    rows = _rows([*places.values()], bodies=False)
    found = {one: places[one].route(rows) if one in places else _thing(*one) for one in addresses}
    return {one: led for one, led in found.items() if led is not None}


# What is stored at a host and path of the ledger.
_Rows = Mapping[tuple[str, str], tuple[Any, ...]]


class _Places:
    """Where that is stored which an address may mean: at the first of ``own`` that exists, or in a frame around that of
    ``framed``."""

    def __init__(self, host: str, path: str) -> None:
        self._host, self._path = host, path
        self.own = meant(host, path)
        self.own += [
            (name, spelled) for name in predecessors([name for name, _ in self.own]) for _, spelled in self.own
        ]
        self.framed = _framed(host, self.own)

    def route(self, rows: _Rows) -> Route | None:
        stored = next((one for one in self.own if one in rows), None)
        if stored is not None:
            found = _route_of(rows[stored], self._host, self._path)
            return replace(found, is_old=not _is_at(rows[stored], *stored))
        row, language = next(
            ((rows[one], language) for one, language in self.framed.items() if one in rows), (None, "")
        )
        return _frame_of(row, language, self._host, self._path) if row else None


def _rows(wanted: Iterable[_Places], *, bodies: bool) -> _Rows:
    """What is stored at all of these places. One query."""
    places = [place for one in wanted for place in (*one.own, *one.framed)]
    if not places:
        return {}
    names, paths = list({name for name, _ in places}), stored_as({path for _, path in places})
    body, joined = ("b.html, b.text", _BODIES) if bodies else ("NULL, NULL", "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, e.kind, e.published_us, e.record, e.state, e.expires_us, {body},"
            " t.site, t.scheme, t.key, a.language, t.data, a.host, a.path FROM publication_address a"
            f" LEFT JOIN publication_entry e ON e.id = a.entry_id {joined}"
            " LEFT JOIN publication_termrow t ON t.id = a.term_id"
            f" WHERE a.host IN ({_marks(names)}) AND a.path IN ({_marks(paths)})",
            [*names, *paths],
        )
        return {(row[13], paths[row[14]]): row for row in cursor.fetchall()}


_BODIES: Final = "LEFT JOIN publication_entrybody b ON b.entry_id = e.id"


def _framed(host: str, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Where that would be found which each of some places may show in a frame, with the language of the frame."""
    site = site_of(host)
    frames = vocabulary(site).frames if site else None
    found = ((name, frames.original(path)) for name, path in places) if frames else ()
    return {(name, original[1]): original[0] for name, original in found if original}


def _frame_of(row: tuple[Any, ...], language: str, host: str, path: str) -> Route | None:
    """A frame around what a row of ``route`` is; what has gone has gone there too."""
    if row[0] is not None:
        item = to_found(row[:8])
        if not RECORDS[item.item.kind].section:
            return None
        if item.gone:
            return Route(found=item, gone=True)
        data = item.item.data
        known = {other["language"]: other["url"] for other in data.get("translations", ())}
        return _frame_at(data["site"], data["url"], known, host, path, Route(found=item, language=language))
    if row[8] is None:
        return Route(gone=True) if _is_in_section(host, path, language) else None
    term = from_data(TERMS[row[9]], stored_json(row[12]))
    url = term.url(row[11])
    if not term.is_framed:
        return None
    return (
        _frame_at(term.site, url, term.urls, host, path, Route(term=term, language=language))
        if url
        else Route(gone=True)
    )


def _is_in_section(host: str, path: str, language: str) -> bool:
    """Whether a frame at a path is of something in a section: of a term that is no more this is all that is known, and
    what is elsewhere, such as a field, never had a frame."""
    site = site_of(host)
    terms = vocabulary(site) if site else None
    pages = [terms.page(section, language) for section in terms.all(Section.scheme)] if terms else []
    return any(path.startswith(unquote(urlsplit(page).path)) for page in pages if page)


def _frame_at(site: str, url: str, known: Mapping[str, str], host: str, path: str, route: Route) -> Route | None:
    """``route`` in the frame around ``url``; where there is a page of its own in that language, a redirect to it."""
    if own := known.get(route.language):
        return Route(redirect=own)
    frames = vocabulary(site).frames
    if kept_host(urlsplit(url).netloc) in former():
        url = urljoin(frames.homes.get(frames.default, ""), urlsplit(url).path)
    frame = frames.address(url, route.language)
    return _route_to(frame, host, path, replace(route, frame=frame)) if frame else None


def _thing(host: str, path: str) -> Route | None:
    """What the IRI of an item or term leads to: its page, in the city's first language where there are several."""
    site, (kind, _, key) = site_of(host), path.removeprefix(THINGS).partition("/")
    if site is None:
        return None
    if kind in RECORDS:
        found = entry(site=site, key=key)
        if found is None or found.item.kind != kind:
            elsewhere = url_elsewhere(site, path)
            return Route(redirect=elsewhere) if elsewhere else None
        return Route(gone=True, found=found) if found.gone else Route(redirect=found.item.data["url"])
    terms = vocabulary(site)
    term = terms.term(kind, key)
    url = term and (term.url(terms.city.default_language) or next(iter(term.urls.values()), None))
    return Route(redirect=url) if url else None


def url_elsewhere(site: str, path: str) -> str | None:
    """The page of an item that was moved to another city and keeps the IRI at this path of its first one's base."""
    base = vocabulary(site).city.iri.partition(THINGS)[0]
    return url_named(f"{base}{path}")


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _is_at(row: tuple[Any, ...], host: str, path: str) -> bool:
    """Whether what a row of ``route`` says is public at this very address."""
    return _route_of(row, host, path).redirect is None


def _route_of(row: tuple[Any, ...], host: str, path: str) -> Route:
    if row[0] is not None:
        found = to_found(row[:8])
        return _route_to(found.item.data["url"], host, path, Route(found=found, gone=found.gone))
    if row[8] is None:
        return Route(gone=True)
    term = from_data(TERMS[row[9]], stored_json(row[12]))
    url = term.url(row[11])
    if url is None:
        return Route(gone=True)
    return _route_to(url, host, path, Route(term=term, language=row[11]))


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
            f" AND a.path IN ({_marks(paths)})",
            [host, Entry.State.PUBLIC, microseconds(timezone.now()), *paths],
        )
        rows = cursor.fetchall()
    found = {paths[row[0]][1]: Item(row[1], row[2], row[3], stored_json(row[4])) for row in rows}
    return {url: item for url, item in found.items() if item.data["url"] == url}


def _route_to(url: str, host: str, path: str, route: Route) -> Route:
    """``route`` itself where ``url`` is the address asked for, else, for an old address, a redirect to ``url``.

    An item whose record is still to follow to today's host is shown there already: its address would lead back here.
    """
    parts = urlsplit(url)
    at = kept_host(parts.netloc)
    if route.gone or (unquote(parts.path) == path and (at == host or at in former())):
        return route
    return Route(redirect=url)
