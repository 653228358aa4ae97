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
    """Opens pages of the city, and remembers what the browser complained about."""

    def __init__(self, browser: Browser) -> None:
        self.server: Server | None = None
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._kept: dict[str, Page] = {}
        self.complaints: list[str] = []

    def open(self, path: str, *, width: int = 1280, **options: Any) -> Page:
        """The page at a path, in a fresh window of that width; options are those of Playwright's contexts."""
        page = self._new_page(options)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{BASE_URL}{path}")
        return page

    def look(self, path: str, *, width: int = 1280, **options: Any) -> Page:
        """The page at a path, in the window of these options that is kept: who only looks needs no fresh one."""
        page = self._kept.get(repr(options)) or self._kept.setdefault(repr(options), self._new_page(options))
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{BASE_URL}{path}")
        return page

    def leave(self) -> None:
        """Let the windows that are kept forget the page."""
        for page in self._kept.values():
            page.goto("about:blank")
            page.context.clear_cookies()
        self.complaints.clear()

    def close(self) -> None:
        """Close what was opened."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self._kept.clear()

    def _new_page(self, options: dict[str, Any]) -> Page:
        context = self._browser.new_context(**options)
        self._contexts.append(context)
        context.route("**/*", self._answer)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        return page

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
        assert self.server is not None
        address = f"http://127.0.0.1:{self.server.port}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        headers = {**route.request.headers, "host": HOST, "connection": "close"}
        sent = {"headers": headers, "data": route.request.post_data_buffer}
        answer = requests.request(route.request.method, address, **sent, allow_redirects=False, timeout=30)
        kept = {name: value for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP}
        route.fulfill(status=answer.status_code, headers=kept, body=answer.content)


_HOP_BY_HOP = {"content-encoding", "content-length", "connection", "transfer-encoding"}


@pytest.fixture
def window(browser: Browser, city: Server) -> Iterator[Window]:
    opened = Window(browser)
    opened.server = city
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def kept_window(browser: Browser) -> Iterator[Window]:
    """Opening a window costs a second of the machine, more than most pages."""
    opened = Window(browser)
    yield opened
    opened.close()


@pytest.fixture
def looking(kept_window: Window, city: Server) -> Iterator[Window]:
    """For :meth:`Window.look` alone."""
    kept_window.server = city
    yield kept_window
    kept_window.leave()
    kept_window.server = None
