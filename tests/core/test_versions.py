"""Each way in which a page comes to be x each later action of Wagtail: what is live stays live, and is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.test.utils.form_data import rich_text

from cms.core import versions
from cms.ledger.models import Entry
from cms.news.bulk import add_posts
from cms.news.models import PostPage
from cms.publication import schedules
from cms.releases import release
from cms.releases.models import DocumentPage
from cms.subsites.models import CityPage
from tests.content import (
    BASE_URL,
    draft_post,
    make_committee,
    published_meeting,
    published_post,
    released_document,
    section,
)
from tests.core.media import make_file
from tests.news.editor import add, sign_in

LATER = timedelta(days=2)


def founded_city():
    return CityPage.objects.get(locale__language_code="ko")


def added():
    parent = section()
    return parent.add_child(instance=PostPage(title="처음", slug="first", lead="처음 소식", locale=parent.locale))


def bulk():
    parent = section()
    add_posts(parent, [PostPage(title="처음", slug="first", lead="처음 소식")], tags=[()])
    return PostPage.objects.get(slug="first")


def copied():
    return published_post("본").copy(to=section("health"), keep_live=True)


def unmarked():
    """As an older store has it."""
    post = published_post("처음")
    Revision.objects.filter(object_id=str(post.pk)).delete()
    return PostPage.objects.get(pk=post.pk)


WAYS = {
    "founded city": founded_city,
    "founded field": section,
    "add_child": added,
    "bulk": bulk,
    "editor": lambda: published_post("처음"),
    "copy": copied,
    "without a revision": unmarked,
    "document": released_document,
    "committee": make_committee,
    "meeting": published_meeting,
}


@pytest.fixture(params=WAYS)
def page(prepared_city, request, db):
    return fresh(WAYS[request.param]())


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def is_live(page):
    """In the tree, and where it has a record, in the ledger; changed documents are screened by the worker before."""
    release.screen_unscreened()
    stored = fresh(page)
    entries = Entry.objects.filter(key=stored.key, state=Entry.State.PUBLIC)
    return stored.live and (stored.publishes != "record" or entries.exists())


def edited(page, **changes):
    draft = fresh(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision()


def schedule(page, *, title="다음 제목"):
    edited(page, title=title, go_live_at=timezone.now() + LATER).publish()


def come_due():
    """The scheduled time is over, and the worker looks."""
    past = timezone.now() - timedelta(seconds=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        content = revision.content | {"go_live_at": past.isoformat()}
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)
    return schedules.publish_due()


def test_a_scheduled_change_leaves_what_is_live_until_its_time(page):
    before = page.title
    schedule(page)
    assert is_live(page)
    assert fresh(page).title == before
    assert come_due() == 1
    assert is_live(page)
    assert fresh(page).title == "다음 제목"
    assert not fresh(page).has_unpublished_changes


def test_a_cancelled_schedule_leaves_what_is_live(page):
    before = page.title
    schedule(page)
    revision = fresh(page).scheduled_revision
    client = sign_in("admin", admin=True)
    client.post(reverse("wagtailadmin_pages:revisions_unschedule", args=(page.pk, revision.pk)))
    assert fresh(page).scheduled_revision is None
    assert is_live(page)
    assert fresh(page).title == before
    assert come_due() == 0


def test_a_draft_leaves_what_is_live_and_keeps_it_in_the_history(page):
    before = page.title
    edited(page, title="초안 제목")
    stored = fresh(page)
    assert is_live(page)
    assert stored.title == before
    assert stored.live_revision.content["title"] == before
    assert stored.live_revision.created_at < stored.latest_revision.created_at
    assert stored.latest_revision.is_latest_revision()


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize("way", ["founded city", "add_child", "bulk", "without a revision", "document"])
def test_the_history_offers_what_was_live_first_and_says_that_it_is_live(db, way):
    page = fresh(WAYS[way]())
    assert page.live_revision is None
    edited(page, title="초안 제목")
    history = sign_in("admin", admin=True).get(reverse("wagtailadmin_pages:history", args=(page.pk,))).content.decode()
    back = reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, fresh(page).live_revision.pk))
    assert f'href="{back}"' in history
    assert "게시된 판" in history


def test_what_was_live_first_can_be_put_back(page):
    before = page.title
    edited(page, title="다음 제목").publish()
    first = fresh(page).revisions.order_by("created_at", "pk").first()
    assert first.content["title"] == before
    first.as_object().save_revision(previous_revision=first).publish(previous_revision=first)
    assert is_live(page)
    assert fresh(page).title == before
    schedule(page)
    assert is_live(page)
    assert fresh(page).title == before


def test_an_older_version_that_is_scheduled_leaves_what_is_live(page):
    """It was written when nothing was live, and says so."""
    edited(page, title="둘째 제목").publish()
    oldest = fresh(page).revisions.order_by("created_at", "pk").first().as_object()
    oldest.go_live_at = timezone.now() + LATER
    oldest.save_revision().publish()
    assert is_live(page)
    assert fresh(page).title == "둘째 제목"


def test_a_page_that_was_unpublished_is_published_again(page):
    fresh(page).unpublish()
    assert not is_live(page)
    assert fresh(page).live_revision is None
    edited(page).publish()
    assert is_live(page)
    schedule(page)
    assert is_live(page)


def test_a_page_that_was_unpublished_comes_back_at_its_time_only(page):
    fresh(page).unpublish()
    schedule(page)
    assert not is_live(page)
    assert come_due() == 1
    assert is_live(page)


def test_a_locked_page_keeps_what_is_live(page):
    page.locked = True
    page.save()
    schedule(page)
    assert is_live(page)


def test_a_page_is_kept_once_however_often_it_is_edited(page):
    edited(page)
    edited(page)
    schedule(page)
    stored = fresh(page)
    assert stored.revisions.filter(created_at__gt=stored.live_revision.created_at).count() == 3
    assert stored.revisions.filter(pk=stored.live_revision_id).count() == 1


@pytest.mark.usefixtures("prepared_city")
def test_what_is_published_in_the_form_for_new_pages_has_one_version_and_is_logged_as_wagtail_does(db):
    client = sign_in()
    body = [("file", {"file": make_file().pk, "title": ""}), ("text", rich_text("<p>본문</p>"))]
    _response, post = add(client, section(), action="publish", tags="봄, 여름", body=body, further_fields=[])
    assert fresh(post).live_revision_id == post.revisions.get().pk
    assert post.revisions.get().user == client.user
    logged = PageLogEntry.objects.filter(page_id=post.pk).order_by("timestamp", "pk")
    assert list(logged.values_list("action", flat=True)) == ["wagtail.create", "wagtail.edit", "wagtail.publish"]
    assert {entry.user_id for entry in logged} == {client.user.pk}
    schedule(post)
    assert is_live(post)
    assert fresh(post).revisions.count() == 2


@pytest.mark.usefixtures("prepared_city")
def test_what_was_just_added_is_kept_where_its_next_version_says_something_else(db):
    first, second = added(), section("health").add_child(instance=PostPage(title="처음", slug="first", lead="소식"))
    first.title = "다음 제목"
    first.save_revision()
    assert fresh(first).live_revision.content["title"] == "처음"
    older = second.save_revision()
    second.title = "둘째 제목"
    second.save()
    older.publish()
    kept = second.revisions.exclude(pk=older.pk).get()
    assert kept.content["title"] == "둘째 제목"
    assert kept.created_at < older.created_at
    assert fresh(second).title == "처음"


POSTS = {name: WAYS[name] for name in ("add_child", "bulk", "editor", "without a revision")}


@pytest.fixture(params=POSTS)
def post(prepared_city, request, db):
    return fresh(POSTS[request.param]())


def test_a_copy_of_a_page_is_live_where_that_is_asked_and_can_be_scheduled(post):
    copy = fresh(post.copy(to=section("health"), keep_live=True))
    schedule(copy)
    assert is_live(copy)
    assert is_live(post)


def test_a_moved_page_keeps_what_is_live(post):
    schedule(post)
    fresh(post).move(section("health"), pos="last-child")
    assert is_live(post)
    assert come_due() == 1
    assert fresh(post).get_parent().pk == section("health").pk
    assert fresh(post).title == "다음 제목"


def test_an_alias_follows_and_can_become_a_page_of_its_own(post):
    alias = post.create_alias(parent=section("health"))
    schedule(post)
    assert fresh(alias).title == post.title
    assert come_due() == 1
    assert fresh(alias).title == "다음 제목"
    client = sign_in("admin", admin=True)
    client.post(reverse("wagtailadmin_pages:convert_alias", args=(alias.pk,)))
    assert fresh(alias).alias_of_id is None
    assert is_live(alias)
    schedule(alias, title="따로 선 제목")
    assert is_live(alias)
    assert fresh(alias).title == "다음 제목"


def test_a_translation_is_a_draft_of_its_own(post, client):
    english = CityPage.objects.get(locale__language_code="en").locale
    translation = fresh(post.copy_for_translation(english, copy_parents=True))
    assert not is_live(translation)
    assert is_live(post)
    edited(translation).publish()
    schedule(translation)
    assert is_live(translation)
    assert is_live(post)


@pytest.mark.usefixtures("prepared_city")
def test_the_city_and_its_feeds_are_read_while_a_change_of_the_city_waits(db, client):
    schedule(founded_city())
    schedule(section())
    for path in ("/", "/feed.atom", "/traffic/", "/traffic/feed.rss"):
        assert client.get(f"{BASE_URL}{path}", HTTP_HOST="saebyeol.example").status_code == 200


@pytest.mark.usefixtures("prepared_city")
def test_a_draft_that_was_never_live_gets_no_revision_that_says_so(db):
    post = draft_post()
    revisions = post.revisions.count()
    schedule(post)
    assert not is_live(post)
    assert fresh(post).live_revision is None
    assert post.revisions.count() == revisions + 1


@pytest.mark.usefixtures("prepared_city")
def test_what_something_else_says_of_a_page_is_no_longer_its_old_revision(db):
    document = released_document()
    edited(document, title="처음 제목").publish()
    stored = DocumentPage.objects.get(pk=document.pk)
    stored.title = "목록이 고친 제목"
    versions.forget(stored)
    stored.save()
    schedule(document)
    stored = fresh(document)
    assert stored.live_revision.content["title"] == stored.title == "목록이 고친 제목"
    assert list(stored.revisions.order_by("-created_at").values_list("pk", flat=True))[1] == stored.live_revision_id
