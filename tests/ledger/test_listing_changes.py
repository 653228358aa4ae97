"""The moments when listings last changed, as pages and feeds say them: with what they list, and with nothing else."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from cms.core.records import Record
from cms.ledger import generation, listing_changes, terms, writing
from cms.ledger.listing_changes import Part
from cms.ledger.models import Clock, Entry, ListingChange
from cms.ledger.moments import microseconds
from tests.factories import (
    HOST,
    NOON,
    SITE,
    make_body,
    make_closed,
    make_document,
    make_meeting,
    make_post,
    make_released_terms,
    store,
)

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=3)
POSTS = ("/", "/en/", "/traffic/", "/en/traffic/", "/health/", "/traffic/bike/", "/units/bike-team/")
RELEASED = ("/documents/", "/units/bike-team/documents/", "/tasks/bike-roads/", "/committees/")
FEEDS = frozenset(f"{path}feed.atom" for path in (*POSTS, *RELEASED))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the posts goes on, whatever the clock says: a page of months changes when one begins, and one that
    tells what is coming when a day does."""
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(hours=6))


@pytest.fixture(autouse=True)
def city(today: None) -> None:
    posts = [
        make_post(1, website="bike"),
        make_post(2, topics=("health",), tags=(), publisher=None),
        make_post(3, language="en", url=f"https://{HOST}/en/traffic/post-3/", tags=(), publisher=None),
    ]
    store([*posts, make_document(4), make_meeting(5)], make_released_terms())


def modified(path: str, **headers: str) -> str | None:
    answer: Any = Client().get(path, headers={"host": HOST, **headers})
    assert answer.status_code == 200, path
    return answer.headers.get("Last-Modified")


def moved(change: Callable[[], object]) -> set[str]:
    """The feeds that say that they have changed, after a change that is dated later than all else."""
    assert {path: modified(path) for path in FEEDS} == dict.fromkeys(FEEDS, http_date(NOON.timestamp()))
    change()
    ListingChange.objects.exclude(changed_at=NOON).update(changed_at=LATER)
    Clock.objects.update(changed_at=LATER)
    generation.replace()
    return {path.removesuffix("feed.atom") for path in FEEDS if modified(path) == http_date(LATER.timestamp())}


def publish(*records: Record) -> None:
    writing.publish([writing.Publication(record=record, body=make_body(1)) for record in records])


def withdraw(record: Record) -> None:
    writing.withdraw([Entry.objects.get(key=record.key).pk], reason="unpublished")


BIKE = {"/", "/traffic/", "/traffic/bike/", "/units/bike-team/"}


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        (lambda: publish(make_post(1, website="bike", title="새 제목")), BIKE),
        (lambda: withdraw(make_post(1)), BIKE),
        (lambda: publish(make_post(7, topics=("health",), tags=(), publisher=None)), {"/", "/health/"}),
        (lambda: publish(make_post(2, topics=("traffic",), tags=(), publisher=None)), {"/", "/health/", "/traffic/"}),
        (lambda: withdraw(make_post(3)), {"/en/", "/en/traffic/"}),
        (lambda: publish(make_closed(8)), {"/documents/", "/units/bike-team/documents/", "/tasks/bike-roads/"}),
        (lambda: withdraw(make_document(4)), {"/documents/", "/units/bike-team/documents/", "/tasks/bike-roads/"}),
        (lambda: withdraw(make_meeting(5)), {"/committees/"}),
        (lambda: publish(make_post(1, website="bike")), set()),
    ],
    ids=["edited", "withdrawn", "new", "moved", "in English", "closed", "document", "meeting", "as before"],
)  # fmt: skip
def test_a_listing_changes_with_what_it_lists_and_with_nothing_else(
    change: Callable[[], object], paths: Iterable[str]
) -> None:
    assert moved(change) == set(paths)


def test_a_new_name_changes_every_listing_and_a_new_tag_its_own() -> None:
    assert moved(lambda: terms.have_changed(SITE, only=[(SITE, "tag", "걷기")])) == set()
    assert listing_changes.changed_at([Part(f"{SITE}:tag:걷기", "post", "ko")]) == LATER
    ListingChange.objects.update(changed_at=NOON)
    assert moved(lambda: terms.have_changed(SITE)) == {*POSTS, *RELEASED}


@pytest.mark.parametrize("path", ["/traffic/", "/traffic/feed.atom", "/traffic/feed.rss", "/traffic/feed.json"])
def test_a_listing_changes_when_an_item_of_it_expires_before_anything_is_written(path: str) -> None:
    before = modified(path)
    Entry.objects.filter(key=make_post(1).key).update(expires_us=microseconds(LATER))
    generation.replace()
    assert modified(path, **{"if-modified-since": str(before)}) == http_date(LATER.timestamp())
    assert modified(path.replace("traffic", "health")) == before


@pytest.mark.parametrize("path", ["/traffic/", "/units/bike-team/", "/2026/11/", "/traffic/2026/11/"])
def test_a_page_changes_as_its_feed_does(path: str) -> None:
    before = modified(path)
    Clock.objects.update(changed_at=LATER)
    generation.replace()
    assert modified(path) == before == http_date(NOON.timestamp())
    publish(make_post(1, website="bike", title="새 제목"))
    ListingChange.objects.exclude(changed_at=NOON).update(changed_at=LATER)
    generation.replace()
    assert modified(path, **{"if-modified-since": str(before)}) == http_date(LATER.timestamp())


def test_the_front_page_changes_with_whatever_does_and_its_feed_does_not() -> None:
    Clock.objects.update(changed_at=LATER)
    generation.replace()
    assert modified("/") == http_date(LATER.timestamp())
    assert modified("/feed.atom") == http_date(NOON.timestamp())


@pytest.mark.parametrize("path", ["/2026/11/", "/traffic/2026/11/"])
def test_a_page_of_months_changes_when_one_begins(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=30))
    assert modified(path) == "Mon, 30 Nov 2026 15:00:00 GMT"


def test_what_is_to_come_changes_with_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=1))
    begun = http_date((NOON + timedelta(hours=12)).timestamp())
    listings = ("/traffic/", "/traffic/bike/", "/units/bike-team/")
    for path in ("/", "/committees/", "/committees/bike-committee/", *listings):
        assert modified(path) == begun, path
    assert modified("/health/2026/11/") != begun


def test_when_a_listing_changed_is_one_query_of_index_ranges() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert listing_changes.changed_at([Part(SITE, "post", "ko"), Part(f"{SITE}:section:documents")]) == NOON
    (query,) = queries.captured_queries
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = [str(row[-1]) for row in cursor.fetchall()]
            assert [line for line in plan if line.startswith("SCAN")] == []


def test_a_batch_is_noted_in_one_query_whatever_its_size() -> None:
    for first, count in ((20, 1), (30, 40)):
        with CaptureQueriesContext(connection) as queries:
            publish(*(make_post(number, topics=("health",)) for number in range(first, first + count)))
        noted = [query for query in queries.captured_queries if "publication_listingchange" in query["sql"]]
        assert len(noted) == (1 if connection.vendor == "postgresql" else len(noted))
        assert ListingChange.objects.filter(listing=f"{SITE}:field:health").count() == 1


def test_a_store_from_before_counts_its_last_change_for_every_listing() -> None:
    from importlib import import_module

    from django.apps import apps

    ListingChange.objects.all().delete()
    Clock.objects.update(changed_at=LATER)
    import_module("cms.ledger.migrations.0019_listing_changes").begin(apps, None)
    assert listing_changes.changed_at([Part(SITE), Part(f"{SITE}:field:health")]) == LATER
    assert modified("/traffic/feed.atom") == http_date(LATER.timestamp())
