"""How the tests themselves wait for a page."""

import re
from pathlib import Path

import tests

ASKING_INSIDE = re.compile(r"\.(wait_for_function|wait_for_timeout)\(")


def test_no_test_waits_for_a_page_by_asking_inside_of_it_or_by_the_clock() -> None:
    root = Path(tests.__path__[0])
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in sorted(root.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if ASKING_INSIDE.search(line)
    ]
    assert [place.partition(":")[0] for place in found] == ["chromium.py"], found
