"""What would be wider than its place in the editor, laid out by Wagtail's styles and ours."""

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


@pytest.fixture
def widths(browser: Browser) -> Any:
    """Of each part, whether it ends within a place of a width, and whether it shows all its words."""
    styles = [Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES]

    def found(html: str, part: str, width: int) -> Any:
        page = browser.new_page()
        page.set_content(
            f"<style>{''.join(styles)}</style><body style='margin: 0'><div style='width: {width}px'>{html}</div>"
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
