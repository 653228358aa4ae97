"""Reading the ledger: order, keysets, filters, and what must never be read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.errors import BadCursor, BadInput
from cms.ledger import aspects, ranges, selectors
from cms.ledger.cursors import Cursor
from cms.ledger.filters import Filters
from cms.ledger.models import Entry
from cms.ledger.moments import microseconds
from cms.ledger.selectors import entries
from tests.factories import NOON, SITE, make_body, make_post, post_key, store, withdraw

pytestmark = pytest.mark.django_db


def keys(page):
    return [item.data["key"] for item in page.items]


def walk(filters, first):
    found, after = [], None
    while True:
        page = entries(filters, first=first, after=after)
        found += keys(page)
        if not page.has_next:
            return found
        after = page.end


def test_a_listing_is_newest_first_and_pages_without_gap_or_repeat():
    store([make_post(number) for number in range(1, 8)])
    assert walk(Filters(site=SITE), 3) == [post_key(number) for number in range(7, 0, -1)]


def test_items_of_the_same_instant_page_without_gap_or_repeat():
    store([make_post(number, published_at=NOON) for number in range(1, 8)])
    assert walk(Filters(site=SITE), 2) == [post_key(number) for number in range(7, 0, -1)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [4, 3, 2, 1]),
        ({"kind": "post"}, [4, 3, 2, 1]),
        ({"kind": "document"}, []),
        ({"language": "en"}, [2]),
        ({"kind": "post", "language": "ko"}, [4, 3, 1]),
        ({"field": "health"}, [4, 3]),
        ({"tag": "걷기"}, [4]),
        ({"unit": "transport"}, [3]),
        ({"website": "bike"}, [1]),
        ({"field": "health", "tag": "걷기"}, [4]),
        ({"field": "health", "unit": "transport"}, [3]),
        ({"field": "traffic", "tag": "걷기"}, []),
        ({"since": NOON + timedelta(minutes=3)}, [4, 3]),
        ({"until": NOON + timedelta(minutes=3)}, [2, 1]),
        ({"field": "nowhere"}, []),
    ],
)
def test_filters_narrow_to_exactly_their_items(filters, expected):
    store(
        [
            make_post(1, website="bike"),
            make_post(2, language="en"),
            make_post(3, topics=("health",), publisher="transport"),
            make_post(4, topics=("health",), tags=("걷기",)),
        ]
    )
    assert keys(entries(Filters(site=SITE, **filters))) == [post_key(number) for number in expected]


def test_another_citys_items_are_never_listed_nor_found_by_key():
    store([make_post(1), make_post(2, site="other")])
    assert keys(entries(Filters(site=SITE))) == [post_key(1)]
    assert keys(entries(Filters(site="other"))) == [post_key(2)]
    assert selectors.entry(site=SITE, key=post_key(2)) is None


def test_a_withdrawn_item_leaves_its_listings_and_is_found_as_gone():
    store([make_post(1), make_post(2)])
    withdraw(post_key(2))
    assert keys(entries(Filters(site=SITE))) == [post_key(1)]
    found = selectors.entry(site=SITE, key=post_key(2))
    assert found is not None and found.gone and found.body is None


@pytest.mark.parametrize("filters", [{}, {"field": "traffic", "tag": "자전거"}])
def test_an_item_disappears_at_the_instant_of_its_expiry_without_any_worker(filters):
    store([make_post(1), make_post(2)])
    Entry.objects.filter(key=post_key(2)).update(expires_us=microseconds(NOON))
    assert keys(entries(Filters(site=SITE, **filters))) == [post_key(1)]
    found = selectors.entry(site=SITE, key=post_key(2))
    assert found is not None and found.gone


def test_a_kind_that_there_is_not_is_refused():
    with pytest.raises(BadInput) as refused:
        entries(Filters(site=SITE, kind="post' OR '1'='1"))
    assert refused.value.where == "kind"


def test_a_bounded_scan_answers_short_pages_that_still_lead_to_every_item(monkeypatch):
    monkeypatch.setattr(ranges, "SCAN_LIMIT", 3)
    store([make_post(number, topics=("traffic",) if number % 4 else ("health",)) for number in range(1, 13)])
    filters = Filters(site=SITE, kind="post", field="health", tag="자전거", unit="bike-team")
    first = entries(filters, first=2)
    assert (keys(first), first.has_next) == ([post_key(12)], True)
    assert walk(filters, 2) == [post_key(12), post_key(8), post_key(4)]


def test_one_entry_comes_with_its_body_in_one_query():
    store([make_post(1)])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = selectors.entry(site=SITE, key=post_key(1))
    assert len(queries) == 1
    assert found is not None and found.body == make_body(1) and found.item.record == make_post(1)


@pytest.mark.parametrize("key", ["", "x", "1" * 32, "{" + "1" * 36 + "}", "urn:uuid:" + post_key(1), "\ud800"])
def test_a_key_that_is_no_plain_uuid_finds_nothing(key):
    store([make_post(1)])
    assert selectors.entry(site=SITE, key=key) is None


@pytest.mark.parametrize("count", [1, 20])
def test_a_listing_is_one_query_whatever_its_length(count, django_assert_num_queries):
    store([make_post(number) for number in range(1, count + 1)])
    aspects.known()
    with django_assert_num_queries(1):
        assert len(entries(Filters(site=SITE, field="traffic"), first=20).items) == count


@pytest.mark.parametrize("first", [0, -1, 101])
def test_a_page_size_out_of_bounds_is_refused(first):
    with pytest.raises(BadInput) as caught:
        entries(Filters(site=SITE), first=first)
    assert caught.value.where == "first"


def test_a_cursor_survives_its_encoding():
    cursor = Cursor(1_784_000_000_000_000, 42)
    assert Cursor.decode(cursor.encode()) == cursor


@pytest.mark.parametrize("text", ["", "x", "1.2", "MS4y=", "한글", "MS4yLjM", "LjE", "A" * 500, "MDEuMg", "\x00"])
def test_a_cursor_that_was_not_made_here_is_refused(text):
    with pytest.raises(BadCursor):
        Cursor.decode(text)


def test_changes_come_once_each_in_the_order_they_were_made():
    store([make_post(1), make_post(2)])
    withdraw(post_key(1))
    changes = selectors.changes(site=SITE, since=0)
    assert [(found.item.data["key"], found.gone) for _, found in changes] == [(post_key(2), False), (post_key(1), True)]
    assert selectors.changes(site=SITE, since=changes[-1][0]) == []
