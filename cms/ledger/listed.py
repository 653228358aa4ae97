"""The pages that list an item, worked out of what its record says, so that they are known after it has gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from cms.core import kinds
from cms.core.kinds import Facet
from cms.core.outputs import Published
from cms.core.records import TERMS, Section, Unit
from cms.ledger import chart
from cms.ledger.vocabulary import Vocabulary, vocabulary

# Facets of several kinds, whose pages list the one that the page of a department lists too: posts.
_OF_ONE_KIND: Final = frozenset({kinds.FIELD, kinds.WEBSITE, kinds.TAG})


@dataclass(frozen=True, slots=True)
class Place:
    """The page of a term that lists an item."""

    scheme: str
    key: str
    url: str


def listing_pages(item: Published) -> Iterator[str]:
    """The addresses of the pages, in the item's language, that show the newest of a listing that it stands in."""
    return (place.url for place in listing_places(item))


def listing_places(item: Published) -> Iterator[Place]:
    """These pages, each with the term whose listing it is."""
    terms, kind = vocabulary(item.site), kinds.kind(item.kind)
    if not kind.is_news:
        return
    section = terms.term(Section.scheme, kind.section) if kind.section else terms.city
    home = section and section.url(item.language)
    if section and home:
        yield Place(section.scheme, section.key, home)
    for facet in kind.wide:
        part = kind.below_units if facet is kinds.UNIT else ""
        if facet.name in TERMS and part is not None and (facet not in _OF_ONE_KIND or kind.below_units == ""):
            for place in _pages_of(facet, item, terms, with_above=True):
                yield Place(place.scheme, place.key, f"{place.url}{part}")


def calendar_pages(item: Published) -> Iterator[str]:
    """The addresses of the pages, in the item's language, whose calendars show an item that takes place at a time."""
    terms, kind = vocabulary(item.site), kinds.kind(item.kind)
    homes = (terms.city, terms.term(Section.scheme, kind.section))
    yield from (url for term in homes if term and (url := term.url(item.language)))
    for facet in kind.calendar.facets if kind.calendar else ():
        yield from (place.url for place in _pages_of(facet, item, terms))


def _above(facet: Facet, keys: list[str], terms: Vocabulary) -> list[str]:
    """The units above these, whose pages list what is below them."""
    units = [terms.term(Unit.scheme, key) for key in keys] if facet is kinds.UNIT else []
    return [above.key for unit in units if isinstance(unit, Unit) for above in chart.path(terms, unit)]


def _pages_of(facet: Facet, item: Published, terms: Vocabulary, *, with_above: bool = False) -> Iterator[Place]:
    """The pages of the values of a facet.

    A department, a tag and a task card have their place by their key, also where nothing public names them now.
    """
    found: Any = item.record.get(facet.field) or ()
    home = terms.city.url(item.language)
    own = [found] if isinstance(found, str) else list(found)
    for key in [*own, *_above(facet, own, terms)] if with_above else own:
        if facet is kinds.UNIT or TERMS[facet.name].is_open:
            url = f"{home}{facet.name}s/{quote(key, safe='')}/" if home else None
        else:
            term = terms.term(facet.name, key)
            url = term.url(item.language) if term else None
        if url:
            yield Place(facet.name, key, url)
