"""A real browser on the whole application."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser.content import fill
from tests.factories import BASE_URL, HOST
from tests.server import Server

# A picture of one pixel, for every picture of the city.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763b0b1b10100021a0107e1b4f8a2"
    "0000000049454e44ae426082"
)


@pytest.fixture
def city(browser: Browser, db: None, server: Server) -> Server:
    """The application, serving a city that uses all that a page can show."""
    fill()
    return server


class Window:
    """Opens pages of the city in fresh windows, and remembers what the browser complained about."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, path: str, *, width: int = 1280, **options: Any) -> Page:
        """The page at a path, in a window of that width; options are those of Playwright's contexts."""
        context = self._browser.new_context(viewport={"width": width, "height": 900}, **options)
        self._contexts.append(context)
        context.route("**/*", self._answer)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        page.goto(f"{BASE_URL}{path}")
        return page

    def close(self) -> None:
        """Close what was opened."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "status of 404" not in text and "status of 4" not in text:
            self.complaints.append(text)

    def _answer(self, route: Route) -> None:
        """Answer from the application under its own name, as if by TLS; nothing else can be reached."""
        parts = urlsplit(route.request.url)
        if parts.scheme not in ("http", "https"):  # The browser's own viewer of PDFs.
            route.continue_()
            return
        if parts.netloc != HOST:
            route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>elsewhere</title>")
            return
        if parts.path.startswith("/media/"):
            route.fulfill(status=200, content_type="image/png", body=PIXEL)
            return
        address = f"http://127.0.0.1:{self._server.port}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        headers = {**route.request.headers, "host": HOST, "connection": "close"}
        answer = requests.get(address, headers=headers, allow_redirects=False, timeout=30)
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP}
        route.fulfill(status=answer.status_code, headers=kept, body=answer.content)


_HOP_BY_HOP = {"content-encoding", "content-length", "connection", "transfer-encoding"}


@pytest.fixture
def window(browser: Browser, city: Server) -> Iterator[Window]:
    opened = Window(browser, city)
    yield opened
    opened.close()
