"""A meeting from its notice to its minutes: what the record says, and what it leaves out where they are closed."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.committees.models import MeetingPage
from cms.core.models import File
from cms.core.records import Attendee, Decision, Link, Meeting, from_data, to_data
from cms.ledger import selectors
from cms.ledger.facets import pair_name
from cms.ledger.models import Entry, Listing
from tests.content import agenda_item, draft_meeting, make_committee, make_unit, published_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(prepared_committee):
    return prepared_committee.get_parent().get_parent().specific


def entry():
    return Entry.objects.get(kind="meeting")


def record():
    return from_data(Meeting, entry().record)


def body():
    return selectors.entry(site="saebyeol", key=str(entry().key)).body


def library_file(name="agenda.txt"):
    file = File(title=name, licence="kogl-1")
    file.file.save(name, ContentFile(b"1. ..."), save=False)
    file.file_size = 6
    file.save()
    return file


def test_a_published_meeting_says_what_was_decided_by_whom_and_how(city):
    page = published_meeting()
    found = record()
    assert found.url == f"http://saebyeol.example/committees/traffic-committee/{page.slug}/".replace(
        page.slug, "2026%EB%85%84-%EC%A0%9C3%EC%B0%A8-%ED%9A%8C%EC%9D%98"
    )
    assert (found.committee, found.publisher, found.status, found.place) == (
        "traffic-committee",
        "bike-team",
        "held",
        "시청 2층 회의실",
    )
    assert found.held_at == datetime(2026, 11, 5, 5, 0, tzinfo=UTC)
    assert found.agenda == (
        Decision(
            item="강변 자전거길 정비 계획(안)",
            outcome="원안가결",
            text="원안대로 의결하다.",
            votes_for=7,
            votes_against=1,
            abstentions=0,
            documents=("20261103000001",),
        ),
    )
    assert found.attendees == (Attendee(name="나위원", position="위원장", present=True),)
    assert (found.openness, found.grounds, found.reason, found.review_on) == ("open", (), "", None)
    assert (body().text, found.summary) == ("위원장이 개회를 선언하다.",) * 2
    assert to_data(from_data(Meeting, json.loads(json.dumps(to_data(found))))) == to_data(found)


def test_a_meeting_is_listed_in_its_section_with_its_committee_and_not_among_the_news(city):
    published_meeting()
    assert sorted(Listing.objects.values_list("listing", flat=True)) == [
        pair_name("saebyeol", ("committee", "traffic-committee"), ("unit", "bike-team")),
        "saebyeol:committee:traffic-committee",
        "saebyeol:section:committees",
        "saebyeol:unit:bike-team",
    ]


def test_a_notice_is_public_before_the_day(city):
    later = timezone.now().replace(microsecond=0) + timedelta(days=9)
    page = draft_meeting(held_at=later, status="announced", notice="방청 신청은 회의 전날까지 받습니다.", agenda=[])
    page.save_revision().publish()
    found = record()
    assert (found.status, found.held_at, found.summary) == ("announced", later, "방청 신청은 회의 전날까지 받습니다.")
    assert (found.agenda, found.attendees, body().html) == ((), (), "")


def test_an_agenda_is_the_summary_where_there_is_nothing_else(city):
    page = draft_meeting(agenda=[], status="announced")
    page.agenda = [("item", agenda_item(item=item)) for item in ("예산(안)", "조례(안)")]
    page.save_revision().publish()
    assert record().summary == "예산(안) · 조례(안)"


def closed(**over):
    values = {"openness": "closed", "grounds": [5], "reason": "의사결정 과정에 있는 사항입니다."}
    return published_meeting(**(values | over))


def test_closed_minutes_leave_the_agenda_its_outcomes_and_the_reason(city):
    closed(review_on=date(2027, 5, 1), review_stage="2차 심의 중")
    found = record()
    assert (found.openness, found.grounds, found.reason) == ("closed", (5,), "의사결정 과정에 있는 사항입니다.")
    assert (found.review_on, found.review_stage) == (date(2027, 5, 1), "2차 심의 중")
    assert found.agenda == (
        Decision(item="강변 자전거길 정비 계획(안)", outcome="원안가결", documents=("20261103000001",)),
    )
    assert (found.attendees, body().html, body().text) == ((), "", "")
    assert found.summary == "강변 자전거길 정비 계획(안)"
    stored = json.dumps(entry().record, ensure_ascii=False)
    assert not any(word in stored for word in ("나위원", "개회를", "의결하다"))


def test_partly_open_minutes_are_read_with_the_reason_beside_them(city):
    closed(openness="partial", grounds=[6], reason="개인정보를 지웠습니다.")
    assert (record().openness, record().grounds, body().text) == ("partial", (6,), "위원장이 개회를 선언하다.")


def test_a_ground_that_was_left_behind_is_not_said_of_open_minutes(city):
    published_meeting(grounds=[6], reason="개인정보", review_on=date(2027, 1, 1), review_stage="심의")
    found = record()
    assert (found.grounds, found.reason, found.review_on, found.review_stage) == ((), "", None, "")


def test_minutes_that_are_closed_later_leave_every_output_at_once(city):
    page = published_meeting()
    page.openness, page.grounds, page.reason = "closed", [1], "다른 법률에 따른 비밀"
    page.save_revision().publish()
    assert (record().openness, record().version, body().text) == ("closed", 2, "")


def test_papers_are_public_where_the_minutes_and_their_files_are_not(city):
    offered, linked = library_file("agenda.txt"), library_file("minutes.txt")
    page = draft_meeting(openness="closed", grounds=[5], reason="심의 중")
    page.papers = [
        ("file", {"file": offered, "title": "회의 안건"}),
        ("link", {"url": "https://council.example/live", "title": "중계"}),
    ]
    page.body = [("file", {"file": linked, "title": ""})]
    page.save_revision().publish()
    assert [(file.title, file.size, file.licence) for file in record().files] == [("회의 안건", 6, "kogl-1")]
    assert record().links == (Link(url="https://council.example/live", title="중계"),)
    page.openness = "open"
    page.save_revision().publish()
    assert [file.title for file in record().files] == ["회의 안건", "minutes.txt"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"openness": "closed", "reason": "심의 중"}, "grounds"),
        ({"openness": "partial", "grounds": [6]}, "reason"),
        ({"held_at": datetime(2999, 1, 1, tzinfo=UTC)}, "status"),
    ],
)
def test_what_a_meeting_may_not_say_is_refused_at_its_field(city, values, field):
    page = draft_meeting()
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert list(caught.value.message_dict) == [field]


def test_nothing_of_a_draft_or_of_a_private_committee_is_public(city):
    page = draft_meeting()
    assert not Entry.objects.exists()
    page.save_revision().publish()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert (entry().state, entry().reason) == ("gone", "private")


def test_a_meeting_follows_its_committee_to_another_department(city):
    page = published_meeting()
    committee = page.committee
    committee.unit = make_unit("transport")
    committee.save_revision().publish()
    assert record().publisher == "transport"


def test_a_meeting_that_moves_belongs_to_the_other_committee(city):
    page = published_meeting()
    page.move(make_committee("art-committee", title="문화위원회"), pos="last-child")
    assert record().committee == "art-committee"
    assert record().url.startswith("http://saebyeol.example/committees/art-committee/")


def test_the_licence_of_the_city_is_written_down_with_the_meeting(city):
    city.licence = "kogl-4"
    city.save()
    page = published_meeting()
    city.licence = "cc0-1.0"
    city.save()
    assert (MeetingPage.objects.get(pk=page.pk).licence, record().licence) == ("kogl-4", "kogl-4")


def test_times_that_a_day_of_summer_time_would_shift_stay_as_they_were(city):
    published_meeting(held_at=datetime(2026, 7, 1, 1, 0, tzinfo=UTC))
    assert record().held_at.isoformat() == "2026-07-01T10:00:00+09:00"
