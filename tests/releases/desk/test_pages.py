"""Posts and meetings on the disclosure desk: held by new rules, decided, and a run undone; all numbers are invented."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.committees.models import MeetingPage
from cms.ledger.models import Entry
from cms.news.models import PostPage
from cms.releases import page_judging
from cms.releases.desk import rescreening
from cms.releases.desk.rescreening import Scope
from cms.releases.models import Decision, PageScreening
from screening import Policy
from tests.content import draft_post, make_committee, make_user, published_meeting, published_post
from tests.releases.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

MOBILE = "010-1234-5678"


@pytest.fixture
def held(section, monkeypatch):
    """A post that was public before the rules of today, which hold it."""
    with monkeypatch.context() as before:
        before.setattr(page_judging, "POLICY", Policy(stop=frozenset()))
        post = published_post(lead=f"문의 {MOBILE}", owner=make_user("author"))
        assert is_public(post)
    run = finish(rescreening.begin(Scope()))
    assert (run.examined, run.held) == (1, 1)
    return post


def finish(run):
    while run.finished_at is None:
        run = rescreening.go_on(run)
    return run


def is_public(page):
    return Entry.objects.filter(key=page.key, state="public").exists()


def actions():
    return list(Decision.objects.order_by("pk").values_list("action", flat=True))


def decide(client, page, action, note=""):
    address = reverse("disclosure:page", args=[page.pk])
    expected = client.get(address).context["form"].initial["expected"]
    return client.post(address, {"action": action, "note": note, "expected": expected}, follow=True)


def test_what_new_rules_find_is_held_and_in_the_queue_and_on_the_first_page(held, client):
    assert not is_public(held)
    assert (PostPage.objects.get(pk=held.pk).live, actions()) == (True, ["quarantine"])
    for address in ("disclosure:queue", "disclosure:pages", "wagtailadmin_home"):
        page = client.get(reverse(address)).content.decode()
        assert reverse("disclosure:page", args=[held.pk]) in page or "1 post or meeting waits for a decision." in page
    shown = client.get(reverse("disclosure:page", args=[held.pk])).content.decode()
    assert f"문의 <mark>{MOBILE}</mark>" in shown


def test_the_desk_is_for_officers(held):
    other = signed_in(make_user("visitor"))
    for address in (reverse("disclosure:pages"), reverse("disclosure:page", args=[held.pk])):
        assert other.get(address).status_code == 302
        assert other.post(address).status_code == 302


def test_an_officer_clears_it_with_a_reason(held, client):
    assert "note" in decide(client, held, "release").context["form"].errors
    assert not is_public(held)
    decide(client, held, "release", "당직 휴대전화")
    assert is_public(held)
    assert actions() == ["quarantine", "declare"]
    assert PageLogEntry.objects.get(action="madang.screening.declare").data["reason"] == "당직 휴대전화"
    assert finish(rescreening.begin(Scope())).held == 0
    assert is_public(held)


def test_an_officer_covers_it(held, client):
    decide(client, held, "mask")
    stored = PostPage.objects.get(pk=held.pk)
    assert stored.lead == "문의 010-****-****"
    assert stored.get_latest_revision_as_object().lead == "문의 010-****-****"
    assert is_public(held)
    assert MOBILE not in str(Entry.objects.get(key=held.key).record)
    assert actions() == ["quarantine", "mask"]


def test_covering_covers_the_draft_too_and_keeps_what_else_it_says(held, client):
    draft = PostPage.objects.get(pk=held.pk)
    draft.title = f"새 제목 {MOBILE}"
    draft.save_revision()
    decide(client, held, "mask")
    stored = PostPage.objects.get(pk=held.pk)
    assert (stored.title, stored.lead) == ("자전거길 개통", "문의 010-****-****")
    latest = stored.get_latest_revision_as_object()
    assert (latest.title, latest.lead) == ("새 제목 010-****-****", "문의 010-****-****")


def test_an_officer_sends_it_back_and_its_author_reads_why_until_it_is_published(held, client):
    decide(client, held, "return", "휴대전화를 지워 주세요")
    stored = PostPage.objects.get(pk=held.pk)
    assert (stored.live, is_public(held)) == (False, False)
    editor = make_user("editor", is_superuser=True)
    shown = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[held.pk])).content.decode()
    assert "휴대전화를 지워 주세요" in shown
    stored.lead = "문의 02-120"
    stored.save_revision().publish()
    assert is_public(held)
    assert PageScreening.objects.get(page=held).note == ""


def test_what_has_changed_since_it_was_seen_is_not_decided_on(held, client):
    address = reverse("disclosure:page", args=[held.pk])
    expected = client.get(address).context["form"].initial["expected"]
    PostPage.objects.filter(pk=held.pk).update(lead=f"다른 글 {MOBILE}")
    answer = client.post(address, {"action": "release", "note": "x", "expected": expected})
    assert list(answer.context["form"].errors) == ["__all__"]
    assert actions() == ["quarantine"]


def test_a_run_is_undone_for_posts_as_for_documents(held):
    batch = Decision.objects.get().batch
    undone = rescreening.undo(batch)
    assert (undone.restored, undone.left) == (1, 0)
    assert is_public(held)
    assert rescreening.undo(batch).restored == 0
    assert actions() == ["quarantine", "undo"]


def test_an_undone_run_leaves_what_was_changed_since(held):
    PostPage.objects.filter(pk=held.pk).update(title="다른 제목")
    undone = rescreening.undo(Decision.objects.get().batch)
    assert (undone.restored, undone.left) == (0, 1)
    assert not is_public(held)


def test_a_run_over_what_is_held_clears_what_the_rules_find_no_more(held, monkeypatch):
    monkeypatch.setattr(page_judging, "POLICY", Policy(stop=frozenset()))
    run = finish(rescreening.begin(Scope(held_only=True)))
    assert (run.examined, run.cleared, run.held) == (1, 1, 0)
    assert is_public(held)


def test_the_command_goes_over_posts_and_counts_them_dry(held, capsys):
    PageScreening.objects.update(verdict=PageScreening.objects.get().verdict | {"outcome": "clear"}, held=False)
    call_command("rescreen", dry_run=True)
    assert "1 examined, 1 would be held" in capsys.readouterr().out
    assert actions() == ["quarantine"]


def test_meetings_are_held_and_decided_as_posts_are(section, client, monkeypatch):
    make_committee()
    with monkeypatch.context() as before:
        before.setattr(page_judging, "POLICY", Policy(stop=frozenset()))
        meeting = published_meeting(notice=f"문의 {MOBILE}")
        assert is_public(meeting)
    finish(rescreening.begin(Scope()))
    assert not is_public(meeting)
    decide(client, meeting, "mask")
    assert MeetingPage.objects.get(pk=meeting.pk).notice == "문의 010-****-****"
    assert is_public(meeting)


def test_the_log_names_the_post(held, client):
    shown = client.get(reverse("disclosure:log")).content.decode()
    assert held.title in shown
    assert reverse("disclosure:page", args=[held.pk]) in shown


def test_the_list_of_posts_has_no_form_that_finds_documents(client):
    assert 'id="desk-number"' not in client.get(reverse("disclosure:pages")).content.decode()
    assert 'id="desk-number"' in client.get(reverse("disclosure:queue")).content.decode()


def test_a_draft_in_which_nothing_stops_is_not_there_for_an_officer(section, client, user):
    """The rule of who may know a page holds on the desk too; what its author asks about is for the officer to see."""
    draft, asked = draft_post("내 글", owner=make_user("author")), draft_post("물어볼 글", lead=f"문의 {MOBILE}")
    own = draft_post("제 글", owner=user)
    answers = [client.get(reverse("disclosure:page", args=[page.pk])) for page in (draft, asked, own)]
    assert [(answer.status_code, "내 글" in answer.content.decode()) for answer in answers] == [
        (404, False), (200, False), (200, False),
    ]  # fmt: skip
    assert (
        client.post(reverse("disclosure:page", args=[draft.pk]), {"action": "return", "note": "x"}).status_code == 404
    )
    assert actions() == []


@pytest.mark.parametrize("action", ["release", "mask"])
def test_a_draft_that_was_decided_is_its_authors_alone_again(section, client, action):
    asked = draft_post("물어볼 글", lead=f"문의 {MOBILE}")
    answer = decide(client, asked, action, "공개하기로 함")
    assert (answer.redirect_chain, "물어볼 글" in answer.content.decode()) == (
        [(reverse("disclosure:pages"), 302)],
        True,
    )
    assert client.get(reverse("disclosure:page", args=[asked.pk])).status_code == 404


def test_what_the_desk_has_sent_back_it_still_sees_whatever_is_found_in_it(section, client):
    post = published_post("공개된 글")
    answer = decide(client, post, "return", "제목을 고쳐 주세요")
    assert answer.redirect_chain == [(reverse("disclosure:page", args=[post.pk]), 302)]
    assert "제목을 고쳐 주세요" in answer.content.decode()
