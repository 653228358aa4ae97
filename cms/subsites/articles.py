"""The common parts of the records of what employees write below a field or a website: where it belongs, its tags,
pictures and files."""

from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue

from cms.core.library import cover_record, file_records, image_record
from cms.core.reading import read_once
from cms.core.records import File, Image
from cms.core.text import clean_line
from cms.subsites.models import FieldPage, WebsitePage


@read_once(lambda page: page.path[: -page.steplen])
def section(page: Any) -> tuple[str | None, str | None]:
    """The keys of the field and of the website that a page lies below."""
    place = page.get_parent().specific
    if isinstance(place, WebsitePage):
        field: Any = place.get_parent().specific  # type: ignore[union-attr]
        return field.field.key, place.code
    return (place.field.key, None) if isinstance(place, FieldPage) else (None, None)


def topics(page: Any, main: str | None) -> tuple[str, ...]:
    """The keys of its fields, the main one first."""
    further = sorted(page.further_fields.all(), key=lambda field: (field.order, field.key))
    keys = [main, *(field.key for field in further)]
    return tuple(dict.fromkeys(key for key in keys if key))


def tags(page: Any) -> tuple[str, ...]:
    """The keys of its tags; a tag without a letter or digit has no address, so it is none."""
    slugs = sorted(tag.slug for tag in page.tags.all())
    return tuple(slug for slug in slugs if slug.lstrip("_") == slug != "")


def cover(page: Any, base: str) -> Image | None:
    """The cover picture."""
    if page.cover is None:
        return None
    return cover_record(page.cover, base_url=base, alt="" if page.cover_decorative else page.cover_alt)


def first_picture(shown: Iterable[Any], base: str) -> Image | None:
    """The picture that stands for a page without a cover: the first in its body that is not decorative."""
    told = ((image, clean_line(image.contextual_alt_text or "")) for image in shown)
    records = (cover_record(image, base_url=base, alt=alt) for image, alt in told if alt)
    return next((record for record in records if record), None)


def pictures(body: StreamValue) -> list[Any]:
    """The pictures of the picture and gallery blocks, in their order."""
    figures = []
    for block in body:
        if block.block_type == "image":
            figures.append(block.value)
        elif block.block_type == "gallery":
            figures += list(block.value)
    return [figure["image"] for figure in figures if figure["image"]]


def body_images(shown: Iterable[Any], base: str) -> tuple[Image, ...]:
    """The pictures of a body."""
    records = (image_record(image, base_url=base, alt=image.contextual_alt_text or "") for image in shown)
    return tuple(record for record in records if record)


def body_files(page: Any, base: str) -> tuple[File, ...]:
    """The files that the page offers or links to."""
    return file_records(page.material().files, base_url=base)
