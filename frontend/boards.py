"""The pages of boards: all notices of the city, one board, one notice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from cms.core.errors import NotFound
from cms.core.kinds import STATUSES
from cms.core.notices import TYPES
from cms.core.records import Board
from cms.ledger.store import MAX_FIRST
from frontend import months
from frontend.addresses import Target
from frontend.environment import address
from frontend.page import Content, Data, Page, feeds, versions

SECTION: Final = "notices"
# The types of which each notice has a period, and so a status to narrow by.
TIMED: Final = frozenset({"public-notice", "recruitment"})
QUESTIONS: Final = "faq"
PAGE_SIZE: Final = 20


def variables(target: Target) -> Data:
    """The variables of a board beside its filters: of questions as many as there can be are asked for, with answers."""
    answers = isinstance(target.term, Board) and target.term.type == QUESTIONS
    return {"answers": answers, "first": MAX_FIRST if answers else PAGE_SIZE}


def choices(target: Target) -> dict[str, tuple[str, ...]]:
    """The values by which the listing at a target can be narrowed, by filter."""
    board = target.term
    if not isinstance(board, Board):
        return {"type": tuple(TYPES), "status": STATUSES}
    found = {"category": board.categories, "status": STATUSES if board.type in TIMED else ()}
    return {name: values for name, values in found.items() if values and board.type != QUESTIONS}


def section(page: Page, data: Data, target: Target) -> Content:
    """The notices of all boards, and the boards."""
    data |= {"pinned": [], "groups": _by_place(data["boards"])}
    return _listing(page, data, target)


def board(page: Page, data: Data, target: Target) -> Content:
    """One board: what is pinned stands first on its first page, and there alone."""
    term = data["term"]
    is_first = term is not None and page.after is None and not page.filters
    data["pinned"] = term["pinned"] if is_first else []
    shown = _listing(page, data, target)
    if term["type"] != QUESTIONS:
        return shown
    data["groups"] = list(_by_category(data["notices"]["nodes"], term["categories"]))
    return replace(shown, page=replace(shown.page, questions=tuple(data["notices"]["nodes"])))


def _listing(page: Page, data: Data, target: Target) -> Content:
    term = data["term"]
    if term is None:
        raise NotFound("this listing has just been removed")
    newest = data["notices"]["nodes"][0]["publishedAt"] if data["notices"]["nodes"] and not page.filters else None
    pinned = {notice["key"] for notice in data["pinned"]}
    listed = [notice for notice in data["notices"]["nodes"] if notice["key"] not in pinned]
    data["notices"] = {**data["notices"], "nodes": listed}
    shown = replace(
        page,
        section=SECTION,
        choices=choices(target),
        indexed=page.after is None and not page.filters,
        archive=months.month_of(target.listing, datetime.fromisoformat(newest)).url if newest else None,
        versions=versions(data, term["pages"]),
        feeds=feeds(page.source, term["name"], main=True),
    )
    return Content(shown, data)


def archive(page: Page, data: Data, target: Target) -> Content:
    """The notices of a board, or of all, that came out in a month."""
    term = data["term"]
    if term is None or target.month is None:
        raise NotFound("this listing has just been removed")
    shown = replace(
        page,
        section=SECTION,
        indexed=page.after is None and bool(term["notices"]["nodes"]),
        **months.around(target.listing, target.month, term["older"]["nodes"]),
        versions=versions(data, term["pages"], alternate=False),
        feeds=feeds(page.source, term["name"], main=True),
    )
    return Content(shown, data)


def _by_place(boards: list[Data]) -> list[tuple[Data | None, list[Data]]]:
    """The boards of the city, then those of each field and website, in their order."""

    def place(board: Data) -> Data | None:
        found: Data | None = board["website"] or board["field"]
        return found

    return [(of, list(group)) for of, group in groupby(boards, key=place)]


def _by_category(questions: list[Data], categories: list[str]) -> Iterator[tuple[str, list[Data]]]:
    """The questions of each category in the order of their editor; those of none last."""

    def rank(category: str) -> int:
        return categories.index(category) if category in categories else len(categories)

    ordered = sorted(questions, key=lambda one: (rank(one["category"]), one["category"], one["order"]))
    for category, group in groupby(ordered, key=lambda one: one["category"]):
        yield category, list(group)


def notice(page: Page, data: Data, target: Target) -> Content:
    """One notice."""
    if data["notice"] is None:
        raise NotFound("this notice has just been removed")
    return Content(replace(page, **about_notice(page, data)), data)


def about_notice(page: Page, data: Data) -> Data:
    """The section, versions and feeds for a notice's page, or its preview."""
    told = data["notice"]
    own: list[Any] = [*told["translations"], {"language": told["language"], "url": told["url"]}]
    of = told["board"]
    listing = address(of, page.language) if of else None
    around = feeds(listing, of["name"], main=False) if listing else ()
    return {"section": SECTION, "versions": versions(data, own), "feeds": around}
