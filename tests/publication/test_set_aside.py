"""One page that cannot be built, or document that cannot be screened, stops no other and is tried again."""

import json
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from cms.derived.models import ListedDay, Relation
from cms.jobs import asides
from cms.jobs.models import SetAside
from cms.ledger.models import Entry, Touch
from cms.news.models import PostPage
from cms.publication import schedules, sync
from cms.publication.reconcile import reconcile
from cms.releases import release
from cms.releases.desk import rescreening
from cms.releases.models import DocumentPage
from tests.background import relate
from tests.content import draft_document, draft_post, publish, published_posts

pytestmark = pytest.mark.django_db

# No block of ours is a list where a text is expected.
BROKEN = json.dumps([{"type": "table", "value": {"table": 7}, "id": "b7"}])


@pytest.fixture
def posts(prepared_korean_city):
    return published_posts(5)


def break_page(page):
    """Break a page, as a raw update or a release of the past may have."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE news_postpage SET body = %s WHERE page_ptr_id = %s", [BROKEN, page.pk])


def rename_all():
    PostPage.objects.update(title="새 제목")


def titles():
    return [entry.record["title"] for entry in Entry.objects.filter(kind="post").order_by("page_id")]


def set_aside():
    return [(row.job, row.item_id, row.count) for row in SetAside.objects.order_by("job", "item_id")]


def wait_is_over():
    SetAside.objects.update(retry_at=timezone.now())


def test_a_page_that_cannot_be_built_stops_no_other_of_the_queue(posts):
    break_page(posts[2])
    rename_all()
    sync.touch_later(post.pk for post in posts)
    assert (sync.touch_queued(), sync.touch_queued()) == (5, 0)
    assert titles() == ["새 제목", "새 제목", "소식 2", "새 제목", "새 제목"]
    assert set_aside() == [("pages", posts[2].pk, 1)]
    assert [row.page_id for row in Touch.objects.all()] == [posts[2].pk]
    assert "cms/" in SetAside.objects.get().error and "소식" not in SetAside.objects.get().error


def test_what_was_set_aside_is_tried_again_after_a_time_that_doubles(posts):
    break_page(posts[2])
    sync.touch_later([posts[2].pk])
    waits = []
    for _ in range(3):
        sync.touch_queued()
        row = SetAside.objects.get()
        waits.append(round((row.retry_at - row.last_at) / timedelta(minutes=1)))
        wait_is_over()
    assert (waits, SetAside.objects.get().count) == ([1, 2, 4], 3)


def test_a_page_that_was_mended_is_published_and_no_longer_set_aside(posts):
    break_page(posts[2])
    sync.touch_later([posts[2].pk])
    sync.touch_queued()
    publish(posts[2], title="고친 제목", body=[("text", "<p>고친 본문</p>")])
    assert set_aside() == []
    assert titles()[2] == "고친 제목"
    assert (sync.touch_queued(), Touch.objects.count()) == (1, 0)


def test_what_somebody_leaves_is_not_tried_until_somebody_asks(posts):
    break_page(posts[2])
    sync.touch_later([posts[2].pk])
    sync.touch_queued()
    assert asides.leave([SetAside.objects.get().pk]) == 1
    wait_is_over()
    assert sync.touch_queued() == 0
    assert asides.retry([SetAside.objects.get().pk]) == 1
    assert sync.touch_queued() == 1


def test_a_page_queued_anew_while_it_is_looked_at_stays_in_the_queue(posts, monkeypatch):
    sync.touch_later([posts[0].pk, posts[1].pk])
    look = sync.touch

    def meanwhile(ids):
        sync.touch_later([posts[0].pk])
        return look(ids)

    monkeypatch.setattr(sync, "touch", meanwhile)
    sync.touch_queued()
    assert [row.page_id for row in Touch.objects.all()] == [posts[0].pk]


def test_a_database_that_does_not_answer_is_no_pages_fault(posts, monkeypatch):
    def away(*args):
        raise OperationalError("server closed the connection unexpectedly")

    sync.touch_later([posts[0].pk])
    monkeypatch.setattr(PostPage, "build_record", away)
    with pytest.raises(OperationalError):
        sync.touch_queued()
    assert (set_aside(), Touch.objects.count()) == ([], 1)


def test_reconcile_and_a_move_go_past_a_page_that_cannot_be_built(posts):
    break_page(posts[2])
    rename_all()
    assert [repair.action for repair in reconcile() if not isinstance(repair, int)] == ["updated"] * 4
    assert set_aside() == [("pages", posts[2].pk, 1)]
    posts[0].get_parent().specific.move(posts[0].get_ancestors().last().get_parent(), "last-child")
    assert Touch.objects.filter(page_id=posts[2].pk).exists()


def scheduled(number, moment):
    return publish(draft_post(f"예약 {number}", slug=f"scheduled-{number}"), go_live_at=moment)


@pytest.mark.usefixtures("prepared_korean_city")
def test_a_scheduled_page_that_fails_stops_no_other_and_keeps_its_schedule(monkeypatch):
    due = timezone.now() + timedelta(hours=1)
    pages = [scheduled(number, due) for number in range(3)]
    revision = pages[1].scheduled_revision
    revision.content["body"] = BROKEN
    revision.save()
    later = due + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert (schedules.publish_due(), schedules.publish_due()) == (2, 0)
    assert [PostPage.objects.get(pk=page.pk).live for page in pages] == [True, False, True]
    assert set_aside() == [("schedules", revision.pk, 1)]
    publish(pages[1], title="고친 제목", go_live_at=None, body=[("text", "<p>고친 본문</p>")])
    assert set_aside() == []


def test_an_expired_page_leaves_the_outputs_even_where_it_cannot_be_taken_down(posts, monkeypatch):
    PostPage.objects.filter(pk__in=[post.pk for post in posts[:2]]).update(
        expire_at=timezone.now() - timedelta(seconds=1)
    )
    Entry.objects.filter(page_id__in=[post.pk for post in posts[:2]]).update(expires_us=1)
    take_down = PostPage.unpublish

    def unpublish(page, **options):
        if page.pk == posts[0].pk:
            raise KeyError("owner")
        return take_down(page, **options)

    monkeypatch.setattr("wagtail.models.Page.unpublish", unpublish)
    assert schedules.expire_due() == 3
    assert set(Entry.objects.filter(state="gone").values_list("page_id", flat=True)) == {posts[0].pk, posts[1].pk}
    assert [PostPage.objects.get(pk=post.pk).live for post in posts[:2]] == [True, False]
    assert set_aside() == [("expiry", posts[0].pk, 1)]


@pytest.fixture
def documents(prepared_korean_city):
    return [draft_document(number) for number in (1, 2, 3)]


def break_document(page, **values):
    DocumentPage.objects.filter(pk=page.pk).update(**values)


def states():
    return [(page.unscreened, page.state) for page in DocumentPage.objects.order_by("pk")]


def test_a_document_that_cannot_be_screened_stops_no_other(documents):
    break_document(documents[1], attachments=[{"name": "a.pdf"}])
    assert (release.screen_unscreened(), release.screen_unscreened()) == (2, 0)
    assert states() == [(False, "waiting"), (True, "waiting"), (False, "waiting")]
    assert set_aside() == [("screening", documents[1].pk, 1)]


def test_a_document_that_cannot_be_released_stops_no_other_and_stays_as_it_was(documents):
    release.screen_unscreened()
    break_document(documents[1], attachments=[{"name": "a.pdf"}])
    assert (release.release_due(), release.release_due()) == (2, 0)
    assert [state for _, state in states()] == ["released", "waiting", "released"]
    assert set_aside() == [("releases", documents[1].pk, 1)]
    assert Entry.objects.filter(kind="document").count() == 2


def test_a_run_of_the_rules_goes_past_a_document_that_cannot_be_judged(documents):
    for page in documents:
        released_document_again(page)
    break_document(documents[1], attachments=[{"name": "a.pdf"}])
    run = rescreening.go_on(rescreening.begin(rescreening.Scope()))
    assert run.finished_at is not None
    assert set_aside() == [("screening", documents[1].pk, 1)]
    assert [unscreened for unscreened, _ in states()] == [False, True, False]


def test_a_document_that_cannot_be_compared_stops_no_other_and_is_compared_later(documents):
    release.screen_unscreened()
    release.release_due()
    ids = list(Entry.objects.filter(kind="document").order_by("pk").values_list("pk", flat=True))
    record = Entry.objects.get(pk=ids[1]).record
    Entry.objects.filter(pk=ids[1]).update(record=record | {"produced_on": "someday"})
    relate()
    assert relate() == 0
    assert set_aside() == [("relations", ids[1], 1)]
    assert set(Relation.objects.values_list("entry_id", "other_id")) == {(ids[0], ids[2]), (ids[2], ids[0])}
    Entry.objects.filter(pk=ids[1]).update(record=record)
    wait_is_over()
    while relate():
        continue
    assert set_aside() == []
    assert Relation.objects.filter(entry_id=ids[1]).count() == 2
    days = ListedDay.objects.values_list("sequence", flat=True)
    assert set(days) == {max(Entry.objects.values_list("sequence", flat=True))}


def released_document_again(page):
    release.screen_unscreened()
    release.release_due()
    return page
