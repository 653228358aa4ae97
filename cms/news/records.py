"""From a post page to its public record."""

from typing import Any, Final

from cms.core.builders import build_body, moment
from cms.core.iri import encode_uri
from cms.core.prose import prose
from cms.core.records import Body, Post
from cms.core.text import clean_line, shorten
from cms.subsites.articles import body_files, body_images, cover, first_picture, pictures, section, tags, topics
from cms.subsites.identity import base_url, entity, identity_base

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
