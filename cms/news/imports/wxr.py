"""WordPress eXtended RSS, the export of WordPress: its posts, with the files and pictures that they show.

Published posts without a password come in, and scheduled ones as scheduled. Whatever else stands in the file is named:
drafts, pages, other types, uploads that no post shows; of a post its comments, and fields that are of no use here.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from cms.core.streams import Source
from cms.news.imports import exports, texts
from cms.news.imports.articles import Article
from cms.news.imports.exports import Export, Fields
from cms.news.imports.items import Item, LeftOut, ReadItem, Refusal
from cms.news.imports.markup import elements, text_of

POST: Final = "post"
PAGE: Final = "page"
_STATUS: Final = {
    "draft": "it was a draft",
    "auto-draft": "it was a draft",
    "pending": "it was waiting for approval",
    "private": "it was private",
    "trash": "it was in the trash",
}
_OWN_TYPES: Final = frozenset(
    "nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_template"
    " wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face".split()
)
# The category of whatever has none, in the languages that this city writes.
_NO_CATEGORY: Final = frozenset({"uncategorized", "미분류"})
_TAGGED: Final = frozenset({"category", "post_tag", None})
# The extension "Co-Authors Plus" keeps the authors of a post so.
_AUTHORS: Final = "author"
UNUSED_UPLOAD: Final = "an uploaded file that no imported post shows"


def read(source: Source, *, zone: ZoneInfo, export: Export, wanted: str = POST) -> Iterator[ReadItem]:
    """The posts of an export in the order of the file, or its pages; ``export`` is what :func:`exports.read` gave."""
    for number, element in enumerate(elements(source, tags=frozenset({"item"})), start=1):
        item, place = Fields(element), f"item {number}"
        kind = item.text("wp:post_type")
        if kind == "attachment":
            continue
        try:
            yield _refusal(item, place, kind, wanted=wanted) or _post(item, place, zone=zone, export=export)
        except ValueError as error:
            yield _refused(item, place, str(error))
    for attachment in export.unused():
        yield Refusal(place="uploads", id=attachment.address, reason=UNUSED_UPLOAD, title=attachment.title)


def _refusal(item: Fields, place: str, kind: str, *, wanted: str) -> Refusal | None:
    status = item.text("wp:status")
    if kind in _OWN_TYPES:
        reason = f"WordPress's own: {kind}"
    elif kind != wanted:
        reason = f"a {kind}, not a {wanted}" if kind in (POST, PAGE) else f"its type is {kind!r}, not a {wanted}"
    elif status not in {"publish", "future"}:
        reason = _STATUS.get(status, f"its status was {status!r}")
    elif item.text("wp:post_password"):
        reason = "it was protected by a password"
    else:
        return None
    return _refused(item, place, reason)


def _refused(item: Fields, place: str, reason: str) -> Refusal:
    return Refusal(place=place, id=item.text("guid", "wp:post_id"), reason=reason, title=item.text("title"))


def _post(item: Fields, place: str, *, zone: ZoneInfo, export: Export) -> Item:
    number, meta = item.text("wp:post_id"), exports.meta(item)
    left_out = [*_left_out(item, meta)]
    article = Article(export, number, left_out.append)
    html = article.html(item.text("content:encoded"))
    cover = export.use(meta.get("_thumbnail_id", ""))
    if meta.get("_thumbnail_id", "0") not in {"", "0"} and cover is None:
        left_out.append(LeftOut(f"cover picture {meta['_thumbnail_id']}", "the export does not have it"))
    identity, former = _identity(item.text("guid"), number, export)
    return Item(
        place=place,
        id=identity,
        title=item.text("title"),
        link=item.text("link"),
        slug=unquote(item.text("wp:post_name")),
        lead=item.text("excerpt:encoded"),
        html=html,
        published_at=_date(item, "post_date", zone) or texts.moment(item.text("pubDate"), zone=zone),
        modified_at=_date(item, "post_modified", zone),
        byline=_byline(item, export),
        tags=tuple(_tags(item)),
        cover=cover.address if cover else "",
        number=number,
        former_id=former,
        is_scheduled=item.text("wp:status") == "future",
        addresses=tuple(export.addresses(number)),
        left_out=tuple(left_out),
        parent=item.text("wp:post_parent").strip("0 ") and item.text("wp:post_parent"),
        order=int(order) if (order := item.text("wp:menu_order")).isdecimal() else 0,
    )


def _identity(guid: str, number: str, export: Export) -> tuple[str, str]:
    """The id of a post, and its former one. Extensions copy the id of a post to another; the number is its own."""
    if not guid or not number:
        return guid or number, ""
    if guid.endswith(f"p={number}"):
        return guid, ""
    return f"{guid}#{number}", "" if export.is_shared(guid) else guid


def _byline(item: Fields, export: Export) -> str:
    """The names that are shown, never those that people sign in with where the file has others."""
    several = [text_of(one).strip() for one in item.all("category") if one.get("domain") == _AUTHORS]
    names = several or [text_of(creator).strip() for creator in item.all("dc:creator")]
    return ", ".join(dict.fromkeys(export.names.get(name, name) for name in names if name))


def _tags(item: Fields) -> Iterator[str]:
    for category in item.all("category"):
        name, nicename = text_of(category).strip(), unquote(category.get("nicename") or "")
        if category.get("domain") in _TAGGED and not {name.casefold(), nicename.casefold()} & _NO_CATEGORY:
            yield name


def _left_out(item: Fields, meta: dict[str, str]) -> Iterator[LeftOut]:
    """The parts of a post that there is no place for."""
    kinds = Counter(comment.text("wp:comment_type") or "comment" for comment in item.pairs("wp:comment"))
    for kind, count in sorted(kinds.items()):
        yield LeftOut(f"{count} {kind}{'s' if count > 1 else ''}", "comments are not imported")
    if item.text("wp:is_sticky") == "1":
        yield LeftOut("sticky", "a post here has no fixed place at the top")
    for name, value in sorted(meta.items()):
        if value and not name.startswith("_"):
            yield LeftOut(f"custom field {name[:100]}", "fields of other systems are not imported")
    for category in item.all("category"):
        if category.get("domain") not in _TAGGED | {_AUTHORS}:
            words = f"{category.get('domain')}: {text_of(category).strip()}"
            yield LeftOut(words[:200], "only categories and tags are imported")


def _date(item: Fields, name: str, zone: ZoneInfo) -> datetime | None:
    """The date in UTC where there is one: the local one depends on a setting that the export does not have."""
    universal = item.text(f"wp:{name}_gmt")
    if universal and not universal.startswith("0000"):
        return texts.moment(f"{universal}+00:00", zone=zone)
    return texts.moment(item.text(f"wp:{name}"), zone=zone)
