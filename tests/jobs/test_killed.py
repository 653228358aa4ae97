"""kill -9 in the middle of each kind of work: nothing is lost, and nothing is done twice."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cms.derived.models import StaleMonth, UnitMonth
from cms.jobs.job import Job, registered
from cms.jobs.models import Lease
from cms.ledger import versions
from cms.ledger.models import Bookmark, Delivery, Entry, EntryVersion, Touch
from cms.news.models import PostPage
from cms.publication import sync
from cms.releases import release
from cms.releases.models import DocumentPage
from cms.search import rebuilding
from cms.search.kept.writing import write
from cms.search.models import Segment
from cms.webhooks.channel import WEBHOOKS
from cms.webhooks.models import Webhook
from retrieval.segments import Text
from screening import rules_version
from tests.background import keep
from tests.content import draft_document, draft_post, publish, published_post
from tests.factories import SITE
from tests.jobs.jobs import wait_until, working
from tests.publication.receivers import receiving, silent
from tests.search.indexes import content, made_at_once

pytestmark = pytest.mark.usefixtures("prepared_archive", "store_on_disk")
REPOSITORY = Path(__file__).resolve().parents[2]
KEPT = 2


@pytest.fixture(autouse=True)
def kept_versions(settings):
    settings.MADANG_KEPT_VERSIONS = KEPT


@pytest.fixture(scope="module")
def workers():
    """A program that starts workers in processes of their own."""
    given = connection.settings_dict
    server = f"{given['USER']}@{given['HOST']}:{given['PORT']}" if connection.vendor == "postgresql" else ""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.held_up"],
        cwd=REPOSITORY,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "MADANG_KEPT_VERSIONS": str(KEPT)}
        | ({"DATABASE_URL": f"postgres://{server}/{given['NAME']}"} if server else {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield program
    program.stdin.close()
    program.wait()
    program.stdout.close()


@contextmanager
def another_worker(workers, *said):
    """Killed at the end."""
    print(said[0], connection.settings_dict["NAME"], *said[1:], file=workers.stdin, flush=True)
    pid = int(workers.stdout.readline())
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)


def kill_in_the_middle(workers, name):
    with another_worker(workers, name):
        assert workers.stdout.readline() == "about to commit\n"


def job(name) -> Job:
    return next(found for found in registered() if found.name == name)


def scheduled_post():
    post = publish(draft_post("예약한 글"), go_live_at=timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(seconds=1)
    content = post.scheduled_revision.content | {"go_live_at": past.isoformat()}
    Revision.objects.filter(pk=post.scheduled_revision.pk).update(approved_go_live_at=past, content=content)
    return lambda: (
        PostPage.objects.get(pk=post.pk).live,
        PageLogEntry.objects.filter(page_id=post.pk, action="wagtail.publish.scheduled").count(),
        list(Entry.objects.filter(kind="post").values_list("version", flat=True)),
    )


def queued_page():
    post = published_post("처음 제목")
    PostPage.objects.update(title="새 제목")
    sync.touch_later([post.pk])
    return lambda: (
        Touch.objects.count(),
        list(Entry.objects.filter(kind="post").values_list("version", "record__title")),
    )


def unscreened_document():
    page = draft_document()
    return lambda: DocumentPage.objects.get(pk=page.pk).unscreened


def due_document():
    page = draft_document()
    release.screen_unscreened()
    return lambda: (
        DocumentPage.objects.get(pk=page.pk).state,
        list(Entry.objects.filter(kind="document").values_list("version", flat=True)),
    )


def uncounted_month():
    draft_document()
    StaleMonth.objects.update(marked_at=timezone.now() - timedelta(minutes=1))
    return lambda: (StaleMonth.objects.count(), sorted(UnitMonth.objects.values_list("unit", "produced")))


def unjudged_version():
    publish(published_post("처음 제목"), title="새 제목")
    entry = Entry.objects.get(kind="post").pk
    return lambda: (
        list(EntryVersion.objects.values_list("version", "rules")),
        [version.number for version in versions.of_entries([entry], first=KEPT).get(entry, [])],
    )


def version_of_another_city():
    post = published_post("처음 제목")
    for title in ("둘", "셋"):
        post = publish(post, title=title)
    EntryVersion.objects.filter(version=2).update(site="another")
    return lambda: list(EntryVersion.objects.values_list("version", flat=True))


def unsearched_posts():
    for number in range(3):
        published_post(f"글 {number}", slug=f"post-{number}")
    is_told = Bookmark.objects.filter(name=f"search:{SITE}", sequence__gt=0)
    return lambda: is_told.exists() and content(SITE) == made_at_once(SITE) and len(content(SITE))


def small_segments():
    for number in range(8):
        published_post(f"글 {number}", slug=f"post-{number}")
        keep()
    ready = Segment.objects.filter(state=Segment.State.READY)
    return lambda: (sorted(ready.values_list("size", flat=True)), content(SITE) == made_at_once(SITE))


def damaged_index():
    for number in range(3):
        published_post(f"글 {number}", slug=f"post-{number}")
    keep()
    lost = max(content(SITE))
    with transaction.atomic():
        write(SITE, [Text(key=lost, moment=0, title="다른 말"), Text(key=10**9, moment=0, title="없는 글")])
    rebuilding.ask(SITE)
    assert content(SITE) != made_at_once(SITE)
    asked = Bookmark.objects.filter(name__startswith="search-")
    return lambda: not asked.exists() and content(SITE) == made_at_once(SITE) and len(content(SITE))


@pytest.mark.parametrize(
    ("name", "make", "before", "after"),
    [
        ("schedules", scheduled_post, (False, 0, []), (True, 1, [1])),
        ("pages", queued_page, (1, [(1, "처음 제목")]), (0, [(2, "새 제목")])),
        ("screening", unscreened_document, True, False),
        ("releases", due_document, ("waiting", []), ("released", [1])),
        ("versions", unjudged_version, ([(1, "")], []), ([(1, rules_version())], [1])),
        ("versions-retention", version_of_another_city, [1, 2], [1]),
        ("search", unsearched_posts, False, 3),
        ("search-merging", small_segments, ([1] * 8, True), ([8], True)),
        ("search-rebuilding", damaged_index, False, 3),
        ("statistics", uncounted_month, (1, []), (0, [("*", 1), ("bike-team", 1)])),
    ],
)
def test_what_a_killed_worker_had_begun_is_done_once_by_the_next(workers, name, make, before, after):
    now = make()
    assert now() == before
    kill_in_the_middle(workers, name)
    assert now() == before
    assert Lease.objects.get(name=name).token == 1
    with working(job(name)):
        wait_until(lambda: now() == after)
    assert Lease.objects.get(name=name).token == 2
    assert now() == after


def test_a_delivery_of_a_killed_worker_is_sent_again_when_its_lease_ends_and_not_before(workers):
    with silent() as (url, callers), receiving() as receiver:
        webhook = Webhook.objects.create(site=SITE, name="front end", url=url, secret="secret")
        published_post()
        with another_worker(workers, "deliveries", "commits"):
            wait_until(lambda: len(callers) == 1)
        claimed = Delivery.objects.get()
        assert (claimed.state, claimed.attempts) == ("pending", 1)
        assert timezone.now() < claimed.available_at <= timezone.now() + WEBHOOKS.limits.lease
        Webhook.objects.filter(pk=webhook.pk).update(url=receiver.url)
        assert job("deliveries").work() == 0
        Delivery.objects.update(available_at=timezone.now())
        while job("deliveries").work():
            continue
        key = f"webhook:{webhook.pk}-{claimed.sequence}"
        assert [headers["Idempotency-Key"] for headers, _ in receiver.received] == [key]
    assert Delivery.objects.get().state == "done"
