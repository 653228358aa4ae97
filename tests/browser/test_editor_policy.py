"""The editor's widgets under a policy that runs no script of a page: they start, and nothing is refused."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.committees.models import CommitteePage, CommitteesPage
from tests.content import draft_post
from tests.news.editor import sign_in
from tests.server import Server


@pytest.fixture
def editor(prepared_city, browser: Browser, db: None, server: Server) -> Any:
    """Opens the form of a page as an administrator; ``complaints`` is what the browser said."""
    city = prepared_city
    own = f"http://127.0.0.1:{server.port}"
    with browser.new_context(locale="ko-KR") as context:
        client = sign_in("admin", admin=True)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": own}])
        opened = context.new_page()
        opened.complaints = []  # type: ignore[attr-defined]
        opened.on(
            "console",
            lambda message: (
                opened.complaints.append(message.text)  # type: ignore[attr-defined]
                if "Content Security Policy" in message.text
                else None
            ),
        )
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))  # type: ignore[attr-defined]

        def edit(page: Any) -> Page:
            opened.goto(f"{own}/admin/pages/{page.pk}/edit/")
            return opened

        edit.city = city  # type: ignore[attr-defined]
        yield edit


def test_the_day_of_a_schedule_is_picked_from_a_calendar(editor: Any) -> None:
    page = editor(draft_post())
    page.click("[data-side-panel-toggle=status]")
    page.click("[data-a11y-dialog-show=schedule-publishing-dialog]")
    page.click("#id_go_live_at")
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    assert page.complaints == []


def test_the_library_opens_for_the_cover_of_a_post(editor: Any) -> None:
    page = editor(draft_post())
    page.locator("#id_cover-chooser [data-chooser-action-choose]:visible").click()
    expect(page.locator(".modal-dialog")).to_be_visible()
    assert page.complaints == []


def test_a_row_that_is_added_has_working_fields(editor: Any) -> None:
    section = CommitteesPage(title="위원회", slug="committees")
    editor.city.add_child(instance=section)
    committee = CommitteePage(title="교통위원회", code="traffic", locale=editor.city.locale)
    section.add_child(instance=committee)
    page = editor(committee)
    expect(page.locator("input[name$=-since]")).to_have_count(0)
    page.locator("button[id$=-ADD]").first.click()
    page.locator("input[name$=-since]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    assert page.complaints == []
