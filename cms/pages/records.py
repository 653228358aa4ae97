"""From a page of a website to its public record."""

from dataclasses import dataclass, replace
from typing import Any

from cms.core.builders import build_body
from cms.core.headings import with_names
from cms.core.reading import read_once
from cms.core.records import Body, WebPage
from cms.pages.blocks import embed, listing
from cms.subsites.articles import first_picture, pictures, told
from cms.subsites.identity import base_url
from cms.subsites.models import FieldPage, WebsitePage


@dataclass(frozen=True)
class Place:
    """The place of a page: the keys of its field and website, and of the pages above it, the highest first."""

    field: str | None
    website: str | None
    above: tuple[str, ...]


def content(page: Any) -> tuple[WebPage, Body]:
    """The record and the body of a page as it is in memory, without its translations."""
    city, place = page.city, place_of(page)
    base = base_url(city)
    language, home = page.locale.language_code, (city and city.full_url) or f"{base}/"
    body = build_body(page.body, base, language, home=home)
    record = WebPage(
        **told(page, body, kind=WebPage.kind, city=city, base=base),
        topics=(place.field,) if place.field else (),
        image=first_picture(pictures(page.body), base),
        website=place.website,
        parent=place.above[-1] if place.above else None,
        ancestors=place.above,
        order=page._str2int(page.path[-page.steplen :]) if page.path else 0,
        role=page.role,
        reviewed_on=page.reviewed_on,
        review_by=page.review_by,
        listings=tuple(
            listing(block.value, home=home, language=language) for block in page.body if block.block_type == "listing"
        ),
        embeds=tuple(found for block in page.body if block.block_type == "embed" and (found := embed(block.value))),
    )
    return record, replace(body, html=with_names(body.html))


def place_of(page: Any) -> Place:
    """The place that a page lies in, or is to lie in. Three queries, once for all pages of a place in a reading."""
    parent = page.path[: -page.steplen] if page.path else page.get_parent().path
    return _place(page, parent)


@read_once(lambda page, parent: parent)
def _place(page: Any, parent: str) -> Place:
    above = [parent[:length] for length in range(page.steplen, len(parent) + 1, page.steplen)]
    field = FieldPage.objects.filter(path__in=above).values_list("field__key", flat=True).first()
    website = WebsitePage.objects.filter(path__in=above).values_list("code", flat=True).first()
    keys = type(page).objects.filter(path__in=above).order_by("path").values_list("key", flat=True)
    return Place(field, website, tuple(map(str, keys)))
