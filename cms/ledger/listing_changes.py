"""The time of the last change of each listing, kept with the ledger and in its transactions, under the clock's lock.

The clock says when anything changed; a reader of one listing is told only of what that listing has got, lost or has
anew. What is shown around items (names, addresses, menus) counts for every listing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from cms.core import kinds, rows
from cms.core.records import TERMS, Record
from cms.ledger.bounds import Changed
from cms.ledger.facets import home_name, listing_name, values_of
from cms.ledger.models import ListingChange
from cms.ledger.moments import EPOCH, microseconds, moment_of, stored_time

# The row of what every listing shows.
_EVERYWHERE: Final = ("*", "", "")

# A listing, a kind and a language.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a listing that is shown: all its items, or those of a kind, of a language."""

    listing: str
    kind: str | None = None
    language: str | None = None

    def holds(self, key: Key) -> bool:
        """Return whether items of that key are in this part."""
        listing, kind, language = key
        return listing == self.listing and self.kind in (None, kind) and self.language in (None, language)


def follow(changes: Iterable[Changed], *, now: datetime) -> None:
    """Note in which listings these entries were and are. One query; listings of two values have no page, and no row."""
    _store({key for one in changes for record in (one.before, one.after) if record for key in _keys(record)}, now)


def follow_terms(terms: Iterable[tuple[str, str, str]], *, now: datetime) -> None:
    """Note that these terms, each as site, scheme and key, have come or gone, which only their own listings show."""
    _store({(listing_name(*term), "", "") for term in terms}, now)


def follow_names(*, now: datetime) -> None:
    """Note that names or addresses have changed, which any listing may show."""
    _store({_EVERYWHERE}, now)


def changed_at(parts: Collection[Part]) -> datetime:
    """The time of their last change; an item leaves when it expires, whenever that is written. One query."""
    moments = [moment for key, moment in _read({part.listing for part in parts}) if _counts(key, parts)]
    return max(moments, default=EPOCH)


def _counts(key: Key, parts: Collection[Part]) -> bool:
    return key == _EVERYWHERE or not key[1] or any(part.holds(key) for part in parts)


def _keys(record: Record) -> Iterator[Key]:
    listings = [home_name(record.site, kinds.home_of(record))]
    listings += [listing_name(record.site, facet, value) for facet, value in values_of(record) if facet in TERMS]
    return ((listing, record.kind, record.language) for listing in listings)


def _store(keys: set[Key], now: datetime) -> None:
    fields = ("listing", "kind", "language")
    rows.insert(ListingChange, (*fields, "changed_at"), [(*key, now) for key in sorted(keys)], replace=fields)


# An entry that has been withdrawn expires no more, so there are few that have expired.
_EXPIRED: Final = (
    "SELECT l.listing, e.kind, e.language, NULL, e.expires_us FROM publication_entry e"
    " JOIN publication_listing l ON l.entry_id = e.id WHERE e.expires_us <= %s AND l.listing IN ({marks})"
)


def _read(listings: set[str]) -> Iterator[tuple[Key, datetime]]:
    names = [_EVERYWHERE[0], *sorted(listings)]
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT listing, kind, language, changed_at, CAST(NULL AS bigint) FROM publication_listingchange"
            f" WHERE listing IN ({marks}) UNION ALL {_EXPIRED.format(marks=marks)}",
            [*names, microseconds(timezone.now()), *names],
        )
        found: list[Any] = cursor.fetchall()
    for listing, kind, language, at, expires_us in found:
        moment = moment_of(expires_us) if at is None else datetime.fromisoformat(at) if isinstance(at, str) else at
        yield (listing, kind, language), stored_time(moment)
