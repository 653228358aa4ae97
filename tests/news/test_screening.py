"""Posts are screened before they are public, whatever way they become so; all persons and numbers are invented."""

import base64
from importlib import import_module

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from cms.core.errors import Refused
from cms.core.models import File
from cms.ledger.models import Entry
from cms.news.models import PostPage
from cms.publication import sync
from cms.publication.reconcile import reconcile
from cms.releases import page_judging
from cms.releases.desk import page_report
from cms.releases.models import Decision, PageScreening
from tests.content import draft_post, make_committee, published_meeting, published_post, section
from tests.news.editor import add, edit, errors, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

NUMBER = "900101-1234567"
MOBILE = "010-1234-5678"


def is_public(post):
    return Entry.objects.filter(key=post.key, state="public").exists()


def officer(name="officer"):
    client = sign_in(name)
    client.user.user_permissions.add(Permission.objects.get(codename="declare_public"))
    client.user = type(client.user).objects.get(pk=client.user.pk)
    client.force_login(client.user)
    return client


def panel(response):
    return response.content.decode().partition('id="screening"')[2].partition("</section>")[0]


def text(value):
    return [("text", rich_text(f"<p>{value}</p>"))]


@pytest.mark.parametrize(
    "over",
    [
        {"title": f"안내 {MOBILE}"},
        {"lead": f"주민등록번호 {NUMBER}"},
        {"body": text(f"연락처 {MOBILE}")},
        {"body": text("연락처 010-<b>1234</b>-5678")},
        {"body": text(f'<a href="tel:{MOBILE}">전화</a>')},
        {"body": [("quote", {"text": f"“{MOBILE}”", "source": ""})]},
        {"body": [("html", f"<table><tr><th>계좌번호</th></tr><tr><td>110-123-456789 {NUMBER}</td></tr></table>")]},
        {"byline": f"김하나 {MOBILE}"},
        {"tags": f'"{MOBILE}"'},
        {"slug": f"post-{MOBILE}"},
    ],
    ids=lambda over: next(iter(over)),
)
def test_the_publish_button_stops_what_is_certain_wherever_it_stands(over):
    response, post = add(sign_in(), section(), action="publish", **over)
    assert post is None
    assert list(errors(response)) == ["__all__"]
    assert "<mark>" in panel(response)
    assert not Entry.objects.exists()
    assert add(sign_in(), section(), **over)[1] is not None  # a draft may say what it likes


def test_what_offices_publish_bothers_nobody():
    said = "문의: 자전거팀 02-2133-1234, bike@saebeol.go.kr, 담당 홍길동 주무관, 사업자등록번호 123-45-67890"
    _, post = add(sign_in(), section(), body=text(said), action="publish")
    assert is_public(post)
    assert PageScreening.objects.get(page=post).verdict["findings"] == []


@pytest.mark.parametrize(("language", "words"), [("ko", "주민등록번호"), ("en", "resident registration number")])
def test_the_place_and_the_text_around_are_shown_in_both_languages_with_the_ways_out(language, words):
    client = sign_in()
    UserProfile.objects.create(user=client.user, preferred_language=language)
    response, _ = add(client, section(), body=text(f"신청자는 {NUMBER}입니다"), action="publish")
    shown = panel(response)
    assert words in shown
    assert f"신청자는 <mark>{NUMBER}</mark>입니다" in shown
    assert shown.startswith(' aria-labelledby="screening-title" tabindex="-1" autofocus>')
    assert 'name="screening-cover"' in shown
    assert "screening_reason" not in shown
    assert ("Ways out" in shown) == (language == "en")


def test_covering_masks_it_in_the_draft_which_is_published_then():
    client = sign_in()
    over = {"title": f"안내 {MOBILE}", "body": text(f"연락처 010-<b>1234</b>-5678, {NUMBER}"), "lead": MOBILE}
    data = {"screening-cover": "1", **over}
    _, post = add(client, section(), **data)
    draft = post.get_latest_revision_as_object()
    assert (draft.title, draft.lead) == ("안내 010-****-****", "010-****-****")
    assert draft.body[0].value.source.count("010-<b>****</b>-****, 900101-*******") == 1
    assert not Entry.objects.exists()
    draft.save_revision().publish()
    assert is_public(post)
    assert PageLogEntry.objects.filter(page=post.pk, action="madang.screening.cover").count() == 1


def test_an_employee_cannot_say_that_it_is_meant_to_be_public():
    client = sign_in()
    response, _ = add(client, section(), lead=MOBILE, action="publish")
    items = response.context["form"].found
    data = {"action-publish": f"declare:{page_report.seen(items)}", "screening_reason": "대표 번호"}
    response, post = add(client, section(), lead=MOBILE, **data)
    assert (post, list(errors(response))) == (None, ["__all__"])
    assert not Decision.objects.exists()


def test_somebody_with_the_right_says_so_with_a_reason_and_it_is_logged():
    client = officer()
    response, _ = add(client, section(), lead=f"문의 {MOBILE}", action="publish")
    assert "screening_reason" in panel(response)
    says = {"action-publish": f"declare:{page_report.seen(response.context['form'].found)}"}
    response, post = add(client, section(), lead=f"문의 {MOBILE}", **says)
    assert (post, list(errors(response))) == (None, ["screening_reason"])
    response, post = add(client, section(), lead=f"문의 {MOBILE}", screening_reason="당직 휴대전화", **says)
    assert is_public(post)
    entry = PageLogEntry.objects.get(page=post.pk, action="madang.screening.declare")
    assert (entry.user, entry.data["reason"]) == (client.user, "당직 휴대전화")
    assert MOBILE not in str(entry.data)
    decision = Decision.objects.get()
    assert (decision.action, decision.document_id, decision.note) == ("declare", post.pk, "당직 휴대전화")
    # The same number again is meant; another one is not.
    edit(client, post, lead=f"문의 {MOBILE} 언제나", action="publish")
    assert PostPage.objects.get(pk=post.pk).lead == f"문의 {MOBILE} 언제나"
    response = edit(client, post, lead=f"문의 {MOBILE}, 010-9999-8888", action="publish")
    assert list(errors(response)) == ["__all__"]


def test_a_declaration_of_other_findings_than_those_that_were_shown_says_nothing():
    client = officer()
    response, post = add(
        client, section(), lead=MOBILE, screening_reason="당직", **{"action-publish": "declare:0123456789abcdef"}
    )
    assert (post, list(errors(response))) == (None, ["__all__"])


def test_what_is_doubtful_is_shown_once_and_then_published():
    client = sign_in()
    said = {"body": text("당첨자: 김철수, 이영희")}
    response, post = add(client, section(), action="publish", **said)
    assert post is None
    assert "김철수" in panel(response)
    says = {"action-publish": f"note:{page_report.seen(response.context['form'].found)}"}
    _, post = add(client, section(), **said, **says)
    assert is_public(post)
    edit(client, post, lead="당첨자를 발표합니다", action="publish", **said)
    assert PostPage.objects.get(pk=post.pk).lead == "당첨자를 발표합니다"


def test_a_program_is_refused_without_the_value_and_nothing_is_changed():
    post = draft_post(lead=f"문의 {MOBILE}")
    with pytest.raises(Refused) as refused:
        post.save_revision().publish()
    assert MOBILE not in refused.value.message
    stored = PostPage.objects.get(pk=post.pk)
    assert (stored.live, stored.first_published_at) == (False, None)


def test_publishing_many_at_once_explains_what_is_stopped():
    client = sign_in()
    post = draft_post("묶음", owner=client.user, lead=f"문의 {MOBILE}")
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    shown = client.post(f"{url}?id={post.pk}", follow=True).content.decode()
    assert "휴대전화" in shown
    assert not PostPage.objects.get(pk=post.pk).live


def test_a_schedule_is_judged_again_when_its_time_comes_and_stops_no_other():
    from django.core.management import call_command

    bad, fine = draft_post("첫째"), draft_post("둘째")
    for post in (bad, fine):
        post.go_live_at = timezone.now() + timezone.timedelta(days=1)
        post.save_revision().publish()
    past = timezone.now() - timezone.timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
        if revision.object_id == str(bad.pk):
            revision.content["lead"] = f"문의 {MOBILE}"
        revision.save()
    call_command("publish_scheduled")
    assert dict(PostPage.objects.values_list("title", "live")) == {"첫째": False, "둘째": True}
    assert (is_public(bad), is_public(fine)) == (False, True)
    entry = PageLogEntry.objects.get(action="madang.publish.refused")
    assert "휴대전화" in entry.data["reason"]["ko"]
    assert MOBILE not in str(entry.data["reason"])


def test_what_goes_live_behind_the_editors_back_is_held():
    post = PostPage(title=f"몰래 {MOBILE}", locale=section().locale, licence="kogl-1")
    section().add_child(instance=post)
    assert (PostPage.objects.get(pk=post.pk).live, is_public(post)) == (True, False)
    assert PageScreening.objects.get(page=post).held


def test_a_change_behind_our_back_is_never_public():
    post = published_post()
    PostPage.objects.filter(pk=post.pk).update(lead=f"문의 {MOBILE}")
    assert PostPage.objects.get(pk=post.pk).is_held()
    list(reconcile())
    assert not is_public(post)
    PostPage.objects.filter(pk=post.pk).update(lead="문의 02-120")
    list(reconcile())
    assert is_public(post)


def test_its_owner_sees_in_the_editor_that_it_is_held_and_why():
    client = sign_in()
    post = published_post(owner=client.user)
    PostPage.objects.filter(pk=post.pk).update(lead=f"문의 {MOBILE}")
    sync.touch([post.pk])
    shown = panel(client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))
    assert f"문의 <mark>{MOBILE}</mark>" in shown
    assert "휴대전화" in shown


def library_file(content, name="list.txt"):
    return File.objects.create(title="명단", file=ContentFile(content, name=name))


def with_file(post, file):
    post.body = [("file", {"file": file, "title": ""})]
    return post


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


def test_what_a_file_says_stops_and_is_shown_as_in_the_library():
    file = library_file(f"성명 김하나 주민등록번호 {NUMBER}".encode())
    response, post = add(sign_in(), section(), body=[("file", {"file": file.pk, "title": ""})], action="publish")
    assert post is None
    shown = panel(response)
    assert "list" in shown
    assert NUMBER in shown
    assert 'name="screening-cover"' not in shown


def test_a_file_that_cannot_be_read_stops_and_says_what_to_do():
    file = library_file(b"\x00\x01\x02\x03" * 100, name="unknown.bin")
    response, post = add(sign_in(), section(), body=[("file", {"file": file.pk, "title": ""})], action="publish")
    assert post is None
    assert "HWPX" in panel(response)


FILM = bytes.fromhex("00000018") + b"ftypmp42" + bytes(4) + b"mp42isom" + bytes(2000)


@pytest.mark.parametrize(
    ("name", "content"), [("a.png", PICTURE), ("a.mp3", b"ID3\x03" + bytes(2000)), ("a.mp4", FILM)]
)
def test_pictures_recordings_and_films_are_used_as_they_are(name, content):
    post = with_file(draft_post(name), library_file(content, name=name))
    post.save_revision().publish()
    assert is_public(post)


def test_a_file_that_is_replaced_is_screened_again_before_anything_shows_it():
    file = library_file("자전거길 지도".encode())
    post = with_file(draft_post(), file)
    post.save_revision().publish()
    assert is_public(post)
    file = File.objects.get(pk=file.pk)
    file.file.save("list.txt", ContentFile(f"주민등록번호 {NUMBER}".encode()))
    assert not is_public(post)
    file.file.save("list.txt", ContentFile("자전거길 지도 2".encode()))
    assert is_public(post)


def test_posts_from_before_stay_public_until_the_worker_has_screened_them():
    good, bad = published_post("하나"), published_post("둘")
    PostPage.objects.filter(pk=bad.pk).update(lead=f"문의 {MOBILE}")
    PageScreening.objects.update(verdict=None, unscreened=True, held=False)
    assert [page.is_held() for page in PostPage.objects.all()] == [False, False]
    assert page_judging.screen_pending() == 2
    assert (is_public(good), is_public(bad)) == (True, False)
    assert page_judging.screen_pending() == 0


def test_a_row_is_judged_once_for_its_content(monkeypatch):
    post = published_post()
    monkeypatch.setattr(page_judging, "judge", None)
    sync.touch([post.pk])
    PostPage.objects.get(pk=post.pk).save()
    assert is_public(post)


def test_the_reason_is_asked_once_and_only_of_those_who_may_give_it():
    """Of two fields of a name, a form that is sent has the last one."""
    field = 'name="screening_reason"'
    opened = sign_in().get(reverse("wagtailadmin_pages:add", args=("news", "postpage", section().pk)))
    refused, _ = add(sign_in(), section(), lead=MOBILE, action="publish")
    asked, _ = add(officer(), section(), lead=MOBILE, action="publish")
    assert [page.content.decode().count(field) for page in (opened, refused, asked)] == [0, 0, 1]


def test_what_was_public_before_pages_were_screened_stays_so_until_its_turn_and_nothing_else_does():
    """The step of the migration that gives each live page of a screened type a row."""
    make_committee()
    post, meeting = published_post("하나", lead="문의 02-120"), published_meeting()
    bad = published_post("둘")
    PostPage.objects.filter(pk=bad.pk).update(lead=f"문의 {MOBILE}")
    draft = draft_post("초안")
    PageScreening.objects.all().delete()
    migration = import_module("cms.releases.migrations.0009_pages_screened")
    with connection.cursor() as cursor:
        cursor.execute(migration.PENDING)
    rows = PageScreening.objects.values_list(
        "page_id", "verdict", "unscreened", "held", "city", "meant", "noted", "note"
    )
    assert sorted(rows) == [(page.pk, None, True, False, "", [], [], "") for page in (post, meeting, bad)]
    assert [page.specific.is_held() for page in (post, meeting, bad, draft)] == [False, False, False, True]
    assert page_judging.screen_pending() == 3
    assert [is_public(page) for page in (post, meeting, bad, draft)] == [True, True, False, False]
    assert not PageScreening.objects.filter(unscreened=True).exists()
