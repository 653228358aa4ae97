"""The addresses of the descriptions of a thing, and how answers lead to them."""

from typing import Final
from urllib.parse import quote

from django.http import HttpResponse

from api.http import MAX_AGE, best_match
from api.linkeddata.syntaxes import SUFFIXES

PAGE: Final = "text/html"
CATALOGUE: Final = "/data/catalogue"


def data_path(kind: str, key: str) -> str:
    """The path of the descriptions of a thing, without the suffix of a syntax; the key of a function has steps."""
    return f"/data/{kind}/{quote(key)}"


def descriptions_at(data: str) -> dict[str, str]:
    """The descriptions at a path of :func:`data_path` by their media types."""
    return {media_type: f"{data}.{suffix}" for media_type, suffix in SUFFIXES.items()}


def described_by(data: str) -> str:
    """The Link header of an answer about a thing (RFC 8288)."""
    return ", ".join(
        f'<{address}>; rel="describedby"; type="{media_type}"' for media_type, address in descriptions_at(data).items()
    )


def preferred(accept: str, data: str) -> str | None:
    """The description that is preferred to a page by this Accept header; None where none is."""
    found = descriptions_at(data)
    return found.get(best_match(accept, (PAGE, *found)) or PAGE)


def see_other(location: str, data: str) -> HttpResponse:
    """A redirect to what an Accept header prefers of a thing: its page, or one of its descriptions."""
    headers = {
        "Location": location,
        "Vary": "Accept",
        "Link": described_by(data),
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "Access-Control-Allow-Origin": "*",
        "Content-Length": "0",
    }
    return HttpResponse(status=303, headers=headers)
