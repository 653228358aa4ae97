"""The report of a move for the web team: each thing that came in or did not, and what there is to do about it.

A CSV file that spreadsheets open, in the language of the website; what there is to do comes first.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from cms.core.text import plain_cell

# What became of a thing, and what there is to do; the order is that of the report.
HELD: Final = "held"
MISSING: Final = "missing"
REFUSED: Final = "refused"
LEFT_OUT: Final = "left-out"
MENU: Final = "menu"
HIDDEN: Final = "hidden"
TAKEN: Final = "taken"
STATES: Final[dict[str, tuple[Promise | str, Promise | str]]] = {
    HELD: (_("Kept as a draft"), _("Personal data was found: remove or cover it, then publish.")),
    MISSING: (_("Picture or file missing"), _("Upload it to the library and put it in the text.")),
    REFUSED: (_("Did not come in"), _("See the reason; write it anew if it is still needed.")),
    LEFT_OUT: (_("A part did not come in"), _("See what is missing; add it if it is still needed.")),
    MENU: (_("Menu entry without a place"), _("Put it in the menu by hand if it is still needed.")),
    HIDDEN: (_("Not public: a draft, or to be published later"), ""),
    TAKEN: (_("Came in"), ""),
}
KINDS: Final[dict[str, Promise]] = {
    "page": pgettext_lazy("moved", "Page"),
    "post": pgettext_lazy("moved", "Post"),
    "menu": pgettext_lazy("moved", "Menu"),
    "upload": pgettext_lazy("moved", "Upload"),
}
_HEAD: Final = (
    pgettext_lazy("moved", "State"),
    pgettext_lazy("moved", "To do"),
    pgettext_lazy("moved", "What"),
    pgettext_lazy("moved", "Title"),
    pgettext_lazy("moved", "Former address"),
    pgettext_lazy("moved", "Address here"),
    pgettext_lazy("moved", "Editor"),
    pgettext_lazy("moved", "Reason"),
)
_ORDER: Final = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A thing of the former website. ``edit`` is the address of its form in the editor, ``why`` a reason in English."""

    state: str
    kind: str
    title: str
    former: str = ""
    url: str = ""
    edit: str = ""
    why: str = ""


def write(path: Path, rows: Iterable[Row], *, language: str) -> Counter[str]:
    """Write the report, what there is to do first; returns how many there are of each state."""
    found = sorted(rows, key=lambda row: (_ORDER[row.state], row.kind))
    path.parent.mkdir(parents=True, exist_ok=True)
    # Spreadsheets know by the mark that it is UTF-8.
    with override(language), path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        writer.writerows([plain_cell(str(cell)) for cell in _cells(row)] for row in found)
    return Counter(map(attrgetter("state"), found))


def _cells(row: Row) -> tuple[Any, ...]:
    state, todo = STATES[row.state]
    return state, todo, KINDS[row.kind], row.title, row.former, row.url, row.edit, row.why
