"""The tests that are quick enough to be run while typing: they need no store, no program, no server, no browser."""

from typing import Final

import pytest

# What starts programs, waits for them or kills them, and what reads through all rules or all code.
SLOW_PLACES: Final = (
    "tests/bench/",
    "tests/browser/",
    "tests/core/test_empty_store.py",
    "tests/core/test_serve.py",
    "tests/jobs/test_killed.py",
    "tests/journeys/",
    "tests/files/confinement/",
    "tests/files/extraction/test_hostile.py",
    "tests/serving/",
    "tests/test_lone_surrogates.py",
)
STORES: Final = frozenset({"db", "transactional_db", "store_on_disk", "server", "browser"})


def mark(items: list[pytest.Item]) -> None:
    """Mark the slow ones, which ``make test-quick`` leaves out."""
    for item in items:
        if item.nodeid.startswith(SLOW_PLACES) or _needs_store(item):
            item.add_marker(pytest.mark.slow)


def _needs_store(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or not STORES.isdisjoint(getattr(item, "fixturenames", ()))
