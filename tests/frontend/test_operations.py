"""The operations beside the templates: valid, complete, and all that a page reads."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from api.graphql.schema import schema
from cms.core.errors import BadCursor, BadInput
from cms.ledger.hosts import CityHost
from frontend.folders import FOLDER, files, read
from frontend.operations import answer, operation
from tests.factories import HOST, SITE

PAGES = sorted(path.stem for path in (FOLDER / "pages").glob("*.graphql"))
CITY_HOST = CityHost(SITE, HOST)


@pytest.mark.parametrize("name", PAGES)
def test_a_document_is_valid_and_asks_no_fragment_twice(name: str) -> None:
    parsed = parse(operation(f"pages/{name}"))
    assert validate(schema.graphql_schema, parsed) == []
    names = [definition.name.value for definition in parsed.definitions if definition.name]
    assert sorted(names) == sorted(set(names))


def test_every_page_has_a_document_and_every_document_a_page() -> None:
    templates = {path.stem for path in (FOLDER / "pages").glob("*.html")}
    # A draft is shown by the template of its kind, help by that of a search; the three others are for when nothing can
    # or may be asked.
    drafts = {"preview", "meeting-preview", "page-preview", "event-preview", "notice-preview"}
    assert set(PAGES) - drafts - {"search-help"} == templates - {"bare", "first", "misdirected"}


def test_no_template_reads_the_store_by_itself() -> None:
    for path in Path(FOLDER).rglob("*.html"):
        assert re.findall(r"\brequest\b\s*[.\[|]", path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.usefixtures("city")
def test_what_the_api_refuses_is_told_as_an_error_of_ours() -> None:
    with pytest.raises(BadCursor):
        answer("pages/home", {"language": "ko", "after": "garbage"}, city_host=CITY_HOST, language="ko")
    with pytest.raises(BadInput):
        answer("pages/field", {"language": "ko", "key": "traffic"}, city_host=CITY_HOST, language="ko")


def test_what_the_pages_are_made_of_is_found_in_their_own_folder_before_those_of_apps() -> None:
    assert files("layout.html")[0] == FOLDER / "layout.html"
    assert read("pages/error.graphql") == (FOLDER / "pages" / "error.graphql").read_text("utf-8")
    with pytest.raises(FileNotFoundError, match=r"no folder of templates has pages/none\.graphql"):
        read("pages/none.graphql")
