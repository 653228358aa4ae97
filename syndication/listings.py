"""The listings that feeds are of: found by the addresses of their pages, of which some have moved or are frames."""

from dataclasses import dataclass

from cms.core import kinds
from cms.core.errors import MadangError, NotFound
from cms.core.kinds import Kind
from cms.core.records import Term, Unit
from cms.ledger.hosts import CityHost, site_of
from cms.ledger.store import Vocabulary, store
from cms.normal_form import address
from syndication.addresses import look_up


@dataclass(frozen=True, slots=True)
class Listing:
    """The page that a feed is of: that of a term in a language, or below a unit's that of its ``part``, which lists one
    kind."""

    term: Term
    language: str
    part: str = ""

    @property
    def page_url(self) -> str:
        """The address of the HTML page."""
        return f"{self.term.urls[self.language]}{self.part}"

    @property
    def kind(self) -> Kind | None:
        """The kind that a part lists."""
        return kinds.parts_of_units()[self.part] if self.part else None

    def section(self, terms: Vocabulary) -> Term | None:
        """The section that what a part lists is in."""
        return terms.section_of(self.kind.record) if self.kind else None


@dataclass(frozen=True, slots=True)
class Moved:
    """The address of a listing today, for good or for a time."""

    url: str
    permanent: bool


def listing_at(city_host: CityHost, path: str) -> Listing | Moved:
    """The listing whose page is at ``path``, or the address of today where it has moved.

    A part of a unit's page, such as its documents, is no term's own: where nothing was published there, the page above
    it is looked up. A page that is a frame in another language has the feeds of what it frames.
    """
    part = ""
    try:
        found = look_up(host=city_host.host, path=path, where="path")
    except NotFound:
        if not (part := part_at(path)):
            raise
        found = look_up(host=city_host.host, path=path.removesuffix(part), where="path")
    if found.redirect is not None and not (found.is_given and found.term is None):
        return Moved(f"{found.redirect}{part}", found.permanent)
    if found.term is None or (part and not isinstance(found.term, Unit)):
        raise NotFound("an item has no feed of its own; its listing pages have")
    listing = Listing(found.term, found.language, part)
    terms = store.vocabulary(city_host.site)
    pages = pages_of(terms, listing)
    if found.language in pages:
        return listing
    if original := pages.get(terms.frames.default):
        return Moved(original, permanent=True)
    raise NotFound("documents are listed in the language that they are released in")


def at_once(url: str) -> str:
    """The address of the feeds of a listing that has moved: of a frame in another language, of what it frames.

    One step: what leads round in a circle in the store is never followed to its end.
    """
    at = address(url)
    try:
        beyond = listing_at(CityHost(site_of(at.host) or "", at.host), at.path)
    except MadangError:
        return url
    return beyond.url if isinstance(beyond, Moved) else url


def pages_of(terms: Vocabulary, listing: Listing) -> dict[str, str]:
    """The addresses of a listing by language; documents are listed where their section has a page."""
    section = listing.section(terms) if listing.part else listing.term
    languages = section.urls if section else {}
    return {language: f"{url}{listing.part}" for language, url in listing.term.urls.items() if language in languages}


def part_at(path: str) -> str:
    """The part of a unit's page that is at a path; empty where it is none."""
    return next((part for part in kinds.parts_of_units() if path.endswith(f"/{part}")), "")
