"""All blocks that may stand in the body of an item, and the field that holds one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from cms.core.blocks.guidance import (
    AccordionBlock,
    ContactBlock,
    DownloadsBlock,
    FoldBlock,
    LinkCardBlock,
    LinkCardsBlock,
    StepBlock,
    StepsBlock,
)
from cms.core.blocks.media import FigureBlock, FileBlock, VideoBlock
from cms.core.blocks.tables import TableBlock
from cms.core.blocks.writing import INLINE_TEXT, RICH_TEXT, CalloutBlock, HeadingBlock, ImportedBlock, QuoteBlock
from cms.core.html import html_text


class BodyBlock(blocks.StreamBlock):
    """Everything that may stand in the body of an item."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=RICH_TEXT, label=_("Text"), icon="pilcrow", required=False)
    image = FigureBlock()
    gallery = blocks.ListBlock(
        FigureBlock(), min_num=2, label=_("Gallery"), icon="image", template="core/blocks/gallery.html"
    )
    quote = QuoteBlock()
    table = TableBlock(
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
    downloads = DownloadsBlock(FileBlock())
    video = VideoBlock()
    steps = StepsBlock(StepBlock(), min_num=2)
    accordion = AccordionBlock(FoldBlock())
    contact = ContactBlock()
    cards = LinkCardsBlock(LinkCardBlock())
    html = ImportedBlock(
        label=_("Imported HTML"),
        help_text=_("What came from another system. It is cleaned before it is published."),
        icon="code",
    )

    def clean(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Without the paragraphs in which nothing was written, such as the first one of a new page."""
        cleaned = super().clean(value, *args, **kwargs)
        blank = [n for n, child in enumerate(cleaned) if child.block_type == "text" and _is_blank(child.value.source)]
        for number in reversed(blank):
            del cleaned[number]
        return cleaned


def _is_blank(html: str) -> bool:
    return "<hr" not in html and not html_text(html).strip()


class BodyField(StreamField):
    """The body of an item. Its blocks are code: a migration that spelled them out would change with every wording."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(**{"block_types": BodyBlock, "verbose_name": verbose_name, **kwargs})

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        # By the name that it is imported by, wherever it is written down.
        return name, path.replace("blocks.bodies.", "blocks."), [], kwargs
