"""The index of each city as a channel: it follows the ledger, and has what is public and nothing else."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.core import kinds
from cms.core.channels import Change, FollowingChannel
from cms.core.records import Record, from_data
from cms.jobs.job import Job
from cms.ledger.store import store
from cms.search.kept import merging
from cms.search.kept.writing import write
from cms.search.texts import text_of

# Changes that are taken in at once: a batch of them is a segment.
BATCH: Final = 500


def follow(changes: Sequence[Change]) -> None:
    """Put what has changed into the index of its city, and take out what is gone. A number of queries for each city."""
    of_cities: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        of_cities[change.site].append(change)
    for site, some in of_cities.items():
        vocabulary = store.vocabulary(site)
        public = [change for change in some if change.is_public]
        bodies = store.bodies(change.pk for change in public)
        texts = [text_of(change.pk, _record(change), bodies.get(change.pk), vocabulary) for change in public]
        write(site, texts, gone=[change.pk for change in some if not change.is_public])


def _record(change: Change) -> Record:
    return from_data(kinds.kind(change.kind).record, change.record)


SEARCH: Final = FollowingChannel(name="search", words=_("Keep what can be searched"), follow=follow, batch=BATCH)
MERGING: Final = Job(name="search-merging", words=_("Merge what can be searched"), work=merging.step)
