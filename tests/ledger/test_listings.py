"""Listings narrowed by any facets: what they find, that they find it at once, and by which index."""

import re
from datetime import timedelta
from importlib import import_module
from itertools import chain, combinations
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from api.graphql.connections import FACETS, FACETS_BELOW
from cms.core import kinds
from cms.core.records import Record
from cms.ledger import aspects, generation, writing
from cms.ledger.cursors import Cursor
from cms.ledger.filters import Filters
from cms.ledger.models import AspectRow, Bookmark, Clock, Entry, Listing, ShardRow
from cms.ledger.ranges import listing_query
from cms.ledger.selectors import entries
from tests.factories import (
    NOON,
    SITE,
    make_body,
    make_document,
    make_event,
    make_meeting,
    make_notice,
    make_post,
    make_web_page,
    post_key,
    store,
    web_page_key,
    withdraw,
)

pytestmark = pytest.mark.django_db

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "post": {
        "tag": ("자전거", "걷기"),
        "website": ("bike",),
        "unit": ("bike-team", "transport"),
        "field": ("traffic", "health"),
    },
    "document": {
        "task": ("bike-roads", "other-task"),
        "function": ("교통/자전거", "교통"),
        "unit": ("bike-team", "transport"),
        "genre": ("approval", "research"),
        "openness": ("open", "partial", "closed"),
    },
    "page": {
        "parent": (web_page_key(90), web_page_key(91)),
        "role": ("privacy", "terms"),
        "website": ("bike",),
        "unit": ("bike-team", "transport"),
        "field": ("traffic", "health"),
    },
    "event": {
        "tag": ("자전거", "걷기"),
        "website": ("bike",),
        "unit": ("bike-team", "transport"),
        "field": ("traffic", "health"),
        "event_type": ("event", "education"),
    },
    "meeting": {
        "committee": ("bike-committee", "audit"),
        "unit": ("bike-team", "transport"),
        "openness": ("open", "closed"),
    },
    "notice": {
        "board": ("road-notices", "city-notices"),
        "category": ("공고", "고시"),
        "type": ("public-notice", "recruitment"),
        "website": ("bike",),
        "unit": ("bike-team", "transport"),
        "field": ("traffic", "health"),
    },
}


def mixed() -> list[Record]:
    """Items of each kind, of which every two neighbours differ in something."""
    posts = [
        make_post(
            n,
            tags=("자전거", "걷기")[: n % 3],
            topics=(("traffic", "health"), ("health",), ("traffic",))[n % 3],
            website="bike" if n % 2 else None,
            publisher=("bike-team", "transport", None)[n % 3],
            language=("ko", "en")[n % 4 == 3],
        )
        for n in range(12)
    ]
    documents = [
        make_document(
            n,
            task=("bike-roads", "other-task", None)[n % 3],
            functions=(("교통", "자전거"), ("교통",), ())[n // 2 % 3],
            publisher=("bike-team", "transport")[n // 3 % 2],
            genre=("approval", "research")[n % 2],
            openness=("open", "partial", "closed")[n // 4 % 3],
        )
        for n in range(24)
    ]
    meetings = [
        make_meeting(
            n,
            committee=("bike-committee", "audit")[n % 2],
            publisher=("bike-team", "transport")[n // 2 % 2],
            openness=("open", "closed")[n // 4],
        )
        for n in range(8)
    ]
    pages = [
        make_web_page(
            n,
            parent=(web_page_key(90), web_page_key(91), None)[n % 3],
            role=("privacy", "terms", "")[n // 2 % 3],
            website="bike" if n % 2 else None,
            publisher=("bike-team", "transport", None)[n // 3 % 3],
            topics=(("traffic",), ("health",), ())[n // 4 % 3],
        )
        for n in range(24)
    ]
    events = [
        make_event(
            n,
            tags=("자전거", "걷기")[: n % 3],
            topics=(("traffic", "health"), ("health",), ("traffic",))[n % 3],
            website="bike" if n % 2 else None,
            publisher=("bike-team", "transport", None)[n // 2 % 3],
            type=("event", "education")[n // 3 % 2],
        )
        for n in range(12)
    ]
    notices = [
        make_notice(
            n,
            board=("road-notices", "city-notices")[n % 2],
            category=("공고", "고시", "")[n % 3],
            type=("public-notice", "recruitment")[n // 2 % 2],
            website="bike" if n % 4 == 0 else None,
            publisher=("bike-team", "transport")[n // 3 % 2],
            topics=(("traffic",), ("health",))[n // 4 % 2],
        )
        for n in range(16)
    ]
    return sorted([*posts, *documents, *meetings, *pages, *events, *notices], key=lambda record: record.published_at)


def places() -> list[tuple[Any, ...]]:
    """The rows of listings. Those of calendars, which once stood among them, have a table of their own."""
    return sorted(row for row in Listing.objects.values_list() if ":calendar:" not in row[1])


def of_then() -> list[Record]:
    """Those of the kinds that there were when a migration first filled the table of today."""
    return [record for record in mixed() if record.kind in ("post", "document", "meeting")]


FIELDS = {"tag": "tags", "field": "topics", "unit": "publisher", "event_type": "type"}


def has(record: Record, facet: str, value: str) -> bool:
    found: Any = getattr(record, FIELDS.get(facet, facet), None)
    if facet == "function":
        found = "/".join(record.functions)  # type: ignore[attr-defined]
    return value in found if isinstance(found, tuple) else found == value


def combined(kind: str) -> list[tuple[str, ...]]:
    names = VALUES[kind]
    return list(chain.from_iterable(combinations(names, count) for count in range(len(names) + 1)))


def chosen(kind: str, names: tuple[str, ...], turn: int) -> dict[str, str]:
    return {name: VALUES[kind][name][turn % len(VALUES[kind][name])] for name in names}


@pytest.mark.parametrize("kind", kinds.names())
def test_any_facets_together_find_exactly_what_has_them_all(kind: str) -> None:
    records = mixed()
    store(records)
    for names in combined(kind):
        for turn in range(3):
            wanted = chosen(kind, names, turn)
            expected = [
                record.key
                for record in reversed(records)
                if record.kind == kind and all(has(record, *facet) for facet in wanted.items())
            ]
            page = entries(Filters(site=SITE, kind=kind, **wanted), first=100)
            assert ([item.data["key"] for item in page.items], page.has_next) == (expected, False), wanted


@pytest.mark.parametrize("kind", kinds.names())
def test_one_or_two_facets_and_any_narrow_ones_beside_them_are_ranges_of_an_index(kind: str) -> None:
    store(mixed())
    for names in combined(kind):
        wide = [name for name in names if name in {facet.name for facet in kinds.kind(kind).wide}]
        plan = Filters(site=SITE, kind=kind, **chosen(kind, names, 0)).plan()
        assert len(plan.others) == max(len(wide) - 2, 0)


def test_every_facet_that_is_offered_is_one_that_its_kind_is_stored_by() -> None:
    for kind, offered in FACETS.items():
        facets = {one.name for one in kinds.kind(kind).facets}
        assert {*offered, *FACETS_BELOW[kind]} - {"status"} == facets == set(VALUES[kind])
        assert set(kinds.kind(kind).wide) <= set(kinds.wide())


def test_a_narrow_filter_pages_without_gap_or_repeat_and_no_page_is_short() -> None:
    documents = [make_document(n, genre=("approval", "research")[n % 2], openness="open") for n in range(9)]
    store([*documents, *(make_document(n, openness="closed") for n in range(9, 99))])
    filters = Filters(site=SITE, kind="document", unit="bike-team", openness="open")
    found, after, sizes = [], None, []
    while True:
        page = entries(filters, first=4, after=after)
        found += [item.data["key"] for item in page.items]
        sizes.append(len(page.items))
        if not page.has_next:
            break
        after = page.end
    assert (found, sizes) == ([document.key for document in reversed(documents)], [4, 4, 1])


def test_values_of_two_facets_are_told_apart_wherever_they_are_split() -> None:
    store([make_post(1, tags=("a",), topics=("b+c",)), make_post(2, tags=("a+b",), topics=("c",))])
    page = entries(Filters(site=SITE, kind="post", tag="a", field="b+c"))
    assert [item.data["key"] for item in page.items] == [post_key(1)]


def test_a_new_aspect_is_known_with_the_change_that_brings_it() -> None:
    store([make_post(1)])
    assert [aspect.language for aspect in aspects.known()] == ["ko"]
    before = Clock.objects.get().vocabulary
    writing.publish([writing.Publication(record=make_post(2, language="en"), body=make_body(2))])
    generation.replace(vocabulary=False)
    assert sorted(aspect.language for aspect in aspects.known()) == ["en", "ko"]
    assert {row.number for row in AspectRow.objects.all()} == {aspect.number for aspect in aspects.known()}
    assert Clock.objects.get().vocabulary == before


@pytest.mark.parametrize("more", [{}, {"section": "documents"}])
def test_whoever_does_not_know_an_aspect_yet_takes_nothing_for_what_it_is_not(
    monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    """On another machine, for as long as it takes to hear of a change."""
    store([make_document(1), make_post(2), make_post(3, language="en")])
    monkeypatch.setattr(aspects, "known", tuple)
    found = {
        (kind, language): [item.kind for item in entries(Filters(site=SITE, unit="bike-team", **asked, **more)).items]
        for kind, language in (("document", "ko"), ("post", "en"), ("document", "en"))
        for asked in [{"kind": kind, "language": language}]
    }
    expected = [] if more else ["post"]
    assert found == {("document", "ko"): ["document"], ("post", "en"): expected, ("document", "en"): []}


def test_what_was_public_before_gets_the_places_that_the_ledger_writes() -> None:
    """The step of the migration that fills the table of today from the entries, and the one that catches up."""
    store(of_then())
    withdraw(post_key(3))
    fill = import_module("cms.ledger.migrations.0014_listings_with_aspects")
    catch_up = import_module("cms.ledger.migrations.0016_listings_by_aspect").catch_up
    models = {"AspectListing": Listing}
    historical = SimpleNamespace(get_model=lambda app, name: models.get(name) or apps.get_model(app, name))
    rows = places()
    known = sorted(AspectRow.objects.values_list("number", "kind", "language"))
    Listing.objects.all().delete()
    AspectRow.objects.all().delete()
    shards = sorted(ShardRow.objects.values_list("host", "part", "number", "changed_at", "listed"))
    ShardRow.objects.all().delete()
    fill.fill(historical, None)
    fill.fill_shards(historical, None)
    assert places() == rows
    # The aspect of what has left alone is not known any more, and is not missed.
    assert set(AspectRow.objects.values_list("number", "kind", "language")) <= set(known)
    sequence = Entry.objects.order_by("-sequence")[1].sequence
    Bookmark.objects.filter(name=fill.BOOKMARK).update(sequence=sequence)
    Listing.objects.filter(entry__sequence__gt=sequence).delete()
    ShardRow.objects.filter(part="entries").update(listed=False)
    catch_up(historical, None)
    assert (places(), Bookmark.objects.count()) == (rows, 0)
    ShardRow.objects.filter(part="terms").update(changed_at=NOON)
    assert sorted(ShardRow.objects.values_list("host", "part", "number", "changed_at", "listed")) == shards


def test_a_filling_that_was_ended_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    store(of_then())
    fill = import_module("cms.ledger.migrations.0014_listings_with_aspects")
    historical = SimpleNamespace(
        get_model=lambda app, name: Listing if name == "AspectListing" else apps.get_model(app, name)
    )
    rows = places()
    Listing.objects.filter(entry__gt=Entry.objects.order_by("pk")[10].pk).delete()
    monkeypatch.setattr(fill, "BATCH", 7)
    fill.fill(historical, None)
    assert places() == rows


def test_a_third_wide_facet_is_looked_up_for_each_row_and_never_read_whole() -> None:
    store(of_then())
    filters = Filters(site=SITE, kind="document", task="bike-roads", unit="bike-team", function="교통/자전거")
    sql, params = listing_query(filters.plan(), first=20, after=None)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}", params)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "hashed" not in plan
    if connection.vendor == "postgresql":
        assert plan.count("(entry_id = l.entry_id)") == 2, plan
    else:
        assert "SEARCH o USING COVERING INDEX sqlite_autoindex_publication_listing_1 (entry_id=? AND listing=?)" in plan


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "listing_all"),
        ({"kind": "post"}, "listing_all"),
        ({"language": "ko"}, "listing_aspect"),
        ({"kind": "post", "language": "ko"}, "listing_aspect"),
        ({"field": "traffic"}, "listing_all"),
        ({"field": "traffic", "kind": "post", "language": "ko"}, "listing_aspect"),
        ({"kind": "document", "unit": "bike-team"}, "listing_aspect"),
        ({"kind": "document", "unit": "bike-team", "openness": "open"}, "listing_aspect"),
        ({"kind": "document", "unit": "bike-team", "task": "bike-roads"}, "listing_all"),
        ({"kind": "document", "unit": "bike-team", "task": "bike-roads", "genre": "research"}, "listing_aspect"),
        ({"kind": "document", "openness": "closed", "genre": "approval"}, "listing_aspect"),
        ({"kind": "meeting", "openness": "open"}, "listing_aspect"),
        ({"kind": "document", "openness": "closed", "since": NOON}, "listing_aspect"),
        ({"kind": "document", "openness": "closed", "since": NOON, "until": NOON}, "listing_aspect"),
    ],
)
def test_every_listing_is_a_search_of_one_index_without_a_sort(filters: dict[str, Any], index: str) -> None:
    store(of_then())
    plan = Filters(site=SITE, **filters).plan()
    sql, params = listing_query(plan, first=20, after=Cursor(1, 1))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of few rows is read whole and sorted where that is cheaper; only what must be done shall show.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}", params)
        plans = [str(row[-1]) for row in cursor.fetchall()]
    ranges = len(plan.aspects or (0,))
    assert sum(f" {index} " in step for step in plans) == ranges
    sorts = [step for step in plans if "TEMP B-TREE" in step or "Sort " in step]
    # Sorted is what the ranges of a merge give, at most a page of each; SQLite does so for each of them.
    assert len(sorts) <= (ranges if ranges > 1 else 0)
    assert not [step for step in plans if "Seq Scan" in step or re.search("SCAN (?!part|newest)", step)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite ends a range at any column of a comparison")
def test_a_period_in_which_there_is_little_does_not_read_what_is_older() -> None:
    store([make_document(1)])
    listing = f"{SITE}:section:documents"
    plan = Filters(site=SITE, kind="document", genre="approval", since=NOON + timedelta(days=40)).plan()
    assert len(plan.aspects or ()) == 1

    def blocks() -> int:
        sql, params = listing_query(plan, first=20, after=None)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE publication_listing, publication_entry")
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            (((told,),),) = [cursor.fetchall()]
        return sum(told[0]["Plan"][f"Shared {kind} Blocks"] for kind in ("Hit", "Read"))

    def grow(first: int, last: int) -> None:
        columns = ", ".join(
            field.column for field in Entry._meta.concrete_fields if field.name not in ("id", "key", "sequence")
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO publication_entry (id, key, sequence, {columns})"
                f" SELECT n, gen_random_uuid(), n, {columns} FROM publication_entry, generate_series(%s, %s) n"
                " WHERE id = (SELECT min(id) FROM publication_entry)",
                [first, last],
            )
            cursor.execute(
                "INSERT INTO publication_listing (entry_id, listing, aspect, published_us)"
                " SELECT n, listing, aspect, published_us FROM publication_listing, generate_series(%s, %s) n"
                " WHERE listing = %s AND entry_id = (SELECT min(id) FROM publication_entry)",
                [first, last, listing],
            )

    grow(1_000_000, 1_000_100)
    few = blocks()
    grow(1_001_000, 1_006_000)
    assert blocks() <= few + 4, "an index is a level or two deeper"
