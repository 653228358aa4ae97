"""Decisions on several documents at once."""

import json
import re

import pytest

from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.models import Decision, DocumentPage
from tests.content import released_document
from tests.releases.desk.conftest import TEXT


def path(action, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/releases/documentpage/{action}/?{ids}&next=/admin/disclosure/"


@pytest.fixture
def two(section):
    return [released_document(number, text=TEXT) for number in (1, 2)]


def confirm(client, action, pages, **data):
    asked = client.get(path(action, *pages))
    assert asked.status_code == 200
    seen = re.search(r'name="seen" value="([^"]*)"', asked.content.decode())[1].replace("&quot;", '"')
    return client.post(path(action, *pages), {"expected": "-", "seen": seen, "note": "함께 결정"} | data)


def states():
    return list(DocumentPage.objects.order_by("pk").values_list("held", "state", "openness"))


@pytest.mark.parametrize(
    ("action", "data", "state"),
    [
        ("mask", {}, (False, "released", "open")),
        ("release", {}, (False, "released", "open")),
        ("return", {}, (True, "returned", "open")),
        ("close", {"grounds": ["6"], "reason": "사생활"}, (False, "released", "closed")),
    ],
)
def test_documents_are_decided_on_together_and_told_one_by_one(client, two, action, data, state):
    answer = confirm(client, action, two, **data)
    assert states() == [state, state]
    assert re.search(r"Decided:\s*2 / 2", answer.content.decode())
    assert Decision.objects.filter(action=action).count() == 2


def test_asking_decides_nothing(client, two):
    shown = client.get(path("release", *two)).content.decode()
    assert "자전거길 정비 계획 1호" in shown and not Decision.objects.exists()


def test_what_changed_since_it_was_asked_about_is_told_and_stops_no_other(client, two, user):
    asked = client.get(path("release", *two))
    seen = re.search(r'name="seen" value="([^"]*)"', asked.content.decode())[1].replace("&quot;", '"')
    actions.mask(two[0].pk, Officer(user=user))
    answer = client.post(path("release", *two), {"expected": "-", "seen": seen, "note": "함께"})
    assert re.search(r"Decided:\s*1 / 2", answer.content.decode())
    assert "has decided on this document since you opened it" in answer.content.decode()
    assert list(Decision.objects.order_by("pk").values_list("document_id", "action")) == [
        (two[0].pk, "mask"),
        (two[1].pk, "release"),
    ]


@pytest.mark.parametrize("seen", ["", "[]", "x", json.dumps({"1": 2})])
def test_documents_that_were_not_asked_about_are_not_decided_on(client, two, seen):
    client.post(path("release", *two), {"expected": "-", "seen": seen, "note": "함께"})
    assert not Decision.objects.exists()


def test_closed_documents_are_opened_together(client, section):
    pages = [released_document(n, openness="closed", grounds=[6], reason="사생활") for n in (1, 2)]
    confirm(client, "open", pages)
    assert states() == [(False, "released", "open")] * 2


def test_ids_that_are_no_numbers_select_nothing(client, section):
    shown = client.get("/admin/bulk/releases/documentpage/release/?id=x&id=-1&id=all").content.decode()
    assert "None of the selected documents is there any more." in shown


def test_an_employee_decides_nothing(two, user):
    from django.test import Client

    user.groups.clear()
    client = Client()
    client.force_login(user)
    assert client.get(path("release", *two)).status_code in (302, 403)
    assert not Decision.objects.exists()
