"""The rules of HTTP for every output, written once: validators, CORS, negotiation, problems.

Outputs answer through :func:`respond`; they raise the errors of :mod:`cms.core.errors`, which
:class:`ErrorMiddleware` turns into problem+json. The data is public and read without credentials, so any origin may
read it.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from hashlib import blake2b
from http import HTTPStatus
from itertools import islice
from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from api.conditions import ASKED_BY, instead, judged
from cms.core.errors import Gone, MadangError, MethodNotAllowed, NotFound
from cms.ledger.hosts import CityHost, city_host_of

__all__ = ["ErrorMiddleware", "best_match", "problem", "public", "request_city_host", "respond", "stream"]

PROBLEM: Final = "application/problem+json"
MAX_AGE: Final = 60
# Beside those of CORS itself, each header that a client of another origin is told to read.
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, Content-Disposition, ETag, Link, Location, Retry-After, X-Request-ID",
}
_PREFLIGHT_SECONDS: Final = 86_400
_Q: Final = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Each matches in one pass, whatever is sent: a separator within quotes separates nothing.
_BETWEEN_COMMAS: Final = re.compile(r'(?:"[^"]*"?|[^,"])+')
_BETWEEN_SEMICOLONS: Final = re.compile(r'(?:"[^"]*"?|[^;"])+')
_MAX_RANGES: Final = 50

View = Callable[..., HttpResponseBase]
Response = TypeVar("Response", bound=HttpResponseBase)


def respond(
    request: HttpRequest,
    body: bytes,
    *,
    content_type: str,
    changed_at: datetime | None = None,
    max_age: int | None = MAX_AGE,
    vary: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A public answer with a strong ETag, or the 304 or 412 that the request's conditions ask for.

    ``changed_at`` is when what is answered last changed in the ledger: a Last-Modified within the current second is
    left out, since a second change in that second could not be told from the first (RFC 9110, 8.8.2.2). ``max_age`` in
    seconds; with None the answer is for this request only: not stored, and without validators.
    """
    response = HttpResponse(body, content_type=content_type, status=status, headers=_CORS)
    response["Content-Length"] = str(len(body))
    response["Cache-Control"] = "no-store" if max_age is None else f"public, max-age={max_age}"
    if vary:
        patch_vary_headers(response, vary)
    for name, value in (headers or {}).items():
        response[name] = value
    if max_age is None:
        return response
    return _conditional(request, response, f'"{blake2b(body, digest_size=12).hexdigest()}"', changed_at)


def stream(
    request: HttpRequest,
    pieces: Iterable[bytes],
    *,
    content_type: str,
    tag: str,
    filename: str,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """A public file of any length, made while it is sent, or the 304 or 412 that the request's conditions ask for.

    ``tag`` becomes the ETag, so it must change with the content. ``pieces`` are not asked for before they are sent.
    """
    response = StreamingHttpResponse(pieces, content_type=content_type, headers=_CORS)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return _conditional(request, response, f'"{tag}"', changed_at)


def _conditional(
    request: HttpRequest, response: Response, etag: str, changed_at: datetime | None
) -> Response | HttpResponse:
    """The answer with its validators, or what the request's conditions ask for instead of a successful one."""
    response["ETag"] = etag
    modified = ""
    if changed_at is not None and timezone.now() - changed_at >= timedelta(seconds=1):
        modified = response["Last-Modified"] = http_date(int(changed_at.timestamp()))
    if not 200 <= response.status_code < 300:
        return response
    status = judged(request.META, etag=etag, last_modified=modified)
    return instead(status, response.headers) if status else response


def problem(error: MadangError) -> HttpResponse:
    """The error as RFC 9457 problem+json; what is missing or gone may be cached, anything else not."""
    body: dict[str, Any] = {
        "type": f"urn:madang:error:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message,
    }
    if error.where:
        body["where"] = error.where
    content = json.dumps(body, ensure_ascii=False).encode()
    response = HttpResponse(content, content_type=PROBLEM, status=error.status, headers={**_CORS, **error.headers})
    lasting = isinstance(error, NotFound | Gone)
    response["Cache-Control"] = f"public, max-age={MAX_AGE}" if lasting else "no-store"
    response["Content-Length"] = str(len(content))
    response["Vary"] = "Accept"
    return response


class ErrorMiddleware:
    """Answers a MadangError raised by any view as problem+json; every other exception stays Django's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return problem(exception) if isinstance(exception, MadangError) else None


def public(*methods: str) -> Callable[[View], View]:
    """Decorate a view of public data: the methods it answers, 405 for others, CORS preflights."""
    allowed = ", ".join((*methods, "OPTIONS"))

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.META.get(ASKED_BY, request.method) in methods:
                return view(request, *args, **kwargs)
            return _options(request, allowed) if request.method == "OPTIONS" else problem(MethodNotAllowed(allowed))

        return csrf_exempt(answer)

    return decorate


def _options(request: HttpRequest, allowed: str) -> HttpResponse:
    response = HttpResponse(status=204, headers={"Allow": allowed})
    if "Origin" in request.headers and "Access-Control-Request-Method" in request.headers:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = allowed
        response["Access-Control-Allow-Headers"] = "Accept, Content-Type, If-None-Match, If-Modified-Since"
        response["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
    return response


def request_city_host(request: HttpRequest) -> CityHost:
    """The city and host that a request is for; NotFound while nothing has been published yet."""
    found = city_host_of(request.get_host())
    if found is None:
        raise NotFound("nothing has been published on this installation yet")
    return found


def best_match(accept: str, offers: Sequence[str]) -> str | None:
    """The offer that an Accept header prefers (RFC 9110, 12.5.1), the first of equals; None where none will do.

    No header, or an empty one, accepts everything. The most specific range decides an offer's quality. A parameter
    that the offer does not have, such as a charset or a profile, is no reason to refuse it. Ranges after the 50th are
    not read.
    """
    ranges = _ranges(accept)
    if not ranges:
        return offers[0] if not accept.strip() else None
    best, best_quality = None, 0.0
    for offer in offers:
        quality = max((rank for rank in (_rank(item, offer) for item in ranges) if rank), default=((0, 0), 0.0))[1]
        if quality > best_quality:
            best, best_quality = offer, quality
    return best


MediaType = tuple[str, str, dict[str, str]]
MediaRange = tuple[str, str, dict[str, str], float]


@lru_cache(maxsize=512)
def _ranges(accept: str) -> tuple[MediaRange, ...]:
    parts = islice(_BETWEEN_COMMAS.finditer(accept), _MAX_RANGES)
    return tuple(found for part in parts if (found := _range(part.group())))


def _range(part: str) -> MediaRange | None:
    """One media range as type, subtype, parameters and quality; None where it is malformed, and so asks for nothing."""
    kind, subtype, parameters = _parts(part)
    if not (_TOKEN.fullmatch(kind) and _TOKEN.fullmatch(subtype)) or (kind == "*" and subtype != "*"):
        return None
    quality = parameters.pop("q", "1")
    return (kind, subtype, parameters, float(quality)) if _Q.fullmatch(quality) else None


def _parts(value: str) -> MediaType:
    """The type, subtype and parameters of a media type, in lower case."""
    media, *rest = _BETWEEN_SEMICOLONS.findall(value.lower()) or [""]
    kind, _, subtype = media.strip().partition("/")
    pairs = (piece.partition("=") for piece in rest)
    return kind, subtype, {name.strip(): text.strip().strip('"') for name, _, text in pairs}


def _rank(item: MediaRange, offer: str) -> tuple[tuple[int, int], float] | None:
    """The rank of a range for an offer, by how specifically it names it, with its quality; None where it does not."""
    kind, subtype, parameters, quality = item
    offered_kind, offered_subtype, offered = _parts(offer)
    if kind not in ("*", offered_kind) or subtype not in ("*", offered_subtype):
        return None
    same = [offered[name] == value for name, value in parameters.items() if name in offered]
    return (((kind != "*") + (subtype != "*"), len(same)), quality) if all(same) else None
