"""Meetings as an employee writes them in the editor."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.committees.models import CommitteeMember, CommitteePage, MeetingPage
from cms.ledger.models import Entry
from cms.publication import preview
from cms.releases.models import KnownGoodValue
from tests.content import draft_meeting, make_committee
from tests.core.media import make_file
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(prepared_committee):
    return prepared_committee


@pytest.fixture
def employee(committee):
    return sign_in()


def form(**over):
    """The form that the browser sends for a meeting that was held yesterday."""
    item = {
        "item": "정비 계획(안)",
        "outcome": "원안가결",
        "text": "",
        "votes_for": "7",
        "votes_against": "0",
        "abstentions": "",
        "documents": {"count": "1", "0": {"value": "20261103000001", "order": "0", "deleted": ""}},
    }
    held_at = timezone.localtime() - timedelta(days=1)
    values = {
        "title": "제3차 회의",
        "slug": "",
        "held_at": held_at.strftime("%Y-%m-%d %H:%M"),
        "status": "held",
        "place": "시청",
        "notice": "",
        "agenda": streamfield([("item", item)]),
        "attendees": streamfield([("attendee", {"name": "나위원", "position": "위원장", "present": "on"})]),
        "body": streamfield([("text", rich_text("<p>개회하다.</p>"))]),
        "papers": streamfield([("link", {"url": "https://video.example/3", "title": "중계"})]),
        "openness": "open",
        "reason": "",
        "review_on": "",
        "review_stage": "",
        "licence": "kogl-1",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }
    data = nested_form_data({name: value for name, value in (values | over).items() if name != "grounds"})
    return data | {"grounds": over.get("grounds", []), "action-publish": "1"}


def add(client, committee, **over):
    address = reverse("wagtailadmin_pages:add", args=("releases", "meetingpage", committee.pk))
    return client.post(address, form(**over), follow=True)


def test_an_employee_publishes_a_meeting_of_any_committee(employee, committee):
    add(employee, committee)
    page = MeetingPage.objects.get()
    assert (page.live, page.owner, page.slug) == (True, employee.user, "제3차-회의")
    record = Entry.objects.get(kind="meeting").record
    assert record["agenda"] == [
        {
            "item": "정비 계획(안)",
            "outcome": "원안가결",
            "text": "",
            "votes_for": 7,
            "votes_against": 0,
            "abstentions": None,
            "documents": ["20261103000001"],
        }
    ]
    assert (record["attendees"][0]["name"], record["links"][0]["title"]) == ("나위원", "중계")


def test_an_employee_closes_minutes_with_a_ground_and_a_reason(employee, committee):
    review = {"review_stage": "2차 심의", "review_on": "2027-03-31"}
    add(employee, committee, openness="closed", grounds=["8", "5"], reason="심의 중", **review)
    record = Entry.objects.get(kind="meeting").record
    assert (record["openness"], record["grounds"], record["reason"]) == ("closed", [5, 8], "심의 중")
    assert (record["review_stage"], record["review_on"]) == ("2차 심의", "2027-03-31")


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"openness": "closed", "reason": "심의 중"}, "grounds"),
        ({"openness": "closed", "grounds": ["8"]}, "reason"),
        ({"openness": "closed", "grounds": ["5"], "reason": "심의 중", "review_on": "2027-03-31"}, "review_stage"),
        ({"openness": "partial", "grounds": ["5"], "reason": "심의 중", "review_stage": "1차"}, "review_on"),
        ({"openness": "closed", "reason": "심의 중", "grounds": ["9"]}, "grounds"),
        ({"held_at": "2999-01-01 10:00"}, "status"),
        ({"held_at": ""}, "held_at"),
    ],
)
def test_a_mistake_is_marked_at_its_field_and_nothing_is_stored(employee, committee, over, field):
    response = add(employee, committee, **over)
    assert list(response.context["form"].errors) == [field]
    assert not MeetingPage.objects.exists()


def test_a_number_that_no_document_can_have_is_refused(employee, committee):
    item = {"item": "안건", "documents": {"count": "1", "0": {"value": "정책과 12", "order": "0", "deleted": ""}}}
    response = add(employee, committee, agenda=streamfield([("item", item)]))
    assert list(response.context["form"].errors) == ["agenda"]


def test_what_is_personal_stops_a_meeting_as_it_stops_a_post(employee, committee):
    response = add(employee, committee, notice="문의: 010-1234-5678")
    assert list(response.context["form"].errors) == ["__all__"]
    assert "문의: <mark>010-1234-5678</mark>" in response.content.decode()
    assert not MeetingPage.objects.exists()


def test_what_is_known_to_be_public_stops_no_meeting(employee, committee):
    KnownGoodValue.objects.create(value="010-1234-5678", unit=committee.unit)
    add(employee, committee, notice="문의: 010-1234-5678")
    assert Entry.objects.get(kind="meeting").state == "public"


def test_only_what_the_public_would_read_is_looked_at(employee, committee):
    body = streamfield([("text", rich_text("<p>010-1234-5678</p>"))])
    add(employee, committee, body=body, openness="closed", grounds=["4"], reason="심의 중")
    assert Entry.objects.get(kind="meeting").state == "public"


def test_who_sits_in_the_committee_today_is_expected_at_a_new_meeting(employee, committee):
    today = timezone.localdate()
    terms = {"나위원": {}, "다위원": {"since": today, "until": today}, "라위원": {"until": today - timedelta(days=1)}}
    terms["마위원"] = {"since": today + timedelta(days=1)}
    committee.members.set([CommitteeMember(name=name, role="위원", **term) for name, term in terms.items()])
    committee.save()
    address = reverse("wagtailadmin_pages:add", args=("releases", "meetingpage", committee.pk))
    filled = employee.get(address).context["form"].initial
    assert [dict(block.value) for block in filled["attendees"]] == [
        {"name": name, "position": "위원", "present": True} for name in ("나위원", "다위원")
    ]
    assert filled["licence"] == "kogl-1"


def test_a_meeting_cannot_be_freer_than_its_papers_but_for_those_that_are_closed(employee, committee):
    file = make_file("회의 자료", licence="cc-by-nc-nd-4.0")
    body = streamfield([("file", {"file": str(file.pk), "title": ""})])
    response = add(employee, committee, body=body)
    assert list(response.context["form"].errors) == ["licence"]
    assert "회의 자료" in str(response.context["form"].errors["licence"])
    assert not MeetingPage.objects.exists()
    add(employee, committee, body=body, openness="closed", grounds=["4"], reason="심의 중")
    assert Entry.objects.get(kind="meeting").record["files"] == []


def test_a_preview_shows_a_meeting_that_nobody_has_stored_yet(employee, committee):
    address = reverse("wagtailadmin_pages:preview_on_add", args=("releases", "meetingpage", committee.pk))
    assert employee.post(address, form(title="열릴 회의")).json()["is_valid"]
    shown = employee.get(f"{address}?mode=")
    token = parse_qs(urlsplit(shown["Location"]).query)["token"][0]
    record, body = preview.load(token)
    assert (record.kind, record.title, record.committee) == ("meeting", "열릴 회의", committee.code)
    assert (record.attendees[0].name, body.text) == ("나위원", "개회하다.")
    assert not MeetingPage.objects.exists()


def test_an_employee_makes_no_committee_and_touches_no_meeting_of_somebody_else(employee, committee):
    other = draft_meeting(owner=sign_in("other").user)
    edit = employee.get(reverse("wagtailadmin_pages:edit", args=(other.pk,)))
    section = committee.get_parent()
    make = employee.get(reverse("wagtailadmin_pages:add", args=("releases", "committeepage", section.pk)))
    # Somebody else's draft is not theirs to know of.
    assert (edit.status_code, make.status_code) == (404, 302)
    assert employee.get(reverse("wagtailadmin_pages:edit", args=(committee.pk,))).status_code == 302


def test_the_short_way_to_a_meeting_offers_every_committee(employee, committee):
    art = make_committee("art-committee", title="문화위원회")
    content = employee.get(reverse("write_meeting")).content.decode()
    for page in (committee, art):
        assert reverse("wagtailadmin_pages:add", args=("releases", "meetingpage", page.pk)) in content
    assert reverse("write_meeting") in employee.get("/admin/").content.decode()


@pytest.mark.usefixtures("prepared_city")
def test_where_there_is_no_committee_the_short_way_says_so():
    content = sign_in().get(reverse("write_meeting")).content.decode()
    assert "/admin/pages/add/" not in content.partition("<main")[2]


def test_the_page_of_a_committee_has_a_button_to_write_a_meeting(employee, committee):
    address = reverse("wagtailadmin_pages:add", args=("releases", "meetingpage", committee.pk))
    content = employee.get(reverse("wagtailadmin_explore", args=(committee.pk,))).content.decode()
    assert address in content
    assert "회의 쓰기" in content.partition("<main")[2]


def test_an_administrator_writes_a_committee_with_its_members(committee):
    admin = sign_in("admin", admin=True)
    section = committee.get_parent()
    member = {"name": "다위원", "role": "위원", "affiliation": "", "since": "2026-01-01", "until": "", "id": ""}
    data = nested_form_data(
        {
            "title": "문화위원회",
            "slug": "",
            "description": "",
            "code": "art",
            "category": "자문",
            "established_on": "2019-01-01",
            "legal_basis": "조례 제3조",
            "unit": "",
            "members": inline_formset([member]),
            "comments": inline_formset([]),
            "go_live_at": "",
            "expire_at": "",
        }
    )
    address = reverse("wagtailadmin_pages:add", args=("releases", "committeepage", section.pk))
    admin.post(address, data | {"action-publish": "1"})
    page = CommitteePage.objects.get(code="art")
    assert (page.live, [one.name for one in page.members.all()]) == (True, ["다위원"])
