"""Writing JSON Feed 1.1 (jsonfeed.org), with the licence in an extension of our own as the specification allows."""

import json
from typing import Any, Final

from cms.core.licences import Licence
from syndication.entries import Entry, Feed, Person
from syndication.written import Written

VERSION: Final = "https://jsonfeed.org/version/1.1"
_CC_ABOUT: Final = "https://creativecommons.org/ns"


def json_feed(feed: Feed) -> Written:
    """The feed as JSON Feed 1.1. An entry's translations have no place in it and are left out."""
    about = _present(
        version=VERSION,
        title=feed.title,
        home_page_url=feed.url,
        feed_url=feed.self_url,
        description=feed.subtitle,
        next_url=feed.link("next"),
        icon=feed.logo.whole.url if feed.logo and feed.logo.whole else None,
        authors=[_author(feed.author)],
        language=feed.language,
        _cc=_cc(feed.licence, feed.rights, feed.author),
    )
    head = _encode(about).removesuffix(b"}") + b',"items":['
    return Written(head, tuple(_encode(_item(entry)) for entry in feed.entries), b"]}", separator=b",")


def _encode(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: Entry) -> dict[str, Any]:
    image = entry.image.whole if entry.image else None
    item = _present(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        image=image.url if image else None,
        date_published=entry.published.isoformat(),
        date_modified=entry.updated.isoformat(),
        authors=[_author(author) for author in entry.authors],
        # Only names have a place here, and a field can have the name of a website or a tag.
        tags=list(dict.fromkeys(category.label for category in entry.categories)),
        language=entry.language,
        attachments=_attachments(entry),
        _cc=_cc(entry.licence, entry.rights, entry.publisher),
    )
    # The one member that may be empty: an item must have its content (JSON Feed 1.1, "Items").
    item["content_html"] = entry.html
    return item


def _attachments(entry: Entry) -> list[dict[str, Any]]:
    """The picture and the files, which are the enclosures of the other formats."""
    found = [{"url": f.url, "mime_type": f.type, "title": f.title, "size_in_bytes": f.size} for f in entry.files]
    if entry.image and (whole := entry.image.whole):
        picture = _present(url=whole.url, mime_type=whole.type, title=entry.image.alt, size_in_bytes=whole.size)
        return [picture, *found]
    return found


def _author(person: Person) -> dict[str, Any]:
    return _present(name=person.name, url=person.url)


def _cc(licence: Licence | None, rights: str, publisher: Person | None) -> dict[str, Any] | None:
    """The terms of ``cc:`` under their own names; ``near`` is close to the licence and never the same as it."""
    if licence is None:
        return None
    return _present(
        about=_CC_ABOUT,
        license=licence.url,
        near=licence.near,
        rights=rights,
        attributionName=publisher.name if publisher else None,
        attributionURL=publisher.url if publisher else None,
    )


def _present(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
