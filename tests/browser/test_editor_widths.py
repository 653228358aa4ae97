"""The parts of the editor that would be wider than their place, laid out by Wagtail's styles and ours."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

STYLES = ("wagtailadmin/css/core.css", "core/words.css")
SELECT = """
<div class="w-field__wrapper"><div class="w-field w-field--select"><div class="w-field__input">
<select><option>공공누리 제4유형: 출처표시, 상업적 이용금지, 변경금지</option></select></div></div></div>"""
DUPLICATE = """
<div class="duplicate-upload__actions col12"><a href="/" class="use-new-image button button-secondary">새 사진 쓰기</a>
<form><a href="/" class="use-existing-image button button-longrunning">있던 사진을 쓰고 새 사진 삭제</a></form></div>"""

LISTING = """
<main class="content-wrapper w-overflow-x-hidden"><table class="listing"><tbody><tr>
<td class="name title"><div class="title-wrapper"><a href="/">가람시 정보공개정책과 김가람</a></div></td>
<td>officer@city.example</td><td>2026.11.30.오전10:00</td><td>정보공개담당자,편집자</td></tr></tbody></table></main>"""


@pytest.fixture
def styles() -> str:
    """Those of the editor, in their order."""
    return "".join(Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES)


@pytest.fixture
def widths(browser: Browser, styles: str) -> Any:
    """Of each part, whether it ends within a place of a width, and whether it shows all its words."""

    def found(html: str, part: str, width: int) -> Any:
        page = browser.new_page()
        page.set_content(
            f"<!doctype html><style>{styles}</style><body style='margin: 0'><div style='width: {width}px'>{html}</div>"
        )
        fits = page.locator(part).evaluate_all(
            f"all => all.map(one => [one.getBoundingClientRect().right <= {width}, one.scrollWidth <= one.clientWidth])"
        )
        page.close()
        return fits

    return found


def test_a_select_with_a_long_choice_is_no_wider_than_its_field(widths: Any) -> None:
    assert widths(SELECT, "select", 300) == [[True, True]]


def test_both_buttons_of_a_picture_that_is_there_already_show_all_their_words(widths: Any) -> None:
    for width in (230, 287, 700):
        assert widths(DUPLICATE, ".button", width) == [[True, True], [True, True]], width


def test_a_list_on_a_phone_shows_names_in_words_and_is_moved_where_it_is_wider(browser: Browser, styles: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(f"<!doctype html><style>{styles}</style><body style='margin: 0'>{LISTING}")
    assert page.locator("td.title").evaluate("one => one.getBoundingClientRect().width") > 100
    main = page.locator("main")
    assert main.evaluate("one => one.scrollWidth > one.clientWidth")
    main.evaluate("one => one.scrollBy(1000, 0)")
    assert main.evaluate("one => one.scrollLeft + one.clientWidth >= one.scrollWidth - 1")
    assert page.locator("td").last.evaluate("one => one.getBoundingClientRect().right <= 390")
    page.close()
