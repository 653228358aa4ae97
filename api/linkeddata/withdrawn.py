"""The notice of what has gone: tools that mirror learn that it has, and since when, in the syntax that they read."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from api.http import MAX_AGE, best_match, request_city_host
from api.linkeddata.addresses import PAGE
from api.linkeddata.jsonld import tombstone
from api.linkeddata.syntaxes import SUFFIXES, write
from cms.ledger.store import store

# What a refusal is told in, where linked data is not preferred.
_PROBLEMS: Final = (PAGE, "application/problem+json", "application/json")


def preferred_suffix(request: HttpRequest) -> str | None:
    """The suffix of the syntax that a request prefers to a page and to a problem; None where it prefers none."""
    return SUFFIXES.get(best_match(request.headers.get("Accept", ""), _PROBLEMS + tuple(SUFFIXES)) or PAGE)


def tombstone_of(request: HttpRequest, key: str, suffix: str) -> HttpResponse | None:
    """410 with what is left of the item of that key; None where it is public, or never was."""
    left = store.tombstone(site=request_city_host(request).site, key=key)
    if left is None:
        return None
    body, content_type = write(tombstone(left), suffix)
    headers = {
        "Content-Length": str(len(body)),
        "Vary": "Accept",
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(body, content_type=content_type, status=410, headers=headers)
