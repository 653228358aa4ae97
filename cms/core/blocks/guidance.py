"""The blocks that guide through something: steps, questions that unfold, whom to ask, what to load, where to go on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.blocks.writing import INLINE_TEXT, page_links
from cms.core.iri import absolute_url

_TEXT = [*INLINE_TEXT, "ol", "ul", "document-link"]


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(max_length=100, label=_("Title"))
    text = blocks.RichTextBlock(required=False, features=_TEXT, label=_("Text"))

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.ListBlock):
    """Things to be done one after another; the numbers are the page's."""

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "core/blocks/steps.html"


class FoldBlock(blocks.StructBlock):
    """A heading, such as a question, and a text that shows when it is opened."""

    summary = blocks.CharBlock(max_length=200, label=_("Heading"))
    text = blocks.RichTextBlock(features=_TEXT, label=_("Text"))

    class Meta:
        icon = "collapse-down"
        label = _("Folded text")


class AccordionBlock(blocks.ListBlock):
    """Texts that are folded up, such as questions with answers."""

    class Meta:
        icon = "collapse-down"
        label = _("Folded texts")
        template = "core/blocks/accordion.html"


class DownloadsBlock(blocks.ListBlock):
    """A list of files; those that are private leave no trace in it."""

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        rows = [row for child in value.bound_blocks if (row := child.render(context))]
        return format_html('<ul class="downloads">{}</ul>', _items(rows)) if rows else ""

    class Meta:
        icon = "download"
        label = _("Files")


class ContactBlock(blocks.StructBlock):
    """Whom to ask: the name, the duties and the telephone of a department as they are now.

    When one of them changes, the publication looks again at what shows it.
    """

    unit = SnippetChooserBlock("subsites.OrganisationUnit", label=_("Department"))
    note = blocks.CharBlock(
        required=False, max_length=200, label=_("Note"), help_text=_("For example: weekdays 09:00 to 18:00.")
    )

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        if value["unit"] is None:
            return ""
        unit = value["unit"].today
        language = (context or {}).get("language") or get_language() or ""
        call = format_html('<a href="tel:{0}">{0}</a>', unit.telephone) if unit.telephone else ""
        lines = (_in(unit.descriptions, language), call, value["note"])
        return format_html(
            '<div class="contact"><p><strong>{}</strong></p>{}</div>',
            _in(unit.names, language),
            format_html_join("", "<p>{}</p>", ((line,) for line in lines if line)),
        )

    class Meta:
        icon = "mail"
        label = _("Contact")


class LinkCardBlock(blocks.StructBlock):
    """A link with a word about what is there: to a page, which it follows, or to any address."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address"))
    title = blocks.CharBlock(max_length=100, label=_("Title"))
    text = blocks.CharBlock(required=False, max_length=200, label=_("Text"))

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if bool(result["page"]) == bool(result["url"]):
            message = _("Choose a page, or write an address: one of the two.")
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        if result["url"] and absolute_url(result["url"], "") is None:
            message = _("Write an address that begins with https:// or http://.")
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return result

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        title = escape(value["title"])
        if value["page"]:
            link = mark_safe(page_links()(f'<a linktype="page" id="{value["page"].pk}">{title}</a>'))
        else:
            link = format_html('<a href="{}">{}</a>', value["url"], value["title"])
        return format_html("{}{}", link, format_html("<p>{}</p>", value["text"]) if value["text"] else "")

    class Meta:
        icon = "link"
        label = _("Link")


class LinkCardsBlock(blocks.ListBlock):
    """Links beside each other."""

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        return format_html('<ul class="cards">{}</ul>', _items([child.render(context) for child in value.bound_blocks]))

    class Meta:
        icon = "link"
        label = _("Link cards")


def _items(rows: list[Any]) -> SafeString:
    return format_html_join("", "<li>{}</li>", ((row,) for row in rows))


def _in(texts: dict[str, str], language: str) -> str:
    """The text in a language, else in English, else in any; empty where there is none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
