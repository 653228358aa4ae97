"""Several workers, and somebody in the editor, meet at what is due."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cms.core.channels import Limits
from cms.jobs.job import Where
from cms.jobs.models import SetAside
from cms.ledger.dispatch import Dispatcher
from cms.ledger.models import Clock, Delivery, Entry
from cms.news.models import PostPage
from cms.publication import schedules
from cms.webhooks.channel import WEBHOOKS
from cms.webhooks.models import Webhook
from tests.content import draft_post, publish, section
from tests.jobs.jobs import make_job, wait_until, working
from tests.publication.receivers import silent

pytestmark = pytest.mark.usefixtures("store_on_disk")
NUMBER = 6


@pytest.fixture
def due_posts(prepared_korean_city):
    """Each with the tags of all others, and a link to none."""
    tags = [f"꼬리표-{number}" for number in range(NUMBER)]
    later, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(seconds=1)
    posts = [
        publish(draft_post(f"예약 {n}", slug=f"post-{n}", tags=tags[n:] + tags[:n]), go_live_at=later)
        for n in range(NUMBER)
    ]
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        content = revision.content | {"go_live_at": past.isoformat()}
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)
    return posts


def closed_after(work):
    try:
        return work()
    finally:
        connection.close()


def published():
    return PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count()


def test_three_workers_publish_each_once_and_none_waits_for_ever_for_another(due_posts):
    together = threading.Barrier(3)

    def work():
        together.wait()
        return sum(schedules.publish_due() for _ in range(3))

    with ThreadPoolExecutor(3) as pool:
        done = [future.result() for future in [pool.submit(closed_after, work) for _ in range(3)]]
    while left := schedules.publish_due():
        done.append(left)
    assert sum(done) == published() == NUMBER
    assert set(PostPage.objects.values_list("live", flat=True)) == {True}
    assert set(Entry.objects.filter(kind="post").values_list("version", flat=True)) == {1}
    assert Entry.objects.filter(kind="post").count() == NUMBER
    assert Clock.objects.get().sequence == NUMBER
    assert not SetAside.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, which waits for its turn")
def test_what_another_worker_is_just_publishing_is_left_to_it_and_holds_up_no_other(due_posts):
    first = PostPage.objects.get(pk=due_posts[0].pk).scheduled_revision
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Revision.objects.select_for_update().get(pk=first.pk)
        assert pool.submit(closed_after, schedules.publish_due).result(60) == NUMBER - 1
    assert schedules.publish_due() == 1
    assert published() == NUMBER


def test_an_editor_who_publishes_at_that_moment_has_the_last_word(due_posts):
    together = threading.Barrier(2)

    def edit():
        together.wait()
        publish(due_posts[0], title="고친 제목", go_live_at=None)

    def work():
        together.wait()
        return schedules.publish_due()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(closed_after, edit), pool.submit(closed_after, work)]:
            future.result()
    schedules.publish_due()
    post = PostPage.objects.get(pk=due_posts[0].pk)
    assert (post.title, post.live, post.scheduled_revision) == ("고친 제목", True, None)
    assert Entry.objects.get(page_id=post.pk).record["title"] == "고친 제목"
    assert section().get_children().live().count() == NUMBER


def test_schedules_are_published_while_fifty_receivers_say_nothing(due_posts):
    dispatcher = Dispatcher([replace(WEBHOOKS, limits=Limits(read=300, whole=300))])
    silence = []

    def publish_once_all_wait():
        return schedules.publish_due() if len(silence) == Limits().threads else 0

    jobs = [
        make_job("schedules", publish_once_all_wait),
        make_job("deliveries", dispatcher.go_on, finish=dispatcher.finish, where=Where.EVERY),
    ]
    with working(*jobs), silent() as (url, callers):
        silence = callers
        Webhook.objects.bulk_create(Webhook(site="saebyeol", name=str(n), url=url, secret="x") for n in range(50))
        publish(draft_post("먼저 알릴 글", slug="first"))
        wait_until(lambda: published() == NUMBER)
        assert set(Delivery.objects.values_list("state", "error")) == {("pending", "")}
    assert Delivery.objects.filter(state="done").count() == 0
