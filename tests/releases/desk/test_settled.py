"""No form of the editor, however old, changes what a person has decided on the openness."""

import pytest

from cms.ledger.models import Entry
from cms.releases import release
from cms.releases.desk import actions
from cms.releases.desk.closing import Closing
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage
from tests.content import released_document

CLOSING = Closing(grounds=(6,), reason="개인의 사생활에 관한 정보가 들어 있습니다.")


@pytest.fixture
def page(client, user):
    user.is_superuser = True
    user.save()
    return released_document()


def fields(page, **over):
    form = {
        "title": page.title,
        "text": "고친 글입니다.",
        "openness": "open",
        "produced_on": "2026-11-03",
        "number": page.number,
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return form | over


def edit(client, page, **over):
    return client.post(f"/admin/pages/{page.pk}/edit/", fields(page, **over))


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def test_a_form_that_was_opened_before_the_closing_opens_nothing(client, user, page):
    actions.close(page.pk, Officer(user=user), closing=CLOSING)
    answer = edit(client, page, **{"action-publish": "action-publish"})
    assert answer.status_code == 302, answer.context["form"].errors
    stored = now(page)
    assert (stored.text, stored.openness, stored.grounds, stored.reason) == (
        "고친 글입니다.",
        "closed",
        [6],
        CLOSING.reason,
    )
    release.screen_unscreened()
    record = Entry.objects.get(kind="document").record
    assert (record["openness"], record["summary"]) == ("closed", "")


def test_a_draft_from_before_the_closing_is_dropped(client, user, page):
    edit(client, page)
    assert now(page).has_unpublished_changes
    actions.close(page.pk, Officer(user=user), closing=CLOSING)
    assert not now(page).has_unpublished_changes
    form = client.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    assert form["openness"].value() == "closed"
    assert form.fields["openness"].disabled
    assert form.fields["openness"].help_text == "Decided by the disclosure desk, where it can be changed."


def test_the_openness_is_the_editors_as_long_as_nobody_has_decided_on_it(client, user, page):
    assert not client.get(f"/admin/pages/{page.pk}/edit/").context["form"].fields["openness"].disabled
    edit(client, page, openness="closed", **{"action-publish": "action-publish"})
    assert now(page).openness == "closed"


def test_a_stage_of_review_with_personal_data_is_refused(client, user, page):
    answer = edit(client, page, openness="partial", review_stage="검토 010-1234-5678")
    assert answer.context["form"].errors == {"review_stage": ["The stage is public, and there is personal data in it."]}
    assert now(page).openness == "open"
