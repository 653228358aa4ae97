"""The editor as an employee uses it, in a real browser: every action is clicked or typed."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser

SEOUL = ZoneInfo("Asia/Seoul")
_MENU = "footer [data-w-dropdown-target=toggle]"


class Editor:
    """One signed-in window; after :meth:`write` it is about that post."""

    def __init__(self, browser: Browser, base_url: str, *, user: str, password: str) -> None:
        self.base_url = base_url
        self.context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="ko-KR")
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.failed: list[str] = []
        self.page.on("response", lambda answer: self.failed.append(answer.url) if answer.status >= 500 else None)
        self.page.goto(f"{base_url}/admin/")
        self.page.fill("input[name=username]", user)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(f"{base_url}/admin/")
        self.page_id = 0

    def write(self, *, section: str, title: str, lead: str, text: str, goes_live: datetime) -> None:
        """Write a post in a section and schedule it."""
        self.page.goto(f"{self.base_url}/admin/write/")
        self.page.click(f"main a:text-is('{section}')")
        self.page.fill("#id_title", title)
        self.page.fill("#id_lead", lead)
        self.page.click("[data-streamfield-stream-container] .c-sf-add-button >> nth=0")
        self.page.click("[role=option] >> nth=1")
        self.page.click(".public-DraftEditor-content")
        self.page.keyboard.type(text)
        self.page.click("[data-side-panel-toggle=status]")
        self.page.click("[data-a11y-dialog-show=schedule-publishing-dialog]")
        self.page.fill("#id_go_live_at", goes_live.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M"))
        # By keyboard: the calendar that opened below the field covers the button.
        self.page.press("#schedule-publishing-dialog button[type=submit]", "Enter")
        self.page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
        found = re.search(r"/pages/(\d+)/", self.page.url)
        assert found
        self.page_id = int(found.group(1))
        self.publish()

    def publish(self) -> None:
        """Publish, or hand in the schedule where one is set."""
        self.page.click(_MENU)
        self.page.click("[name=action-publish]")
        self.page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    def rewrite(self, *, title: str) -> None:
        """Change the title and publish; the schedule has been used."""
        self.open("edit/")
        self.page.fill("#id_title", title)
        self.publish()

    def move(self, *, section: str) -> None:
        """Move the post to another section; its number is in the address of its form for a new post."""
        self.page.goto(f"{self.base_url}/admin/write/")
        form = self.page.get_attribute(f"main a:text-is('{section}')", "href") or ""
        self.open(f"move/{form.rstrip('/').rsplit('/', 1)[1]}/confirm/")
        self.page.click("main button[type=submit], main input[type=submit]")
        self.page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    def withdraw(self) -> None:
        """Take the post out of the public."""
        self.open("unpublish/")
        self.page.click("main button[type=submit], main input[type=submit]")
        self.page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    def open(self, action: str) -> None:
        """Open one of the post's own pages in the editor."""
        self.page.goto(f"{self.base_url}/admin/pages/{self.page_id}/{action}")
