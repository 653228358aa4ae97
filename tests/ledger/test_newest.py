"""The newest of several listings: what is public now, of each listing its own, in one query of index ranges."""

from typing import Any

import pytest
from django.db import connection

from cms.ledger.filters import Filters
from cms.ledger.newest import newest, newest_query
from tests.factories import SITE, make_document, make_field, make_post, make_terms, post_key, store, withdraw

pytestmark = pytest.mark.django_db


def of_fields(*keys: str, **over: Any) -> list[Filters]:
    return [Filters(site=SITE, **{"kind": "post", "language": "ko", "field": key, **over}) for key in keys]


def keys(filters: list[Filters]) -> list[str | None]:
    return [item and str(item.data["key"]) for item in newest(filters)]


def test_each_listing_gives_its_newest_in_the_order_of_the_question() -> None:
    store([make_post(1), make_post(2, topics=("health",)), make_post(3), make_post(4, language="en"), make_document(5)])
    assert keys(of_fields("health", "nobody", "traffic")) == [post_key(2), None, post_key(3)]
    assert keys(of_fields("traffic", language="en")) == [post_key(4)]
    assert keys(of_fields("traffic", language="ja")) == [None]
    assert keys([]) == []


def test_what_has_gone_gives_way_to_the_one_before() -> None:
    store([make_post(1), make_post(2), make_post(3)])
    withdraw(post_key(3))
    assert keys(of_fields("traffic")) == [post_key(2)]


def test_twenty_listings_are_one_query_of_ranges(django_assert_num_queries: Any) -> None:
    many = [f"field-{number}" for number in range(20)]
    store([make_post(n, topics=(key,)) for n, key in enumerate(many, 1)], [*make_terms(), *map(make_field, many)])
    filters = of_fields(*many)
    keys(filters)
    with django_assert_num_queries(1):
        assert keys(filters) == [post_key(number) for number in range(1, 21)]
    query = newest_query(filters)
    assert query is not None
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {query[0]}", query[1])
        plan = [str(row[-1]) for row in cursor.fetchall()]
    if connection.vendor == "sqlite":
        assert sum(step.startswith("SEARCH l USING") and " listing_" in step for step in plan) == 20
        assert {"SCAN l", "SCAN e"} & set(plan) == set()
