"""The public pages over HTTP."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from api.http import public, request_city_host, respond
from api.linkeddata.addresses import described_by, preferred, see_other
from api.linkeddata.withdrawn import preferred_suffix, tombstone_of
from cms.core.errors import Gone, MadangError
from cms.ledger.hosts import CityHost, hosts
from cms.ledger.standing import stands
from cms.ledger.store import store
from frontend import accents, security, standing
from frontend.addresses import SEARCH, Redirect, is_led_to_feed, resolve
from frontend.changes import last_change
from frontend.doors import moved, with_query
from frontend.errors import error_response, first_run
from frontend.machines import data_of, head
from frontend.narrowing import narrow
from frontend.pages import show
from frontend.rendering import TYPE, write
from frontend.search.answering import search

STYLE_MAX_AGE: Final = 86_400
STYLE_TYPE: Final = "text/css; charset=utf-8"


@stands(standing.page, leads_on=is_led_to_feed)
@public("GET", "HEAD")
def page(request: HttpRequest) -> HttpResponse:
    """Whatever lives at the address; an old address redirects, a withdrawn one answers 410."""
    if request.path_info == "/" and not hosts():
        return first_run()
    try:
        return _page(request, request_city_host(request))
    except Gone as error:
        return _left(request) or error_response(request, error)
    except MadangError as error:
        return error_response(request, error)


def _page(request: HttpRequest, city_host: CityHost) -> HttpResponse:
    target = resolve(city_host, request.path_info, request.META.get("QUERY_STRING", ""))
    if isinstance(target, Redirect):
        url = with_query(target.url, request, takes_query=target.takes_query)
        return moved(url, permanent=target.permanent)
    if target.name == SEARCH:
        return search(request, target, city_host)
    target = narrow(target, request.GET, city_host)
    if isinstance(target, Redirect):
        return moved(target.url)
    data = data_of(target) if "after" not in request.GET else None
    if data and (described := preferred(request.headers.get("Accept", ""), data)):
        return see_other(described, data)
    changed_at = last_change(target)
    content = show(target, city_host=city_host, after=request.GET.get("after"))
    body = write(content.page.name, content.page, content.data, **head(target, content.page, city_host))
    headers = security.headers(frames=content.page.framed)
    if data:
        headers |= {"Link": described_by(data), "Vary": "Accept"}
    return respond(request, body, content_type=TYPE, changed_at=changed_at, headers=headers)


def _left(request: HttpRequest) -> HttpResponse | None:
    """The linked data of an item whose page has gone, where that is preferred; None for any other page."""
    suffix = preferred_suffix(request)
    if suffix is None:
        return None
    found = store.route(host=request_city_host(request).host, path=request.path_info)
    return tombstone_of(request, found.found.item.data["key"], suffix) if found and found.found else None


@public("GET", "HEAD")
def style_sheet(request: HttpRequest, names: str) -> HttpResponse:
    """The colours of a page, which only a new version of the product would change."""
    try:
        body = accents.style_sheet(names).encode()
    except MadangError as error:
        return error_response(request, error)
    return respond(request, body, content_type=STYLE_TYPE, max_age=STYLE_MAX_AGE)
