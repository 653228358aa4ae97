"""Loading drafts in batches, beside other loaders.

Each batch is one transaction, and feeding it again changes nothing: whatever ends a loader, at any instant, is mended
by running it once more. A batch that another loader was in the way of is begun again, and one that the database cannot
store is loaded one by one, so that the others of it are.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from django.db import DataError, IntegrityError, OperationalError

from cms.releases.intake import store
from cms.releases.intake.batches import Batch, Destination, outcome_of
from cms.releases.intake.drafts import Draft, Outcome, Status

BATCH: Final = 1_000
ATTEMPTS: Final = 4


class Loader(Destination):
    """Loads drafts into a section, in the name of a source."""

    def load(self, drafts: Iterable[Draft]) -> list[Outcome]:
        """Load drafts; returns the outcome of each, in their order. All those of one number are applied, one by one."""
        iterator, outcomes = iter(drafts), []
        while batch := list(islice(iterator, BATCH)):
            outcomes += self._load(batch)
        return outcomes

    def _load(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Once more where another loader was in the way; one by one where one of them cannot be stored."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return Batch(self).load(drafts)
            except (store.Raced, OperationalError, IntegrityError):
                self.folders.forget()
                if attempt == ATTEMPTS:
                    raise
            except (DataError, UnicodeError):
                break
        if len(drafts) > 1:
            return [outcome for draft in drafts for outcome in self._load([draft])]
        return [outcome_of(drafts[0], Status.REFUSED, "the database cannot store what it says")]
