"""What machines read in the head of a page: linked data, share cards, oEmbed discovery."""

from typing import Any

from markupsafe import Markup

from api.linkeddata.addresses import CATALOGUE, data_path, documents_at
from api.linkeddata.embedding import embedded, embedded_term
from cms.core.records import Body
from cms.publication.hosts import Place
from cms.publication.selectors import Found
from cms.publication.vocabulary import vocabulary
from frontend.addresses import Target
from frontend.page import Page
from syndication.sharing import oembed_links, record_meta, share_links, term_meta

Head = dict[str, Any]
NOTHING: Head = {"linked_data": None, "meta": (), "description": "", "oembed": (), "share": (), "about": {}}


def head(target: Target, page: Page, place: Place) -> Head:
    """The head of the page at a target; a page that is not for search engines says nothing of itself."""
    documents = documents_at(data) if page.indexed and (data := data_of(target)) else {}
    return _said(target, page, place) | {"about": documents}


def _said(target: Target, page: Page, place: Place) -> Head:
    if target.found is not None:
        return _item(target, target.found, place)
    term, terms, language = target.term, vocabulary(place.site), _own_language(target)
    if term is None or not page.indexed or not language:
        return NOTHING
    return NOTHING | {
        "linked_data": Markup(embedded_term(term, language, terms)),
        "meta": term_meta(term, language, vocabulary=terms),
        "description": term.description(language),
    }


def _own_language(target: Target) -> str:
    """The language in which a target is the page of its term, or frames it; empty where it is a part of that."""
    urls = target.term.urls if target.term else {}
    return next((language for language, url in urls.items() if url == (target.original or target.url)), "")


def data_of(target: Target) -> str | None:
    """The path of the documents about what the page at a target is of; None where it is a part of something, as a
    month is."""
    if target.found is not None:
        record = target.found.item.data
        return data_path(target.found.item.kind, record["key"])
    if target.name == "open-data":
        return CATALOGUE
    term = target.term
    if term is None or target.filters or not _own_language(target):
        return None
    return data_path(term.scheme, term.key)


def _item(target: Target, found: Found, place: Place) -> Head:
    record, terms = found.item.record, vocabulary(place.site)
    return NOTHING | {
        "linked_data": Markup(embedded(record, found.body or Body(), terms)),
        "meta": record_meta(record, vocabulary=terms),
        "description": record.summary,
        "oembed": oembed_links(url=record.url, title=record.title),
        "share": share_links(url=target.url, title=record.title, language=target.language),
    }
