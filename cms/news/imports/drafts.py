"""From an item of another system to a post of this one: the city's rules, and the reasons for a refusal."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django.utils.text import slugify

from cms.core.addresses import is_reserved
from cms.core.html import clean_html
from cms.core.text import clean_line, shorten
from cms.news.bulk import SLUG_LENGTH
from cms.news.imports import texts
from cms.news.imports.embedded import settled
from cms.news.imports.items import Item, LeftOut

SOURCE_ID_LENGTH: Final = 200
TITLE_LENGTH: Final = 255
LEAD_LENGTH: Final = 500
BYLINE_LENGTH: Final = 100
TAG_LENGTH: Final = 100
MAX_TAGS: Final = 30
# Clean HTML has no other < than those of tags.
_TAG: Final = re.compile(r"<[^>]*>")


class Unusable(ValueError):
    """The reason why an item cannot become a post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The values that a post will have; ``html`` is clean, with the pictures still at their old addresses.

    ``former_id`` is what an earlier version knew its source by. ``go_live_at`` is set where it becomes public later.
    ``left_out`` is what of the item is in no part of it.
    """

    source_id: str
    key: UUID
    title: str
    slug: str
    lead: str
    html: str
    byline: str
    tags: tuple[str, ...]
    published_at: datetime
    modified_at: datetime
    cover: str
    former_id: str = ""
    go_live_at: datetime | None = None
    left_out: tuple[LeftOut, ...] = ()


def draft(item: Item, *, source: str) -> Draft:
    """Apply the rules; Unusable says which one is broken. ``source`` tells ids apart that are unique only there."""
    title = shorten(texts.plain_line(item.title), length=TITLE_LENGTH)
    if not title:
        raise Unusable("no title")
    published_at, modified_at = _dates(item)
    identity = source_id(item, source=source)
    key = uuid5(NAMESPACE_URL, identity)
    lead = texts.plain_line(item.lead)
    left_out = list(item.left_out)
    base = item.base or item.link
    html = clean_html(settled(texts.to_html(item.html or item.lead), base, left_out.append), base)
    if not _TAG.sub("", html).strip() and "<img" not in html and "<iframe" not in html:
        raise Unusable(f"no text but what is not taken: {left_out[0].what}" if left_out else "no text")
    tags = _tags(item.tags)
    left_out += [LeftOut(f"tag {name}", f"a post has {MAX_TAGS} tags at most") for name in tags[MAX_TAGS:]]
    left_out += _shortened(item, lead)
    return Draft(
        source_id=identity,
        key=key,
        title=title,
        slug=_slug(item.slug or title, key),
        lead=shorten(lead, length=LEAD_LENGTH),
        html=html,
        byline=shorten(texts.plain_line(item.byline), length=BYLINE_LENGTH),
        tags=tags[:MAX_TAGS],
        published_at=published_at,
        modified_at=modified_at,
        cover=item.cover,
        former_id=_identity(item.former_id, item, source) if item.former_id else "",
        go_live_at=published_at if published_at > timezone.now() else None,
        left_out=tuple(left_out),
    )


def _shortened(item: Item, lead: str) -> Iterator[LeftOut]:
    """The parts that are longer than their place; a lead that is the text too is not lost."""
    parts = [
        ("title", texts.plain_line(item.title), TITLE_LENGTH),
        ("byline", texts.plain_line(item.byline), BYLINE_LENGTH),
    ]
    parts += [("lead", lead, LEAD_LENGTH)] if item.html else []
    for name, text, length in parts:
        if len(text) > length:
            yield LeftOut(f"the end of the {name}", f"it has more than {length} characters")


def source_id(item: Item, *, source: str) -> str:
    """An id that is unique in the world: the item's own where it is an address, else with the host it comes from."""
    own = clean_line(item.id)
    if not own:
        raise Unusable("no id")
    return _identity(own, item, source)


def _identity(own: str, item: Item, source: str) -> str:
    own = clean_line(own)
    host = host_of(item.link) or source
    identity = own if host_of(own) or own.startswith("urn:") else f"{host}:{own}"
    if len(identity) > SOURCE_ID_LENGTH:
        digest = hashlib.sha256(identity.encode()).hexdigest()
        identity = f"{identity[: SOURCE_ID_LENGTH - 65]}#{digest}"[:SOURCE_ID_LENGTH]
    return identity


def host_of(address: str) -> str:
    """The name of the host in an address; empty where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _dates(item: Item) -> tuple[datetime, datetime]:
    if item.published_at is None:
        raise Unusable("no date of publication")
    if item.published_at > timezone.now() and not item.is_scheduled:
        raise Unusable(f"dated in the future: {item.published_at.isoformat()}")
    modified_at = max(item.published_at, item.modified_at or item.published_at)
    return item.published_at, min(modified_at, max(item.published_at, timezone.now()))


def _slug(text: str, key: UUID) -> str:
    slug = normalize("NFC", slugify(text, allow_unicode=True))[:SLUG_LENGTH].strip("-_")
    return slug if slug and not is_reserved(slug) else f"{slug or 'post'}-{key.hex[:8]}"


def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    lines = (texts.plain_line(name)[:TAG_LENGTH].strip() for name in names)
    unique = {line.casefold(): line for line in lines if line}
    return tuple(unique.values())
