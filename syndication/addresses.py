"""Looking up an address of a city, with the same refusals in every output of syndication."""

from unicodedata import category

from cms.core.errors import BadInput, Gone, NotFound
from cms.ledger.redirects import route
from cms.ledger.store import Route


def look_up(*, host: str, path: str, where: str, query: str = "") -> Route:
    """The target of a path of a known host: an item, a listing page or a redirect. One query for what exists.

    BadInput for control characters, NotFound where nothing was ever published, Gone for what has been withdrawn;
    ``where`` names the part of the request that held the address.
    """
    if any(category(character) == "Cc" for character in path):
        raise BadInput("an address holds no control characters", where=where)
    found = route(host=host, path=path, query=query)
    if found is None:
        raise NotFound("nothing was ever published at this address", where=where)
    if found.gone:
        raise Gone("what was published at this address has been withdrawn", where=where)
    return found
