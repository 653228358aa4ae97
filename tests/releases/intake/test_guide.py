"""docs/intake.md says what the program does."""

import re
from pathlib import Path

import pytest

from cms.releases.intake import columns, values, watching
from cms.releases.intake.formats.objects import WRAPPED
from cms.releases.management.commands.intake import Command

GUIDE = (Path(__file__).parents[3] / "docs" / "intake.md").read_text(encoding="utf-8")


def words(start):
    """The words in backticks in the line that begins so."""
    (line,) = [line for line in GUIDE.splitlines() if line.startswith(start)]
    return re.findall(r"`([^`]+)`", line)


def test_every_option_of_the_command_is_explained_and_no_other():
    parser = Command().create_parser("manage.py", "intake")
    own = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    django = {option for option in own if option.split("-")[2] in "help version verbosity settings pythonpath".split()}
    django |= {"--traceback", "--no-color", "--force-color", "--skip-checks"}
    assert set(re.findall(r"--[a-z][a-z-]+", GUIDE)) == own - django


@pytest.mark.parametrize("kind", columns.KINDS.values(), ids=columns.KINDS)
def test_every_kind_of_list_is_known_by_the_columns_that_are_named(kind):
    key, *marks, number = words(f"| `{kind.key}`")[: len(kind.marks) + 2]
    assert (key, set(marks)) == (kind.key, set(kind.marks))
    assert number == kind.fields["management_number"][0]


def test_every_date_is_read():
    examples = words("- **Dates**")
    assert len(examples) == 5
    assert {str(values.day(example)) for example in examples} == {"2026-11-03"}


def test_the_forms_and_names_are_those_of_the_program():
    for name in ("documents", "items", "data"):
        assert f"{name}" in GUIDE
        assert WRAPPED.match(f'{{"{name}": [')
    for ending in watching.UNFINISHED:
        assert f"`{ending}`" in GUIDE
    for retention in values.RETENTION:
        assert retention in GUIDE
    assert columns.REFUSAL == "refusal"
