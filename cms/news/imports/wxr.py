"""WordPress eXtended RSS, the export of WordPress: posts, and the pictures that they have as a thumbnail.

Only what was public comes in: published posts without a password. Pages, menus, revisions and drafts stay out; drafts
and pages are named in the report, the rest is WordPress's own furniture.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from cms.core.streams import Source
from cms.news.imports import texts
from cms.news.imports.items import Entry, Item, Refusal
from cms.news.imports.markup import CONTENT, DC, Element, child_text, elements, text_of

EXCERPT: Final = "{http://wordpress.org/export/%s/excerpt/}"
_WP: Final = re.compile(r"\{http://wordpress\.org/export/(\d\.\d)/\}")
_STATUS: Final = {
    "draft": "it was a draft",
    "pending": "it was waiting for approval",
    "private": "it was private",
    "future": "it was scheduled and not yet public",
    "trash": "it was in the trash",
}
_CAPTION: Final = re.compile(r"\[caption[^\]]*\](.*?</a>|.*?/?>)(.*?)\[/caption\]", re.DOTALL)
_SHORTCODE: Final = re.compile(r"\[/?(?:gallery|embed|playlist|audio|video|caption|more)\b[^\]]*\]")
_PARAGRAPHS: Final = re.compile(r"<p[\s>]|<!-- wp:", re.IGNORECASE)


def attachments(source: Source) -> dict[str, str]:
    """Attachment id -> address, needed before the posts because a post may stand before its picture."""
    found = {}
    for element in elements(source, tags=frozenset({"item"})):
        wp = _namespace(element)
        if child_text(element, f"{wp}post_type") == "attachment":
            found[child_text(element, f"{wp}post_id")] = child_text(element, f"{wp}attachment_url")
    return found


def read(source: Source, *, zone: ZoneInfo, pictures: Mapping[str, str]) -> Iterator[Entry]:
    """The posts of an export in the order of the file; ``pictures`` is what :func:`attachments` gave."""
    for number, element in enumerate(elements(source, tags=frozenset({"item"})), start=1):
        place = f"item {number}"
        wp = _namespace(element)
        kind = child_text(element, f"{wp}post_type")
        if kind not in {"post", "page"}:
            continue
        try:
            yield _refusal(element, wp, place, kind) or _post(element, wp, place, zone=zone, pictures=pictures)
        except ValueError as error:
            yield Refusal(place=place, id=child_text(element, "guid"), reason=str(error))


def _namespace(item: Element) -> str:
    """The export's own namespace, whose version differs."""
    for child in item:
        if match := _WP.match(str(child.tag)):
            return match.group()
    return "{}"


def _refusal(item: Element, wp: str, place: str, kind: str) -> Refusal | None:
    status = child_text(item, f"{wp}status")
    if kind == "page":
        reason = "a page, not a post"
    elif status != "publish":
        reason = _STATUS.get(status, f"its status was {status!r}")
    elif child_text(item, f"{wp}post_password"):
        reason = "it was protected by a password"
    else:
        return None
    return Refusal(place=place, id=child_text(item, "guid"), reason=reason, title=child_text(item, "title"))


def _post(item: Element, wp: str, place: str, *, zone: ZoneInfo, pictures: Mapping[str, str]) -> Item:
    meta = {
        child_text(m, f"{wp}meta_key"): child_text(m, f"{wp}meta_value") for m in item.iterchildren(f"{wp}postmeta")
    }
    version = wp.rpartition("export/")[2].rstrip("/}")
    return Item(
        place=place,
        id=child_text(item, "guid") or child_text(item, f"{wp}post_id"),
        title=child_text(item, "title"),
        link=child_text(item, "link"),
        slug=unquote(child_text(item, f"{wp}post_name")),
        lead=child_text(item, f"{EXCERPT % version}encoded"),
        html=article(child_text(item, f"{CONTENT}encoded")),
        published_at=_date(item, wp, "post_date", zone),
        modified_at=_date(item, wp, "post_modified", zone),
        byline=child_text(item, f"{DC}creator"),
        tags=tuple(
            text_of(category)
            for category in item.iterchildren("category")
            if category.get("domain") in {"category", "post_tag", None} and category.get("nicename") != "uncategorized"
        ),
        cover=pictures.get(meta.get("_thumbnail_id", ""), ""),
    )


def _date(item: Element, wp: str, name: str, zone: ZoneInfo) -> datetime | None:
    """The date in UTC where there is one: the local one depends on a setting that the export does not have."""
    universal = child_text(item, f"{wp}{name}_gmt")
    if universal and not universal.startswith("0000"):
        return texts.moment(f"{universal}+00:00", zone=zone)
    return texts.moment(child_text(item, f"{wp}{name}"), zone=zone)


def article(content: str) -> str:
    """WordPress's stored text as HTML: captions become figures, other shortcodes go, blank lines become paragraphs."""
    html = _CAPTION.sub(lambda m: f"\n\n<figure>{m[1]}<figcaption>{m[2].strip()}</figcaption></figure>\n\n", content)
    html = _SHORTCODE.sub("", html)
    return html if _PARAGRAPHS.search(content) else texts.paragraphs(html)
