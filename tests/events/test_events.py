"""An event as an employee writes it: what the record says, where it stands, and what the form refuses."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.core.records import Application, Event, Recurrence, from_data
from cms.events.models import EventPage, EventsPage
from cms.ledger.models import Entry, Listing, OccurrenceRow
from tests.content import make_unit, section
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
FIRST = datetime(2027, 3, 2, 14, tzinfo=SEOUL)


@pytest.fixture
def place(prepared_city):
    return section()


def written(parent, **over):
    values = {
        "title": "스마트폰 교실",
        "slug": "phones",
        "type": "course",
        "lead": "사진 보내기를 배웁니다.",
        "starts_at": FIRST,
        "ends_at": FIRST + timedelta(hours=2),
        "unit": make_unit(),
        "live": False,
        "locale": parent.locale,
    }
    page = EventPage(**(values | over))
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def record():
    return from_data(Event, Entry.objects.get(kind="event").record)


def test_a_published_event_says_when_where_and_how_one_takes_part(place):
    written(
        place,
        place="배움방",
        free=False,
        fee="1,000원",
        application="period",
        apply_telephone="02-120",
        apply_until=FIRST - timedelta(days=1),
    )
    found = record()
    assert (found.type, found.status, found.place, found.fee, found.free) == (
        "course", "scheduled", "배움방", "1,000원", False,
    )  # fmt: skip
    end = FIRST + timedelta(hours=2)
    assert (found.starts_at, found.ends_at, found.over_at) == (FIRST, end, end)
    assert found.application == Application(telephone="02-120", closes_at=FIRST - timedelta(days=1))
    assert (found.map_url, found.online_url, found.topics, found.publisher) == ("", "", ("traffic",), "bike-team")


def test_an_event_is_listed_in_its_section_and_not_among_the_news(place):
    written(place)
    names = set(Listing.objects.values_list("listing", flat=True))
    assert {"saebyeol:section:events", "saebyeol:field:traffic", "saebyeol:unit:bike-team"} <= names
    assert "saebyeol" not in names
    assert set(OccurrenceRow.objects.values_list("calendar", flat=True)) == {
        "saebyeol", "saebyeol:field:traffic", "saebyeol:unit:bike-team",
    }  # fmt: skip


def test_an_event_that_repeats_has_its_rule_and_all_its_times(place):
    written(place, repeats="weekly", repeat_until=date(2027, 3, 23), exceptions=["2027-03-16"])
    assert record().recurrence == Recurrence(
        rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270323T145959Z",
        frequency="weekly",
        weekdays=("TU",),
        until=date(2027, 3, 23),
        exceptions=(date(2027, 3, 16),),
    )
    assert OccurrenceRow.objects.filter(calendar="saebyeol").count() == 3
    assert record().over_at == FIRST + timedelta(days=21, hours=2)


def test_whole_days_are_told_from_their_beginning_to_that_of_the_day_after(place):
    written(place, all_day=True, ends_at=FIRST + timedelta(days=1))
    assert (record().starts_at, record().ends_at) == (
        datetime(2027, 3, 2, tzinfo=SEOUL),
        datetime(2027, 3, 4, tzinfo=SEOUL),
    )


def test_a_copy_is_another_event(place):
    page = written(place)
    copied = page.copy(update_attrs={"slug": "again", "title": "다시"})
    assert (copied.key != page.key, copied.starts_at) == (True, page.starts_at)


def test_the_next_times_are_those_that_are_not_over(place):
    page = written(place, repeats="daily", repeat_count=9)
    found = page.next_times(FIRST + timedelta(days=1, hours=1), 5)
    assert [time.starts_at for time in found] == [FIRST + timedelta(days=day) for day in range(1, 6)]


def form(**over):
    values = {
        "title": "스마트폰 교실",
        "slug": "",
        "type": "course",
        "status": "scheduled",
        "lead": "사진 보내기를 배웁니다.",
        "starts_at": "2027-03-02 14:00",
        "ends_at": "2027-03-02 16:00",
        "repeats": "",
        "repeat_every": "1",
        "repeat_until": "",
        "repeat_count": "",
        "exceptions": "",
        "place": "",
        "address": "",
        "map_url": "",
        "online_url": "",
        "free": "on",
        "fee": "",
        "audience": "",
        "capacity": "",
        "application": "none",
        "apply_url": "",
        "apply_telephone": "",
        "apply_from": "",
        "apply_until": "",
        "contact": "",
        "body": streamfield([("text", rich_text("<p>본문</p>"))]),
        "cover": "",
        "cover_alt": "",
        "tags": "",
        "unit": "",
        "licence": "kogl-1",
        "go_live_at": "",
        "expire_at": "",
        "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
    }
    weekdays = over.pop("weekdays", [])
    return nested_form_data({**values, **over}) | {"weekdays": weekdays, "action-publish": "1"}


def send(place, **over):
    address = reverse("wagtailadmin_pages:add", args=("events", "eventpage", place.pk))
    return sign_in().post(address, form(**over))


def test_an_employee_publishes_an_event_and_sees_its_next_dates(place):
    response = send(place, repeats="weekly", weekdays=["TU", "TH"], repeat_count="4", exceptions="2027.3.4\n")
    assert response.status_code == 302, response.context["form"].errors
    page = EventPage.objects.get()
    assert (page.live, page.exceptions, page.weekdays) == (True, ["2027-03-04"], ["TU", "TH"])
    shown = sign_in().get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert "2027" in shown
    assert "다음 날짜" in shown or "Next dates" in shown


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_at": "2027-03-02 13:00"}, "ends_at"),
        ({"repeats": "weekly"}, "repeat_until"),
        ({"exceptions": "성탄절"}, "exceptions"),
        ({"application": "open"}, "apply_url"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(place, over, field):
    response = send(place, **over)
    assert list(response.context["form"].errors) == [field]
    assert not EventPage.objects.exists()


def test_the_pages_of_events_show_what_is_coming_by_list_and_by_month(place, server):
    city = place.get_parent().specific
    city.add_child(instance=EventsPage(title="행사·교육", slug="events", locale=city.locale))
    soon = timezone.now().replace(microsecond=0) + timedelta(days=1)
    evil = "<script>alert(1)</script> 나들이"
    written(place, title=evil, starts_at=soon, ends_at=None)
    for path in ("/events/", f"/events/{timezone.localtime(soon):%Y/%m}/", "/traffic/", "/units/bike-team/"):
        page = server.get(path)
        assert page.status_code == 200, path
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 나들이" in page.text, path
        assert "<script>alert" not in page.text, path
    assert server.get("/events/?type=exhibition").text.count("나들이") == 0
    assert server.get("/events/?type=party").status_code == 400
    assert server.get("/events/2031/01/").status_code == 404
