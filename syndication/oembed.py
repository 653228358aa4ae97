"""oEmbed 1.0 (oembed.com): what another site needs to show one of our pages as a card.

The card is plain HTML of a known size, without scripts or frames. Where the room asked for is too small for it, the
answer is of type ``link``. Unknown addresses answer 404, withdrawn ones 410, formats other than JSON and XML 501.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape as escape_xml

from django.http import HttpRequest, HttpResponseBase

from api.http import public, respond
from cms.core.errors import BadInput, NotFound, Unsupported
from cms.core.licences import LICENCES
from cms.core.records import Image, Record, Term
from cms.ledger import redirects
from cms.ledger.hosts import site_of
from cms.ledger.store import Route, Vocabulary, store
from cms.normal_form import address
from syndication.addresses import look_up
from syndication.kinds import ROWS
from syndication.sharing import logo, standard, website_of

JSON: Final = "application/json"
XML: Final = "text/xml; charset=utf-8"
WIDTH: Final = 600
HEIGHT: Final = 240
_SMALLEST: Final = (220, 120)
_CACHE_SECONDS: Final = 3600
_LARGEST_NUMBER: Final = 100_000
_DIGITS: Final = len(str(_LARGEST_NUMBER))
_STYLE: Final = (
    "box-sizing:border-box;width:100%;max-width:{width}px;max-height:{height}px;overflow:auto;margin:0;padding:16px;"
    "border:1px solid #cdd1d5;border-radius:8px;font-family:sans-serif"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The card of a page; its picture is the one that the page has on the cards of networks."""

    url: str
    language: str
    title: str
    summary: str
    author: Term
    published: datetime | None = None
    licence: str = ""
    image: Image | None = None


@public("GET", "HEAD")
def oembed(request: HttpRequest) -> HttpResponseBase:
    """Describe the page of ``url``, within ``maxwidth`` and ``maxheight``, as ``format`` says."""
    kind = request.GET.get("format", "json")
    if kind not in ("json", "xml"):
        raise Unsupported("the formats are json and xml", where="format")
    width, height = _number(request, "maxwidth"), _number(request, "maxheight")
    moment = store.clock()
    site, found = _resolve(request.GET.get("url", ""))
    terms = store.vocabulary(site)
    answer = _answer(_card(found, terms), terms, width=width or _LARGEST_NUMBER, height=height or _LARGEST_NUMBER)
    body = _json(answer) if kind == "json" else _xml(answer)
    return respond(request, body, content_type=JSON if kind == "json" else XML, changed_at=moment.changed_at)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name)
    if value is None:
        return None
    digits = value.lstrip("0") if value.isascii() and value.isdigit() else ""
    if not digits or len(digits) > _DIGITS or int(digits) > _LARGEST_NUMBER:
        raise BadInput("must be a number of pixels", where=name)
    return int(digits)


def _resolve(url: str) -> tuple[str, Route]:
    """The city and what the address leads to, following an old address, or a redirect to a page of the city, once."""
    site, found = _look_up(url)
    if found.redirect is not None:
        site, found = _look_up(found.redirect)
    if found.redirect is not None:
        raise NotFound("this address leads round in a circle", where="url")
    return site, found


def _look_up(url: str) -> tuple[str, Route]:
    try:
        found, query = address(url), urlsplit(url).query
    except ValueError as error:
        raise BadInput("must be an absolute web address", where="url") from error
    site = site_of(found.host)
    if site is None and redirects.given(host=found.host, path=found.path, query=query) is None:
        raise NotFound("this is not an address of the city", where="url")
    return site or "", look_up(host=found.host, path=found.path, query=query, where="url")


def _card(found: Route, terms: Vocabulary) -> Card:
    if found.found is not None:
        return _record_card(found.found.item.record, terms)
    assert found.term is not None
    city = terms.city
    language = found.language if found.language in found.term.urls else city.default_language
    return Card(
        url=found.term.urls[language],
        language=language,
        title=found.term.name(language),
        summary=found.term.description(language),
        author=city,
        image=logo(found.term, terms),
    )


def _record_card(record: Record, terms: Vocabulary) -> Card:
    unit = terms.term("unit", record.publisher) if record.publisher else None
    licence = LICENCES.get(record.licence)
    return Card(
        url=record.url,
        language=record.language,
        title=record.title,
        summary=ROWS[record.kind].summary(record),
        author=unit or terms.city,
        published=record.published_at,
        licence=licence.name(record.language) if licence else "",
        image=record.image if record.image and record.image.whole else logo(website_of(record, terms), terms),
    )


def _answer(card: Card, terms: Vocabulary, *, width: int, height: int) -> dict[str, Any]:
    """Within the room that was asked for; the card, unlike its picture, is never larger than usual."""
    city, language = terms.city, card.language
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": card.title,
        "author_name": card.author.name(language),
        "author_url": card.author.url(language),
        "provider_name": city.name(language),
        "provider_url": city.url(language) or next(iter(city.urls.values())),
        "cache_age": _CACHE_SECONDS,
    }
    pictures = card.image.jpegs if card.image else (standard(card.url),)
    if fitting := next((one for one in pictures if one.width <= width and one.height <= height), None):
        answer |= {"thumbnail_url": fitting.url, "thumbnail_width": fitting.width, "thumbnail_height": fitting.height}
    if width >= _SMALLEST[0] and height >= _SMALLEST[1]:
        size = {"width": min(width, WIDTH), "height": min(height, HEIGHT)}
        answer |= {"type": "rich", "html": _html(card, **size), **size}
    return {name: value for name, value in answer.items() if value is not None}


def _html(card: Card, *, width: int, height: int) -> str:
    url = escape(card.url)
    published = card.published.date().isoformat() if card.published else ""
    notes = " · ".join(note for note in (card.author.name(card.language), published, card.licence) if note)
    return (
        f'<blockquote class="madang-embed" cite="{url}" lang="{escape(card.language)}"'
        f' style="{_STYLE.format(width=width, height=height)}">'
        f'<p><a href="{url}"><strong>{escape(card.title)}</strong></a></p>'
        f"<p>{escape(card.summary)}</p><footer>{escape(notes)}</footer></blockquote>"
    )


def _json(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def _xml(answer: dict[str, Any]) -> bytes:
    members = "".join(f"<{name}>{escape_xml(str(value))}</{name}>" for name, value in answer.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<oembed>{members}</oembed>\n'.encode()
