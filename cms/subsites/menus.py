"""The menus and footers that web teams arrange: blocks of the editor, and what becomes of them in a layout."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue

from cms.core.blocks import BodyField
from cms.core.iri import encode_uri
from cms.core.records import MenuItem, MenuLink
from cms.core.text import clean_line

# Listings of every city that are no pages of the editor, by the step of their address below the home page.
LISTINGS: Final = {
    "fields": _("All fields"),
    "websites": _("All websites"),
    "units": _("Departments"),
    "follow": _("Ways to follow"),
    "reuse": _("Reuse"),
    "statistics": _("Statistics of documents"),
    "open-data": _("Open data"),
}
MOST_ENTRIES: Final = 8
MOST_BELOW: Final = 12
_TARGETS: Final = ("page", "listing", "url")

# The address of a page by its id, of those that the public may see; and that of a listing.
Addresses = Mapping[int, str]
ListingAddress = Callable[[str], str]


class LinkBlock(blocks.StructBlock):
    """A link: to a page of the hub, whose address it follows, to a listing, or to another system."""

    title = blocks.CharBlock(max_length=60, label=_("Words"))
    page = blocks.PageChooserBlock(
        required=False,
        label=_("Page"),
        help_text=_("The link follows the page, and is not shown while it is not public."),
    )
    listing = blocks.ChoiceBlock(choices=list(LISTINGS.items()), required=False, label=_("Listing"))
    url = blocks.URLBlock(
        required=False,
        label=_("Address elsewhere"),
        validators=[URLValidator(schemes=["http", "https"])],
    )

    # Whether an entry may lead nowhere, as the heading of what is below it.
    may_lead_nowhere = False

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        given = [name for name in _TARGETS if cleaned[name]]
        if len(given) > 1:
            told = ValidationError(_("Choose one: a page, a listing, or an address elsewhere."))
            raise blocks.StructBlockValidationError(block_errors={given[1]: told})
        if not given and not (self.may_lead_nowhere and cleaned.get("items")):
            told = ValidationError(_("Choose where it leads: to a page, a listing, or an address elsewhere."))
            raise blocks.StructBlockValidationError(block_errors={"page": told})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{title}"


class EntryBlock(LinkBlock):
    """An entry with links below it; it need not lead anywhere itself where it has some."""

    items = blocks.ListBlock(LinkBlock(), max_num=MOST_BELOW, default=[], label=_("Below it"), collapsed=True)

    may_lead_nowhere = True

    class Meta:
        icon = "list-ul"
        label = _("Entry")
        label_format = "{title}"


class MenuBlock(blocks.StreamBlock):
    """The entries in their order."""

    entry = EntryBlock()


class MenuField(BodyField):
    """A menu of two levels."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": MenuBlock(max_num=MOST_ENTRIES), "blank": True, **kwargs})


# A link as it is stored, with the id of its page.
_Raw = Mapping[str, Any]


def page_ids(menu: StreamValue) -> Iterator[int]:
    """The ids of the pages that a stored menu leads to, which may have gone. No query."""
    for entry in stored(menu):
        for link in (entry, *_below(entry)):
            if link.get("page"):
                yield link["page"]


def entries(menu: StreamValue, addresses: Addresses, listing: ListingAddress) -> tuple[MenuItem, ...]:
    """The entries of a stored menu that lead somewhere public, themselves or by what is below them. No query."""
    return tuple(_entries(menu, addresses, listing))


def _entries(menu: StreamValue, addresses: Addresses, listing: ListingAddress) -> Iterator[MenuItem]:
    for entry in stored(menu):
        links = ((link["title"], address_of(link, addresses, listing)) for link in _below(entry))
        below = tuple(MenuLink(title=clean_line(title), url=url) for title, url in links if url)
        url = address_of(entry, addresses, listing)
        if url or below:
            yield MenuItem(title=clean_line(entry["title"]), url=url, items=below)


def stored(menu: StreamValue) -> Iterator[_Raw]:
    """The values of blocks as they are stored: a stream of blocks would read the pages of each menu for itself."""
    return (entry["value"] for entry in menu.raw_data)


def _below(entry: _Raw) -> Iterator[_Raw]:
    return (item["value"] for item in entry.get("items", ()))


def address_of(link: _Raw, addresses: Addresses, listing: ListingAddress) -> str:
    """The address that a link leads to; empty where the public finds nothing there."""
    if link.get("page"):
        return addresses.get(link["page"], "")
    return listing(link["listing"]) if link.get("listing") else encode_uri(link.get("url") or "")
