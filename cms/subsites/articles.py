"""The common parts of the records of what employees write below a field or a website: what is told of it, where it
belongs, its tags, pictures and files."""

from collections.abc import Iterable
from typing import Any, Final

from wagtail.blocks import StreamValue

from cms.core.builders import moment
from cms.core.iri import encode_uri
from cms.core.library import cover_record, file_records, image_record
from cms.core.prose import prose
from cms.core.reading import read_once
from cms.core.records import Body, File, Image
from cms.core.text import clean_line, shorten
from cms.subsites.identity import entity, identity_base
from cms.subsites.models import CityPage, FieldPage, WebsitePage

SUMMARY_LENGTH: Final = 200


def told(page: Any, body: Body, *, kind: str, city: CityPage | None, base: str) -> dict[str, Any]:
    """The fields that every record of a written page has, of the page as it is in memory: the stored one, or a draft
    for a preview. ``body`` is what was built of its own, ``base`` the address of its city."""
    published_at = moment(page.first_published_at or page.last_published_at or page.latest_revision_created_at)
    return {
        "key": str(page.key),
        "iri": entity(identity_base(city), kind, str(page.key)),
        "url": encode_uri(page.full_url or base),
        "site": city.code if city else "",
        "language": page.locale.language_code,
        "title": clean_line(page.title),
        "summary": shorten(
            page.lead or prose(body.html, enough=SUMMARY_LENGTH), length=max(SUMMARY_LENGTH, len(page.lead))
        ),
        "published_at": published_at,
        "modified_at": max(published_at, moment(page.last_published_at)),
        "publisher": page.unit.today.key if page.unit else None,
        "licence": page.licence,
        "images": body_images(pictures(page.body), base),
        "files": body_files(page, base),
    }


def placed(page: Any, base: str) -> dict[str, Any]:
    """The fields of the record of an article: its fields and website, its tags, and the picture that stands for it."""
    field, website = section(page)
    return {
        "topics": topics(page, field),
        "website": website,
        "tags": tags(page),
        "image": cover(page, base) or first_picture(pictures(page.body), base),
    }


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
    described = ((image, clean_line(image.contextual_alt_text or "")) for image in shown)
    records = (cover_record(image, base_url=base, alt=alt) for image, alt in described if alt)
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
