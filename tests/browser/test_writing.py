"""Writing in a real browser, on a phone, as an employee does it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.news.models import PostPage
from tests.chromium import wait_until
from tests.content import section
from tests.news.editor import sign_in
from tests.server import Server

TITLE = "자전거길 개통"
WATCHES = 2


@pytest.fixture
def phone(prepared_city: Any, browser: Browser, db: None, server: Server) -> Iterator[Any]:
    """Opens a path of the editor on a phone, signed in as an employee."""
    own = f"http://127.0.0.1:{server.port}"
    with browser.new_context(locale="ko-KR", viewport={"width": 390, "height": 844}) as context:
        client = sign_in()
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": own}])
        opened = context.new_page()
        opened.set_default_timeout(20_000)
        # Wagtail looks for changes of a form some seconds after it was opened, and begins anew once its widgets stand.
        opened.add_init_script(
            "document.addEventListener('w-unsaved:watch-edits', () => { window.watched = (window.watched || 0) + 1; })"
        )

        def open_path(path: str) -> Page:
            opened.goto(f"{own}{path}")
            return opened

        yield open_path


def new_post(phone: Any) -> Page:
    page: Page = phone(f"/admin/pages/add/news/postpage/{section().pk}/")
    expect(page.locator("form[data-controller~=w-autosave]")).to_have_count(1)
    return page


def test_publishing_while_the_form_saves_itself_makes_one_page(phone: Any) -> None:
    page = new_post(phone)
    page.evaluate("() => { document.addEventListener('w-autosave:save', () => { window.begun = true; }); }")
    wait_until(page, lambda: page.evaluate("window.watched") == WATCHES)
    page.fill("[name=lead]", "강변을 따라 달립니다.")
    page.fill("[name=title]", TITLE)
    wait_until(page, lambda: page.evaluate("window.begun"))
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text(TITLE, timeout=20_000)
    assert [(post.title, post.live) for post in PostPage.objects.all()] == [(TITLE, True)]


def test_the_first_button_publishes_and_the_body_has_a_paragraph_to_write_in(phone: Any) -> None:
    page = new_post(phone)
    page.fill("[name=title]", TITLE)
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("본문입니다.")
    # The editor of texts writes into the form a moment after each key.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("본문입니다"))
    page.locator("button[name=action-publish]").click()
    wait_until(page, lambda: PostPage.objects.filter(live=True).exists())
    assert [block.value.source.count("본문입니다.") for block in PostPage.objects.get().body] == [1]
