"""In which order the files are tested, and which of them one worker of pytest-xdist tests together."""

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

# Folders whose files share what takes half a minute to set up: a running city, a PostgreSQL with one in it.
TOGETHER = ("tests/journeys/", "tests/serving/")
# What takes minutes comes first, so that no worker is left alone with it at the end. A journey waits most of a minute
# for its post to be due, and a browser uses more than one processor: these two go well side by side.
LONGEST = ("tests/journeys/", "tests/browser/", "tests/serving/", "tests/releases/intake/test_crashes.py")


class Sharing(LoadFileScheduling):
    """A file to a worker, but all of one of those folders to one."""

    def _split_scope(self, nodeid: str) -> str:
        shared = next((folder for folder in TOGETHER if nodeid.startswith(folder)), None)
        return shared or str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing | None:
    """Only where ``--dist loadfile`` is asked for."""
    return Sharing(config, log) if config.getvalue("dist") == "loadfile" else None


def order(items: list[pytest.Item]) -> None:
    """The longest first; pytest-xdist keeps that with ``--no-loadscope-reorder``."""
    items.sort(key=lambda item: [not item.nodeid.startswith(path) for path in LONGEST])
