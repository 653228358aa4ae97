"""The door of every address: a host that is ours, and a path in its normal form."""

from collections.abc import Callable
from copy import copy
from typing import Any, Final
from unicodedata import normalize

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import resolve

from api.http import best_match, problem
from cms.core.errors import Gone, MadangError, Misdirected
from cms.core.hosts import is_own
from cms.core.iri import encode_uri
from cms.ledger import generation, redirects
from cms.ledger.former_addresses import is_possible, same_place
from cms.ledger.hosts import city_host_of, former_host, is_foreign, same_name
from cms.ledger.iris import THINGS
from cms.normal_form import normal_host, normal_path, written_path
from frontend import security
from frontend.addresses import at_once
from frontend.rendering import BARE_STYLES, TYPE, write_bare
from frontend.wording import LANGUAGES, wording

REDIRECT: Final = "redirect"
REDIRECT_MAX_AGE: Final = 3_600
_FILES: Final = ("/attachments/", "/files/")
_EDITOR: Final = "/admin/"
# Only what a trusted proxy has said comes as far as this.
_PROXIED: Final = "HTTP_X_FORWARDED_PROTO"
_READS: Final = ("GET", "HEAD")

Answering = Callable[[HttpRequest], HttpResponseBase]


class KnownHosts:
    """Refuse what was sent to a host that is none of ours, or lead it to the city, as ``MADANG_UNKNOWN_HOSTS`` says;
    lead what was sent to a former host to today's address, whatever it asks for.

    It stands before all others: nothing of the city is said under a foreign name, and before there is a city no name is
    foreign. A redirect by it goes to https at once. Static files, which are the same in every installation, are served
    under the names that the settings have without a question to the database, and under any while it is away; under
    foreign names there are those of the page that refuses.
    """

    def __init__(self, get_response: Answering) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # What Wagtail asks itself to draw a preview, perhaps as localhost; no client can say that it is this.
        if getattr(request, "is_dummy", False) or _is_static(request):
            return self._get_response(request)
        return _elsewhere(request) or self._get_response(request)


def _is_static(request: HttpRequest) -> bool:
    """Return whether a static file is asked for; a host that is none of today's has its redirects instead."""
    if not request.path_info.startswith(settings.STATIC_URL):
        return False
    return is_own(normal_host(request.get_host())) or not generation.reachable()


def _elsewhere(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request for another host than those of today."""
    host = normal_host(request.get_host())
    if (left := former_host(host)) is not None:
        if _PROXIED in request.META and (today := same_name(left)):
            # A proxy that writes a port of its own would be led round in a circle.
            request.META["HTTP_HOST"] = today
            return None
        return _moved_on(request, left)
    if is_own(host) or not is_foreign(host):
        return None
    return _given(request, host) or _refused(request)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request for a foreign host; None for the style sheets of the page that says it."""
    if request.path_info in map(static, BARE_STYLES):
        return None
    if settings.MADANG_UNKNOWN_HOSTS == REDIRECT and request.method in _READS:
        return moved(_at_base(request))
    return _misdirected(request)


def _moved_on(request: HttpRequest, host: str) -> HttpResponse | None:
    """The redirect from a former host; None for what was withdrawn there, for the editor where the settings have it,
    and for a preflight, which may not be redirected (Fetch, 4.8)."""
    path = request.path_info
    if request.method == "OPTIONS":
        return None
    if _is_of_editor(path):
        return None if is_own(normal_host(request.get_host())) else _lead(request, _at_base(request))
    # What an IRI leads to is for the client to choose.
    if path.startswith(THINGS) or not is_possible(path):
        return _lead(request, with_query(same_place(host=host, path=path), request))
    found = redirects.route(host=host, path=path, query=request.META.get("QUERY_STRING", ""))
    if found is None or found.redirect is None:
        return None
    url = at_once(found.redirect) if found.is_unknown else found.redirect
    return _lead(request, with_query(url, request, takes_query=found.takes_query), permanent=found.permanent)


def _lead(request: HttpRequest, url: str, *, permanent: bool = True) -> HttpResponse:
    """A redirect by which what is written stays written (RFC 9110, 15.4.9)."""
    response = moved(url, permanent=permanent)
    if request.method not in _READS:
        response.status_code = 308 if permanent else 307
    return response


class NormalPaths:
    """Redirect from an address where there is nothing to the one in normal form, where there is something.

    What the ledger knows is redirected where it is looked up; this is for all other outputs. It asks again only where
    the answer is 404 or 410: first for what somebody has made of the address, then, after 404, for its normal form if
    it is in another one. The address of a file is its permission: of that only the letters are composed.
    """

    def __init__(self, get_response: Answering) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if response.status_code not in (404, 410) or request.method not in _READS:
            return response
        asked = city_host_of(request.get_host())
        if asked and (led := _given(request, asked.host)):
            return led
        path = _normal(request.path_info)
        if response.status_code == 410 or path == request.path_info or not self._leads_somewhere(request, path):
            return response
        return moved(_address(request, path))

    def _leads_somewhere(self, request: HttpRequest, path: str) -> bool:
        meant = copy(request)
        meant.method, meant.path, meant.path_info = "HEAD", path, path
        return self._get_response(meant).status_code != 404


def _given(request: HttpRequest, host: str) -> HttpResponse | None:
    """The redirect that somebody has given to the address of a request; 410 where that has gone."""
    if request.method not in _READS:
        return None
    found = redirects.given(host=host, path=request.path_info, query=request.META.get("QUERY_STRING", ""))
    if found is None:
        return None
    if found.redirect is None:
        return _gone(request)
    url = at_once(found.redirect) if found.is_unknown else found.redirect
    return moved(with_query(url, request, takes_query=found.takes_query), permanent=found.permanent)


def _normal(path: str) -> str:
    is_file = path.startswith((settings.STATIC_URL, settings.MEDIA_URL, *_FILES))
    return normalize("NFC", path) if is_file else normal_path(path)


def moved(url: str, *, permanent: bool = True) -> HttpResponse:
    """A redirect for good, or one that is to be asked for each time."""
    control = f"public, max-age={REDIRECT_MAX_AGE}" if permanent else "no-cache"
    headers = {"Location": encode_uri(url), "Cache-Control": control, "Content-Length": "0"}
    return HttpResponse(status=301 if permanent else 302, headers=headers | {"Access-Control-Allow-Origin": "*"})


def with_query(url: str, request: HttpRequest, *, takes_query: bool = True) -> str:
    """An address with the query of a request, where it takes that along."""
    if not takes_query:
        return url
    return redirects.with_query(url, encode_uri(request.META.get("QUERY_STRING", "")))


def _address(request: HttpRequest, path: str) -> str:
    return with_query(written_path(path), request)


def _at_base(request: HttpRequest) -> str:
    """The same at the city's address, in the form in which it is answered there."""
    path = request.path_info
    if not _is_of_editor(path):
        return at_once(f"{settings.MADANG_BASE_URL}{_address(request, path)}")
    # Whatever the editor has no address for ends in the same view, below no further step.
    if not path.endswith("/") and resolve(path).route.strip("/") == _EDITOR.strip("/"):
        path = f"{path}/"
    return f"{settings.MADANG_BASE_URL}{_address(request, path)}"


def _is_of_editor(path: str) -> bool:
    return f"{path}/".startswith(_EDITOR)


def _misdirected(request: HttpRequest) -> HttpResponse:
    error = Misdirected(
        f"no site of this city has this address; the city is at {settings.MADANG_BASE_URL}", where="Host"
    )
    return _bare(
        request,
        error,
        "misdirected",
        languages=[wording(language) for language in LANGUAGES],
        address=settings.MADANG_BASE_URL,
    )


def _gone(request: HttpRequest) -> HttpResponse:
    error = Gone("what this address led to has been withdrawn", where=request.path_info)
    return _bare(request, error, "bare", status=error.status, request_id="")


def _bare(request: HttpRequest, error: MadangError, template: str, **more: Any) -> HttpResponse:
    if best_match(request.headers.get("Accept", ""), ("text/html", "application/problem+json")) != "text/html":
        return problem(error)
    body = write_bare(template, language=settings.LANGUAGE_CODE, **more)
    response = HttpResponse(body, status=error.status, content_type=TYPE, headers=security.headers())
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept"
    response["Content-Length"] = str(len(body))
    return response
