"""JSON lines: an object a line, whose names are guessed from the usual ones or given by a mapping."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from cms.core.errors import BadInput
from cms.core.streams import Source
from cms.core.text import clean_text
from cms.news.imports import texts
from cms.news.imports.items import Item, LeftOut, ReadItem, Refusal

# For each part of an item the names that are tried, in this order.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "guid", "uid", "no", "url", "link"),
    "title": ("title", "headline", "subject", "name"),
    "link": ("original_url", "url", "link", "permalink"),
    "slug": ("slug",),
    "lead": ("summary", "lead", "description", "excerpt", "abstract"),
    "html": ("body", "content_html", "content", "html", "text", "articleBody"),
    "published_at": (
        "approved_at",
        "published_at",
        "publish_date",
        "datePublished",
        "date_published",
        "date",
        "pubDate",
    ),
    "modified_at": ("modified_at", "updated_at", "dateModified", "date_modified", "updated"),
    "byline": ("byline", "ministry", "department", "author", "creator", "publisher"),
    "tags": ("tags", "keywords", "ministry"),
    "cover": ("image", "cover", "thumbnail"),
    "category": ("category", "field", "section", "ministry"),
}
# Whoever has more writes values as names.
_MOST_NAMES: Final = 1_000


def mapping(text: str) -> dict[str, tuple[str, ...]]:
    """``title=headline,html=story`` laid over :data:`NAMES`; BadInput for a part that there is not."""
    names = dict(NAMES)
    for pair in filter(None, (part.strip() for part in text.split(","))):
        part, equals, name = pair.partition("=")
        if part not in NAMES or not equals:
            raise BadInput(f"{pair!r} is not PART=NAME with a part of {', '.join(NAMES)}", where="mapping")
        names[part] = (name,) if name else ()
    return names


def read(source: Source, *, zone: ZoneInfo, names: Mapping[str, tuple[str, ...]] = NAMES) -> Iterator[ReadItem]:
    """An item a line; empty lines are skipped. BadInput where a line is not JSON: then the file is broken.

    A name that is not read is told with the first item that has a value under it.
    """
    told = {name for part in (*NAMES.values(), *names.values()) for name in part}
    for number, line in enumerate(source.lines(), start=1):
        text = _decoded(line, number)
        if not text:
            continue
        place = f"line {number}"
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"not JSON: {error}", where=place) from error
        if not isinstance(row, dict):
            yield Refusal(place=place, id="", reason="not an object with names and values")
            continue
        try:
            item = _item(row, place, zone=zone, names=names)
            yield replace(item, left_out=tuple(_unread(row, told)))
        except ValueError as error:
            yield Refusal(place=place, id=_text(row, names["id"])[:200], reason=str(error))


def _unread(row: Mapping[str, Any], told: set[str]) -> Iterator[LeftOut]:
    for name, value in row.items():
        if name not in told and value not in (None, "", [], {}) and len(told) < _MOST_NAMES:
            told.add(name)
            yield LeftOut(
                f"everything named {name[:100]}", "no part of a post has this name; --mapping can say which has"
            )


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
    except UnicodeDecodeError as error:
        raise BadInput("not UTF-8", where=f"line {number}") from error


def _item(row: Mapping[str, Any], place: str, *, zone: ZoneInfo, names: Mapping[str, tuple[str, ...]]) -> Item:
    def text(part: str) -> str:
        return _text(row, names[part])

    return Item(
        place=place,
        id=text("id"),
        title=text("title"),
        link=text("link"),
        slug=text("slug"),
        lead=text("lead"),
        html=text("html"),
        published_at=texts.moment(text("published_at"), zone=zone),
        modified_at=texts.moment(text("modified_at"), zone=zone),
        byline=text("byline"),
        tags=_texts(row, names["tags"]),
        cover=text("cover"),
        category=text("category"),
    )


def _text(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(iter(_texts(row, names)), "")


def _texts(row: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """The first of ``names`` that has a value; a list gives several, an object gives its name or address."""
    for name in names:
        value = row.get(name)
        found = tuple(filter(None, map(_plain, value if isinstance(value, list) else [value])))
        if found:
            return found
    return ()


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return next((_plain(value[name]) for name in ("name", "url", "title") if name in value), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean_text(str(value)).strip()
