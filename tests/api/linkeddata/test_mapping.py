"""Every public field is said in RDF or left out on purpose."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from api.linkeddata import documents, events, jsonld, meetings, posts, units, webpages
from api.linkeddata.committees import MEMBER
from api.linkeddata.dcat import CATALOGUE
from api.linkeddata.kinds import ROWS
from api.linkeddata.mapping import label, labels, language_iri
from api.linkeddata.media import ATTACHMENT, FILE, IMAGE, LINK, RENDITION
from cms.core import kinds
from cms.core.records import TERMS, Body, FrontSection, Layout, MenuItem, MenuLink, Pin, StaffPosition

PARTS = (
    posts.BODY,
    posts.TRANSLATION,
    documents.OFFICIAL,
    documents.EXPENSE,
    documents.RESEARCH,
    documents.ADVANCE,
    documents.TEXT,
    meetings.DECISION,
    meetings.ATTENDEE,
    meetings.MINUTES,
    events.APPLICATION,
    events.BODY,
    events.RECURRENCE,
    MEMBER,
    IMAGE,
    RENDITION,
    FILE,
    ATTACHMENT,
    LINK,
    units.CHANGE,
    units.POSITION,
    webpages.BODY,
    webpages.EMBED,
    webpages.LISTING,
)
# How pages look is nothing that linked data says.
UNSAID = {FrontSection, Layout, MenuItem, MenuLink, Pin}
MAPPINGS = (*(row.mapping for row in ROWS.registered().values()), *jsonld.TERMS.values(), *PARTS, CATALOGUE)


def public_classes() -> set[type]:
    """Records, terms and bodies, and every dataclass that a field of one holds."""
    found: set[type] = set()
    waiting = [*(kind.record for kind in kinds.registered()), *TERMS.values(), StaffPosition, Body]
    while waiting:
        cls = waiting.pop()
        found.add(cls)
        for hint in get_type_hints(cls).values():
            parts = [hint, *get_args(hint), *(inner for arg in get_args(hint) for inner in get_args(arg))]
            waiting += [part for part in parts if is_dataclass(part) and part not in found]
    return found


def test_every_public_class_has_a_mapping():
    assert {mapping.source for mapping in MAPPINGS} == public_classes() - UNSAID


def test_every_kind_of_record_and_term_has_a_document():
    assert {name: row.mapping.source for name, row in ROWS.registered().items()} == {
        kind.name: kind.record for kind in kinds.registered()
    }
    assert jsonld.TERMS.keys() == set(TERMS.values())


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: f"{mapping.source.__name__}-{mapping.types}")
def test_every_field_is_mapped_or_left_out_with_a_reason_and_nothing_else(mapping):
    names = {spec.name for spec in fields(mapping.source)}
    assert mapping.mapped | set(mapping.left_out) == names
    assert mapping.mapped & set(mapping.left_out) == set()
    assert all(len(reason) > 10 for reason in mapping.left_out.values())


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: f"{mapping.source.__name__}-{mapping.types}")
def test_no_property_is_said_by_two_rows(mapping):
    names = [name for _, properties, _ in mapping.rows for name in properties.split()]
    assert len(names) == len(set(names))


def test_a_label_is_plain_in_its_own_language_and_tagged_in_another():
    names = {"ko": "교통", "en": "Traffic"}
    assert label(names, "ko") == "교통"
    assert label(names, "ja") == {"@value": "Traffic", "@language": "en"}
    assert label({"ko": "교통", "en": ""}, "en") == {"@value": "교통", "@language": "ko"}
    assert label({}, "ko") is None
    assert labels({"ko": "교통", "en": ""}) == [{"@value": "교통", "@language": "ko"}]


def test_a_language_is_named_by_its_address_at_the_library_of_congress():
    assert language_iri("ko") == "http://id.loc.gov/vocabulary/iso639-1/ko"
    assert language_iri("zh-hans") == "http://id.loc.gov/vocabulary/iso639-1/zh"
    assert language_iri("fil") == "http://id.loc.gov/vocabulary/iso639-2/fil"
