"""The head of a page for machines: linked data, share cards, oEmbed discovery."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from api.linkeddata.addresses import CATALOGUE, data_path, descriptions_at
from api.linkeddata.embedding import Part, embedded, embedded_part, embedded_term
from cms.core.records import Body, Term
from cms.ledger.hosts import CityHost
from cms.ledger.iris import iris_of_translations
from cms.ledger.store import Found, Vocabulary, store
from frontend.addresses import Target
from frontend.page import Data, Page
from frontend.titles import description_of, introduction, title_of
from frontend.wording import wording
from syndication.sharing import About, oembed_links, page_meta, record_meta, share_links

Head = dict[str, Any]
NOTHING: Head = {"linked_data": None, "meta": (), "description": "", "oembed": (), "share": (), "about": {}}


def head(target: Target, page: Page, city_host: CityHost) -> Head:
    """The head of the page at a target; one that is not for search engines has a card for who shares it, no more."""
    described = descriptions_at(data) if page.indexed and (data := data_of(target)) else {}
    said = _said(target, page, city_host) | {"about": described}
    return said | {"description": _of_frame(target, city_host)} if page.texts and page.indexed else said


def _of_frame(target: Target, city_host: CityHost) -> str:
    """The description, in its own language, of a page that frames texts in another: cards are of what it frames, and
    search engines keep that alone, but a browser and whoever keeps the page read this.
    """
    terms = store.vocabulary(city_host.site)
    t, texts = wording(target.language), terms.frames.default
    title = target.found.item.data["title"] if target.found else title_of(target, target.term or terms.city, terms)
    what = introduction(target) or t("framed", title=title, city=terms.city.name(target.language))
    return f"{what} {t('framed_texts', language=t.language_of(texts, texts))}"


def _said(target: Target, page: Page, city_host: CityHost) -> Head:
    if target.found is not None:
        return _item(target, target.found, city_host)
    term, terms = target.term, store.vocabulary(city_host.site)
    if term is None:
        return NOTHING
    # Of a frame what is told is what it frames.
    about = _about(replace(target, language=page.texts or target.language), term, terms, page)
    return NOTHING | {
        "title": about.title,
        "meta": page_meta(about, vocabulary=terms),
        "description": about.description if page.indexed else "",
        "linked_data": Markup(_linked_data(target, about, terms, page.questions)) if page.indexed else None,
    }


def _about(target: Target, term: Term, terms: Vocabulary, page: Page) -> About:
    return About(
        term=term,
        title=title_of(target, term, terms),
        description=description_of(target, term),
        url=page.canonical,
        language=target.language,
        others=tuple(version.language for version in page.versions if version.alternate),
    )


def _linked_data(target: Target, about: About, terms: Vocabulary, questions: Sequence[Data]) -> str:
    if language := _own_language(target):
        return embedded_term(about.term, language, terms, questions=questions)
    part = Part(url=about.url, name=about.title, description=about.description, language=about.language)
    return embedded_part(about.term, part, terms, kind=target.name)


def _own_language(target: Target) -> str:
    """The language in which a target is the page of its term, or frames it; empty where it is a part of that."""
    urls = target.term.urls if target.term else {}
    return next((language for language, url in urls.items() if url == (target.original or target.url)), "")


def data_of(target: Target) -> str | None:
    """The path of the descriptions of what the page at a target is of; None where it is a part of something, as a
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


def _item(target: Target, found: Found, city_host: CityHost) -> Head:
    record, terms = found.item.record, store.vocabulary(city_host.site)
    return NOTHING | {
        "linked_data": Markup(embedded(record, found.body or Body(), terms, iris=iris_of_translations(record))),
        "meta": record_meta(record, vocabulary=terms),
        "description": record.summary,
        "oembed": oembed_links(url=record.url, title=record.title),
        "share": share_links(url=target.url, title=record.title, language=target.language),
    }
