"""The menus of a WordPress export, and the menu of two levels that a website here gets of one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from cms.core.streams import Source
from cms.core.text import shorten
from cms.news.imports import texts
from cms.news.imports.exports import Fields, meta
from cms.news.imports.markup import elements, text_of
from cms.subsites.menus import MOST_BELOW, MOST_ENTRIES

_KIND: Final = "nav_menu_item"
_DOMAIN: Final = "nav_menu"
# As long as the words of an entry may be (:class:`cms.subsites.menus.LinkBlock`).
_TITLE: Final = 60


@dataclass(frozen=True, kw_only=True)
class OldEntry:
    """An entry as WordPress had it: of the menu ``menu``, below the entry ``parent`` or empty.

    ``type`` is ``post_type``, ``taxonomy`` or ``custom``; ``target`` is the number of the post or page that it leads
    to, or the name of a category, ``url`` an address.
    """

    number: str
    menu: str
    title: str
    parent: str
    order: int
    type: str
    target: str
    url: str


@dataclass(frozen=True)
class Target:
    """The end of an entry here: a page by its id, or an address. ``title`` is what that is called."""

    page: int | None = None
    url: str = ""
    title: str = ""


# What an old entry leads to here, None for nothing that there is.
Find = Callable[[OldEntry], Target | None]
# What is wrong with an entry, for the web team.
Tell = Callable[[OldEntry, str], None]
NOWHERE: Final = "it leads to what did not come in"
TOO_MANY: Final = f"a menu has {MOST_ENTRIES} entries and {MOST_BELOW} below each at most"


def entries(source: Source) -> Iterator[OldEntry]:
    """The entries of the menus of an export, in the order of the file."""
    for element in elements(source, tags=frozenset({"item"})):
        item = Fields(element)
        if item.text("wp:post_type") != _KIND or item.text("wp:status") != "publish":
            continue
        told, order = meta(item), item.text("wp:menu_order")
        menus = [unquote(one.get("nicename") or text_of(one)) for one in item.all("category") if _is_menu(one)]
        parent = told.get("_menu_item_menu_item_parent", "0")
        yield OldEntry(
            number=item.text("wp:post_id"),
            menu=menus[0] if menus else "",
            title=texts.plain_line(item.text("title")),
            parent="" if parent == "0" else parent,
            order=int(order) if order.isdecimal() else 0,
            type=told.get("_menu_item_type", ""),
            target=told.get("_menu_item_object_id", ""),
            url=told.get("_menu_item_url", ""),
        )


def _is_menu(category: Any) -> bool:
    return bool(category.get("domain") == _DOMAIN)


def main_menu(found: Iterable[OldEntry], name: str = "") -> list[OldEntry]:
    """The entries of the menu of that name, else of the one that has most of them; empty where there is none."""
    menus: dict[str, list[OldEntry]] = {}
    for entry in found:
        menus.setdefault(entry.menu, []).append(entry)
    return menus.get(name, []) if name else max(menus.values(), key=len, default=[])


def arranged(menu: list[OldEntry], find: Find, tell: Tell) -> list[dict[str, Any]]:
    """The menu as the editor stores it, in two levels: what lay deeper stands below the highest one above it.

    ``tell`` hears of each entry that has no place or leads nowhere.
    """
    made: list[dict[str, Any]] = []
    tree = _tree(menu)
    for entry, below in tree:
        links = [link for one in below if (link := _link(one, find, tell))]
        for one in below[MOST_BELOW:] if len(links) > MOST_BELOW else ():
            tell(one, TOO_MANY)
        link = _link(entry, find, tell if not links else _silent, heads=bool(links))
        if link is None:
            continue
        if len(made) == MOST_ENTRIES:
            tell(entry, TOO_MANY)
            continue
        items = [{"type": "item", "value": value} for value in links[:MOST_BELOW]]
        made.append({"type": "entry", "value": {**link, "items": items}})
    return made


def _tree(menu: list[OldEntry]) -> list[tuple[OldEntry, list[OldEntry]]]:
    """The entries of the first level, each with all that lies below it, however deep; a circle is cut."""
    known = {entry.number for entry in menu}
    below: dict[str, list[OldEntry]] = {}
    for entry in sorted(menu, key=lambda entry: entry.order):
        below.setdefault(entry.parent if entry.parent in known else "", []).append(entry)

    def all_below(number: str, seen: frozenset[str]) -> Iterator[OldEntry]:
        for entry in below.get(number, ()):
            if entry.number not in seen:
                yield entry
                yield from all_below(entry.number, seen | {entry.number})

    return [(entry, list(all_below(entry.number, frozenset({entry.number})))) for entry in below.get("", ())]


def _silent(entry: OldEntry, reason: str) -> None:
    """An entry that heads others need not lead anywhere itself."""


def _link(entry: OldEntry, find: Find, tell: Tell, *, heads: bool = False) -> dict[str, Any] | None:
    target = find(entry)
    title = shorten(entry.title or (target.title if target else ""), length=_TITLE)
    if not title or (target is None and not heads):
        tell(entry, NOWHERE)
        return None
    found = target or Target()
    return {"title": title, "page": found.page, "listing": "", "url": found.url}
