"""The blocks of pages alone: lists that are made when they are read, and frames of other systems.

Posts have neither: news says what was so on its day, and is read in feeds and mails, where there are no frames.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.blocks import BodyBlock, BodyField
from cms.core.records import Embed, Listing
from cms.core.text import clean_line
from cms.subsites.listings import ListingBlock, listing_of


class PageListingBlock(ListingBlock):
    """A listing in a text, of which a link stands where nobody makes one of it."""

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        found = listing(value, home=(context or {}).get("home", ""), language=(context or {}).get("language", ""))
        return mark("listing", found.url, found.title)


class EmbedBlock(blocks.StructBlock):
    """A page of a system that the city allows, in a frame; elsewhere a link."""

    system = SnippetChooserBlock("pages.EmbeddedSystem", label=_("System"))
    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(
        max_length=200, label=_("Title"), help_text=_("What is done there; read out to those who cannot see it.")
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result["system"] and not result["system"].admits(result["url"]):
            message = _("This address is not one of “%(system)s”: these begin with %(prefix)s.")
            told = {"system": str(result["system"]), "prefix": result["system"].prefix}
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message, params=told)})
        return result

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        found = embed(value)
        return mark("embed", found.url, found.title) if found else ""

    class Meta:
        icon = "desktop"
        label = _("Other system")


def mark(kind: str, url: str, title: str) -> SafeString:
    """The link that stands in the text at the place of a list or a frame, by which front ends find it."""
    return format_html('<p class="{}"><a href="{}">{}</a></p>', kind, url, title)


def listing(value: Any, *, home: str, language: str) -> Listing:
    """The filters of a listing in a text."""
    website, unit = value["website"], value["unit"]
    keys = {"website": website.specific.code if website else "", "unit": unit.key if unit else ""}
    return listing_of(value, keys, home=home, language=language)


def embed(value: Any) -> Embed | None:
    """The frame of another system; None where the city does not allow it, or does no more."""
    system, url = value["system"], value["url"] or ""
    if system is None or not system.admits(url):
        return None
    return Embed(url=url, title=clean_line(value["title"]), kind=system.kind)


class PageBodyBlock(BodyBlock):
    """Everything that may stand in a page of a website."""

    listing = PageListingBlock()
    embed = EmbedBlock()


class PageBodyField(BodyField):
    """The body of a page of a website."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": PageBodyBlock, **kwargs})
