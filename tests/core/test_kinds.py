"""The door: which kinds are registered, and what the rest reads of them."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.core import kinds
from cms.core.kinds import UNIT, Facet, Kind, Rows, unsaid, values_of
from cms.core.records import Document, Meeting, Notice, Post, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Record):
    kind: ClassVar[str] = "found"
    shelf: str = ""


SHELF = Facet(name="shelf", field="shelf", of="shelf", rank=5)
WET = Facet(name="state", field="shelf", values=("wet", "dry"))
FOUND = Kind(record=Found, plural="founds", facets=(UNIT, SHELF, WET))


@pytest.fixture
def one_more(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(FOUND)
    yield
    kinds.wide.cache_clear()
    kinds.narrow.cache_clear()


def test_those_of_the_citys_own_listing_come_before_those_of_sections(one_more):
    assert kinds.names() == ("post", "found", "document", "meeting", "page", "event", "notice")
    assert [kinds.section_of(record) for record in (Post, Found, Document, Meeting, Notice)] == [
        "", "", "documents", "committees", "notices",
    ]  # fmt: skip
    assert kinds.at_home("") == {"post", "found"}


def test_two_kinds_of_one_name_are_refused_at_the_start(one_more):
    kinds.register(FOUND)
    with pytest.raises(ImproperlyConfigured, match="two kinds with the name 'found'"):
        kinds.register(Kind(record=Found, plural="others"))
    assert kinds.kind("found") is FOUND


def test_a_facet_of_one_kind_narrows_all_in_the_order_of_how_rare_its_values_are(one_more):
    assert [facet.name for facet in FOUND.wide] == ["shelf", "unit"]
    assert [facet.name for facet in FOUND.narrow] == ["state"]
    assert [facet.name for facet in kinds.wide()] == [
        "parent", "shelf", "tag", "role", "committee", "board", "task", "function", "category", "website", "unit",
        "field",
    ]  # fmt: skip
    assert [facet.name for facet in kinds.narrow()] == ["state", "genre", "openness", "event_type", "type"]


def test_a_term_lists_the_kinds_that_it_narrows_and_its_pages_are_in_their_section(one_more):
    schemes = ("city", "section", "field", "unit", "committee", "board", "task", "shelf")
    assert {scheme: [kind.name for kind in kinds.below(scheme)] for scheme in schemes} == {
        "city": ["post", "found", "document", "meeting", "event", "notice"],
        "section": ["document", "meeting", "event", "notice"],
        "field": ["post", "event", "notice"],
        "unit": ["post", "found", "document", "meeting", "event", "notice"],
        "committee": ["meeting"],
        "board": ["notice"],
        "task": ["document"],
        "shelf": ["found"],
    }
    assert {scheme: kinds.section_below(scheme) for scheme in schemes} == {
        "city": "", "section": "", "field": "", "unit": "", "committee": "committees", "board": "notices",
        "task": "documents", "shelf": "",
    }  # fmt: skip


def test_a_kind_is_called_in_the_api_and_in_words_by_its_own_name_and_plural():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Lost(Record):
        kind: ClassVar[str] = "lost-property"

    kind = Kind(record=Lost, plural="lostProperties")
    assert (kind.singular, kind.noun, kind.nouns) == ("lostProperty", "lost property", "lost properties")
    assert (FOUND.singular, FOUND.noun, FOUND.nouns) == ("found", "found", "founds")


def test_the_page_of_a_department_lists_one_kind_and_has_a_part_for_each_that_has_one(one_more):
    assert kinds.on_units() == "post"
    assert {part: kind.name for part, kind in kinds.parts_of_units().items()} == {"documents/": "document"}


def test_the_values_of_a_facet_are_read_from_what_is_stored():
    tag = Facet(name="tag", field="tags", of="tag")
    assert [values_of(data, tag) for data in ({"tags": ["a", "b"]}, {"tags": []}, {}, {"tags": "a"})] == [
        ("a", "b"), (), (), ("a",),
    ]  # fmt: skip


def test_a_meeting_names_the_documents_in_its_agenda_and_no_other_kind_names_any():
    data = {"agenda": [{"documents": ["1", "2"]}, {"item": "x"}]}
    assert {kind.name: list(kind.cites(data)) for kind in kinds.registered()} == {
        "post": [], "document": [], "meeting": ["1", "2"], "page": [], "event": [], "notice": [],
    }  # fmt: skip


def test_a_row_is_added_once_for_a_kind_and_before_the_rows_are_read(one_more):
    rows = Rows("room/kinds.py", {"post": 1})
    assert list(rows.lacks(FOUND)) == ["room/kinds.py: ROWS has no row for found"]
    rows.add(FOUND, 2)
    rows.add(FOUND, 2)
    with pytest.raises(ImproperlyConfigured, match=r"room/kinds\.py has two rows for found"):
        rows.add(FOUND, 3)
    assert list(rows.lacks(FOUND, lambda row: [f"is {row}"])) == ["room/kinds.py: the row of found is 2"]
    assert rows.registered() == {"post": 1, "found": 2}
    with pytest.raises(ImproperlyConfigured, match=r"room/kinds\.py has been read before the row of found was added"):
        rows.add(FOUND, 2)


def test_what_a_row_neither_says_nor_leaves_out_is_named_by_its_field():
    assert unsaid(FOUND, FOUND.fields - {"shelf", "title"}) == [
        "neither says the field shelf nor leaves it out",
        "neither says the field title nor leaves it out",
    ]
