"""The layout of a city or a website in one language: what its web team arranges around what is written in it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from cms.core.records.listings import Listing

# What a front page can be made of, the words of the API.
FRONT_SECTIONS: Final = ("lead", "news", "fields", "events", "boards", "documents", "listing", "links", "websites")


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """A link of a menu; ``url`` is absolute."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """An entry of a menu, or a group of links in a footer; one that only heads its ``items`` has no ``url``."""

    title: str
    url: str = ""
    items: tuple[MenuLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontSection:
    """A part of a front page; ``type`` is one of :data:`FRONT_SECTIONS`.

    ``title`` is empty where front ends word it. ``links`` are those of a part that is called so, and ``listing`` says
    what a part that is called so lists; all others show what their type says, of the site.
    """

    type: str
    title: str = ""
    links: tuple[MenuLink, ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An item that stands before all others of a listing in ``language``, to the end of the day ``until``."""

    language: str
    key: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The frame of a site in ``language``: its menu, the groups of links at its foot, and whom to reach how; and its
    front page, the ``shortcuts`` at its head and its ``sections`` in their order.

    Without a ``menu`` front ends show that of the city, and without ``sections`` a front page of their own. Links lead
    to what is public only.
    """

    language: str
    menu: tuple[MenuItem, ...] = ()
    shortcuts: tuple[MenuLink, ...] = ()
    sections: tuple[FrontSection, ...] = ()
    links: tuple[MenuItem, ...] = ()
    address: str = ""
    telephone: str = ""
    email: str = ""
