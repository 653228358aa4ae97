"""Pictures and files as records know them: an address, a size, a type, a credit and a licence."""

import mimetypes
from typing import Final

from wagtail.images.models import SourceImageIOError

from cms.core import records
from cms.core.iri import absolute_url, encode_uri
from cms.core.models import File, Image
from cms.core.text import clean_line

# Large enough for a full-width picture and a share card, small enough for a phone. Blocks show the same rendition.
PICTURE: Final = "max-1200x1200|format-webp"
LOGO: Final = "max-480x240|format-webp"


def image_record(image: Image, *, base_url: str, alt: str = "", size: str = PICTURE) -> records.Image | None:
    """The public form of ``image``, its rendition made where missing; None where the original is lost or broken."""
    try:
        rendition = image.get_rendition(size)
    except (SourceImageIOError, OSError):
        return None
    return records.Image(
        url=media_url(rendition.url, base_url),
        width=rendition.width,
        height=rendition.height,
        type=mimetypes.guess_type(rendition.file.name)[0] or "image/webp",
        alt=clean_line(alt),
        credit=image.credit,
        licence=image.licence,
    )


def file_record(file: File, *, base_url: str, title: str = "") -> records.File:
    """The public form of ``file``."""
    return records.File(
        url=media_url(file.url, base_url),
        title=clean_line(title) or file.title,
        type=file.content_type or "application/octet-stream",
        size=file.get_file_size() or 0,
        credit=file.credit,
        licence=file.licence,
    )


def media_url(url: str, base_url: str) -> str:
    """An absolute ASCII address of a stored file; a storage elsewhere gives absolute ones already."""
    return encode_uri(absolute_url(url, base_url) or base_url)
