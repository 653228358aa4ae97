"""The newest item of each of several listings, in one query: what a front page shows of all fields."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from cms.ledger.filters import Filters
from cms.ledger.given import stored_json
from cms.ledger.items import Item
from cms.ledger.ranges import Query, listing_query


def newest(listings: Sequence[Filters]) -> list[Item | None]:
    """The newest public item that each of these lets through, None where there is none; with at most two wide filters.

    One query of a range of one index for each aspect of each listing; none where nothing can be found.
    """
    found: dict[int, Item] = {}
    if query := newest_query(listings):
        with connection.cursor() as cursor:
            cursor.execute(*query)
            for place, pk, kind, published_us, record in cursor.fetchall():
                # Each part gives one row more than its page, the newest first.
                found.setdefault(place, Item(pk, kind, published_us, stored_json(record)))
    return [found.get(place) for place in range(len(listings))]


def newest_query(listings: Sequence[Filters]) -> Query | None:
    """The SQL, apart so that tests can EXPLAIN it; None where nothing can be found."""
    plans = [(place, filters.plan()) for place, filters in enumerate(listings)]
    parts = [(place, listing_query(plan, first=1, after=None)) for place, plan in plans if not plan.is_empty]
    if not parts:
        return None
    params: list[Any] = [param for _, (_, given) in parts for param in given]
    union = " UNION ALL ".join(
        f"SELECT {place} AS listed, id, kind, published_us, record FROM ({sql}) listing{place}"
        for place, (sql, _) in parts
    )
    return f"SELECT * FROM ({union}) newest ORDER BY listed, published_us DESC, id DESC", params
