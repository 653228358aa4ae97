"""Searching in a real browser: by keyboard, on a phone, without scripts, and by the rules of axe."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cms.ledger import clocks
from cms.search import insight
from cms.search.models import Pick, Searched
from frontend.search import suggesting
from tests.background import keep
from tests.browser.conftest import Window
from tests.factories import SITE, post_key

PHONE, WIDE = 390, 1280
PAGES = [
    "/search/",
    "/search/?q=자전거",
    "/en/search/?q=bicycle",
    "/search/?q=자전거&kind=document&openness=open&unit=bike-team",
    "/en/search/?q=자전거&kind=meeting",
    "/search/?q=쿠알라룸푸르",
    "/search/?q=자전거&since=x",
    "/search/?q=wkwjsrj",
]
# What can be pressed and is less than 44 pixels high, within the boxes and what narrows.
SMALL = """[...document.querySelectorAll('.find *, .narrowing a, .narrowing button, .narrowing input, .results-head a,'
 + ' .narrowed a, .pager a')].filter(e => e.matches('a, button, input') && e.offsetHeight && e.offsetHeight < 44
 && !e.matches('[type=hidden]')).map(e => e.outerHTML.slice(0, 99))"""


@pytest.fixture
def searched(window: Window) -> Window:
    keep()
    return window


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_a_search_breaks_a_rule_or_scrolls_sideways(searched: Window, path: str, width: int) -> None:
    for scheme in ("light", "dark"):
        shown = searched.look(path, width=width, color_scheme=scheme)
        found = Axe().run(shown)
        assert found.violations_count == 0, found.generate_report()
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert searched.complaints == []


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_picks_and_help_break_no_rule(searched: Window, width: int) -> None:
    elsewhere = {"url": "https://www.example.org/" + "long-" * 30, "title": "자전거 지도"}
    Pick.objects.create(site=SITE, queries="자전거\n쿠알라룸푸르 개통", items=[{"key": post_key(1)}, elsewhere])
    clocks.advance_vocabulary(SITE)
    for path in ("/search/?q=자전거", "/en/search/?q=쿠알라룸푸르 개통", "/search/?q=쿠알라룸푸르 개통&field=health"):
        shown = searched.look(path, width=width)
        found = Axe().run(shown)
        assert found.violations_count == 0, found.generate_report()
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert searched.look("/search/?q=자전거").locator(".pick h3").count() == 2
    assert searched.complaints == []


@pytest.mark.parametrize("path", ["/search/?q=자전거&unit=bike-team", "/", "/traffic/"])
def test_all_that_can_be_pressed_on_a_phone_is_large_enough(searched: Window, path: str) -> None:
    assert searched.open(f"{path}#narrowing", width=PHONE).evaluate(SMALL) == []


def test_the_box_is_seen_on_a_phone_and_its_form_works_without_scripts(searched: Window) -> None:
    shown = searched.open("/en/", width=PHONE, java_script_enabled=False)
    box = shown.locator("header input[name=q]")
    expect(box).to_be_visible()
    box.fill("자전거길")
    shown.locator("header form.find button").click()
    expect(shown).to_have_url("https://saebyeol.example/en/search/?q=%EC%9E%90%EC%A0%84%EA%B1%B0%EA%B8%B8")
    expect(shown.locator(".hit").first).to_be_visible()


def test_on_a_phone_what_narrows_is_a_panel_that_a_link_opens_without_scripts(searched: Window) -> None:
    shown = searched.open("/search/?q=자전거", width=PHONE, java_script_enabled=False)
    panel = shown.locator("#narrowing")
    expect(panel).to_be_hidden()
    shown.locator(".narrowing-open").click()
    expect(panel).to_be_visible()
    shown.locator(".narrowing-close").click()
    expect(panel).to_be_hidden()
    expect(searched.open("/search/?q=자전거", width=WIDE).locator("#narrowing")).to_be_visible()


def test_on_a_phone_the_panel_is_a_sheet_that_holds_the_keyboard_until_escape(searched: Window) -> None:
    shown = searched.open("/search/?q=자전거", width=PHONE)
    panel, opener = shown.locator("#narrowing"), shown.locator(".narrowing-open")
    opener.click()
    expect(panel).to_be_focused()
    assert Axe().run(shown).violations_count == 0
    assert panel.evaluate("sheet => getComputedStyle(sheet).position") == "fixed"
    shown.keyboard.press("Shift+Tab")
    assert shown.evaluate("document.querySelector('header').contains(document.activeElement)") is False
    shown.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    shown.set_viewport_size({"width": WIDE, "height": 900})
    shown.goto(f"{shown.url.partition('#')[0]}#narrowing")
    assert panel.get_attribute("role") is None
    assert panel.evaluate("panel => getComputedStyle(panel).position") == "static"


def test_a_slash_goes_to_the_box_and_is_a_slash_within_it(searched: Window) -> None:
    shown = searched.open("/")
    shown.keyboard.press("/")
    box = shown.locator("header input[name=q]")
    expect(box).to_be_focused()
    shown.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    shown.goto("https://saebyeol.example/search/?q=자전거")
    shown.keyboard.press("/")
    expect(shown.locator("#find-main")).to_be_focused()


@pytest.fixture
def suggesting_words(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words = ["자전거길", "자전거 대여소", "자전거팀"]
    monkeypatch.setattr(suggesting, "suggest_for", lambda site, text, *, language, limit: words)
    return words


def _typed(searched: Window) -> Page:
    shown = searched.open("/")
    shown.locator("#find").press_sequentially("자전", delay=20)
    expect(shown.locator("#find-suggestions [role=option]")).to_have_count(3)
    return shown


def test_suggestions_are_chosen_by_keyboard_and_left_by_escape(searched: Window, suggesting_words: list[str]) -> None:
    shown = _typed(searched)
    box = shown.locator("#find")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_value(suggesting_words[1])
    expect(box).to_have_attribute("aria-activedescendant", "find-suggestions-1")
    expect(shown.locator("#find-suggestions-1")).to_have_attribute("aria-selected", "true")
    assert Axe().run(shown).violations_count == 0
    box.press("Escape")
    expect(box).to_have_value("자전")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(shown.locator("#find-suggestions")).to_be_hidden()


def test_a_suggestion_that_is_chosen_is_searched_for(searched: Window, suggesting_words: list[str]) -> None:
    shown = _typed(searched)
    shown.locator("#find").press("ArrowUp")
    shown.locator("#find").press("Enter")
    expect(shown.locator("h1")).to_contain_text("자전거팀")
    shown = _typed(searched)
    shown.locator("#find-suggestions-0").click()
    expect(shown.locator("h1")).to_contain_text("자전거길")
    assert json.dumps(searched.complaints) == "[]"


def _kept() -> dict[str, tuple[int, int, int]]:
    insight.flush()
    return {row.query: (row.count, row.clicked, row.positions) for row in Searched.objects.exclude(query=insight.ALL)}


def test_a_search_that_is_shown_and_a_result_that_is_opened_are_counted_once(searched: Window) -> None:
    insight._held.clear()
    shown = searched.open("/search/?q=자전거길")
    with shown.expect_request("**/search/count"):
        shown.reload()
        shown.goto("https://saebyeol.example/search/?q=자전거길")
    link = shown.locator("[data-position='2'] h3 a")
    with shown.expect_request("**/search/count"):
        link.click(modifiers=["Control"])
    link.click()
    expect(shown.locator(".results")).to_have_count(0)
    assert _kept() == {"자전거길": (2, 1, 2)}
    assert searched.complaints == []


def test_without_scripts_a_search_is_counted_by_a_picture(searched: Window) -> None:
    insight._held.clear()
    shown = searched.open("/search/?q=자전거길", java_script_enabled=False)
    expect(shown.locator(".hit").first).to_be_visible()
    assert _kept() == {"자전거길": (1, 0, 0)}
