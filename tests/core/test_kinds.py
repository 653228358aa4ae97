"""The door: which kinds are registered, and what the rest reads of them."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.core import kinds
from cms.core.kinds import UNIT, Facet, Kind
from cms.core.records import Document, Meeting, Post, Record


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
    assert kinds.names() == ("post", "found", "document", "meeting")
    assert [kinds.section_of(record) for record in (Post, Found, Document, Meeting)] == [
        "", "", "documents", "committees",
    ]  # fmt: skip
    assert kinds.in_section("") == {"post", "found"}


def test_two_kinds_of_one_name_are_refused_at_the_start(one_more):
    kinds.register(FOUND)
    with pytest.raises(ImproperlyConfigured, match="two kinds with the name 'found'"):
        kinds.register(Kind(record=Found, plural="others"))
    assert kinds.kind("found") is FOUND


def test_a_facet_of_one_kind_narrows_all_in_the_order_of_how_rare_its_values_are(one_more):
    assert [facet.name for facet in FOUND.wide] == ["shelf", "unit"]
    assert [facet.name for facet in FOUND.narrow] == ["state"]
    assert [facet.name for facet in kinds.wide()] == [
        "shelf", "tag", "committee", "task", "function", "website", "unit", "field",
    ]  # fmt: skip
    assert [facet.name for facet in kinds.narrow()] == ["state", "genre", "openness"]


def test_a_term_lists_the_kinds_that_it_narrows_and_its_pages_are_in_their_section(one_more):
    schemes = ("city", "section", "field", "unit", "committee", "task", "shelf")
    assert {scheme: [kind.name for kind in kinds.below(scheme)] for scheme in schemes} == {
        "city": ["post", "found", "document", "meeting"],
        "section": ["document", "meeting"],
        "field": ["post"],
        "unit": ["post", "found", "document", "meeting"],
        "committee": ["meeting"],
        "task": ["document"],
        "shelf": ["found"],
    }
    assert {scheme: kinds.section_below(scheme) for scheme in schemes} == {
        "city": "", "section": "", "field": "", "unit": "", "committee": "committees", "task": "documents", "shelf": "",
    }  # fmt: skip
