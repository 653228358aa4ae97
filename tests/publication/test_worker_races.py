"""The worker meets somebody who is just deciding on a document, or editing it; on a database with several writers."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from cms.ledger.models import Entry
from cms.releases import release
from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage
from tests.content import draft_document

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, which waits for its turn"),
]


@pytest.fixture
def page(prepared_archive):
    return draft_document()


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


def closed_after(job):
    try:
        return job()
    finally:
        connection.close()


@contextmanager
def meanwhile(job):
    """Write in the context what is done there, while the job waits for it."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield
            waiting = pool.submit(closed_after, job)
            until = time.monotonic() + 30
            while not somebody_waits():
                assert not waiting.done() and time.monotonic() < until, "nobody waits for the other"
                time.sleep(0.01)
        waiting.result()


@pytest.mark.parametrize(("decide", "state"), [(actions.send_back, "returned"), (actions.take_down, "withdrawn")])
def test_what_an_officer_stops_at_the_moment_of_its_release_stays_stopped(page, decide, state):
    release.screen_unscreened()
    with meanwhile(release.release_due):
        decide(page.pk, Officer(note="이름이 보입니다"))
    assert (now(page).state, now(page).live) == (state, False)
    assert not Entry.objects.filter(kind="document").exists()


def test_an_officer_decides_on_the_title_that_an_edit_is_just_writing(page):
    release.screen_unscreened()
    with meanwhile(lambda: actions.release(page.pk, Officer(note="살펴보았음"))):
        edited = now(page)
        edited.title = "다른 제목"
        edited.save()
    stored = now(page)
    assert stored.title == "다른 제목"
    assert stored.screening.content_hash == stored.content_hash
    assert (stored.unscreened, stored.held) == (False, False)


def test_an_edit_at_the_moment_of_its_screening_is_screened_too(page):
    with meanwhile(release.screen_unscreened):
        edited = now(page)
        edited.title, edited.text = "다른 제목", "문의: 민원인 휴대전화 010-1234-5678"
        edited.save()
    release.screen_unscreened()
    stored = now(page)
    assert (stored.title, stored.unscreened, stored.held) == ("다른 제목", False, True)
    assert stored.screening.content_hash == stored.content_hash
