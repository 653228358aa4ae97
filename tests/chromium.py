"""The one real browser of a test run. Without a Chromium what needs it is skipped, and the summary says so."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
MISSING = "NO BROWSER TEST WAS RUN: no Chromium was found (Debian: apt install chromium fonts-noto-cjk)"


def chromium() -> str | None:
    """The browser's path; ``CHROMIUM`` names another."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def mark(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, and skip it where there is none; in CI that is a failure instead."""
    for item in (item for item in items if "browser" in getattr(item, "fixturenames", ())):
        item.add_marker(pytest.mark.browser)
        if chromium() is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it once more where nobody overlooks it."""
    if any(MISSING in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(f"\n{MISSING}", red=True, bold=True)


def wait_until(page: Page, holds: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait for what ``holds`` asks of the page, from outside of it.

    Playwright's ``wait_for_function`` asks inside the page, where a string that is not true at once is evaluated again
    under the page's own policy, and ours allows no evaluation: whether it fails depends on how fast the browser is.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"this did not come true on {page.url} within {seconds} s"
        page.wait_for_timeout(50)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path, MISSING
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
