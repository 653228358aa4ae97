"""The target of an address of the public pages: an item, a listing, a month or feed of one, or a directory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from django.utils import timezone

from cms.core import kinds
from cms.core.errors import BadInput, Gone, MadangError, NotFound
from cms.core.records import City, Document, Section, Term, Unit
from cms.ledger import redirects
from cms.ledger.hosts import CityHost, meant, site_of
from cms.ledger.store import Found, Route, store
from cms.normal_form import IN_NO_PATH, LONGEST_PATH, address

# Pages below the home page of each language, beside the terms' own; those of documents where these are released.
SEARCH: Final = "search"
DIRECTORIES: Final = ("fields", "websites", "units", "staff", "follow", "reuse", "statistics", "open-data", SEARCH)
OF_DOCUMENTS: Final = frozenset({"statistics", "open-data"})
DOCUMENT_LISTINGS: Final = frozenset({"documents", "unit-documents", "task", "documents-archive"})
FIRST_YEAR: Final = 1970
# Where the documents of a unit are listed, below its page.
BELOW_UNITS: Final = kinds.below_units(Document)
# Listings that are kept by month too, and what their months are called; a section is one only where it is here.
_ARCHIVES: Final = {
    **dict.fromkeys(("home", "field", "website", "tag", "unit"), "archive"),
    **dict.fromkeys(DOCUMENT_LISTINGS, "documents-archive"),
    **dict.fromkeys(("notices", "board"), "board-archive"),
}
# Calendars are kept by month too, and their months are not over: they go on for so many years.
_MONTHS_AHEAD: Final = {"events": "events-month"}
CALENDARS: Final = frozenset({"events", "events-month"})
_YEARS_AHEAD: Final = 2
_MONTH: Final = re.compile(r"(?P<listing>.*/)(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/", re.DOTALL)
# Where other publishing systems have their feeds, and where feed readers guess them.
_FEEDS: Final = {
    "atom": "atom",
    "atom.xml": "atom",
    "feed": "rss",
    "feed.xml": "rss",
    "feed/atom": "atom",
    "feed/json": "json",
    "feed/rss": "rss",
    "feed/rss2": "rss",
    "index.xml": "rss",
    "rss": "rss",
    "rss.xml": "rss",
}
_FEED: Final = re.compile(
    rf"(?P<listing>.*?/)(?:(?P<name>{'|'.join(map(re.escape, _FEEDS))})/?|feed\.(?P<suffix>atom|json|rss))", re.DOTALL
)
_DIRECTORY: Final = re.compile(rf"(?P<home>.*/)(?P<name>{'|'.join(DIRECTORIES)})/", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A page to show: ``name`` is that of its template, ``url`` its address without a query.

    ``listing`` is the address of the listing that an archive is of, ``month`` the first day of its month, in the city's
    zone, ``filters`` what a listing of documents is narrowed to. ``original`` is the page in the city's own language
    where that is shown in every other one too (:mod:`cms.ledger.frames`): this page itself, or what it frames.
    """

    name: str
    language: str
    url: str
    term: Term | None = None
    found: Found | None = None
    listing: str = ""
    month: date | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    original: str = ""

    @property
    def is_frame(self) -> bool:
        """Return whether its texts are in another language than the page around them."""
        return self.original not in ("", self.url)

    @property
    def source(self) -> str:
        """The listing in the language of what it lists: where its feeds are."""
        month = self.url.removeprefix(self.listing)
        return (self.original or self.url).removesuffix(month) if self.listing else ""


@dataclass(frozen=True)
class Redirect:
    """The address of the page now, for good; or the one to which somebody leads from it, perhaps for a time only.

    ``takes_query``: the query of a request goes along. ``is_unknown``: the ledger has nothing there.
    """

    url: str
    permanent: bool = True
    takes_query: bool = True
    is_unknown: bool = False


def resolve(city_host: CityHost, path: str, query: str = "") -> Target | Redirect:
    """The page at a decoded path; BadInput, NotFound or Gone. One query for what exists."""
    found = _resolved(city_host, path, query)
    return replace(found, url=at_once(found.url)) if isinstance(found, Redirect) and found.is_unknown else found


def _resolved(city_host: CityHost, path: str, query: str) -> Target | Redirect:
    if len(path) > LONGEST_PATH:
        raise BadInput(f"the address is longer than {LONGEST_PATH} characters", where="path")
    if IN_NO_PATH.search(path):
        raise BadInput("the address holds characters that no address here has", where="path")
    target = _at(city_host.host, path, query)
    if target is None:
        raise NotFound("nothing was ever published at this address", where=path)
    return target


def _at(host: str, path: str, query: str) -> Target | Redirect | None:
    """A page of ours comes before what somebody leads elsewhere, unless that has a query of its own."""
    found = redirects.route(host=host, path=path, query=query)
    if found is not None and not (found.is_given and found.takes_query):
        return _target(found, path)
    return made(host, path) or (_target(found, path) if found is not None else _feed(host, path))


def made(host: str, path: str) -> Target | Redirect | None:
    """A page that no term and no item has as its own."""
    for meaning in meant(host, path):
        target = _directory(*meaning) or _part_of_unit(*meaning) or _archive(*meaning)
        if target is not None:
            return target if meaning == (host, path) else Redirect(target.url)
    return None


def _target(found: Route, path: str) -> Target | Redirect:
    if found.redirect is not None:
        return Redirect(found.redirect, found.permanent, found.takes_query, found.is_unknown)
    if found.gone:
        raise Gone("what was published at this address has been withdrawn", where=path)
    if found.found is not None:
        return _item(found, found.found)
    return _listing(found)


def at_once(url: str) -> str:
    """An address, or the one of ours that it would redirect to for its spelling, such as that of a feed.

    One step: what leads round in a circle in the store is led on, and never followed to its end.
    """
    at, parts = address(url), urlsplit(url)
    site = site_of(at.host)
    try:
        beyond = _resolved(CityHost(site, at.host), at.path, parts.query) if site else None
    except MadangError:
        return url
    if not isinstance(beyond, Redirect):
        return url
    led = redirects.with_query(beyond.url, parts.query if beyond.takes_query else "")
    return f"{led}#{parts.fragment}" if parts.fragment else led


def _item(route: Route, found: Found) -> Target:
    item, data = found.item, found.item.data
    own = data["language"] == store.vocabulary(data["site"]).frames.default
    return Target(
        name=item.kind,
        language=route.language or data["language"],
        url=route.frame or data["url"],
        found=found,
        original=data["url"] if own and kinds.kind(item.kind).section else "",
    )


def _listing(found: Route) -> Target:
    term = found.term
    assert term is not None
    # Each section has a template of its own, all terms of another scheme share one.
    name = "home" if isinstance(term, City) else term.key if isinstance(term, Section) else term.scheme
    url = found.frame or term.urls[found.language]
    default = store.vocabulary(term.site).frames.default
    own = term.is_framed and (found.frame or found.language == default)
    original = term.urls[default] if own else ""
    return Target(name=name, language=found.language, url=url, term=term, listing=url, original=original)


def _directory(host: str, path: str) -> Target | Redirect | None:
    match = _DIRECTORY.fullmatch(path)
    home = store.route(host=host, path=match["home"]) if match else None
    if match is None or home is None or not isinstance(home.term, City):
        return None
    if match["name"] in OF_DOCUMENTS and not _section(home.term.site):
        return None
    return Target(
        name=match["name"],
        language=home.language,
        url=f"{home.term.urls[home.language]}{match['name']}/",
        term=home.term,
    )


def _part_of_unit(host: str, path: str) -> Target | Redirect | None:
    """The part that one kind has of a unit, such as its documents, framed where their section lacks the language."""
    part, kind = next(((part, kind) for part, kind in kinds.parts_of_units().items() if path.endswith(f"/{part}")), _NO)
    unit = store.route(host=host, path=path.removesuffix(part)) if kind else None
    if kind is not None and unit is not None and unit.redirect:
        return Redirect(f"{unit.redirect}{part}")
    if kind is None or unit is None or not isinstance(unit.term, Unit):
        return None
    terms = store.vocabulary(unit.term.site)
    section, default = terms.section_of(kind.record), terms.frames.default
    if section is None or not section.urls:
        return None
    urls = {language: f"{url}{part}" for language, url in unit.term.urls.items()}
    url, own = urls[unit.language], unit.language == default or unit.language not in section.urls
    original = urls.get(default, "") if own else ""
    name = f"unit-{part.strip('/')}"
    return Target(name=name, language=unit.language, url=url, term=unit.term, listing=url, original=original)


_NO: Final = ("", None)


def _section(site: str) -> Term | None:
    return store.vocabulary(site).section_of(Document)


def _archive(host: str, path: str) -> Target | Redirect | None:
    match = _MONTH.fullmatch(path)
    listing = _listing_at(host, match["listing"]) if match else None
    if match is not None and isinstance(listing, Redirect):
        return Redirect(f"{listing.url}{match['year']}/{match['month']}/")
    if match is None or not isinstance(listing, Target) or listing.name not in _ARCHIVES | _MONTHS_AHEAD:
        return None
    ahead = _YEARS_AHEAD if listing.name in _MONTHS_AHEAD else 0
    month = _month(int(match["year"]), int(match["month"]), ahead=ahead)
    url = f"{listing.url}{month:%Y/%m}/"
    original = f"{listing.original}{month:%Y/%m}/" if listing.original else ""
    if len(match["month"]) == 1:
        return Redirect(url)
    return replace(listing, name=(_ARCHIVES | _MONTHS_AHEAD)[listing.name], url=url, month=month, original=original)


def is_led_to_feed(host: str, path: str) -> bool:
    """Return whether an address is where others have the feed of one of our listings."""
    return _feed(host, path) is not None


def _feed(host: str, path: str) -> Redirect | None:
    match = _FEED.fullmatch(path)
    listing = _listing_at(host, match["listing"]) if match else None
    if match is None or not isinstance(listing, Target):
        return None
    return Redirect(f"{listing.source}feed.{match['suffix'] or _FEEDS[match['name']]}")


def _listing_at(host: str, path: str) -> Target | Redirect | None:
    """The listing at a path, or the address of today of one that was there."""
    found = store.route(host=host, path=path)
    if found is not None:
        if found.redirect:
            return Redirect(found.redirect)
        return _listing(found) if found.term is not None else None
    part = _part_of_unit(host, path)
    return part if isinstance(part, Target) else None


def _month(year: int, month: int, *, ahead: int = 0) -> date:
    """The first day of a month that something can be in, up to so many years ahead; NotFound for any other."""
    today = timezone.localdate()
    if not (1 <= month <= 12 and (FIRST_YEAR, 1) <= (year, month) <= (today.year + ahead, today.month)):
        raise NotFound("there is no such month", where="path")
    return date(year, month, 1)
