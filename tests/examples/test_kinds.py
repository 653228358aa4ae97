"""A further kind is a folder and two lines among the apps; what an output lacks of one is named at the start."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from django.conf import settings

from cms.core import kinds, outputs
from cms.core.checks import check_kinds
from cms.core.kinds import UNIT, Kind, Rows
from cms.core.records import Record
from cms.subsites.checks import check_sections
from tests.rooms import ROOMS

FOLDER = Path(__file__).parent / "lost_property"
ROOT = FOLDER.parents[2]
SUFFIXES = {".py", ".html", ".graphql", ".toml"}
LINES = ("tests.examples.lost_property", "tests.examples.lost_property.shown")
# What takes in a new kind by itself, and what the example says of its own.
TAKEN_IN = [
    "tests/examples/lost_property/in_use.py",
    "tests/publication/test_every_kind.py",
    "tests/test_parity.py",
    "tests/api/linkeddata/test_mapping.py",
    "tests/api/graphql/test_schema.py",
    "tests/syndication/test_mapping.py",
]
# Without what is of the kinds that are shipped: their rows of the two tables, and the schema that is committed.
OF_THE_EXAMPLE = (
    "not ((test_parity or test_every_kind) and not lost) and not committed and not writes_the_schema and not small"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Record):
    kind: ClassVar[str] = "found"
    shelf: str = ""


FOUND = Kind(record=Found, plural="founds", section="shelves", facets=(UNIT,), has_drafts=True)


def test_every_place_that_a_kind_still_lacks_is_named_in_a_line():
    assert outputs.lacking(FOUND) == [
        "cms/search/kinds.py: ROWS has no row for found",
        "api/graphql/kinds.py: ROWS has no row for found",
        "api/linkeddata/kinds.py: ROWS has no row for found",
        "syndication/kinds.py: ROWS has no row for found",
        "frontend/kinds.py: ROWS has no row for found",
        "pages/found.html: no folder of templates has it for the page of found",
        "pages/found.graphql: no folder of templates has it for the page of found",
        "pages/shelves.html: no folder of templates has it for the listing of found",
        "pages/shelves.graphql: no folder of templates has it for the listing of found",
        "wording/ko.toml: there are no words menu_shelves for the section of found",
        "wording/en.toml: there are no words menu_shelves for the section of found",
    ]
    assert [(one.id, one.msg) for one in check_kinds([FOUND])] == [
        ("madang.E005", line) for line in outputs.lacking(FOUND)
    ]
    assert [(one.id, one.msg) for one in check_sections([FOUND])] == [
        ("madang.E006", "no page type is the section shelves of found")
    ]


def test_what_a_row_lacks_is_named_too(monkeypatch):
    from api.graphql import kinds as told
    from api.linkeddata import kinds as said
    from cms.search import kinds as searched
    from frontend import kinds as shows
    from syndication import kinds as fed

    monkeypatch.setattr(told, "ROWS", Rows("api/graphql/kinds.py", {"found": told.Told(listed="What was found.")}))
    monkeypatch.setattr(said, "ROWS", Rows("api/linkeddata/kinds.py", {"found": said.ROWS["meeting"]}))
    monkeypatch.setattr(fed, "ROWS", Rows("syndication/kinds.py", {"found": fed.Fed(fields=fed.COMMON, left_out={})}))
    monkeypatch.setattr(shows, "ROWS", Rows("frontend/kinds.py", {"found": shows.Shows(item=lambda *_: None)}))
    monkeypatch.setattr(searched, "ROWS", Rows("cms/search/kinds.py", {"found": searched.ROWS["post"]}))
    assert outputs.lacking(FOUND)[:8] == [
        "cms/search/kinds.py: the row of found neither says the field shelf nor leaves it out",
        "api/graphql/kinds.py: the row of found names no field for drafts",
        "api/linkeddata/kinds.py: the row of found neither says the field shelf nor leaves it out",
        "syndication/kinds.py: the row of found neither says the field key nor leaves it out",
        "syndication/kinds.py: the row of found neither says the field shelf nor leaves it out",
        "syndication/kinds.py: the row of found neither says the field site nor leaves it out",
        "syndication/kinds.py: the row of found neither says the field version nor leaves it out",
        "frontend/kinds.py: the row of found has no listing for the section shelves",
    ]


@pytest.mark.parametrize("kind", kinds.registered(), ids=lambda kind: kind.name)
def test_no_kind_that_is_shipped_lacks_anything(kind):
    assert outputs.lacking(kind) == []
    assert list(check_sections([kind])) == []


def test_the_lines_outside_the_folder_are_two():
    """The example is named nowhere but in these tests and among the apps, where a city's settings would have it."""
    files = [
        path
        for top in (*ROOMS, "frontend-templates")
        for path in (ROOT / top).rglob("*")
        if path.suffix in SUFFIXES and path.is_file()
    ]
    naming = [path for path in files if "lost_property" in path.read_text("utf-8") and FOLDER not in path.parents]
    assert naming == [Path(__file__)]
    code = "from tests.examples.lost_property import settings; print(*settings.INSTALLED_APPS)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert tuple(found.stdout.split()) == (*settings.INSTALLED_APPS, *LINES)


@pytest.mark.slow
def test_who_registers_a_kind_and_no_more_is_told_at_the_start_what_is_left():
    """The schema is made without it meanwhile, so that the list comes before any other failure."""
    found = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.examples.lost_property.unfinished"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert [line.partition(") ")[2] for line in found.stderr.splitlines() if line.startswith("?: (madang.E005) ")] == [
        "api/graphql/kinds.py: ROWS has no row for lost-property",
        "api/linkeddata/kinds.py: ROWS has no row for lost-property",
        "cms/search/kinds.py: ROWS has no row for lost-property",
        "frontend/kinds.py: ROWS has no row for lost-property",
        "pages/lost-and-found.graphql: no folder of templates has it for the listing of lost-property",
        "pages/lost-and-found.html: no folder of templates has it for the listing of lost-property",
        "pages/lost-property.graphql: no folder of templates has it for the page of lost-property",
        "pages/lost-property.html: no folder of templates has it for the page of lost-property",
        "syndication/kinds.py: ROWS has no row for lost-property",
        "wording/en.toml: there are no words menu_lost-and-found for the section of lost-property",
        "wording/ko.toml: there are no words menu_lost-and-found for the section of lost-property",
    ]
    assert "11 issues" in found.stderr


@pytest.mark.slow
def test_a_kind_is_in_the_ledger_and_in_every_output():
    """In a process of its own, whose apps have the example; the tables of tests take it in by themselves."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-vv",
        "--ds",
        "tests.examples.lost_property.settings",
        "-k",
        OF_THE_EXAMPLE,
    ]
    # A store of its own: the one that these tests may share is theirs.
    own = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    found = subprocess.run(
        [*command, *TAKEN_IN], cwd=ROOT, env=own, capture_output=True, text=True, timeout=600, check=False
    )
    assert found.returncode == 0, found.stdout[-8_000:]
    passed = [line for line in found.stdout.splitlines() if "lost-property] PASSED" in line]
    assert {name: sum(line.startswith(name) for line in passed) for name in TAKEN_IN[1:3]} == {
        "tests/publication/test_every_kind.py": 3,
        "tests/test_parity.py": 16,
    }
