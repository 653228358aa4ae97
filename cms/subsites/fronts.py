"""The front page of a city or a website as its web team arranges it: blocks of the editor, and what becomes of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks import StreamValue

from cms.core import kinds
from cms.core.blocks import BodyField
from cms.core.records import FrontSection, MenuLink, Pin
from cms.core.text import clean_line
from cms.subsites.listings import ListingBlock, listing_of
from cms.subsites.menus import Addresses, LinkBlock, ListingAddress, address_of, stored

MOST_SHORTCUTS: Final = 6
MOST_PINS: Final = 5
MOST_SECTIONS: Final = 10
MOST_LINKS: Final = 12


class ShownBlock(blocks.StructBlock):
    """A part that shows what its type says; a title takes the place of the usual words."""

    title = blocks.CharBlock(
        required=False, max_length=60, label=_("Title"), help_text=_("Empty: the usual words for it.")
    )

    class Meta:
        label_format = "{title}"


class LinksBlock(blocks.StructBlock):
    """A list of links under a title."""

    title = blocks.CharBlock(max_length=60, label=_("Title"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=MOST_LINKS, label=_("Links"))

    class Meta:
        label_format = "{title}"


class FrontBlock(blocks.StreamBlock):
    """The parts of the front page of a website."""

    lead = ShownBlock(label=_("Lead and headlines"), icon="image")
    news = ShownBlock(label=_("Further news"), icon="doc-full")
    events = ShownBlock(label=_("What is coming"), icon="date")
    boards = ShownBlock(label=_("Boards with their newest"), icon="list-ul")
    listing = ListingBlock()
    links = LinksBlock(label=_("Links"), icon="link")


class CityFrontBlock(FrontBlock):
    """Those of the front page of a city."""

    fields = ShownBlock(label=_("Fields with their newest"), icon="grip")
    documents = ShownBlock(label=_("Newest documents"), icon="folder-open-inverse")
    websites = ShownBlock(label=pgettext_lazy("front page", "Websites"), icon="site")


_ONCE: Final = {name: {"max_num": 1} for name in CityFrontBlock().child_blocks if name not in ("listing", "links")}


class FrontField(BodyField):
    """The parts of a front page in their order."""

    def __init__(self, verbose_name: Any = None, *, block: type[FrontBlock] = FrontBlock, **kwargs: Any) -> None:
        counts = {name: count for name, count in _ONCE.items() if name in block().child_blocks}
        made = block(max_num=MOST_SECTIONS, block_counts=counts)
        super().__init__(verbose_name, **{"block_types": made, "blank": True, **kwargs})


class ShortcutsBlock(blocks.StreamBlock):
    """The shortcuts in their order."""

    shortcut = LinkBlock(label=_("Shortcut"))


class ShortcutsField(BodyField):
    """The links at the head of a front page."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        made = ShortcutsBlock(max_num=MOST_SHORTCUTS)
        super().__init__(verbose_name, **{"block_types": made, "blank": True, **kwargs})


def is_pinnable(model: type[Any] | None) -> bool:
    """Return whether pages of a type are items of listings, and no listings themselves."""
    return getattr(model, "publishes", None) == "record"


class PinBlock(blocks.StructBlock):
    """An item that stands before all others of a listing, for good or for a time."""

    page = blocks.PageChooserBlock(label=_("Page"), help_text=_("It is shown while it is public."))
    until = blocks.DateBlock(
        required=False,
        label=_("Until"),
        help_text=_("The last day on which it stands there. Empty: until it is removed."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not is_pinnable(cleaned["page"].specific_class):
            told = ValidationError(_("Choose what is published: a post, an event, a page. A listing is none of these."))
            raise blocks.StructBlockValidationError(block_errors={"page": told})
        return cleaned

    class Meta:
        icon = "thumbtack"
        label = _("Pinned item")


class PinsBlock(blocks.StreamBlock):
    """The pinned items in their order."""

    pin = PinBlock()


class PinsField(BodyField):
    """The items that stand before all others of a listing."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": PinsBlock(max_num=MOST_PINS), "blank": True, **kwargs})


@dataclass(frozen=True)
class Known:
    """The things that a front page may name: addresses of public pages, keys of websites and departments, each by its
    id, and how an address of a listing is found in the language ``language`` of the front page ``home``."""

    addresses: Addresses
    websites: Mapping[int, str]
    units: Mapping[int, str]
    listing: ListingAddress
    home: str
    language: str


def page_ids(shortcuts: StreamValue, front: StreamValue) -> Iterator[int]:
    """The ids of the pages that a front page leads to, which may have gone. No query."""
    links = [*stored(shortcuts), *(link for _, value in _parts(front) for link in _links(value))]
    return (link["page"] for link in links if link.get("page"))


def unit_ids(front: StreamValue) -> Iterator[int]:
    """The ids of the departments that lists are narrowed to, which may have gone. No query."""
    return (int(value["unit"]) for type_, value in _parts(front) if type_ == "listing" and value.get("unit"))


def shortcuts(value: StreamValue, known: Known) -> tuple[MenuLink, ...]:
    """Those of the shortcuts that lead to something public. No query."""
    return tuple(_shown(stored(value), known))


def sections(front: StreamValue, known: Known) -> tuple[FrontSection, ...]:
    """The parts of a stored front page, without lists of what is there no more and links to nothing. No query."""
    return tuple(found for type_, value in _parts(front) if (found := _section(type_, value, known)))


def pinned_ids(pins: StreamValue) -> Iterator[int]:
    """The ids of the pinned pages. No query."""
    return (pin["page"] for pin in stored(pins) if pin.get("page"))


def pins(value: StreamValue, keys: Mapping[int, str], language: str) -> Iterator[Pin]:
    """The pins of the pages that are there, whose ``keys`` are given by id. No query."""
    block = blocks.DateBlock()
    for pin in stored(value):
        if key := keys.get(pin["page"]):
            yield Pin(language=language, key=key, until=block.to_python(pin.get("until")))


def _parts(front: StreamValue) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((block["type"], block["value"]) for block in front.raw_data)


def _links(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [item["value"] for item in value.get("links", ())]


def _shown(links: Any, known: Known) -> Iterator[MenuLink]:
    for link in links:
        if url := address_of(link, known.addresses, known.listing):
            yield MenuLink(title=clean_line(link["title"]), url=url)


def _section(type_: str, value: Mapping[str, Any], known: Known) -> FrontSection | None:
    title = clean_line(value.get("title") or "")
    if type_ == "links":
        links = tuple(_shown(_links(value), known))
        return FrontSection(type=type_, title=title, links=links) if links else None
    if type_ != "listing":
        return FrontSection(type=type_, title=title)
    keys = {name: _key(value.get(name), ids) for name, ids in (("website", known.websites), ("unit", known.units))}
    if None in keys.values() or value["kind"] not in kinds.names():
        return None
    listing = listing_of(value, {n: key or "" for n, key in keys.items()}, home=known.home, language=known.language)
    return FrontSection(type=type_, title=title, listing=listing)


def _key(pk: Any, keys: Mapping[int, str]) -> str | None:
    """The key of what is named by its id; empty for none, None for one that is there no more."""
    return keys.get(int(pk)) if pk else ""
