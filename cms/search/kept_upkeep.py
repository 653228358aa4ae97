"""The report to an operator on the indexes in the database, and the work that can be asked for."""

from collections.abc import Sequence
from typing import Final

from django.db.models import F, Sum

from cms.ledger import bookmarks, clocks
from cms.ledger.bookmarks import of_city
from cms.search import rebuilding
from cms.search.channel import SEARCH
from cms.search.kept.writing import kept_keys
from cms.search.models import Segment
from cms.search.upkeep import State


def texts_by_index() -> dict[str, int]:
    """The number of texts that are to be found in each index of the database. One query."""
    ready = Segment.objects.filter(state=Segment.State.READY).values("index_name")
    return dict(ready.annotate(living=Sum(F("size") - F("dead"))).values_list("index_name", "living"))


class KeptUpkeep:
    """The upkeep of the indexes in the database."""

    name: Final = "database"

    def states(self) -> list[State]:
        """A query for all cities, and two for each."""
        texts = texts_by_index()
        return [
            State(
                site=site,
                texts=texts.get(site, 0),
                changes=changes,
                behind=changes - (bookmarks.at(of_city(SEARCH.name, site)) or 0),
                rebuilt=rebuilding.reached(site),
            )
            for site, changes in sorted(clocks.sequences().items())
        ]

    def ids(self, site: str, *, after: int, most: int) -> Sequence[int]:
        """One query."""
        return kept_keys(site, after=after, most=most)

    def rebuild(self, site: str) -> None:
        """Each text is written once more in the place of what is there, and what is no public item is taken out."""
        rebuilding.ask(site)
