"""Suggestions while somebody types, for the script of the boxes and for browsers; without them nothing is missing."""

import json
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from api.http import MAX_AGE, public, request_city_host, respond
from cms.ledger.standing import stands
from cms.search import limits, parameters
from cms.search.suggestions import is_current
from cms.search.suggestions import suggest as suggest_for
from frontend.search.homes import home_at, standing

JSON: Final = "application/json"
# The form of OpenSearch Suggestions 1.0, which browsers read: what was typed, and what it may become.
OPENSEARCH: Final = "application/x-suggestions+json"
FORM: Final = "form"
MOST: Final = 8


@stands(standing)
@public("GET", "HEAD")
def suggest(request: HttpRequest, base: str) -> HttpResponseBase:
    """The texts that one being typed may become, the likeliest first: ``{"suggestions": ["…"]}``; as OpenSearch has it,
    ``["typed", ["…"]]``, where ``form=opensearch`` is asked for.

    They are kept as long as a page, and not at all while the index has not heard of all changes.
    """
    limits.admit(request, cost=limits.SUGGESTION)
    city_host = request_city_host(request)
    home = home_at(city_host, base)
    text = parameters.typed(request.GET)[: parameters.MAX_LETTERS]
    lasting = not text or is_current(city_host.site)
    found = suggest_for(city_host.site, text, language=home.language, limit=MOST) if text else []
    is_for_browsers = request.GET.get(FORM) == "opensearch"
    said = [text, found] if is_for_browsers else {"suggestions": found}
    body = json.dumps(said, ensure_ascii=False).encode()
    content_type = OPENSEARCH if is_for_browsers else JSON
    return respond(request, body, content_type=content_type, max_age=MAX_AGE if lasting else None)
