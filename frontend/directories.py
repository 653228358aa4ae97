"""The directories of units, websites and committees, page by page."""

from dataclasses import replace
from typing import Final

from frontend.addresses import Target
from frontend.page import Content, Data, Page, feeds, versions

# Directories of the city that have pages.
PAGED: Final = frozenset({"units", "websites"})
# Of more units than this a page offers the directory in place of a choice.
MOST_CHOICES: Final = 500


def show(page: Page, data: Data, target: Target) -> Content:
    """Any directory of the city."""
    pages = [{**home, "url": f"{home['url']}{page.name}/"} for home in data["city"]["pages"]]
    shown = replace(
        page,
        indexed=page.after is None and not page.filters,
        versions=versions(data, pages),
        feeds=feeds(page.home, data["city"]["name"], main=True),
    )
    return Content(shown, data)


def show_units(page: Page, data: Data, target: Target) -> Content:
    """The units as a tree; those whose parent is on another page, or begins with another letter, say what it is."""
    units = data["directory"]["nodes"]
    below: dict[str | None, list[Data]] = {}
    known = set() if "initial" in page.filters else {unit["key"] for unit in units}
    for unit in units:
        parent = unit["parent"]["key"] if unit["parent"] else None
        below.setdefault(parent if parent in known else None, []).append(unit)
    data |= {"roots": below.pop(None, []), "below": below}
    return show(page, data, target)


def offer(data: Data) -> None:
    """Keep as a choice what is few enough to choose from."""
    units = data.setdefault("units", [])
    data["many_units"] = len(units) > MOST_CHOICES
    if data["many_units"]:
        data["units"] = []
