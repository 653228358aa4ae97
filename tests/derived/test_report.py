"""The statistics in the editor: for officers only, flagged departments first."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cms.derived.models import UnitMonth
from tests.content import make_unit, make_user
from tests.factories import SITE

pytestmark = pytest.mark.django_db
MONTH = date(2026, 11, 1)


@pytest.fixture
def client(prepared_archive):
    make_unit()
    officer = make_user("officer")
    officer.groups.add(Group.objects.get(name="Disclosure officers"))
    client = Client()
    client.force_login(officer)
    return client


def add(unit, **values):
    UnitMonth.objects.create(site=SITE, unit=unit, month=MONTH, **values)


def shown(client, query=""):
    answer = client.get(f"{reverse('publication_statistics')}{query}")
    assert answer.status_code == 200
    return answer


def test_an_officer_sees_departments_and_months_the_flagged_first(client):
    add("*", produced=200, open=150, closed=50, released=100, waited_days=150)
    add("bike-team", produced=40, open=5, closed=35)
    add("", produced=160, open=145, closed=15)
    answer = shown(client, "?since=2026-11&until=2026-11")
    assert [(str(name), row.unusually_low) for name, row in answer.context["units"]] == [
        ("자전거팀", True), ("부서 없음", False),
    ]  # fmt: skip
    assert (answer.context["total"].counts.produced, answer.context["total"].counts.mean_days) == (200, 1.5)
    assert [row.month for row in answer.context["months"]] == [MONTH]
    assert answer.context["csv"] == "/statistics.csv?since=2026-11&until=2026-11"
    assert "이례적으로 낮음" in answer.content.decode()


def test_without_documents_there_is_a_page_too(client):
    assert shown(client).context["total"].counts.produced == 0


@pytest.mark.parametrize("query", ["?since=x", "?since=2026-13", "?since=2026-11&until=2026-10", "?since=1900-01"])
def test_impossible_months_are_told_and_the_usual_ones_shown(client, query):
    answer = shown(client, query)
    assert [str(message.level_tag) for message in answer.context["messages"]] == ["error"]


def test_whoever_is_no_officer_is_turned_away(client):
    other = Client()
    other.force_login(make_user("reporter"))
    assert other.get(reverse("publication_statistics")).status_code == 302
    assert Client().get(reverse("publication_statistics")).status_code == 302


def test_the_menu_of_the_desk_leads_there(client):
    assert reverse("publication_statistics") in client.get("/admin/").content.decode()
