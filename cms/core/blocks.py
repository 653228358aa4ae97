"""The blocks that a body is made of. Each renders plain semantic HTML; its look belongs to the front end."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from cms.core import library
from cms.core.sizes import size_in_words
from cms.core.video import player_url

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


class FigureBlock(blocks.StructBlock):
    """A picture that says what it shows, or that it shows nothing that the text does not say."""

    image = ImageBlock(
        label=_("Picture"),
        help_text=_("Describe the picture for those who cannot see it, or mark it as decorative."),
    )
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        context = super().get_context(value, parent_context)
        context["may_be_seen"] = bool(value["image"]) and library.rendition(value["image"]) is not None
        return context

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "core/blocks/figure.html"


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


class FileBlock(blocks.StructBlock):
    """A file for download."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        required=False, max_length=200, label=_("Title"), help_text=_("Empty: the title of the file.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        context = super().get_context(value, parent_context)
        context["may_be_seen"] = bool(value["file"]) and not library.is_private(value["file"])
        if context["may_be_seen"]:
            language = context.get("language") or get_language() or ""
            context["size"] = size_in_words(value["file"].get_file_size() or 0, language)
        return context

    class Meta:
        icon = "doc-full-inverse"
        label = _("File")
        template = "core/blocks/file.html"


class VideoBlock(blocks.StructBlock):
    """A video of a known service, shown in that service's own player."""

    url = blocks.URLBlock(
        label=_("Address of the video"), help_text=_("The page of the video on YouTube, Vimeo, Naver TV or Kakao TV.")
    )
    title = blocks.CharBlock(
        max_length=200, label=_("Title"), help_text=_("What the video shows; read out to those who cannot see it.")
    )

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result["url"] and player_url(result["url"]) is None:
            message = _("This address is not that of a video on YouTube, Vimeo, Naver TV or Kakao TV.")
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return result

    def render_basic(self, value: Any, context: Any = None) -> SafeString | str:
        if (player := player_url(value["url"] or "")) is None:
            return ""
        return format_html('<div class="video"><iframe src="{}" title="{}"></iframe></div>', player, value["title"])

    class Meta:
        icon = "media"
        label = _("Video")


def _page_links() -> Any:
    """Links of rich text know the pages, which are no models yet when blocks are declared."""
    from cms.core.links import PAGE_LINKS

    return PAGE_LINKS


class ImportedBlock(blocks.RawHTMLBlock):
    """HTML of another system. A link to a page is an id in it, as in rich text, and follows the page."""

    def render_basic(self, value: Any, context: Any = None) -> Any:
        return mark_safe(_page_links()(str(value or "")))

    def extract_references(self, value: Any) -> Any:
        yield from _page_links().extract_references(str(value or ""))


class BodyBlock(blocks.StreamBlock):
    """Everything that may stand in the body of an item."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"), icon="pilcrow")
    image = FigureBlock()
    gallery = blocks.ListBlock(
        FigureBlock(), min_num=2, label=_("Gallery"), icon="image", template="core/blocks/gallery.html"
    )
    quote = QuoteBlock()
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(required=False, label=_("Text"))),
            ("number", blocks.DecimalBlock(required=False, label=_("Number"))),
            ("rich_text", blocks.RichTextBlock(required=False, features=INLINE_TEXT, label=_("Formatted text"))),
        ],
        label=_("Table"),
        template="core/blocks/table.html",
    )
    callout = CalloutBlock()
    file = FileBlock()
    video = VideoBlock()
    html = ImportedBlock(
        label=_("Imported HTML"),
        help_text=_("What came from another system. It is cleaned before it is published."),
        icon="code",
    )


class BodyField(StreamField):
    """The body of an item. Its blocks are code: a migration that spelled them out would change with every wording."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(**{"block_types": BodyBlock, "verbose_name": verbose_name, **kwargs})

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [], kwargs
