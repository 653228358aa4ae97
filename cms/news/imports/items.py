"""The neutral form between the readers and the pages: what a file says, before any rule of the city is applied."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of an item that is not in its post, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news as another system had it. Texts are as they came, ``html`` too: nothing here is safe yet.

    ``place`` says where in the file it stands ("line 12", "item 3"), ``id`` is unique within its source, dates are
    aware. ``former_id`` is what an earlier version of this program knew it by, ``number`` what its system calls it in
    old addresses (``?p=12``). ``cover`` is an address or a file name. Relative addresses are meant from ``base``, or
    from ``link`` where it is empty. ``is_scheduled`` says that it was to become public at its date. ``left_out`` is
    what the reader had no place for. ``addresses`` are further ones, beside ``link``, that led to it. A page stands
    below the one whose number is ``parent``, in ``order`` among those beside it.
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
    base: str = ""
    number: str = ""
    former_id: str = ""
    is_scheduled: bool = False
    left_out: tuple[LeftOut, ...] = ()
    addresses: tuple[str, ...] = ()
    parent: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The reason why an item of a file stayed out, or of one that was taken a ``picture`` or what is ``left_out``.

    ``found`` is what screening has found in it and where, for which it is kept as a draft; then no title is told.
    """

    place: str
    id: str
    reason: str
    title: str = ""
    picture: str = ""
    left_out: str = ""
    found: tuple[str, ...] = ()


ReadItem = Item | Refusal
"""An item that a reader yields, or why it stayed out."""
