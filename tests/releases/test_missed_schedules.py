"""A page that was not published at its time: its author reads why in the form, and the desk lists and decides it."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.users.models import UserProfile

from cms.ledger.models import Entry
from cms.news.models import PostPage
from cms.publication import schedules
from cms.releases.desk import queries
from cms.releases.models import Decision, MissedSchedule
from tests.content import draft_meeting, draft_post, make_committee, publish
from tests.core.media import make_image
from tests.news.editor import edit, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

MOBILE = "010-1234-5678"


def officer():
    client = sign_in("officer")
    client.user.user_permissions.add(Permission.objects.get(codename="disclose"))
    return client


def due(page, **content):
    """Schedule a page, let its time come, and change meanwhile what the revision says."""
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    page.save_revision().publish()
    past = timezone.now() - timezone.timedelta(minutes=1)
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    revision.approved_go_live_at = past
    revision.content |= {"go_live_at": past.isoformat()} | content
    revision.save()
    schedules.publish_due()
    return type(page).objects.get(pk=page.pk)


def missed_post(**over):
    return due(draft_post("예약한 글", **over), lead=f"문의 {MOBILE}")


def is_public(page):
    return Entry.objects.filter(key=page.key, state="public").exists()


def shown(client, page):
    found = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content, "html.parser")
    return found.find(id="screening")


def rows(client, name="disclosure:missed"):
    page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
    return [row.get_text(" ", strip=True) for row in page.select(".desk-table tbody tr")]


@pytest.mark.parametrize(
    ("language", "heading"), [("ko", "예약한 때에 게시되지 않았습니다"), ("en", "Not published when its time came")]
)
def test_its_author_reads_at_the_top_of_the_form_why_and_where(language, heading):
    client = sign_in()
    UserProfile.objects.create(user=client.user, preferred_language=language)
    post = missed_post(owner=client.user)
    panel = shown(client, post)
    assert panel.h2.get_text(strip=True) == heading
    assert [mark.get_text() for mark in panel.find_all("mark")] == [MOBILE]
    assert (post.live, is_public(post)) == (False, False)
    assert PageLogEntry.objects.filter(page=post.pk, action="madang.publish.refused").count() == 1


def missed_for_a_licence(owner):
    image = make_image("강")
    post = draft_post("그림 글", owner=owner)
    post.body = [("image", {"image": image, "caption": ""})]
    post.go_live_at = timezone.now() + timezone.timedelta(days=1)
    post.save_revision().publish()
    type(image).objects.filter(pk=image.pk).update(licence="kogl-4")
    Revision.objects.filter(object_id=str(post.pk), approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(minutes=1)
    )
    schedules.publish_due()
    return post


def test_a_licence_that_stopped_it_is_told_too_and_is_not_for_the_desk():
    client = sign_in()
    post = missed_for_a_licence(client.user)
    assert "강" in shown(client, post).get_text()
    assert rows(officer()) == []


def test_each_reads_why_in_their_language_whatever_that_of_the_worker_was():
    client, desk = sign_in(), officer()
    english, found = missed_for_a_licence(client.user), missed_post(owner=client.user, slug="found")
    read = {}
    for language in ("ko", "en"):
        for user in (client.user, desk.user):
            UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        history = client.get(reverse("wagtailadmin_pages:history", args=[found.pk])).content.decode()
        read[language] = shown(client, english).get_text(), rows(desk)[0], history
    assert "이 페이지의 이용허락" in read["ko"][0] and "The licence of this page" in read["en"][0]
    assert "휴대전화 (요약)" in read["ko"][1] and "mobile telephone (lead)" in read["en"][1]
    assert "휴대전화 (요약)" in read["ko"][2] and "mobile telephone (lead)" in read["en"][2]


def test_a_reason_that_was_kept_in_one_language_is_read_in_that():
    post = missed_post()
    MissedSchedule.objects.update(reasons={"ko": "옛 이유"})
    PageLogEntry.objects.filter(action="madang.publish.refused").update(data={"reason": "옛 기록"})
    client = officer()
    UserProfile.objects.create(user=client.user, preferred_language="en")
    assert "옛 이유" in rows(client)[0]
    history = sign_in("admin", admin=True).get(reverse("wagtailadmin_pages:history", args=[post.pk]))
    assert "옛 기록" in history.content.decode()


def test_the_desk_lists_it_and_says_so_where_its_officers_look():
    post = missed_post()
    client = officer()
    (row,) = rows(client)
    assert "예약한 글" in row and "휴대전화 (요약)" in row and MOBILE not in row
    assert rows(client, "disclosure:pages") == []
    listed = BeautifulSoup(client.get(reverse("disclosure:pages")).content, "html.parser")
    assert listed.select_one(".desk-held-pages a")["href"] == reverse("disclosure:page", args=[post.pk])
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "게시물과 회의 1건이 결정을 기다리고 있습니다." in home


def test_the_list_is_one_range_of_an_index():
    missed_post()
    query = queries.missed_schedules().filter(city="saebyeol").order_by("at", "pk")[:21]
    if connection.vendor == "sqlite":
        assert "USING INDEX missed_for_desk" in query.explain()


def decide(client, page, action, note=""):
    address = reverse("disclosure:page", args=[page.pk])
    form = client.get(address).context["form"]
    data = {"action": action, "note": note, "expected": form["expected"].value()}
    return client.post(address, data, follow=True)


@pytest.mark.parametrize("make", [missed_post, lambda: due(publish(draft_post("고친 글")), lead=f"문의 {MOBILE}")])
@pytest.mark.parametrize(
    ("action", "lead"), [("release", f"문의 {MOBILE}"), ("mask", "문의 010-****-****")], ids=["release", "mask"]
)
def test_what_an_officer_decides_publishes_it(make, action, lead):
    page = make()
    decide(officer(), page, action, note="당직 휴대전화")
    stored = PostPage.objects.get(pk=page.pk)
    assert (stored.live, stored.lead, is_public(page)) == (True, lead, True)
    assert not MissedSchedule.objects.exists()
    assert [row.actor.username for row in Decision.objects.filter(document_id=page.pk)] == ["officer"]


def test_what_is_sent_back_leaves_the_list_and_its_author_reads_why():
    client = sign_in()
    post = missed_post(owner=client.user)
    decide(officer(), post, "return", note="번호를 빼 주십시오")
    assert not MissedSchedule.objects.exists()
    assert "번호를 빼 주십시오" in shown(client, post).get_text()


def test_it_is_forgotten_when_it_is_published_or_scheduled_again():
    client = sign_in()
    one, two = missed_post(owner=client.user), missed_post(owner=client.user, slug="two")
    edit(client, one, lead="문의 02-120", action="publish")
    assert [row.page_id for row in MissedSchedule.objects.all()] == [two.pk]
    later = timezone.localtime() + timezone.timedelta(days=2)
    edit(client, two, lead="문의 02-120", go_live_at=later.strftime("%Y-%m-%d %H:%M"), action="publish")
    assert not MissedSchedule.objects.exists()
    assert (is_public(one), is_public(two)) == (True, False)


def test_a_new_version_of_what_is_public_is_missed_and_scheduled_again():
    client = sign_in()
    post = due(publish(draft_post("고친 글", owner=client.user)), lead=f"문의 {MOBILE}")
    assert (is_public(post), MissedSchedule.objects.count()) == (True, 1)
    later = timezone.localtime() + timezone.timedelta(days=2)
    edit(client, post, lead="문의 02-120", go_live_at=later.strftime("%Y-%m-%d %H:%M"), action="publish")
    assert not MissedSchedule.objects.exists()


def test_meetings_are_kept_too():
    make_committee()
    meeting = due(draft_meeting("제4차 회의"), notice=f"문의 {MOBILE}")
    assert [row.page_id for row in MissedSchedule.objects.all()] == [meeting.pk]
    assert "제4차 회의" in rows(officer())[0]
