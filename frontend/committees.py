"""The pages of committees: the directory, one committee with its meetings, and one meeting."""

from dataclasses import replace
from typing import Final

from cms.core.errors import NotFound
from frontend.addresses import Target
from frontend.environment import address
from frontend.page import Content, Data, Page, feeds, versions

SECTION: Final = "committees"


def section(page: Page, data: Data, target: Target) -> Content:
    shown = _listing(replace(page, after=None), data, data)
    return replace(shown, page=replace(shown.page, after=page.after, indexed=page.after is None))


def committee(page: Page, data: Data, target: Target) -> Content:
    shown = _listing(page, data, data["term"])
    return replace(shown, page=replace(shown.page, indexed=page.after is None))


def _listing(page: Page, data: Data, meetings: Data | None) -> Content:
    """``meetings`` holds those of today and later, and a page of those before, each in the order of their time."""
    term = data["term"]
    if term is None or meetings is None:
        raise NotFound("this listing has just been removed")
    first = meetings["upcoming"] if page.after is None else []
    over = [meeting for meeting in reversed(first) if meeting["status"] == "held"]
    data |= {
        "coming": [meeting for meeting in first if meeting["status"] != "held"],
        "past": over + meetings["calendar"]["nodes"],
        "meetings": meetings["calendar"],
    }
    shown = replace(
        page,
        section=SECTION,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.source, term["name"], main=True),
    )
    return Content(shown, data)


def meeting(page: Page, data: Data, target: Target) -> Content:
    if data["meeting"] is None:
        raise NotFound("this meeting has just been removed")
    return Content(replace(page, **about_meeting(page, data)), data)


def about_meeting(page: Page, data: Data) -> Data:
    """The section, versions and feeds for a meeting's page, or its preview."""
    told = data["meeting"]
    own = [*told["translations"], {"language": told["language"], "url": told["url"]}]
    of = told["committee"]
    listing = address(of, page.language) if of else None
    around = feeds(listing, of["name"], main=False) if listing else ()
    return {"section": SECTION, "versions": versions(data, own), "feeds": around}
