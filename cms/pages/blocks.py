"""The blocks of pages alone: lists that are made when they are read, and frames of other systems.

Posts have neither: news says what was so on its day, and is read in feeds and mails, where there are no frames.
"""

from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core import kinds
from cms.core.blocks import BodyBlock, BodyField
from cms.core.iri import absolute_url
from cms.core.records import Embed, Listing
from cms.core.text import clean_line
from cms.subsites.models import Field

MOST_LISTED: Final = 10
_NARROWED_BY: Final = ("field", "website", "unit", "tag")


def _kinds() -> list[tuple[str, str]]:
    """What is news, by the words of the editor."""
    return [(kind.name, capfirst(translation.gettext(kind.nouns))) for kind in kinds.registered() if kind.is_news]


def _fields() -> list[tuple[str, str]]:
    return [(field.key, str(field)) for field in Field.objects.all()]


class ListingBlock(blocks.StructBlock):
    """The newest of something, found by filters; it is made when it is read."""

    title = blocks.CharBlock(max_length=100, label=_("Title"))
    kind = blocks.ChoiceBlock(choices=_kinds, label=_("Of what"))
    field = blocks.ChoiceBlock(choices=_fields, required=False, label=pgettext_lazy("listing", "Field"))
    website = blocks.PageChooserBlock("subsites.WebsitePage", required=False, label=_("Website"))
    unit = SnippetChooserBlock("subsites.OrganisationUnit", required=False, label=_("Department"))
    tag = blocks.CharBlock(required=False, max_length=100, label=pgettext_lazy("listing", "Tag"))
    first = blocks.IntegerBlock(min_value=1, max_value=MOST_LISTED, default=5, label=_("How many"))

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        facets = {facet.name for facet in kinds.kind(result["kind"]).facets}
        message = _("This kind is not narrowed by that.")
        wrong = {name: ValidationError(message) for name in _NARROWED_BY if result[name] and name not in facets}
        if wrong:
            raise blocks.StructBlockValidationError(block_errors=wrong)
        return result

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        found = listing(value, home=(context or {}).get("home", ""), language=(context or {}).get("language", ""))
        return mark("listing", found.url, found.title)

    class Meta:
        icon = "list-ul"
        label = _("Listing")


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
    """The filters of a listing; all that they find is a search below the home page."""
    website, unit = value["website"], value["unit"]
    given = {
        "field": value["field"] or None,
        "website": website.specific.code if website else None,
        "unit": unit.key if unit else None,
        "tag": slugify(value["tag"] or "", allow_unicode=True) or None,
    }
    kind, language = value["kind"], "" if kinds.kind(value["kind"]).section else language
    query = {"kind": kind, "language": language, **given}
    url = absolute_url(f"search/?{urlencode({name: key for name, key in query.items() if key})}", home) or home
    title = clean_line(value["title"])
    return Listing(url=url, title=title, kind=kind, language=language, first=value["first"], **given)


def embed(value: Any) -> Embed | None:
    """The frame of another system; None where the city does not allow it, or does no more."""
    system, url = value["system"], value["url"] or ""
    if system is None or not system.admits(url):
        return None
    return Embed(url=url, title=clean_line(value["title"]), kind=system.kind)


class PageBodyBlock(BodyBlock):
    """Everything that may stand in a page of a website."""

    listing = ListingBlock()
    embed = EmbedBlock()


class PageBodyField(BodyField):
    """The body of a page of a website."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": PageBodyBlock, **kwargs})
