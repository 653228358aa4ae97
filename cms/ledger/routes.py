"""The routes of addresses, by what the ledger has stored there: an item, a term, or the address of today."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from django.db import connection

from cms.core import kinds
from cms.core.reading import EachOnce
from cms.core.records import TERMS, Section, Term, Unit, from_data
from cms.ledger.given import stored_json
from cms.ledger.hosts import former, meant, own_last, predecessors, site_of
from cms.ledger.iris import THINGS, Name, first_iri, terms_named, urls_named
from cms.ledger.items import Found
from cms.ledger.selectors import entries_named, to_found
from cms.ledger.stored_paths import stored_as
from cms.ledger.vocabulary import vocabulary
from cms.normal_form import kept_host


@dataclass(frozen=True)
class Route:
    """The thing that an address leads to; one of ``found``, ``term``, ``redirect`` and ``gone`` says what.

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
    if (known := routes_of.known((host, path))) is not None:
        return known[0]
    if path.startswith(THINGS):
        return _things([(host, path)]).get((host, path))
    places = _Places(host, path)
    return places.route(_rows([places], bodies=True))


@EachOnce
def routes_of(addresses: list[tuple[str, str]]) -> dict[tuple[str, str], Route]:
    """The same for many hosts and paths, without bodies. One query, and a few more where there are IRIs."""
    things = [one for one in addresses if one[1].startswith(THINGS)]
    places = {one: _Places(*one) for one in addresses if not one[1].startswith(THINGS)}
    rows = _rows([*places.values()], bodies=False)
    found = {one: place.route(rows) for one, place in places.items()}
    return {one: led for one, led in found.items() if led is not None} | _things(things)


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
            " t.site, t.scheme, t.key, a.language, t.data, a.host, a.path, a.site FROM publication_address a"
            f" LEFT JOIN publication_entry e ON e.id = a.entry_id {joined}"
            " LEFT JOIN publication_termrow t ON t.id = a.term_id"
            f" WHERE a.host IN ({_marks(names)}) AND a.path IN ({_marks(paths)})",
            [*names, *paths],
        )
        found = own_last(cursor.fetchall(), host=itemgetter(13), site=itemgetter(15))
    return {(row[13], paths[row[14]]): row for row in found}


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
        if not kinds.kind(item.item.kind).section:
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


def _things(addresses: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Route]:
    """What IRIs of items and terms lead to: their pages, in the city's first language where there are several."""
    names: dict[tuple[str, str], Name] = {}
    for host, path in addresses:
        kind, _, key = path.removeprefix(THINGS).partition("/")
        if site := site_of(host):
            names[host, path] = (site, kind, key)
    known = kinds.names()
    items = _of_items({one: name for one, name in names.items() if name[1] in known})
    terms = terms_named(name for name in names.values() if name[1] not in known)
    urls = {one: _page_of(terms[name]) for one, name in names.items() if name in terms}
    return items | {one: Route(redirect=url) for one, url in urls.items() if url}


def _page_of(term: Term) -> str | None:
    if isinstance(term, Unit) and term.merged_into:
        into = vocabulary(term.site).term(Unit.scheme, term.merged_into)
        return _page_of(into) if into else None
    return term.url(vocabulary(term.site).city.default_language) or next(iter(term.urls.values()), None)


def _of_items(names: Mapping[tuple[str, str], Name]) -> dict[tuple[str, str], Route]:
    entries = entries_named((site, key) for site, _kind, key in names.values())
    found = {
        one: entries[site, key]
        for one, (site, kind, key) in names.items()
        if (site, key) in entries and entries[site, key].item.kind == kind
    }
    moved = {one: first_iri(site, one[1]) for one, (site, _, _) in names.items() if one not in found}
    elsewhere = urls_named(moved.values())
    return {
        one: Route(gone=True, found=entry) if entry.gone else Route(redirect=entry.item.data["url"])
        for one, entry in found.items()
    } | {one: Route(redirect=elsewhere[iri]) for one, iri in moved.items() if iri in elsewhere}


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


def _route_to(url: str, host: str, path: str, route: Route) -> Route:
    """``route`` itself where ``url`` is the address asked for, else, for an old address, a redirect to ``url``.

    An item whose record is still to follow to today's host is shown there already: its address would lead back here.
    """
    parts = urlsplit(url)
    at = kept_host(parts.netloc)
    if route.gone or (unquote(parts.path) == path and (at == host or at in former())):
        return route
    return Route(redirect=url)
