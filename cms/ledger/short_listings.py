"""Listings that are short by what they are of, such as what lies below one page: read whole, many at once."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection
from django.utils import timezone

from cms.ledger import generation
from cms.ledger.facets import listing_name
from cms.ledger.given import stored_json
from cms.ledger.items import Item
from cms.ledger.moments import microseconds

# Of all listings that are asked for together.
MOST: Final = 2_000

# An item with the moment at which its time is over, in microseconds since 1970.
_Lasting = tuple[Item, int | None]


def items(site: str, facet: str, values: Iterable[str]) -> dict[str, list[Item]]:
    """The public items that have each of these values of a wide facet, the newest first, :data:`MOST` in all.

    One query of a range of one index for each value; none for no values.
    """
    return {value: _current(found) for value, found in _read(site, facet, list(dict.fromkeys(values))).items()}


def kept(site: str, facet: str, values: Sequence[str]) -> dict[str, list[Item]]:
    """The same for what each page asks for: read once after each change of the ledger."""
    name = f"short listings:{site}:{facet}:{','.join(values)}"
    found = generation.fresh(name, lambda: _read(site, facet, values), vocabulary=False)
    return {value: _current(lasting) for value, lasting in found.items()}


def _read(site: str, facet: str, values: Sequence[str]) -> dict[str, list[_Lasting]]:
    names = {listing_name(site, facet, value): value for value in values}
    found: dict[str, list[_Lasting]] = {value: [] for value in values}
    if not names:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.listing, e.id, e.kind, e.published_us, e.record, e.expires_us FROM publication_listing l"
            " JOIN publication_entry e ON e.id = l.entry_id"
            f" WHERE l.listing IN ({', '.join(['%s'] * len(names))})"
            " ORDER BY l.listing, l.published_us DESC, l.entry_id DESC LIMIT %s",
            [*names, MOST],
        )
        for listing, pk, kind, published_us, record, expires_us in cursor.fetchall():
            found[names[listing]].append((Item(pk, kind, published_us, stored_json(record)), expires_us))
    return found


def _current(found: Iterable[_Lasting]) -> list[Item]:
    now = microseconds(timezone.now())
    return [item for item, expires_us in found if expires_us is None or expires_us > now]
