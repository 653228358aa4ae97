"""The directories of units, websites and committees, page by page."""

from dataclasses import replace
from typing import Final

from frontend.addresses import Target
from frontend.page import Content, Data, Page, feeds, versions

# Directories of the city that have pages.
PAGED: Final = frozenset({"units", "staff", "websites"})
# Of more units than this the chart offers their initials too.
MOST_AT_A_GLANCE: Final = 50
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
    """The chart as a tree, or the units that begin with a letter, which say what they are part of."""
    # The operation asks for one of the two.
    directory: Data | None = data.setdefault("directory", None)
    listed: list[Data] = directory["nodes"] if directory else data["units"]
    units = [unit for unit in listed if unit["url"] and not unit["closedOn"]]
    is_tree = "initial" not in page.filters and page.after is None
    below: dict[str | None, list[Data]] = {}
    known = {unit["key"] for unit in units} if is_tree else set()
    for unit in units:
        parent = unit["parent"]["key"] if unit["parent"] else None
        below.setdefault(parent if parent in known else None, []).append(unit)
    data |= {"roots": below.pop(None, []), "below": below, "many": not is_tree or len(units) > MOST_AT_A_GLANCE}
    return show(page, data, target)


def offer(data: Data) -> None:
    """Keep as a choice what is few enough to choose from."""
    units = data.setdefault("units", [])
    data["many_units"] = len(units) > MOST_CHOICES
    if data["many_units"]:
        data["units"] = []
