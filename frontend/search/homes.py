"""The home page below which a search has its addresses: one in each language of a city."""

from dataclasses import dataclass

from cms.core.errors import NotFound
from cms.core.records import City
from cms.ledger.hosts import CityHost
from cms.ledger.standing import Standing, is_home
from cms.ledger.store import store


@dataclass(frozen=True, slots=True)
class Home:
    """The home page of a city in one language."""

    city: City
    language: str

    @property
    def url(self) -> str:
        """Its address."""
        return self.city.urls[self.language]


def home_at(city_host: CityHost, base: str) -> Home:
    """The home page at ``/base``; NotFound where there is another page, or none."""
    found = store.route(host=city_host.host, path=f"/{base}")
    if found is None or found.redirect or found.gone or not isinstance(found.term, City):
        raise NotFound("there is no home page above this address", where="path")
    return Home(found.term, found.language or found.term.default_language)


def standing(host: str, path: str, query: str, base: str) -> Standing | None:
    """The standing of what a home page has below it beside its pages."""
    found = store.route(host=host, path=f"/{base}")
    if found is None or found.redirect or found.gone or not isinstance(found.term, City):
        return None
    return Standing(is_page=False, for_good=is_home(found))
