"""The disclosure desk in a real browser, as an officer uses it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route
from wagtail.users.models import UserProfile

from cms.ledger.models import Entry
from cms.releases.attachments import Attachment
from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.models import Decision
from cms.subsites.models import OrganisationUnit
from tests.chromium import wait_until
from tests.content import HOST, make_user, released_document
from tests.server import Server

BASE_URL = f"http://{HOST}"
TEXT = "민원 결과를 알립니다.\n\n신청인 연락처: 010-1234-5678\n담당: 자전거팀 (02-120)\n\n학교는 새별초등학교입니다."
_IN_WINDOW = """(({top, bottom}) => top >= 0 && bottom <= innerHeight)(
    document.querySelector("#id_note").getBoundingClientRect()
)"""
_EDGES = "fields => fields.map(field => field.getBoundingClientRect().right)"


class Desk:
    """The editor in the browser of an officer who is signed in; requests go to the server of the test."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.server = server
        self.context = context
        self.complaints: list[str] = []
        context.route("**/*", self._answer)
        self.page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        self.page.goto(f"{BASE_URL}{path}")
        return self.page

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.netloc != HOST:
            route.abort()
            return
        address = f"http://127.0.0.1:{self.server.port}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        headers = {**route.request.all_headers(), "host": HOST, "connection": "close"}
        sent = {name: value for name, value in headers.items() if not name.startswith(":")}
        method, body = route.request.method, route.request.post_data_buffer
        answer = requests.request(method, address, headers=sent, data=body, allow_redirects=False, timeout=60)
        left_out = {"content-encoding", "content-length", "connection", "transfer-encoding"}
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in left_out}
        route.fulfill(status=answer.status_code, headers=kept, body=answer.content)


@pytest.fixture
def officer(prepared_archive: None, browser: Browser, server: Server) -> Iterator[Any]:
    """Opens the desk at a width, in a language."""
    user = make_user("officer", first_name="새벽", last_name="이")
    user.groups.add(Group.objects.get(name="Disclosure officers"))
    contexts = []

    def open_desk(*, width: int = 1280, language: str = "ko") -> Desk:
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client = Client()
        client.force_login(user)
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
        contexts.append(context)
        cookies = [{"name": name, "value": morsel.value, "url": BASE_URL} for name, morsel in client.cookies.items()]
        context.add_cookies(cookies)
        return Desk(context, server)

    yield open_desk
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, context="main", options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def test_an_officer_sees_the_finding_marks_another_and_releases_the_document_masked(officer: Any) -> None:
    released_document(text=TEXT, title="자전거길 민원 처리 결과")
    desk = officer()
    page = desk.open("/admin/disclosure/")
    page.click("a:has-text('자전거길 민원 처리 결과')")
    assert page.inner_text(".finding") == "010-1234-5678"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "finding-1"
    assert page.inner_text("[data-desk-status]").startswith("1 / 1")
    page.evaluate(
        """() => {
            const text = document.querySelector('[data-desk-part=text]').lastChild
            const start = text.data.indexOf('새별초등학교')
            const range = document.createRange()
            range.setStart(text, start)
            range.setEnd(text, start + 6)
            getSelection().removeAllRanges()
            getSelection().addRange(range)
        }"""
    )
    page.click("[data-desk-mark]")
    assert page.inner_text("[data-desk-added] li").startswith("새별초등학교")
    page.click("button[value=mask]")
    page.wait_for_selector(".messages .success")
    body = Entry.objects.get(kind="document").body.text
    assert "010-****-****" in body and "학교는 ******입니다." in body and "02-120" in body
    assert Decision.objects.get().actor.username == "officer"
    assert desk.complaints == []


def test_a_reason_that_is_missing_is_where_the_keyboard_and_the_window_are(officer: Any) -> None:
    held = released_document(text=TEXT)
    page = officer().open(f"/admin/disclosure/{held.pk}/")
    page.focus("button[value=return]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_note:focus")
    wait_until(page, lambda: page.evaluate(_IN_WINDOW))
    page.keyboard.type("번호를 가려 주십시오")
    page.focus("button[value=return]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messages .success")
    assert Decision.objects.get().note == "번호를 가려 주십시오"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_the_desk_have_no_violation_and_fit(officer: Any, width: int) -> None:
    file = Attachment(name="명단.hwp", type="application/x-hwp", size=2_000, digest="a" * 64, problem="encrypted")
    held = released_document(1, text=TEXT, attachments=[file.to_data()])
    released_document(2, openness="closed", grounds=[5], reason="심사 중", review_on="2026-11-20")
    gone = released_document(3)
    decision = actions.take_down(gone.pk, Officer(note="이름이 보입니다"))
    long = "Team for the Compensation of a Long Riverside Tunnel"
    OrganisationUnit.objects.create(key="long", name_ko=long, name_en=long)
    desk = officer(width=width)
    for path in (
        "",
        "?reason=passport",
        "proposed/",
        "returned/",
        "decisions/",
        "rescreening/",
        f"{held.pk}/",
        f"{held.pk}/close/",
        f"{gone.pk}/",
        f"decisions/{decision.pk}/proof/",
    ):
        page = desk.open(f"/admin/disclosure/{path}")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        # Wagtail cuts off what is wider than the window.
        edges = page.eval_on_selector_all("main form select, main form textarea", _EDGES)
        assert all(edge <= width for edge in edges), path
    assert desk.complaints == []


def test_several_documents_are_decided_on_together(officer: Any) -> None:
    for number in (1, 2, 3):
        released_document(number, text=TEXT)
    desk = officer(language="en")
    page = desk.open("/admin/disclosure/")
    for box in page.query_selector_all("[data-bulk-action-checkbox]")[:2]:
        box.check()
    page.click("[data-bulk-action-footer] a:has-text('Mask and release')")
    page.click("main button[type=submit]")
    page.wait_for_selector("p[role=status]")
    assert "2 / 2" in page.inner_text("p[role=status]")
    assert Entry.objects.filter(kind="document", state="public").count() == 2
