"""A document that was sent back, as its department sees it, and the effect of its correction."""

import re

from cms.ledger.models import Entry
from cms.releases import release
from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage
from tests.content import released_document
from tests.releases.desk.conftest import TEXT


def sent_back(user):
    user.is_superuser = True
    user.save()
    page = released_document(text=TEXT)
    actions.send_back(page.pk, Officer(user=user, note="전화번호를 <b>지우세요"))
    return page


def test_the_form_of_the_document_says_why_it_was_sent_back(client, user):
    page = sent_back(user)
    shown = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert re.search(r"Sent back by the disclosure desk: 전화번호를 &lt;b&gt;지우세요", shown)


def test_a_correction_is_screened_and_released_by_the_rule(client, user):
    page = sent_back(user)
    form = {
        "title": page.title,
        "text": "연락처를 지웠습니다.",
        "openness": "open",
        "produced_on": "2026-11-03",
        "number": page.number,
        "action-publish": "action-publish",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    answer = client.post(f"/admin/pages/{page.pk}/edit/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert DocumentPage.objects.get(pk=page.pk).state == "waiting"
    assert not Entry.objects.filter(kind="document", state="public").exists()
    release.screen_unscreened()
    release.release_due()
    assert Entry.objects.get(kind="document").state == "public"
