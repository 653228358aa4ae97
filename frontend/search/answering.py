"""The page of a search over HTTP."""

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.http import MAX_AGE, best_match, respond
from cms.core.errors import BadInput
from cms.ledger.hosts import CityHost
from cms.ledger.store import store
from cms.search import limits, parameters
from cms.search.requests import MAX_LETTERS, Backwards, Order, Request
from frontend import security
from frontend.addresses import Target
from frontend.doors import moved
from frontend.machines import head
from frontend.operations import answer
from frontend.page import Data, Feed, Page, base_page, feeds, versions
from frontend.rendering import TYPE, write
from frontend.search.asked import Asked
from frontend.wording import wording

_OPERATION: Final = "pages/search"
_HELP: Final = "pages/search-help"
_OFFERS: Final = ("text/html", "application/problem+json", "application/json")


def search(request: HttpRequest, target: Target, city_host: CityHost) -> HttpResponse:
    """The page of the search that a request asks for.

    What cannot be understood is answered with 400 by a page that says so beside what was typed; TooMany for a client
    that asks too often.
    """
    try:
        asked = _asked(request, target, city_host)
        if any(value == "" for name in parameters.NAMES for value in request.GET.getlist(name)):
            return moved(asked.address(), permanent=False)
        if not asked.is_empty:
            limits.admit(request)
        return _respond(request, target, city_host, asked)
    except BadInput as error:
        if best_match(request.headers.get("Accept", ""), _OFFERS) != "text/html":
            raise
        asked = _kept(request, target, city_host, error)
        return _respond(request, target, city_host, asked, error=error)


def _asked(request: HttpRequest, target: Target, city_host: CityHost) -> Asked:
    found = parameters.read(request.GET, site=city_host.site)
    is_cut = len(parameters.typed(request.GET)) > MAX_LETTERS
    return _of(found, target, city_host, is_cut=is_cut)


def _kept(request: HttpRequest, target: Target, city_host: CityHost, error: BadInput) -> Asked:
    """What is kept of a request that cannot be understood: all but its days where one is before the other, and these
    for the form; of any other what was typed."""
    if isinstance(error, Backwards):
        query = request.GET.copy()
        for name in parameters.DAYS:
            query.pop(name, None)
        try:
            found = parameters.read(query, site=city_host.site)
        except BadInput:
            return _typed_alone(request, target, city_host)
        return replace(_of(found, target, city_host), entered=parameters.days_of(request.GET))
    return _typed_alone(request, target, city_host)


def _typed_alone(request: HttpRequest, target: Target, city_host: CityHost) -> Asked:
    text = parameters.typed(request.GET)[:MAX_LETTERS]
    return _of(
        Request(site=city_host.site, text=text, order=Order.RELEVANCE if text else Order.NEWEST), target, city_host
    )


def _of(found: Request, target: Target, city_host: CityHost, *, is_cut: bool = False) -> Asked:
    terms = store.vocabulary(city_host.site)
    return Asked(request=found, url=target.url, terms=terms, t=wording(target.language), is_cut=is_cut)


def _respond(
    request: HttpRequest, target: Target, city_host: CityHost, asked: Asked, *, error: BadInput | None = None
) -> HttpResponse:
    variables = asked.variables() | ({"asks": False, "beside": False} if error else {})
    data = answer(_OPERATION, variables, city_host=city_host, language=target.language)
    data = {"search": None, "kinds": None, "searchHelp": None, **data}
    is_lasting = not error and (data["search"] is None or data["search"]["isCurrent"])
    if data["search"]:
        asked = asked.with_counts(data["search"]["facets"])
        data |= _help(request, data["search"], asked, city_host=city_host, language=target.language)
    page = _page(data, target, city_host, asked)
    body = write("search", page, data, **head(target, page, city_host), asked=asked, wrong=error)
    return respond(
        request,
        body,
        content_type=TYPE,
        max_age=MAX_AGE if is_lasting else None,
        headers=security.headers(),
        status=error.status if error else 200,
    )


def _help(request: HttpRequest, search: Data, asked: Asked, *, city_host: CityHost, language: str) -> Data:
    """The help for whoever finds nothing, which costs further searches; without it nothing."""
    if search["matches"] or asked.is_later:
        return {}
    limits.admit(request, cost=limits.HELP)
    return answer(_HELP, asked.variables(), city_host=city_host, language=language)


def _page(data: Data, target: Target, city_host: CityHost, asked: Asked) -> Page:
    page = base_page(data, name=target.name, language=target.language, host=city_host.host)
    homes = [
        {**home, "url": replace(asked, url=f"{home['url']}{target.name}/").address()} for home in data["city"]["pages"]
    ]
    return replace(
        page,
        url=target.url,
        canonical=asked.address(),
        indexed=False,
        today=timezone.localdate().isoformat(),
        versions=versions(data, homes, alternate=False),
        feeds=() if asked.is_empty else _feeds(asked),
    )


def _feeds(asked: Asked) -> tuple[Feed, ...]:
    name = asked.t("search_of", text=asked.text) if asked.text else asked.t("search_title")
    return tuple(replace(one, url=asked.followed(one.url)) for one in feeds(asked.url, name, main=True))
