"""The report to an operator on the indexes on the server, and the work that can be asked for."""

from collections.abc import Sequence
from typing import Final

from cms.ledger import bookmarks, clocks
from cms.ledger.bookmarks import of_city
from cms.search.meilisearch import names
from cms.search.meilisearch.followers import LIVE, NEXT
from cms.search.meilisearch.models import Rebuild
from cms.search.upkeep import State


class MeilisearchUpkeep:
    """The upkeep of the indexes on the server."""

    name: Final = "meilisearch"

    def states(self) -> list[State]:
        """Two questions to the server for each city."""
        server = names.writer()
        anew = set(Rebuild.objects.values_list("site", flat=True))
        return [
            State(
                site=site,
                texts=server.number(names.live(site)) if server.created(names.live(site)) else None,
                changes=changes,
                behind=changes - (bookmarks.at(of_city(LIVE.name, site)) or 0),
                rebuilt=(bookmarks.at(of_city(NEXT.name, site)) or 0) if site in anew else None,
            )
            for site, changes in sorted(clocks.sequences().items())
        ]

    def ids(self, site: str, *, after: int, most: int) -> Sequence[int]:
        """One question to the server."""
        return names.writer().keys(names.live(site), after=after, limit=most)

    def rebuild(self, site: str) -> None:
        """The index is filled beside the one that is read, and takes its place in one moment."""
        Rebuild.ask(site)
