"""The neutral form between the readers and the pages: what a file says, before any rule of the city is applied."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news as another system had it. Texts are as they came, ``html`` too: nothing here is safe yet.

    ``place`` says where in the file it stands ("line 12", "item 3"), ``id`` is unique within its source, dates are
    aware. ``pictures`` are addresses or file names, the cover first.
    """

    place: str
    id: str
    title: str
    published_at: datetime | None = None
    modified_at: datetime | None = None
    link: str = ""
    slug: str = ""
    lead: str = ""
    html: str = ""
    byline: str = ""
    tags: tuple[str, ...] = ()
    cover: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why one item of a file, or one ``picture`` of an item that was otherwise taken, stayed out.

    ``found`` is what screening has found in it and where, for which it is kept as a draft; then no title is told.
    """

    place: str
    id: str
    reason: str
    title: str = ""
    picture: str = ""
    found: tuple[str, ...] = ()


Entry = Item | Refusal
"""What a reader yields."""
