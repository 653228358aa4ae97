"""No page breaks a rule of axe at any width, in light or dark, and none scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Window
from tests.browser.content import (
    ADVANCE,
    CLOSED,
    COMING,
    ENGLISH,
    EXPENSE,
    HELD,
    KOREAN,
    PARTIAL,
    RESEARCH,
    SHUT,
    WITHDRAWN,
)

WIDTHS = (320, 768, 1280)
# What sticks out, for whoever reads the failure.
WIDER = (
    "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth)"
    ".map(e => e.outerHTML.slice(0, 99)).slice(0, 9)"
)
PAGES = [
    "/",
    "/en/",
    "/traffic/",
    "/empty/",
    "/traffic/bike/",
    "/en/visit/",
    "/tags/자전거/",
    "/units/bike-team/",
    "/2026/11/",
    KOREAN,
    ENGLISH,
    "/fields/",
    "/websites/",
    "/units/",
    "/en/reuse/",
    "/nowhere/",
    WITHDRAWN,
    "/documents/",
    "/documents/?openness=closed&genre=approval",
    "/documents/?openness=shut",
    "/documents/2026/11/",
    "/units/bike-team/documents/",
    "/units/water/documents/",
    "/tasks/bike-roads/",
    PARTIAL,
    CLOSED,
    EXPENSE,
    RESEARCH,
    ADVANCE,
    "/committees/",
    "/en/committees/bike-committee/",
    "/committees/audit/",
    HELD,
    COMING,
    SHUT,
    "/statistics/",
    "/en/statistics/?unit=transport",
    "/en/open-data/",
]
# axe cannot look into the players of other sites, and what they show is theirs.
OPTIONS = {"iframes": False, "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def check_every_width(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(WIDER)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation_and_fits_at_every_width(looking: Window, path: str) -> None:
    page = looking.look(path, width=WIDTHS[0])
    check_every_width(page)
    assert looking.complaints == []


@pytest.mark.parametrize(
    "path", ["/", KOREAN, "/2026/11/", "/units/", "/documents/", PARTIAL, CLOSED, HELD, SHUT, "/statistics/"]
)
def test_a_page_has_no_violation_in_dark_mode(looking: Window, path: str) -> None:
    assert violations(looking.look(path, color_scheme="dark")) == []


@pytest.mark.parametrize("menu", [".menu-fields", ".languages", ".masthead details"])
def test_an_open_menu_has_no_violation_at_any_width(looking: Window, menu: str) -> None:
    page = looking.look("/traffic/", width=WIDTHS[0])
    page.locator(f"{menu} summary").click()
    check_every_width(page)
