"""Dereferencing: an IRI answers 303 with the page or a description, which answers in the syntax of its suffix.

The pattern is "303 URIs forwarding to different documents" of W3C's *Cool URIs for the Semantic Web*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from api.http import MAX_AGE, best_match, public, request_city_host, respond
from api.linkeddata import concepts, rights
from api.linkeddata.addresses import CATALOGUE, PAGE, data_path, descriptions_at, see_other
from api.linkeddata.dcat import catalogue, dates_of
from api.linkeddata.jsonld import description, record_node, term_node
from api.linkeddata.mapping import Scope
from api.linkeddata.syntaxes import SUFFIXES, write
from api.linkeddata.terms import page
from api.linkeddata.withdrawn import preferred_suffix, tombstone_of
from cms.core import kinds
from cms.core.errors import Gone, NotAcceptable, NotFound
from cms.core.records import TERMS
from cms.core.text import clean_line
from cms.derived import lists
from cms.ledger import functions
from cms.ledger.directories import LISTED
from cms.ledger.hosts import site_of
from cms.ledger.iris import THINGS, iris_of_translations, terms_named, url_elsewhere
from cms.ledger.standing import Asked, Standing, stands
from cms.ledger.store import Vocabulary, store

FUNCTION: Final = "function"


@dataclass(frozen=True, kw_only=True)
class _Resource:
    """A thing with an IRI, ``page`` being None where it has none to show, and ``licence`` that of its description."""

    iri: str
    page: str | None
    licence: str
    description: Callable[[], dict[str, Any]]


def _ahead(asked: list[Asked]) -> None:
    named = [(one.host, site_of(one.host) or "", one.found["kind"], one.found["key"]) for one in asked]
    terms_named((site, kind, key) for _, site, kind, key in named if kind in TERMS)
    functions.paths_of((store.vocabulary(site), key) for _, site, kind, key in named if kind == FUNCTION)
    others = [one for one in named if one[2] not in TERMS and one[2] != FUNCTION]
    store.routes((host, f"{THINGS}{kind}/{key}") for host, _, kind, key in others)


def _standing(host: str, path: str, query: str, kind: str, key: str, suffix: str = "") -> Standing | None:
    """The standing of the thing, in this city or in another one that it has moved to; None where there is none."""
    site = site_of(host) or ""
    if kind in TERMS:
        known = bool(terms_named([(site, kind, key)]))
    elif kind == FUNCTION:
        known = functions.path_of(store.vocabulary(site), key) is not None
    else:
        found = store.route(host=host, path=f"{THINGS}{kind}/{key}")
        known = found is not None and not found.gone
    return Standing(is_page=False, for_good=False) if known else None


@stands(_standing, ahead=_ahead)
@public("GET", "HEAD")
def thing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """``/id/{kind}/{key}``: 303 to what ``Accept`` prefers, the page where it has no preference.

    What has gone answers 410, with what is left of it where linked data is preferred; what has moved to another city is
    described there.
    """
    try:
        found = _resource(request, kind, key)
    except NotFound:
        return _elsewhere(request, request.path_info)
    except Gone:
        suffix = preferred_suffix(request)
        if suffix is None or (left := tombstone_of(request, key, suffix)) is None:
            raise
        return left
    return _chosen(request, page=found.page, data=data_path(kind, key))


@stands(_standing, ahead=_ahead)
@public("GET", "HEAD")
def data(request: HttpRequest, kind: str, key: str, suffix: str) -> HttpResponse:
    """``/data/{kind}/{key}.{suffix}``: the description of a thing; with 410 that of one that has gone.

    What has moved to another city is described there.
    """
    try:
        found = _resource(request, kind, key)
    except NotFound:
        return _elsewhere(request, f"{THINGS}{kind}/{key}")
    except Gone:
        if (left := tombstone_of(request, key, suffix)) is None:
            raise
        return left
    links = [f'<{found.iri}>; rel="describes"']
    if found.page:
        links.append(f'<{found.page}>; rel="canonical"')
    return _answer(request, found.description(), suffix, links=links, licence=found.licence)


@public("GET", "HEAD")
def catalogue_thing(request: HttpRequest) -> HttpResponse:
    """``/data/catalogue``, the IRI of the catalogue: 303 to the syntax that ``Accept`` prefers."""
    return _chosen(request, page=None, data=CATALOGUE)


@public("GET", "HEAD")
def catalogue_data(request: HttpRequest, suffix: str) -> HttpResponse:
    """``/data/catalogue.{suffix}``: the catalogue of the city."""
    terms = store.vocabulary(request_city_host(request).site)
    found = catalogue(terms, dates_of(terms), lists.months(terms.site))
    return _answer(request, found, suffix, links=[], licence=terms.city.licence)


def _elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """The same path of the city that has the thing whose IRI had this path of its first one; NotFound without any."""
    url = url_elsewhere(request_city_host(request).site, path)
    if url is None:
        raise NotFound(f"nothing was ever published as {path.removeprefix(THINGS)}")
    headers = {"Cache-Control": f"public, max-age={MAX_AGE}", "Access-Control-Allow-Origin": "*"}
    return HttpResponsePermanentRedirect(urljoin(url, request.path), headers=headers | {"Content-Length": "0"})


def _resource(request: HttpRequest, kind: str, key: str) -> _Resource:
    terms = store.vocabulary(request_city_host(request).site)
    if clean_line(key) == key:
        if kind in kinds.names():
            return _record(kind, key, terms)
        if kind in TERMS:
            return _term(kind, key, terms)
        if kind == FUNCTION:
            return _function(key, terms)
    raise NotFound(f"nothing was ever published as {kind}/{key}")


def _record(kind: str, key: str, terms: Vocabulary) -> _Resource:
    found = store.entry(site=terms.site, key=key)
    if found is None or found.item.kind != kind:
        raise NotFound(f"nothing was ever published as {kind}/{key}")
    if found.gone:
        raise Gone(f"{kind}/{key} was published here and has been withdrawn")
    record, body = found.item.record, found.body
    return _Resource(
        iri=record.iri,
        page=record.url,
        licence=record.licence,
        description=lambda: description(
            record_node(record, terms, body=body, iris=iris_of_translations(record)), language=record.language
        ),
    )


def _term(scheme: str, key: str, terms: Vocabulary) -> _Resource:
    found = terms.term(scheme, key)
    if found is None:
        raise NotFound(f"nothing was ever published as {scheme}/{key}")
    return _Resource(
        iri=found.iri,
        page=page(found, Scope(terms)),
        licence=terms.city.licence,
        description=lambda: description(term_node(found, terms)),
    )


def _function(name: str, terms: Vocabulary) -> _Resource:
    path, scope = functions.path_of(terms, name), Scope(terms)
    if path is None:
        raise NotFound(f"nothing was ever published of the function {name}")
    below = functions.below(terms, path)[:LISTED]
    return _Resource(
        iri=concepts.function_iri(path, scope),
        page=None,
        licence=terms.city.licence,
        description=lambda: description(
            concepts.function_description(path, below, scope), language=terms.city.default_language
        ),
    )


def _chosen(request: HttpRequest, *, page: str | None, data: str) -> HttpResponse:
    offers = [PAGE] * bool(page) + list(SUFFIXES)
    chosen = best_match(request.headers.get("Accept", ""), offers)
    if chosen is None:
        raise NotAcceptable(f"offered here: {', '.join(offers)}", where="Accept")
    return see_other(page if page and chosen == PAGE else descriptions_at(data)[chosen], data)


def _answer(
    request: HttpRequest, content: dict[str, Any], suffix: str, *, links: list[str], licence: str
) -> HttpResponse:
    body, content_type = write(content, suffix)
    if address := rights.address(licence):
        links = [*links, f'<{address}>; rel="license"']
    headers = {"Link": ", ".join(links)} if links else {}
    return respond(request, body, content_type=content_type, changed_at=store.clock().changed_at, headers=headers)
