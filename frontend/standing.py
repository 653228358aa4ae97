"""At which addresses there is a public page today."""

from cms.core.errors import MadangError
from cms.core.records import City
from cms.ledger.standing import Standing, is_home
from cms.ledger.store import store
from cms.normal_form import address, page_path
from frontend.addresses import OF_DOCUMENTS, Redirect, Target, made


def page(host: str, path: str, query: str) -> Standing | None:
    """The standing of a page of the ledger, or made of it. With a query, a redirect comes before any of them."""
    if query:
        return None
    path = page_path(path)
    found = store.route(host=host, path=path)
    if found is not None and not (found.is_old or found.gone):
        return Standing(is_page=True, for_good=is_home(found))
    try:
        target = made(host, path)
    except MadangError:
        # Such as a month that is still to come.
        return None
    if isinstance(target, Redirect):
        there = address(target.url)
        return page(there.host, there.path, "") if (there.host, there.path) != (host, path) else None
    return Standing(is_page=True, for_good=_is_of_home(target)) if target else None


def _is_of_home(target: Target) -> bool:
    term = target.term
    if not isinstance(term, City) or target.name in OF_DOCUMENTS:
        return False
    return target.language == term.default_language
