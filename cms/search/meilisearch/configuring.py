"""Keeping the configuration of the indexes that are read as the code and the city's table of synonyms say."""

from collections.abc import Collection
from time import monotonic
from typing import Any, Final

from cms.search.meilisearch import configuration, names

# Seconds between two looks, and so the longest that a new synonym waits.
EVERY: Final = 30.0


class Keeper:
    """The last that this process has told the server. One that begins tells it all once more, which changes nothing."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, Any]] = {}
        self._looked = -EVERY

    def keep(self, cities: Collection[str]) -> None:
        """Tell the server of the configurations that have changed, at most every :data:`EVERY` seconds."""
        if monotonic() - self._looked < EVERY:
            return
        for site in sorted(cities):
            wanted = configuration.of_city(site)
            if self._told.get(site) != wanted and names.writer().created(names.live(site)):
                names.writer().configure(names.live(site), wanted)
                self._told[site] = wanted
        self._looked = monotonic()


keeper: Final = Keeper()
