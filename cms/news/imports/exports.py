"""The parts of a WordPress export beside its posts: its authors, its uploaded files, its reusable blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from cms.core.streams import Source
from cms.core.text import full_name
from cms.news.imports.markup import Element, readable, text_of
from cms.news.imports.pictures import SMALLER

# Whatever version, and with http or https: exports of all sorts are about.
_NAMESPACES: Final = (
    ("excerpt", re.compile(r"https?://(?:www\.)?wordpress\.org/export/[^/]*/excerpt/?", re.IGNORECASE)),
    ("wp", re.compile(r"https?://(?:www\.)?wordpress\.org/export(?:/[^/]*)?/?", re.IGNORECASE)),
    ("content", re.compile(r"https?://purl\.org/rss/1\.0/modules/content/?", re.IGNORECASE)),
    ("dc", re.compile(r"https?://purl\.org/dc/elements/1\.1/?", re.IGNORECASE)),
)
_PICTURES: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|heic|svg)$", re.IGNORECASE)


class Fields:
    """The parts of an item by ``wp:``, ``excerpt:``, ``content:``, ``dc:`` or no prefix, whatever they are bound to."""

    def __init__(self, item: Element) -> None:
        self._by_name: dict[str, list[Element]] = {}
        for child in item.iterchildren(tag=etree.Element):
            self._by_name.setdefault(_name(child), []).append(child)

    def text(self, *names: str) -> str:
        """The text of the first that has some."""
        return next((text for name in names for child in self.all(name) if (text := text_of(child).strip())), "")

    def all(self, name: str) -> list[Element]:
        """All parts of that name."""
        return self._by_name.get(name, [])

    def pairs(self, name: str) -> Iterator["Fields"]:
        """The parts of each of that name."""
        return (Fields(element) for element in self.all(name))


def _name(element: Element) -> str:
    parts = etree.QName(element)
    prefix = next((short for short, form in _NAMESPACES if form.fullmatch(parts.namespace or "")), "")
    return f"{prefix}:{parts.localname}" if prefix else parts.localname


@dataclass(frozen=True, slots=True)
class Attachment:
    """One uploaded file: the post it was uploaded to, its place there, and what is said of it."""

    number: str
    address: str
    title: str
    caption: str
    alt: str
    parent: str
    order: int
    page: str = ""

    @property
    def is_picture(self) -> bool:
        """Return whether its name is that of a picture."""
        return bool(_PICTURES.search(urlsplit(self.address).path))


@dataclass
class Export:
    """The things that posts of an export refer to, read first: they may stand behind. ``home`` and ``title`` are the
    address and the name of its site."""

    names: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)
    home: str = ""
    title: str = ""
    _numbers: dict[str, str] = field(default_factory=dict)
    _of_parent: dict[str, list[Attachment]] = field(default_factory=dict)
    _shared: set[str] = field(default_factory=set)
    _used: set[str] = field(default_factory=set)

    def add(self, item: Fields) -> None:
        """Remember what one item gives to others."""
        kind, number = item.text("wp:post_type"), item.text("wp:post_id")
        if kind == "attachment":
            self._attach(_attachment(item, number))
        elif kind == "wp_block":
            self.blocks[number] = item.text("content:encoded")
        if (guid := item.text("guid")) and self._numbers.setdefault(guid, number) != number:
            self._shared.add(guid)

    def _attach(self, attachment: Attachment) -> None:
        self.attachments[attachment.number] = attachment
        self._numbers[_plain(attachment.address)] = attachment.number
        if attachment.parent not in {"", "0"}:
            self._of_parent.setdefault(attachment.parent, []).append(attachment)

    def is_shared(self, guid: str) -> bool:
        """Return whether several posts of the export have it."""
        return guid in self._shared

    def of_post(self, number: str) -> list[Attachment]:
        """The pictures that were uploaded to a post, in its order."""
        found = (attachment for attachment in self._of_parent.get(number, []) if attachment.is_picture)
        return sorted(found, key=lambda attachment: (attachment.order, int(attachment.number or 0)))

    def addresses(self, number: str) -> Iterator[str]:
        """The addresses that led to a post beside its link: its number, and the pages of what was uploaded to it."""
        home = f"{self.home.rstrip('/')}/" if self.home else ""
        if home and number:
            yield f"{home}?p={number}"
        for one in self._of_parent.get(number, ()):
            if one.page and one.page != one.address:
                yield one.page
            if home:
                yield f"{home}?attachment_id={one.number}"

    def use(self, number: str) -> Attachment | None:
        """An attachment that a post shows."""
        found = self.attachments.get(number)
        if found is not None:
            self._used.add(number)
        return found

    def use_address(self, address: str) -> Attachment | None:
        """The attachment at an address, or of which it is a smaller copy."""
        return self.use(self._numbers.get(_plain(address), ""))

    def unused(self) -> Iterator[Attachment]:
        """The attachments that no post has used by now."""
        return (found for number, found in self.attachments.items() if number not in self._used)


def read(source: Source) -> Export:
    """One pass through an export."""
    export = Export()
    for element in readable(source, tags=frozenset({"item", "author"})):
        fields = Fields(element)
        # What an export says of its site stands before its authors, and is forgotten with the first of them.
        export.home = export.home or _home(element)
        export.title = export.title or _title(element)
        if _name(element) == "wp:author":
            login, shown = fields.text("wp:author_login"), fields.text("wp:author_display_name")
            full = full_name(given=fields.text("wp:author_first_name"), family=fields.text("wp:author_last_name"))
            export.names[login] = shown or full or login
        elif _name(element) == "item":
            export.add(fields)
    return export


def _home(element: Element) -> str:
    """The address of the site whose export an element is of."""
    parent = element.getparent()
    if parent is None:
        return ""
    channel = Fields(parent)
    return next((one for one in (channel.text("wp:base_blog_url"), channel.text("link")) if "://" in one), "")


def _title(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else Fields(parent).text("title")


def meta(item: Fields) -> dict[str, str]:
    """The values that an item has in pairs."""
    return {pair.text("wp:meta_key"): pair.text("wp:meta_value") for pair in item.pairs("wp:postmeta")}


def _attachment(item: Fields, number: str) -> Attachment:
    order = item.text("wp:menu_order")
    return Attachment(
        number=number,
        address=item.text("wp:attachment_url") or item.text("guid"),
        title=item.text("title"),
        caption=item.text("excerpt:encoded"),
        alt=meta(item).get("_wp_attachment_image_alt", ""),
        parent=item.text("wp:post_parent"),
        order=int(order) if order.isdecimal() else 0,
        page=item.text("link"),
    )


def _plain(address: str) -> str:
    """The part that all addresses of one upload share."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return address
    return SMALLER.sub("", path)
