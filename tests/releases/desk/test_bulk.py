"""Decisions on several documents at once."""

import json
import re

import pytest

from cms.core import storage
from cms.core.errors import Refused
from cms.releases.desk import actions, bulk, covering
from cms.releases.desk.deciding import Officer
from cms.releases.intake.extract import Attacher
from cms.releases.models import Decision, DocumentPage
from tests.content import released_document, released_documents
from tests.files.extraction.containers import Pdf
from tests.releases.desk.conftest import TEXT


def path(action, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"/admin/bulk/releases/documentpage/{action}/?{ids}&next=/admin/disclosure/"


@pytest.fixture
def two(section):
    return released_documents(1, 2, text=TEXT)


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


@pytest.fixture
def letters(section, tmp_path):
    """Two documents, each with a PDF in which something is found."""
    pages = []
    with Attacher() as attacher:
        for number in (1, 2):
            path = tmp_path / f"letter-{number}.pdf"
            path.write_bytes(Pdf().page(f"신청서 {number}", "민원인 전화 010-1234-5678").build())
            attachment = attacher.attach(path, name=path.name)
            pages.append(released_document(number, attachments=[attachment.to_data()]))
    return pages


def test_pdfs_are_masked_together_too(client, letters):
    answer = confirm(client, "mask", letters)
    assert re.search(r"Decided:\s*2 / 2", answer.content.decode())
    for page in DocumentPage.objects.all():
        (file,) = page.files
        assert (page.held, page.screening.outcome, storage.exists(file.copy)) == (False, "masked", True)


def test_a_document_of_which_no_copy_can_be_made_is_left_as_it_was_and_said(client, letters, monkeypatch):
    made = covering.masked_copy

    def only_the_second(file, findings):
        if file.name == "letter-1.pdf":
            raise Refused("the document could not be masked: broken")
        return made(file, findings)

    monkeypatch.setattr(covering, "masked_copy", only_the_second)
    before = DocumentPage.objects.values("verdict", "attachments", "state").get(pk=letters[0].pk)
    answer = confirm(client, "mask", letters)
    assert re.search(r"Decided:\s*1 / 2", answer.content.decode())
    assert "the document could not be masked: broken" in answer.content.decode()
    assert DocumentPage.objects.values("verdict", "attachments", "state").get(pk=letters[0].pk) == before
    assert list(Decision.objects.values_list("document_id", "action")) == [(letters[1].pk, "mask")]


def test_what_takes_long_goes_on_round_by_round(client, two, monkeypatch):
    monkeypatch.setattr(bulk, "ROUND_SECONDS", -1)
    answer = confirm(client, "mask", two)
    shown = answer.content.decode()
    assert re.search(r"Decided:\s*1 / 2", shown) and "data-desk-go-on" in shown
    assert states() == [(False, "released", "open"), (True, "released", "open")]
    sent = dict(answer.context["sent"]) | {"told": answer.context["told"]}
    shown = client.post(path("mask", *two), sent).content.decode()
    assert re.search(r"Decided:\s*2 / 2", shown) and "data-desk-go-on" not in shown
    assert list(Decision.objects.order_by("pk").values_list("document_id", "note")) == [
        (page.pk, "함께 결정") for page in two
    ]
