"""The neighbours of an item in a listing: what came out in its language just before it, and just after."""

from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone

from cms.ledger.given import stored_json
from cms.ledger.items import Item
from cms.ledger.moments import microseconds

_BESIDE: Final = (
    "SELECT e.id, e.kind, l.published_us, e.record FROM publication_listing l"
    " JOIN publication_entry e ON e.id = l.entry_id WHERE l.listing = %s AND (l.published_us, l.entry_id) {} (%s, %s)"
    " AND e.language = %s AND (e.expires_us IS NULL OR e.expires_us > %s)"
    " ORDER BY l.published_us {}, l.entry_id {} LIMIT 1"
)


class Neighbours(NamedTuple):
    """The item that is older and the one that is newer; None at an end of the listing."""

    older: Item | None
    newer: Item | None


def neighbours(listing: str, item: Item) -> Neighbours:
    """Those of a public item. Two queries, a row of one index each."""
    return Neighbours(_beside(listing, item, "<", "DESC"), _beside(listing, item, ">", "ASC"))


def _beside(listing: str, item: Item, side: str, order: str) -> Item | None:
    published_us, now = microseconds(item.record.published_at), microseconds(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE.format(side, order, order), [listing, published_us, item.id, item.data["language"], now])
        row = cursor.fetchone()
    return Item(row[0], row[1], row[2], stored_json(row[3])) if row else None
