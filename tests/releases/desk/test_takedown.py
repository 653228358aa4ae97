"""A takedown and its proof, output by output."""

from datetime import date
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cms.core import storage
from cms.core.signals import outputs_asked
from cms.ledger import generation
from cms.ledger.models import Entry
from cms.releases.attachments import Attachment
from cms.releases.desk import actions, proof
from cms.releases.desk.deciding import Officer, standing
from cms.releases.models import Decision, DocumentPage, TaskCard
from cms.webhooks.models import Webhook
from tests.background import keep
from tests.content import draft_document, released_document


def outputs(rows):
    return {row["output"]: (row["status"], row["gone"]) for row in rows if "output" in row}


def test_a_takedown_is_proved_output_by_output(client, section):
    Webhook.objects.create(site="saebyeol", name="front end", url="https://front.example/hook", secret="s")
    page = released_document()
    keep()
    before = outputs_asked.send(DocumentPage, page_id=page.pk)[0][1]
    assert not any(row["gone"] for row in before if "output" in row)
    generation.replace()  # as the commit of the takedown does
    form = {"expected": standing(DocumentPage.objects.get(pk=page.pk)), "note": "이름이 보입니다"}
    answer = client.post(f"/admin/disclosure/{page.pk}/take-down/", form)
    decision = Decision.objects.get()
    assert answer.headers["Location"] == f"/admin/disclosure/decisions/{decision.pk}/proof/"
    found = outputs(decision.proof)
    assert found.pop("page") == (410, True)
    assert found.pop("GraphQL") == (200, True)
    assert found["linked data"] == found["linked data, ttl"] == (410, True)
    assert found["oEmbed"][1] and found["sitemap"][1] and found["listing"][1]
    assert {"feed, atom", "feed, rss", "feed, json", "linked data, jsonld"} < found.keys()
    assert all(gone for _status, gone in found.values())
    assert [row["state"] for row in decision.proof if "delivery" in row] == ["pending"]
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "No output shows the document any more." in shown and "webhook:" in shown and "<td>to be sent</td>" in shown
    assert "A webhook is told that the item is withdrawn" in shown
    assert client.post(answer.headers["Location"]).status_code == 302


def test_the_proof_asks_every_place_that_had_the_document_also_what_its_tombstone_forgot(section):
    content = "자전거길 예산".encode()
    digest = storage.keep(content)
    file = Attachment(name="예산.txt", type="text/plain", size=len(content), digest=digest, text=content.decode())
    task = TaskCard.objects.create(key="bike-roads", name="자전거길 관리")
    page = released_document(task=task, attachments=[file.to_data()], produced_on=date(2026, 11, 1))
    before = {row["address"] for row in outputs_asked.send(DocumentPage, page_id=page.pk)[0][1] if "address" in row}
    decision = actions.take_down(page.pk, Officer(note="이름"))
    generation.replace()  # as the commit of the takedown does
    rows = proof.prove(decision)
    assert {row["address"] for row in rows if "address" in row} == before
    assert proof.is_gone(rows)
    base = Entry.objects.get().record["url"].removesuffix(f"/documents/{page.management_number}/")
    released_in = page.first_published_at.astimezone(ZoneInfo("Asia/Seoul")).isocalendar()
    assert {
        f"{base}/units/{page.unit.key}/documents/",
        f"{base}/tasks/bike-roads/feed.atom",
        f"{base}/open-data/documents/{released_in.year}-W{released_in.week:02}.csv",
    } < before
    assert [row["status"] for row in rows if row.get("output") == "attachment"] == [410]


def test_an_output_that_still_shows_it_is_named(client, section):
    page = released_document()
    decision = actions.take_down(page.pk, Officer(note="이름"))
    actions.restore(page.pk, Officer())
    assert not proof.is_gone(proof.prove(decision))
    shown = client.get(f"/admin/disclosure/decisions/{decision.pk}/proof/").content.decode()
    assert "Not every output has confirmed" in shown and "still there" in shown


def test_a_proof_is_refused_within_a_transaction_before_anything_is_asked(section):
    decision = actions.take_down(released_document().pk, Officer(note="이름"))
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        proof.prove(decision)
    assert Decision.objects.get().proof == []


def test_a_document_is_restored_from_its_page(client, section):
    page = released_document()
    actions.take_down(page.pk, Officer(note="이름"))
    assert "This document was taken down." in client.get(f"/admin/disclosure/{page.pk}/").content.decode()
    form = {"expected": standing(DocumentPage.objects.get(pk=page.pk)), "note": ""}
    client.post(f"/admin/disclosure/{page.pk}/restore/", form)
    assert DocumentPage.objects.get(pk=page.pk).live


def test_the_form_of_a_document_leads_to_its_takedown(client, section, user):
    page = released_document()
    user.is_superuser = True
    user.save()
    assert f"/admin/disclosure/{page.pk}/take-down/" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_document_is_taken_down_by_command(section):
    page = released_document()
    output = StringIO()
    call_command("take_down", page.management_number, reason="이름이 보입니다", stdout=output)
    assert "gone         410  page" in output.getvalue()
    assert output.getvalue().endswith("Taken down.\n")
    assert Decision.objects.get().note == "이름이 보입니다"
    with pytest.raises(CommandError, match="was taken down: restore it first"):
        call_command("take_down", page.management_number, reason="다시", stdout=output)


def test_a_document_that_was_never_public_is_in_no_output(section):
    page = draft_document()
    output = StringIO()
    call_command("take_down", page.management_number, reason="이름", stdout=output)
    assert output.getvalue() == "Taken down; it was in no output.\n"


def test_a_number_that_nobody_has_is_refused(section):
    with pytest.raises(CommandError, match="There is no such document"):
        call_command("take_down", "nothing", reason="이름")


def test_a_decision_that_was_no_takedown_has_no_proof(client, section):
    page = released_document(text="010-1234-5678")
    decision = actions.mask(page.pk, Officer())
    assert client.get(f"/admin/disclosure/decisions/{decision.pk}/proof/").status_code == 404
