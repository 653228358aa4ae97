"""The blocks that are written: headings, quotations, call-outs, and HTML of another system."""

from typing import Any, Final

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

RICH_TEXT: Final = [
    "bold",
    "italic",
    "strikethrough",
    "superscript",
    "subscript",
    "code",
    "link",
    "document-link",
    "ol",
    "ul",
    "hr",
]
INLINE_TEXT: Final = ["bold", "italic", "superscript", "subscript", "link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside a body; the title of the page is the only first-level one."""

    text = blocks.CharBlock(max_length=200, label=_("Heading"))
    level = blocks.ChoiceBlock(
        choices=[("h2", pgettext_lazy("heading", "Section")), ("h3", _("Subsection")), ("h4", _("Detail"))],
        default="h2",
        label=_("Level"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "core/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    """The words of somebody else."""

    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    source = blocks.CharBlock(required=False, max_length=200, label=_("Who said it, or where it is from"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "core/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A box beside the text: whom to call, by when to apply, what to beware of."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Information")), ("notice", _("Notice")), ("warning", _("Warning"))],
        default="info",
        label=_("Kind"),
    )
    title = blocks.CharBlock(required=False, max_length=100, label=_("Title"))
    text = blocks.RichTextBlock(features=[*INLINE_TEXT, "ol", "ul"], label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        template = "core/blocks/callout.html"


def page_links() -> Any:
    """The function that writes the addresses of pages into links that know them by their ids.

    Links of rich text know the pages, which are no models yet when blocks are declared."""
    from cms.core.links import PAGE_LINKS

    return PAGE_LINKS


class ImportedBlock(blocks.RawHTMLBlock):
    """HTML of another system. A link to a page is an id in it, as in rich text, and follows the page."""

    def render_basic(self, value: Any, context: Any = None) -> Any:
        return mark_safe(page_links()(str(value or "")))

    def extract_references(self, value: Any) -> Any:
        yield from page_links().extract_references(str(value or ""))
