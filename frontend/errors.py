"""Errors for readers: a page of the site with a way back; problem+json for programs that prefer it."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.http import best_match, problem, request_city_host
from cms.core import first_account, request_ids
from cms.core.commands import own_folder, with_variables
from cms.core.errors import Gone, MadangError, NotFound, TooMany
from cms.core.faults import fault
from cms.core.languages import accepted
from cms.core.text import clean_line
from cms.ledger.hosts import CityHost
from cms.ledger.store import store
from cms.search import parameters
from cms.serving.answers import Answer
from frontend import security
from frontend.machines import NOTHING
from frontend.operations import answer
from frontend.page import base_page, versions
from frontend.rendering import TYPE, write, write_bare
from frontend.wording import LANGUAGES, wording

MAX_AGE: Final = 60
# Where a server listens that nobody has told where to.
FIRST_PORT: Final = 8000
FIRST_ADDRESS: Final = f"http://127.0.0.1:{FIRST_PORT}"
LOAD: Final = ".venv/bin/python manage.py load_city my-city.toml"
DEMO: Final = "make run"
_WORDED: Final = frozenset({400, 404, 408, 410, 413, 429, 500, 503, 507})
_OFFERS: Final = ("text/html", "application/problem+json", "application/json")
# Where programs ask, and often say no wish: they are not answered by a page for readers.
_FOR_PROGRAMS: Final = ("/data/", "/graphql", "/id/", "/intake/", "/oembed")


def error_response(request: HttpRequest, error: MadangError, *, framed_by: str = security.NOBODY) -> HttpResponse:
    """The error as the client prefers to read it; a missing or withdrawn page may be cached, nothing else."""
    if best_match(request.headers.get("Accept", ""), _OFFERS) != "text/html":
        return problem(error)
    status = error.status if error.status in _WORDED else 400
    body = _page(request, status, where=error.where, again=_again(request, error))
    headers = security.headers(framed_by=framed_by)
    response = HttpResponse(body, status=error.status, content_type=TYPE, headers=headers)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}" if isinstance(error, NotFound | Gone) else "no-store"
    response["Vary"] = "Accept"
    response["Content-Length"] = str(len(body))
    for name, value in error.headers.items():
        response[name] = value
    return response


@dataclass(frozen=True, slots=True)
class Again:
    """The search that was refused, for its box: what was typed, what else was asked for, and the seconds to wait."""

    text: str
    kept: Sequence[tuple[str, str]]
    seconds: str


def _again(request: HttpRequest, error: MadangError) -> Again | None:
    if not isinstance(error, TooMany):
        return None
    names = [name for name in parameters.NAMES if name not in (parameters.TEXT, parameters.AFTER)]
    kept = [(name, clean_line(value)) for name in names for value in request.GET.getlist(name)]
    text = parameters.typed(request.GET)[: parameters.MAX_LETTERS]
    return Again(text, kept, str(error.headers["Retry-After"]))


def _page(request: HttpRequest, status: int, *, where: str | None, again: Again | None) -> bytes:
    try:
        city_host = request_city_host(request)
        language = language_of(city_host, request.path_info)
        data = answer("pages/error", {}, city_host=city_host, language=language)
        page = base_page(data, name="error", language=language, host=city_host.host)
    except MadangError:
        return write_bare("bare", language=settings.LANGUAGE_CODE, status=status, request_id="")
    page = replace(page, indexed=False, versions=versions(data, ()))
    return write("error", page, data, **NOTHING, status=status, where=where, again=again)


def first_run() -> HttpResponse:
    """The page of an installation without a city: what to do next, in each language. It is gone with the first city.

    Anybody may read it, so it says that the store has a folder of its own, and where to look for which.
    """
    given = settings.MADANG_BASE_URL
    address = "" if given == FIRST_ADDRESS else given
    body = write_bare(
        "first",
        language=settings.LANGUAGE_CODE,
        languages=[wording(language) for language in LANGUAGES],
        first_account=first_account.COMMAND,
        first_city=with_variables(LOAD, MADANG_BASE_URL=address),
        has_own_folder=bool(own_folder()),
        demo=with_variables(DEMO, PORT="" if settings.MADANG_PORT == FIRST_PORT else str(settings.MADANG_PORT)),
    )
    response = HttpResponse(body, content_type=TYPE, headers=security.headers())
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = str(len(body))
    return response


def language_of(city_host: CityHost, path: str) -> str:
    """The language whose prefix a path has, else the city's own."""
    city = store.vocabulary(city_host.site).city
    prefix = path.split("/", 2)[1] if path.startswith("/") else ""
    return prefix if prefix in city.urls else city.default_language


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: an unknown host, a malformed request."""
    body = write_bare("bare", language=settings.LANGUAGE_CODE, status=400, request_id="")
    return HttpResponse(body, status=400, content_type=TYPE, headers=security.headers())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return error_response(request, NotFound("nothing was ever published at this address", where=request.path_info))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: nothing is read from the store, which may be what failed.

    What the machine did wrong is said as what it is: 503 where the database is away, 507 where a disk is full.
    """
    exception = sys.exc_info()[1]
    found = fault(exception) if exception else None
    return _bare(request.META, found, status=found.status if found else 500)


def refusal(environ: WSGIEnvironment, error: MadangError) -> Answer:
    """The answer to a request that never reaches Django."""
    response = _bare(environ, error, status=error.status)
    response[request_ids.HEADER] = request_ids.of(environ)
    return Answer(f"{response.status_code} {response.reason_phrase}", [*response.items()], response.content)


def _bare(environ: WSGIEnvironment, error: MadangError | None, *, status: int) -> HttpResponse:
    """As the client prefers to read it, in the language of the address or else of the reader."""
    offers = _OFFERS[::-1] if str(environ.get("PATH_INFO", "")).startswith(_FOR_PROGRAMS) else _OFFERS
    if error and best_match(environ.get("HTTP_ACCEPT", ""), offers) != "text/html":
        return problem(error)
    shown = status if status in _WORDED else 400
    # Only what went wrong here is worth asking the administrator about.
    name = request_ids.of(environ) if status >= 500 else ""
    body = write_bare("bare", language=_language_without_store(environ), status=shown, request_id=name)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Length": str(len(body))}
    return HttpResponse(body, status=status, content_type=TYPE, headers={**headers, **(error.headers if error else {})})


def _language_without_store(environ: Mapping[str, Any]) -> str:
    prefix = str(environ.get("PATH_INFO", "")).lstrip("/").partition("/")[0]
    if prefix in LANGUAGES:
        return prefix
    return accepted(environ.get("HTTP_ACCEPT_LANGUAGE", ""), LANGUAGES) or settings.LANGUAGE_CODE
