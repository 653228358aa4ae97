"""The OpenSearch description (1.1): a browser reads where this city is searched, and offers it beside other engines."""

from typing import Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static

from api.http import public, request_city_host, respond
from cms.core.text import shorten
from cms.ledger.standing import stands
from frontend.search import suggesting
from frontend.search.homes import Home, home_at, standing
from frontend.wording import wording

TYPE: Final = "application/opensearchdescription+xml"
# The longest names and descriptions that the specification allows.
_SHORT: Final = 16
_LONG: Final = 48
_DESCRIPTION: Final = 1024
_ICONS: Final = (("madang/icon.svg", "image/svg+xml", 64),)
_NAMESPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"


@stands(standing)
@public("GET", "HEAD")
def description(request: HttpRequest, base: str) -> HttpResponseBase:
    """The description of the search of one language."""
    home = home_at(request_city_host(request), base)
    return respond(request, _written(home).encode(), content_type=f"{TYPE}; charset=utf-8")


def _written(home: Home) -> str:
    name, url = home.city.name(home.language), home.url
    said = wording(home.language)("search_city", city=name)
    templates = [
        ("text/html", "results", f"{url}search/?q={{searchTerms}}"),
        ("application/atom+xml", "results", f"{url}search/feed.atom?q={{searchTerms}}"),
        (suggesting.OPENSEARCH, "suggestions", f"{url}search/suggest?{suggesting.FORM}=opensearch&q={{searchTerms}}"),
        (TYPE, "self", f"{url}opensearch.xml"),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<OpenSearchDescription xmlns="{_NAMESPACE}">',
        f"<ShortName>{escape(shorten(name, length=_SHORT))}</ShortName>",
        f"<LongName>{escape(shorten(said, length=_LONG))}</LongName>",
        f"<Description>{escape(shorten(said, length=_DESCRIPTION))}</Description>",
        *(
            f"<Url type={quoteattr(kind)} rel={quoteattr(rel)} template={quoteattr(template)}/>"
            for kind, rel, template in templates
        ),
        *(
            f'<Image height="{size}" width="{size}" type="{kind}">{escape(urljoin(url, static(path)))}</Image>'
            for path, kind, size in _ICONS
        ),
        f"<Language>{escape(home.language)}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        "</OpenSearchDescription>",
    ]
    return "\n".join([*lines, ""])
