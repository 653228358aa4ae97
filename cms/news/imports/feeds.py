"""RSS 2.0, RSS 1.0 and Atom (RFC 4287)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from lxml import etree

from cms.core.iri import absolute_url
from cms.core.streams import Source
from cms.news.imports import texts
from cms.news.imports.items import Item, LeftOut, ReadItem, Refusal
from cms.news.imports.markup import (
    ATOM,
    CONTENT,
    DC,
    MEDIA,
    Element,
    child_text,
    elements,
    local_name,
    namespace,
    readable,
    text_of,
)

DCTERMS: Final = "{http://purl.org/dc/terms/}"
_ITEMS: Final = frozenset({"item", "entry"})


# What systems write where they have no id.
_NOTHING: Final = frozenset({"0", "-", "#", "none", "null", "nil", "undefined", "false", "n/a"})


def useless_ids(source: Source) -> frozenset[str]:
    """The ids that items with different links share, and those that are no id: an item has none of its own then."""
    link_of: dict[str, int] = {}
    useless = set()
    homes: list[str] = []
    for element in readable(source, tags=_ITEMS):
        own = namespace(element)
        guid, link = child_text(element, f"{own}guid", f"{ATOM}id"), hash(_link(element))
        if guid and link_of.setdefault(guid, link) != link:
            useless.add(guid)
        homes = homes or _homes(element)
        if guid.casefold() in _NOTHING or guid in homes:
            useless.add(guid)
    return frozenset(useless)


def read(source: Source, *, zone: ZoneInfo, useless: frozenset[str] = frozenset()) -> Iterator[ReadItem]:
    """The items of a feed in the order of the file; ``useless`` is what :func:`useless_ids` gave."""
    homes: list[str] = []
    for number, element in enumerate(elements(source, tags=_ITEMS), start=1):
        homes = homes or _homes(element)
        place = f"item {number}"
        one = _Source(homes[0] if homes else "", zone, useless)
        try:
            yield _atom(element, place, one) if element.tag == f"{ATOM}entry" else _rss(element, place, one)
        except ValueError as error:
            yield Refusal(place=place, id=_identity(element), reason=str(error))


@dataclass(frozen=True, slots=True)
class _Source:
    """The common values of the items of a feed; ``home`` is the address of what it is the feed of."""

    home: str
    zone: ZoneInfo
    useless: frozenset[str]

    def base(self, element: Element) -> str:
        """The base of relative addresses in an element; empty where only the item's own link can say."""
        return absolute_url(element.base or "", self.home) or self.home if element.base else self.home

    def date(self, element: Element, *names: str) -> datetime | None:
        return texts.moment(child_text(element, *names), zone=self.zone)

    def identity(self, own: str, link: str) -> str:
        return own if own and own not in self.useless else link


def _homes(item: Element) -> list[str]:
    """The addresses of the channel or feed that an item stands in, before it."""
    parent = item.getparent()
    channels = [] if parent is None else [parent, *parent.iterchildren("{*}channel")]
    found = [text_of(link).strip() for channel in channels for link in channel.iterchildren("link", "{*}link")]
    links = [] if parent is None else parent.findall(f"{ATOM}link")
    for rel in ("alternate", "self"):
        found += [link.get("href", "") for link in links if link.get("rel", "alternate") == rel]
    return [address for address in found if address.startswith(("http://", "https://"))]


def _identity(element: Element) -> str:
    own = namespace(element)
    return (child_text(element, f"{own}guid", f"{ATOM}id") or _link(element))[:200]


def _link(item: Element) -> str:
    own = namespace(item)
    if own == ATOM:
        links = {link.get("rel", "alternate"): link.get("href", "") for link in reversed(item.findall(f"{ATOM}link"))}
        address: str = links.get("alternate", "")
        return address
    return child_text(item, f"{own}link") or _permalink(item, own)


def _absolute(address: str, base: str) -> str:
    return (absolute_url(address, base) or address) if address else ""


def _rss(item: Element, place: str, source: _Source) -> Item:
    own, base = namespace(item), source.base(item)
    link = _absolute(_link(item), base)
    full, summary = child_text(item, f"{CONTENT}encoded"), child_text(item, f"{own}description")
    cover, files, left_out = _enclosures(item, own, base or link)
    return Item(
        place=place,
        id=source.identity(child_text(item, f"{own}guid"), link),
        title=child_text(item, f"{own}title", f"{DC}title"),
        link=link,
        lead=summary if full else "",
        html=(full or summary) if not files else texts.to_html(full or summary) + files,
        published_at=source.date(item, f"{own}pubDate", f"{DC}date", f"{DCTERMS}issued"),
        modified_at=source.date(item, f"{DCTERMS}modified", f"{ATOM}updated"),
        byline=child_text(item, f"{DC}creator", f"{own}author"),
        tags=tuple(text_of(child) for name in (f"{own}category", f"{DC}subject") for child in item.iterchildren(name)),
        cover=cover,
        base=base if base != link else "",
        left_out=(*left_out, *_comments(item)),
    )


def _permalink(item: Element, own: str) -> str:
    """RSS 2.0: a guid is an address unless it says that it is none."""
    guid = item.find(f"{own}guid")
    address = "" if guid is None or guid.get("isPermaLink") == "false" else text_of(guid).strip()
    return address if "://" in address or guid is None or guid.get("isPermaLink") == "true" else ""


def _enclosures(item: Element, own: str, base: str) -> tuple[str, str, list[LeftOut]]:
    """The first picture, links to all other things that an item brings along, and its further pictures."""
    cover, links, left_out = "", "", []
    media = [f"{own}enclosure", f"{MEDIA}content", f"{MEDIA}thumbnail", f"{MEDIA}group"]
    for one in item.iterchildren(*media):
        for enclosure in [one, *one.iterchildren(f"{MEDIA}content", f"{MEDIA}thumbnail")]:
            address = absolute_url(enclosure.get("url") or "", base) if enclosure.get("url") else None
            if address is None:
                continue
            if _is_image(enclosure):
                cover, extra = cover or address, bool(cover) and address != cover
                left_out += [LeftOut(address, "a further picture beside the text")] if extra else []
            elif address not in links:
                links += _file_link(address)
    return cover, links, left_out


def _is_image(enclosure: Element) -> bool:
    kind = enclosure.get("type") or f"{enclosure.get('medium', '')}/"
    return kind.startswith("image/") or (kind == "/" and local_name(enclosure) != "enclosure")


def _file_link(address: str) -> str:
    name = unquote(address.rpartition("/")[2]) or address
    return f'\n<p class="file"><a href="{escape(address)}">{escape(name)}</a></p>'


def _comments(item: Element) -> Iterator[LeftOut]:
    """The number of comments, which is all that a feed says of them (slash:comments)."""
    count = next(
        (text_of(one).strip() for one in item.iterchildren("{*}comments") if text_of(one).strip().isdecimal()), ""
    )
    if count and int(count):
        yield LeftOut(f"{count} comment{'s' if int(count) > 1 else ''}", "comments are not imported")


def _atom(entry: Element, place: str, source: _Source) -> Item:
    base = source.base(entry)
    content, summary = _construct(entry, f"{ATOM}content"), _construct(entry, f"{ATOM}summary")
    updated = source.date(entry, f"{ATOM}updated")
    link = _absolute(_link(entry), base)
    enclosed = [one for one in entry.iterchildren(f"{ATOM}link") if one.get("rel") == "enclosure" and one.get("href")]
    pictures = [one.get("href") for one in enclosed if one.get("type", "").startswith("image/")]
    files = [absolute_url(one.get("href"), base or link) for one in enclosed if one.get("href") not in pictures]
    within = entry.find(f"{ATOM}content")
    html = content or summary
    return Item(
        place=place,
        id=source.identity(child_text(entry, f"{ATOM}id"), link),
        title=_construct(entry, f"{ATOM}title"),
        link=link,
        lead=summary if content else "",
        html=html if not files else texts.to_html(html) + "".join(_file_link(one) for one in files if one),
        published_at=source.date(entry, f"{ATOM}published") or updated,
        modified_at=updated,
        byline=", ".join(
            filter(None, (child_text(author, f"{ATOM}name") for author in entry.iterchildren(f"{ATOM}author")))
        ),
        tags=tuple(
            category.get("label") or category.get("term", "") for category in entry.iterchildren(f"{ATOM}category")
        ),
        cover=absolute_url(pictures[0], base or link) or pictures[0] if pictures else "",
        base=base_of_content if (base_of_content := source.base(entry if within is None else within)) != link else "",
        left_out=tuple(LeftOut(one, "a further picture beside the text") for one in pictures[1:]),
    )


def _construct(entry: Element, name: str) -> str:
    """The content of an Atom text construct: markup is in it as elements (xhtml), escaped (html), or not at all."""
    element = entry.find(name)
    if element is None:
        return ""
    if element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
    return text_of(element).strip()
