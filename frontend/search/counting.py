"""Counting that a search was shown and a result opened, by the receipt that its answer has.

The page of a search sends it by a beacon, without scripts by a picture that is none; so one that a cache answers with
is counted like another. Nobody is led anywhere, no cookie is read or set, and only what was signed is counted.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from api.http import public, request_city_host
from cms.core.errors import BadInput, TooLarge
from cms.ledger.standing import stands
from cms.search import limits, receipts
from frontend.search.homes import home_at, standing

# Bytes of a body, which has a receipt and a number.
_MOST: Final = 2 * receipts.LONGEST
POSITION: Final = "position"


@stands(standing)
@public("GET", "POST")
def count(request: HttpRequest, base: str) -> HttpResponseBase:
    """Count a search as shown, or with a position a result of it as opened; 204, whatever was counted."""
    limits.admit(request, cost=limits.COUNTING)
    city_host = request_city_host(request)
    home_at(city_host, base)
    given = _sent(request) if request.method == "POST" else request.GET
    receipt = receipts.read(str(given.get(receipts.WHERE, "")), site=city_host.site)
    position = given.get(POSITION)
    if position is not None:
        receipt.opened(_position(str(position)))
    else:
        receipt.shown()
    return HttpResponse(status=204, headers={"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"})


def _sent(request: HttpRequest) -> QueryDict:
    """The fields of a body, whatever it says that it is: a beacon of a text is none of a form."""
    body = request.read(_MOST + 1)
    if len(body) > _MOST:
        raise TooLarge(f"longer than {_MOST} bytes", where="body")
    try:
        return QueryDict(body.decode("ascii"))
    except UnicodeDecodeError:
        raise BadInput("is not in ASCII", where="body") from None


def _position(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 5):
        raise BadInput("must be a number", where=POSITION)
    return int(value)
