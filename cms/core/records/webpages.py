"""The record of a page of a website."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from cms.core.records.listings import Listing
from cms.core.records.record import File, Image, Record

# What every public site has to have, in the order in which it is told.
ROLES: Final = ("privacy", "terms", "accessibility", "contact", "directions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A part of another system, shown in a frame; ``kind`` says what it is for, such as reservations.

    A link to ``url`` stands in the body, at the place of the frame.
    """

    url: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage(Record):
    """A page of a website that is no news, such as directions: it stands in its place and is kept right.

    ``ancestors`` are the keys of the pages that it lies below, the highest first, ``parent`` is the last of them, and
    ``order`` its place beside the others there. ``role`` is what it is to its site, one of :data:`ROLES` or empty.
    ``reviewed_on`` is when somebody last made sure that it is right, ``review_by`` by when that is due again.
    """

    kind: ClassVar[str] = "page"

    website: str | None = None
    parent: str | None = None
    ancestors: tuple[str, ...] = ()
    order: int = 0
    role: str = ""
    reviewed_on: date | None = None
    review_by: date | None = None
    listings: tuple[Listing, ...] = ()
    embeds: tuple[Embed, ...] = ()
    images: tuple[Image, ...] = ()
    files: tuple[File, ...] = ()
