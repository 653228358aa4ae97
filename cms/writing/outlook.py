"""The places where an item is shown, or will be once it is published: by its record, as the outputs know it."""

from cms.core.outputs import Published
from cms.core.records import OPEN_SCHEMES
from cms.ledger.listed import listing_places
from cms.ledger.store import store


def names(item: Published) -> list[str]:
    """The names of the listings in which an item stands, those of the keywords aside. No query of its own."""
    terms = store.vocabulary(item.site)
    places = [place for place in listing_places(item) if place.scheme not in OPEN_SCHEMES]
    found = ((place, terms.term(place.scheme, place.key)) for place in places)
    return [term.name(item.language) if term else place.key for place, term in found]
