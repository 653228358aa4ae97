"""Lists of meetings in JSON, by the command: our plain form, and two of Legistar's."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.committees.models import CommitteePage, CommitteesPage, MeetingPage
from cms.core.records import Meeting, from_data
from cms.ledger.models import Entry

pytestmark = pytest.mark.django_db

CALENDAR = {
    "Name": {"label": "Finance Committee", "url": "https://county.example/Department.aspx?ID=2"},
    "Meeting Date": "12/13/2017",
    "iCalendar": {"url": "https://county.example/View.ashx?M=IC&ID=52"},
    "Meeting Time": "10:00 AM",
    "Meeting Location": "Board Room, \r\n118 North Street\n--em--Open to all",
    "Meeting Details": "Meeting\u00a0details",
    "Agenda": {"label": "Agenda", "url": "https://county.example/View.ashx?M=A&ID=52"},
    "Minutes": "Not\u00a0available",
    "Video": "Not\u00a0available",
}
INTERFACE = {
    "meetingId": "0588-E2",
    "status": "Scheduled",
    "body": "Committee on Zoning",
    "comment": "Written comments until October 11",
    "location": "City Hall",
    "videoLink": "https://video.example/7",
    "transcriptLink": "",
    "date": "2023-10-12T15:00:00+00:00",
    "files": [{"path": "https://files.example/1.pdf", "fileName": "Agenda Oct 12.pdf", "attachmentType": "Agenda"}],
    "agenda": None,
    "attendance": None,
}
PLAIN = {
    "id": "t-3",
    "committee": "교통위원회",
    "title": "제3차 회의",
    "held_at": "2026-11-05T14:00",
    "place": "시청",
    "agenda": [{"item": "정비 계획(안)", "outcome": "원안가결", "votes_for": 3, "documents": ["20261103000001"]}],
    "attendees": [{"name": "가위원", "position": "위원장"}],
    "minutes": "개회하다.\n\n폐회하다.",
    "links": [{"title": "중계", "url": "https://video.example/3"}],
}


@pytest.fixture(autouse=True)
def section(prepared_city):
    section = CommitteesPage(title="위원회", slug="committees")
    prepared_city.add_child(instance=section)
    return section


def load(tmp_path, rows, *options):
    file, output = tmp_path / "meetings.json", StringIO()
    file.write_text(rows if isinstance(rows, str) else json.dumps(rows), encoding="utf-8")
    call_command("import_meetings", str(file), *options, stdout=output)
    return output.getvalue().splitlines()


def record():
    return from_data(Meeting, Entry.objects.get(kind="meeting").record)


def test_a_row_of_a_calendar_page_keeps_its_papers_as_links(tmp_path):
    assert load(tmp_path, [CALENDAR], "--zone", "America/Chicago") == ["1 created, 0 updated, 0 unchanged, 0 refused"]
    found = record()
    assert (found.committee, found.title, found.status) == (
        "finance-committee",
        "Finance Committee 2017-12-13",
        "held",
    )
    assert found.held_at == found.published_at == datetime(2017, 12, 13, 16, 0, tzinfo=UTC)
    assert (found.place, found.summary) == ("Board Room, 118 North Street", "Open to all")
    assert [(link.title, link.url) for link in found.links] == [
        ("Agenda", "https://county.example/View.ashx?M=A&ID=52")
    ]
    assert found.url == "http://saebyeol.example/committees/finance-committee/2017-12-13/"


def test_a_row_of_the_interface_says_its_files_and_its_video(tmp_path):
    load(tmp_path, {"data": [INTERFACE], "facets": []})
    found = record()
    assert (found.status, found.summary, found.place) == ("held", "Written comments until October 11", "City Hall")
    assert [link.title for link in found.links] == ["Agenda Oct 12.pdf", "Video"]


def test_the_plain_form_says_all_that_a_meeting_can(tmp_path):
    load(tmp_path, [PLAIN])
    found = record()
    assert (found.title, found.held_at.isoformat()) == ("제3차 회의", "2026-11-05T14:00:00+09:00")
    assert (found.agenda[0].votes_for, found.agenda[0].votes_against) == (3, None)
    assert [(one.name, one.present) for one in found.attendees] == [("가위원", True)]
    assert MeetingPage.objects.get().body[0].value == "<p>개회하다.</p>\n<p>폐회하다.</p>"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "Cancelled"}, "cancelled"),
        ({"comment": "CANCELED by the chair"}, "cancelled"),
        ({"status": "Rescheduled"}, "postponed"),
        ({"status": None}, "held"),
        ({"status": "Scheduled", "date": "2999-01-01T10:00:00+00:00"}, "announced"),
    ],
)
def test_what_has_become_of_a_meeting_is_read_or_follows_from_its_day(tmp_path, changes, status):
    load(tmp_path, [INTERFACE | changes])
    assert record().status == status


def test_the_same_file_again_changes_nothing_and_another_one_what_it_says(tmp_path):
    rows = [PLAIN, CALENDAR, INTERFACE]
    load(tmp_path, rows)
    before = list(MeetingPage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    assert load(tmp_path, rows) == ["0 created, 0 updated, 3 unchanged, 0 refused"]
    assert list(MeetingPage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before
    said = load(tmp_path, [PLAIN | {"place": "시민청"}, CALENDAR, INTERFACE])
    assert said == ["0 created, 1 updated, 2 unchanged, 0 refused"]
    assert MeetingPage.objects.get(pk=before[0][0]).place == "시민청"


def test_minutes_and_agenda_that_a_person_added_stay_where_the_source_has_none(tmp_path):
    load(tmp_path, [CALENDAR])
    page = MeetingPage.objects.get()
    page.body = [("text", "<p>회의록</p>")]
    page.save_revision().publish()
    assert load(tmp_path, [CALENDAR]) == ["0 created, 0 updated, 1 unchanged, 0 refused"]
    load(tmp_path, [CALENDAR | {"Meeting Location": "Elsewhere"}])
    assert len(MeetingPage.objects.get().body) == 1


def test_two_meetings_of_one_day_have_an_address_each(tmp_path):
    load(tmp_path, [PLAIN, PLAIN | {"id": "t-4", "held_at": "2026-11-05T16:00"}])
    assert sorted(MeetingPage.objects.values_list("slug", flat=True)) == ["2026-11-05", "2026-11-05-2"]
    assert CommitteePage.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (7, "is not an object"),
        ({}, "is no meeting of a known form: it has none of held_at, Meeting Date and meetingId"),
        (CALENDAR | {"Meeting Time": "soon"}, "Meeting Date: “12/13/2017 soon” is no day and time such as"),
        (CALENDAR | {"Name": ""}, "Name: is empty"),
        (INTERFACE | {"date": "2023-99-01"}, "date: “2023-99-01” is no time such as 2026-11-05T14:00"),
        (INTERFACE | {"body": None}, "body: is missing"),
        (INTERFACE | {"location": 7}, "location: must be a text"),
        (PLAIN | {"status": "maybe"}, "status: “maybe” is none of announced, held, postponed, cancelled"),
        (PLAIN | {"agenda": [{"outcome": "가결"}]}, "agenda: cannot be read: "),
        (PLAIN | {"agenda": [{"item": "가", "votes_for": "3"}]}, "agenda: has a wrong votes_for"),
        (PLAIN | {"attendees": "가위원"}, "attendees: cannot be read: "),
        (PLAIN | {"grounds": [9]}, "grounds: must be a list of numbers from 1 to 8"),
        (PLAIN | {"openness": "closed"}, ""),
        (PLAIN | {"title": "가" * 300}, ""),
        (PLAIN | {"committee": "가" * 300}, ""),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_taken(tmp_path, row, reason):
    said = load(tmp_path, [row, INTERFACE])
    assert said[0] == "1 created, 0 updated, 0 unchanged, 1 refused"
    assert said[1].startswith(f"  meeting 1: {reason}")
    assert (MeetingPage.objects.count(), CommitteePage.objects.count()) == (1, 1)


@pytest.mark.parametrize("text", ["", "{}", "[", '"text"', "[" * 100_000])
def test_a_file_that_is_no_list_of_meetings_is_refused(tmp_path, text):
    with pytest.raises(CommandError, match=r"meetings\.json: is not"):
        load(tmp_path, text)
    assert not MeetingPage.objects.exists()


def test_an_unknown_zone_is_named(tmp_path):
    with pytest.raises(CommandError, match="--zone: there is no 'Mars/Base'"):
        load(tmp_path, [PLAIN], "--zone", "Mars/Base")
