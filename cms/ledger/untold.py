"""The changes of a city that a follower of the ledger has not been told of: what it has of these items may be over."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.ledger.bookmarks import of_city
from cms.ledger.models import Bookmark, Clock, Entry
from cms.ledger.moments import microseconds


@dataclass(frozen=True, slots=True)
class Untold:
    """The ids of entries of a city that have changed since, or whose time is over; None where there are too many.

    ``reached`` is the change that the follower has come to, ``is_level`` says that it is the last one.
    """

    reached: int
    is_level: bool
    ids: frozenset[int] | None

    def among(self, ids: Collection[int]) -> frozenset[int]:
        """Those of these entries that have changed since. One query at most, where there are too many."""
        if self.ids is not None:
            return self.ids.intersection(ids)
        return frozenset(Entry.objects.filter(pk__in=ids, sequence__gt=self.reached).values_list("pk", flat=True))


def untold(follower: str, site: str, *, most: int) -> Untold:
    """Return what a follower has not been told of in a city. One query, and two more where there is something."""
    over = Entry.objects.filter(expires_us__lte=microseconds(timezone.now()))
    bookmark = Bookmark.objects.filter(name=of_city(follower, site))
    told = Clock.objects.filter(site=site).values_list(
        "sequence", Coalesce(Subquery(bookmark.values("sequence")), 0), Exists(over)
    )
    sequence, reached, is_over = told.first() or (0, 0, False)
    ids: set[int] = set()
    if sequence > reached:
        ids.update(Entry.objects.filter(site=site, sequence__gt=reached).values_list("pk", flat=True)[: most + 1])
    if is_over:
        ids.update(over.filter(site=site).values_list("pk", flat=True)[: most + 1])
    return Untold(reached, sequence <= reached, frozenset(ids) if len(ids) <= most else None)
