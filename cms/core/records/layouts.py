"""The layout of a city or a website in one language: what its web team arranges around what is written in it."""

from dataclasses import dataclass


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
class Layout:
    """The frame of a site in ``language``: its menu, the groups of links at its foot, and whom to reach how.

    Without a ``menu`` front ends show that of the city. Links lead to what is public only.
    """

    language: str
    menu: tuple[MenuItem, ...] = ()
    links: tuple[MenuItem, ...] = ()
    address: str = ""
    telephone: str = ""
    email: str = ""
