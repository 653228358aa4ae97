"""The pages of committees: the directory, one committee with its meetings, and one meeting."""

from dataclasses import replace
from typing import Any, Final

from cms.core.errors import NotFound
from frontend.addresses import Target
from frontend.page import Data, Page, Shown, feeds, versions

SECTION: Final = "committees"
# A meeting that is still to come; a postponed one has no day yet.
_TO_COME: Final = frozenset({"announced", "postponed"})


def _section(page: Page, data: Data, target: Target) -> Shown:
    return _listing(page, data, data["term"] and data["term"]["meetings"])


def _committee(page: Page, data: Data, target: Target) -> Shown:
    shown = _listing(page, data, data["term"] and data["term"]["meetings"])
    return replace(shown, page=replace(shown.page, indexed=page.after is None))


def _listing(page: Page, data: Data, meetings: Data | None) -> Shown:
    if meetings is None:
        raise NotFound("this listing has just been removed")
    nodes = meetings["nodes"]
    coming = sorted((node for node in nodes if _is_to_come(node, page.today)), key=_held_at)
    past = sorted((node for node in nodes if not _is_to_come(node, page.today)), key=_held_at, reverse=True)
    data |= {"meetings": meetings, "coming": coming, "past": past}
    term = data["term"]
    shown = replace(
        page,
        section=SECTION,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.url, term["name"], main=True),
    )
    return Shown(shown, data)


def _is_to_come(meeting: Data, today: str) -> bool:
    """Whether a meeting is today or later, and was neither held nor called off."""
    held_at: str = meeting["heldAt"]
    return meeting["status"] in _TO_COME and held_at[:10] >= today


def _held_at(meeting: Data) -> str:
    held_at: str = meeting["heldAt"]
    return held_at


def _meeting(page: Page, data: Data, target: Target) -> Shown:
    meeting = data["meeting"]
    if meeting is None:
        raise NotFound("this meeting has just been removed")
    own = [*meeting["translations"], {"language": meeting["language"], "url": meeting["url"]}]
    committee = meeting["committee"]
    around = feeds(committee["url"], committee["name"], main=False) if committee and committee["url"] else ()
    return Shown(replace(page, section=SECTION, versions=versions(data, own), feeds=around), data)


SHOWN: Final[dict[str, Any]] = {"committees": _section, "committee": _committee, "meeting": _meeting}
