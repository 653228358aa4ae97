"""From a post page to its public record."""

from collections.abc import Iterable
from typing import Any, Final

from wagtail.blocks import StreamValue

from cms.core.builders import build_body, moment
from cms.core.iri import encode_uri
from cms.core.library import cover_record, file_records, image_record
from cms.core.prose import prose
from cms.core.reading import read_once
from cms.core.records import Body, File, Image, Post
from cms.core.text import clean_line, shorten
from cms.subsites.identity import base_url, entity, identity_base
from cms.subsites.models import FieldPage, WebsitePage

SUMMARY_LENGTH: Final = 200


def content(page: Any) -> tuple[Post, Body]:
    """The record and the body of a post page as it is in memory, without its translations: the stored page, or a
    draft for a preview."""
    city = page.city
    base = base_url(city)
    body = build_body(page.body, base, page.locale.language_code)
    field, website = section(page)
    shown = pictures(page.body)
    published_at = moment(page.first_published_at or page.last_published_at or page.latest_revision_created_at)
    record = Post(
        key=str(page.key),
        iri=entity(identity_base(city), "post", str(page.key)),
        url=encode_uri(page.full_url or base),
        site=city.code if city else "",
        language=page.locale.language_code,
        title=clean_line(page.title),
        summary=shorten(
            page.lead or prose(body.html, enough=SUMMARY_LENGTH), length=max(SUMMARY_LENGTH, len(page.lead))
        ),
        published_at=published_at,
        modified_at=max(published_at, moment(page.last_published_at)),
        publisher=page.unit.key if page.unit else None,
        topics=topics(page, field),
        tags=tags(page),
        image=cover(page, base) or first_picture(shown, base),
        licence=page.licence,
        website=website,
        byline=clean_line(page.byline),
        images=body_images(shown, base),
        files=body_files(page, base),
    )
    return record, body


@read_once(lambda page: page.path[: -page.steplen])
def section(page: Any) -> tuple[str | None, str | None]:
    """The keys of the field and of the website that a post lives under."""
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
    """The picture that stands for a post without a cover: the first in its body that is not decorative."""
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
    """The files that the post offers or links to."""
    return file_records(page.material().files, base_url=base)
