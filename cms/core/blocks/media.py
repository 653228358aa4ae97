"""The blocks of pictures, files and videos."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.core import library
from cms.core.sizes import size_in_words
from cms.core.video import player_url


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
