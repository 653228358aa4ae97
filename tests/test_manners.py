"""The things that tests leave to one place, since they fail now and then where they are done anywhere else."""

import re
from pathlib import Path

import pytest

import tests

ROOT = Path(tests.__path__[0])


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        # A page is asked from outside: its policy refuses code that a browser evaluates, and clocks differ.
        (r"\.(wait_for_function|wait_for_timeout)\(", "chromium.py"),
        # The browser's own loop runs in the main thread from its first test on, and no second one may.
        (r"\basyncio\.(run|new_event_loop|get_event_loop|Runner)\(", "loop.py"),
    ],
)
def test_what_is_left_to_one_place_is_done_nowhere_else(asked, place):
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(ROOT.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(asked, line)
    ]
    assert [line.partition(":")[0] for line in found] == [place], found
