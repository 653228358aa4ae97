"""The page of what each source sent, day by day, and which source has gone silent."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.releases.models import DocumentPage, IntakeDay, SourceSystem
from cms.releases.silences import silences
from tests.content import make_user, released_document
from tests.releases.desk.conftest import TEXT, signed_in
from tests.releases.desk.test_queue import titles

PATH = "/admin/disclosure/intake/"
WEDNESDAY = date(2026, 11, 18)


def system(key="approval", **over):
    values = {"name": f"{key} system", "city": "saebyeol", "token_hash": key}
    return SourceSystem.objects.create(key=key, **(values | over))


def sent(source, *days, **counts):
    return [IntakeDay.objects.create(system=source, day=day, requests=1, **counts) for day in days]


def before(day, *numbers):
    return [day - timedelta(days=number) for number in numbers]


def days(answer):
    return [(row.system.key, row.day) for row in answer.context["object_list"]]


def test_nothing_sent_yet_is_said(client):
    assert "No source has sent anything yet." in client.get(PATH).content.decode()


def test_the_latest_day_comes_first_page_by_page(client):
    source, today = system(), timezone.localdate()
    sent(source, *before(today, *range(25)))
    first = client.get(PATH)
    second = client.get(f"{PATH}{first.context['keyset_page'].later}")
    assert days(first) + days(second) == [("approval", day) for day in before(today, *range(25))]
    assert days(client.get(f"{PATH}{second.context['keyset_page'].earlier}")) == days(first)


def test_one_source_is_shown_alone(client):
    today = timezone.localdate()
    sent(system(), today)
    other = system("traffic")
    sent(other, today)
    assert days(client.get(PATH, {"system": other.pk})) == [("traffic", today)]


def test_what_was_held_leads_to_what_still_is(client):
    source = system()
    sent(source, timezone.localdate(), created=7, held=2, refused=3, failed=1, last_problem="the token has ended")
    shown = client.get(PATH).content.decode()
    assert "the token has ended" in shown
    assert 'href="/admin/disclosure/?city=saebyeol&amp;source=approval">2</a>' in shown
    mine = released_document(1, text=TEXT)
    released_document(2, text=TEXT)
    DocumentPage.objects.filter(pk=mine.pk).update(source="approval")
    listed = client.get("/admin/disclosure/?city=saebyeol&source=approval")
    assert titles(listed) == ["자전거길 정비 계획 1호"]
    assert "screen-again" not in listed.content.decode()


def test_it_is_shown_in_korean_and_to_officers_only(user):
    assert "아직 자료를 보낸 시스템이 없습니다." in signed_in(user, "ko").get(PATH).content.decode()
    employee = make_user("employee")
    client = Client()
    client.force_login(employee)
    assert client.get(PATH).status_code == 302


def test_twenty_rows_cost_as_many_queries_as_one(client):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(PATH)
        return len(captured.captured_queries)

    source, today = system(), timezone.localdate()
    sent(source, today)
    cost()
    one = cost()
    sent(source, *before(today, *range(1, 25)))
    assert cost() == one


@pytest.mark.parametrize(
    ("gone", "missed"),
    [
        ((0, 1, 2), 0),
        ((1, 2, 5), 1),  # Tuesday, Monday, Friday
        ((2, 5, 6), 2),
        ((1, 2), 0),  # no habit yet
        ((1, 2, 6), 0),
        ((5, 6, 7), 3),
    ],
)
def test_a_source_that_sent_on_each_working_day_and_no_more_is_silent(db, gone, missed):
    source = system()
    sent(source, *before(WEDNESDAY, *gone))
    assert [silence.missed for silence in silences(WEDNESDAY)] == ([missed] if missed else [])


def test_a_weekend_is_no_silence_and_a_system_that_was_switched_off_is_none(db):
    saturday = WEDNESDAY + timedelta(days=3)
    sent(system(), *before(saturday, 1, 2, 3))
    sent(system("old", active=False), *before(saturday, 4, 5, 8))
    assert silences(saturday) == []


def test_a_silence_is_marked_on_the_page(client):
    sent(system(), *before(timezone.localdate(), *range(4, 12)))
    assert "These sources have gone silent" in client.get(PATH).content.decode()
