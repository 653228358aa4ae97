"""A unit with those below it: one list of several listings, the newest first, read from ranges of one index."""

from typing import Any

import pytest
from django.db import connection

from cms.core.errors import BadInput
from cms.ledger import chart
from cms.ledger.filters import Filters
from cms.ledger.ranges import listings_query
from cms.ledger.store import store as ledger
from tests.factories import SITE, make_document, make_post, make_terms, make_unit, post_key, store

pytestmark = pytest.mark.django_db
BELOW = ("bike-team", "transport", "water")


def keys(units: tuple[str, ...] = BELOW, *, first: int = 2, **over: Any) -> list[str]:
    """The keys of a list, read page by page."""
    found: list[str] = []
    after = None
    while True:
        page = ledger.entries(Filters(site=SITE, unit=units, **{"kind": "post", **over}), first=first, after=after)
        found += [item.data["key"] for item in page.items]
        if not page.has_next:
            return found
        after = page.end


@pytest.fixture
def published(db: None) -> None:
    units = ["bike-team", "transport", "water", "nobody"]
    posts = [make_post(number, publisher=units[number % 4]) for number in range(1, 9)]
    store([*posts, make_document(20)], [*make_terms(), make_unit("water", parent="bike-team"), make_unit("nobody")])


def test_the_items_of_all_of_them_stand_in_one_order_without_a_gap(published: None) -> None:
    assert keys() == [post_key(number) for number in (8, 6, 5, 4, 2, 1)]
    assert keys(first=100) == keys(first=1) == keys()
    assert keys(("water",)) == [post_key(6), post_key(2)]
    assert keys(("no-such-unit",)) == []
    assert keys(language="en") == []


def test_a_term_lists_its_own_and_a_unit_all_that_is_below_it(published: None) -> None:
    vocabulary = ledger.vocabulary(SITE)
    listed = {key: chart.listed_of(vocabulary, vocabulary.term("unit", key)) for key in ("transport", "water")}
    assert listed == {"transport": BELOW, "water": ("water",)}
    assert chart.listed_of(vocabulary, vocabulary.term("field", "traffic")) == "traffic"
    assert chart.listings_of(vocabulary, vocabulary.city) == [SITE]


def test_it_is_one_query_of_ranges_however_many_there_are(published: None, django_assert_num_queries: Any) -> None:
    many = tuple(f"unit-{number}" for number in range(300))
    keys(many, first=100)
    with django_assert_num_queries(1):
        keys(many, first=100)
    filters = Filters(site=SITE, unit=many, kind="post", language="ko")
    sql, params = listings_query(filters.plans(), first=20, after=None)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}", params)
        plan = [str(row[-1]) for row in cursor.fetchall()]
    if connection.vendor == "sqlite":
        assert sum(step.startswith("SEARCH l USING") and " listing_" in step for step in plan) == 300
        assert {"SCAN l", "SCAN e"} & set(plan) == set()


def test_several_places_are_narrowed_by_one_more_facet_at_most(published: None) -> None:
    one = Filters(site=SITE, kind="document", unit=BELOW, task="bike-roads")
    assert len(ledger.entries(one, first=20).items) == 1
    with pytest.raises(BadInput, match="one more facet"):
        ledger.entries(Filters(site=SITE, kind="document", unit=BELOW, task="bike-roads", function="교통"), first=20)
    for wrong in ({"unit": ()}, {"unit": BELOW, "field": ("traffic", "health")}, {"openness": ("open", "closed")}):
        with pytest.raises(TypeError):
            Filters(site=SITE, **wrong)
