"""Committees: their place in the city, their term with its members, and what the editor lets them be."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from cms.committees.models import CommitteeMember, CommitteePage, CommitteesPage
from cms.core.records import Committee, Member, from_data, to_data
from cms.ledger.models import Entry, TermRow
from tests.content import make_committee, make_unit, new_city

pytestmark = pytest.mark.django_db


def term(scheme="committee"):
    return TermRow.objects.get(site="saebyeol", scheme=scheme).data


def test_a_committee_is_a_term_of_the_city_with_its_members_and_its_law(prepared_city):
    make_committee()
    assert from_data(Committee, term()) == Committee(
        site="saebyeol",
        key="traffic-committee",
        iri="http://saebyeol.example/id/committee/traffic-committee",
        names={"ko": "교통위원회"},
        urls={"ko": "http://saebyeol.example/committees/traffic-committee/"},
        category="심의",
        legal_basis="새별시 교통 기본 조례 제9조",
        established_on=date(2020, 3, 1),
        unit="bike-team",
        members=(Member(name="나위원", role="위원장", affiliation="새별대학교", since=date(2026, 1, 1)),),
    )
    assert to_data(from_data(Committee, json.loads(json.dumps(term())))) == term()


def test_the_section_of_committees_is_a_term_after_the_documents(prepared_city):
    make_committee()
    section = term("section")
    assert (section["key"], section["names"], section["order"]) == ("committees", {"ko": "위원회"}, 1)
    assert section["urls"] == {"ko": "http://saebyeol.example/committees/"}


def test_committees_are_in_the_order_of_the_editor_and_are_no_items(prepared_city):
    make_committee()
    make_committee("art-committee", title="문화위원회")
    rows = TermRow.objects.filter(scheme="committee")
    assert {row.key: row.data["order"] for row in rows} == {"traffic-committee": 0, "art-committee": 1}
    assert not Entry.objects.exists()


def test_a_member_who_joins_and_one_who_leaves_change_the_term(prepared_city):
    page = make_committee()
    page.members = [
        CommitteeMember(name="가위원", role="위원장", since=date(2026, 3, 1), until=date(2028, 2, 29)),
        CommitteeMember(name="나위원", affiliation="새별대학교"),
    ]
    page.save_revision().publish()
    assert [(member["name"], member["role"], member["until"]) for member in term()["members"]] == [
        ("가위원", "위원장", "2028-02-29"),
        ("나위원", "", None),
    ]


def test_a_hidden_committee_has_no_address(prepared_city):
    page = make_committee()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert term()["urls"] == {}


def test_a_deleted_committee_leaves_the_vocabulary(prepared_city):
    make_committee().delete()
    assert not TermRow.objects.filter(scheme="committee").exists()


def test_what_is_written_with_control_characters_is_clean(prepared_city):
    page = make_committee(category="심의\x00 ", legal_basis="조례\n제1조")
    assert (page.category, page.legal_basis) == ("심의", "조례 제1조")


def test_two_committees_of_a_city_never_share_a_key(prepared_city):
    make_committee()
    with pytest.raises(ValidationError) as caught:
        make_committee(slug="other")
    assert "code" in caught.value.message_dict
    new_city("hill", "hill.example", default=False)
    make_committee(code_of_city="hill")
    assert CommitteePage.objects.count() == 2


def test_the_key_of_a_committee_never_changes(prepared_city):
    page = make_committee()
    page.code = "other"
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "code" in caught.value.message_dict


def test_a_term_that_ends_before_it_begins_is_refused():
    member = CommitteeMember(name="가위원", since=date(2026, 3, 1), until=date(2026, 2, 1))
    with pytest.raises(ValidationError) as caught:
        member.clean()
    assert "until" in caught.value.message_dict


def test_committees_live_in_their_section_and_nowhere_else(prepared_city):
    page = make_committee()
    assert [model.__name__ for model in page.allowed_parent_page_models()] == ["CommitteesPage"]
    assert [model.__name__ for model in page.allowed_subpage_models()] == ["MeetingPage"]
    assert CommitteesPage in prepared_city.allowed_subpage_models()
    assert make_unit().key == page.unit.key
