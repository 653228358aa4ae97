"""The code that docs/extending.md shows is in the examples, line by line and in this order."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
BLOCKS = [dedent(block) for block in re.findall(r"^ *```python\n(.+?)^ *```", PAGE, re.DOTALL | re.MULTILINE)]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.partition("\n")[0].removeprefix("# "))
def test_the_code_of_a_step_is_that_of_the_example(block):
    name, *lines = block.splitlines()
    rest = iter((ROOT / name.removeprefix("# ")).read_text("utf-8").splitlines())
    wanted = [line.strip() for line in lines if line.strip()]
    assert [line for line in wanted if not any(line == found.strip() for found in rest)] == []


def test_every_door_of_the_page_has_steps():
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert [part.partition("\n")[0] for part in parts] == [
        "A new content type",
        "A new output",
        "New background work",
        "A new channel",
    ]
    for part in parts[:3]:
        steps = re.findall(r"^(\d)\. ", part, re.MULTILINE)
        assert steps == [str(number) for number in range(1, len(steps) + 1)]
