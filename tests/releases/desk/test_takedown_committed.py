"""A takedown whose proof really follows its commit; on a database whose connection goes back after each request."""

import pytest
from django.db import connection
from django.test import Client

from cms.ledger.models import Entry
from cms.releases.desk.deciding import standing
from cms.releases.models import Decision, DocumentPage
from tests.content import make_user, released_document

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="a connection to SQLite stays open between requests"),
]


@pytest.fixture
def page(prepared_archive):
    return released_document()


def test_a_takedown_stands_and_every_output_has_confirmed_it(page):
    user = make_user("chief", is_superuser=True)
    client = Client()
    client.force_login(user)
    form = {"expected": standing(DocumentPage.objects.get(pk=page.pk)), "note": "이름이 보입니다"}
    answer = client.post(f"/admin/disclosure/{page.pk}/take-down/", form)
    decision = Decision.objects.get()
    assert answer.headers["Location"] == f"/admin/disclosure/decisions/{decision.pk}/proof/"
    assert Entry.objects.get(page_id=page.pk).state == "gone"
    assert {row["gone"] for row in decision.proof if "output" in row} == {True}
    assert 500 not in {row["status"] for row in decision.proof if "output" in row}
