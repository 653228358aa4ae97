"""RSS 2.0, RSS 1.0 and Atom (RFC 4287)."""

from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from lxml import etree

from cms.core.streams import Source
from cms.news.imports import texts
from cms.news.imports.items import Entry, Item, Refusal
from cms.news.imports.markup import ATOM, CONTENT, DC, MEDIA, Element, child_text, elements, namespace, text_of

DCTERMS: Final = "{http://purl.org/dc/terms/}"


def read(source: Source, *, zone: ZoneInfo) -> Iterator[Entry]:
    """The items of a feed in the order of the file."""
    for number, element in enumerate(elements(source, tags=frozenset({"item", "entry"})), start=1):
        place = f"item {number}"
        try:
            yield _atom(element, place, zone) if element.tag == f"{ATOM}entry" else _rss(element, place, zone)
        except ValueError as error:
            yield Refusal(place=place, id=_identity(element), reason=str(error))


def _identity(element: Element) -> str:
    own = namespace(element)
    return child_text(element, f"{own}guid", f"{ATOM}id", f"{own}link")[:200]


def _rss(item: Element, place: str, zone: ZoneInfo) -> Item:
    own = namespace(item)
    link = child_text(item, f"{own}link") or _permalink(item, own)
    full, summary = child_text(item, f"{CONTENT}encoded"), child_text(item, f"{own}description")
    return Item(
        place=place,
        id=child_text(item, f"{own}guid") or link,
        title=child_text(item, f"{own}title", f"{DC}title"),
        link=link,
        lead=summary if full else "",
        html=full or summary,
        published_at=texts.moment(child_text(item, f"{own}pubDate", f"{DC}date", f"{DCTERMS}issued"), zone=zone),
        modified_at=texts.moment(child_text(item, f"{DCTERMS}modified", f"{ATOM}updated"), zone=zone),
        byline=child_text(item, f"{DC}creator", f"{own}author"),
        tags=tuple(text_of(child) for name in (f"{own}category", f"{DC}subject") for child in item.iterchildren(name)),
        cover=_picture(item, own),
    )


def _permalink(item: Element, own: str) -> str:
    guid = item.find(f"{own}guid")
    return "" if guid is None or guid.get("isPermaLink") == "false" else text_of(guid).strip()


def _picture(item: Element, own: str) -> str:
    for enclosure in item.iterchildren(f"{own}enclosure", f"{MEDIA}content", f"{MEDIA}thumbnail"):
        kind = enclosure.get("type") or f"{enclosure.get('medium', 'image')}/"
        if enclosure.get("url") and kind.startswith("image/"):
            return str(enclosure.get("url"))
    return ""


def _atom(entry: Element, place: str, zone: ZoneInfo) -> Item:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in reversed(entry.findall(f"{ATOM}link"))}
    content, summary = _construct(entry, f"{ATOM}content"), _construct(entry, f"{ATOM}summary")
    updated = texts.moment(child_text(entry, f"{ATOM}updated"), zone=zone)
    return Item(
        place=place,
        id=child_text(entry, f"{ATOM}id") or links.get("alternate", ""),
        title=_construct(entry, f"{ATOM}title"),
        link=links.get("alternate", ""),
        lead=summary if content else "",
        html=content or summary,
        published_at=texts.moment(child_text(entry, f"{ATOM}published"), zone=zone) or updated,
        modified_at=updated,
        byline=", ".join(
            filter(None, (child_text(author, f"{ATOM}name") for author in entry.iterchildren(f"{ATOM}author")))
        ),
        tags=tuple(
            category.get("label") or category.get("term", "") for category in entry.iterchildren(f"{ATOM}category")
        ),
        cover=links.get("enclosure", "") if _is_picture(entry) else "",
    )


def _is_picture(entry: Element) -> bool:
    return any(
        link.get("rel") == "enclosure" and link.get("type", "").startswith("image/")
        for link in entry.iterchildren(f"{ATOM}link")
    )


def _construct(entry: Element, name: str) -> str:
    """The content of an Atom text construct: markup is in it as elements (xhtml), escaped (html), or not at all."""
    element = entry.find(name)
    if element is None:
        return ""
    if element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
    return text_of(element).strip()
