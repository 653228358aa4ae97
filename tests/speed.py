"""Which tests are quick enough to be run while typing: all but those that start a program, a server or a browser."""

from typing import Final

import pytest

# What starts programs, waits for them or kills them, and what walks the whole editor or reads thousands of cases.
SLOW_PLACES: Final = (
    "tests/bench/",
    "tests/browser/",
    "tests/core/doors/",
    "tests/core/test_serve.py",
    "tests/jobs/test_killed.py",
    "tests/journeys/",
    "tests/news/test_demo.py",
    "tests/releases/confinement/",
    "tests/releases/extraction/test_hostile.py",
    "tests/releases/intake/test_crashes.py",
    "tests/serving/",
    "tests/test_lone_surrogates.py",
)
SLOW_FIXTURES: Final = frozenset({"browser", "server", "store_on_disk", "transactional_db"})


def mark(items: list[pytest.Item]) -> None:
    """Mark the slow ones, which ``make test-quick`` leaves out."""
    for item in items:
        if item.nodeid.startswith(SLOW_PLACES) or SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
