"""The index of each city as a channel: it follows the ledger, and has what is public and nothing else."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.core.channels import Change, FollowingChannel
from cms.jobs.job import Job
from cms.ledger import generation
from cms.search.kept import merging
from cms.search.kept.writing import write
from cms.search.texts import by_city, texts_of

# Changes that are taken in at once: a batch of them is a segment.
BATCH: Final = 500


def follow(changes: Sequence[Change]) -> None:
    """Put what has changed into the index of its city, and take out what is gone. A number of queries for each city."""
    for site, some in by_city(changes).items():
        write(site, texts_of(site, some), gone=[change.pk for change in some if not change.is_public])
    # What was answered before this was kept does not have it.
    generation.replace_on_commit(vocabulary=False)


SEARCH: Final = FollowingChannel(name="search", words=_("Keep what can be searched"), follow=follow, batch=BATCH)
MERGING: Final = Job(name="search-merging", words=_("Merge what can be searched"), work=merging.step)
