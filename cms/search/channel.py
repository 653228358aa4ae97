"""The index of each city as a channel: it follows the ledger, and has what is public and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from cms.core import rows
from cms.core.channels import Change, FollowingChannel
from cms.jobs.job import Job
from cms.ledger import generation
from cms.search.kept import merging
from cms.search.kept.writing import write
from cms.search.texts import by_city, texts_of
from retrieval.segments import Text

# Changes that are taken in at once: each word of theirs is counted once, and they are merged a time less than smaller
# batches would be.
BATCH: Final = 1_500
# Letters of texts, beyond which they are written before more are read: what bounds the memory that long ones take.
LETTERS: Final = 4_000_000
# While the store is being filled, a tenth of the time is enough: the rest is taken in as soon as that ends.
GIVES_WAY: Final = 9.0


def follow(changes: Sequence[Change]) -> None:
    """Put what has changed into the index of its city, and take out what is gone.

    A number of queries for each city and five hundred changes.
    """
    for site, some in by_city(changes).items():
        gone = [change.pk for change in some if not change.is_public]
        for texts in _portions(site, some):
            write(site, texts, gone=gone)
            gone = []
    # What was answered before this was kept does not have it.
    generation.replace_on_commit(vocabulary=False)


def _portions(site: str, changes: Sequence[Change]) -> Iterator[list[Text]]:
    """Yield the texts of what is public, so many together that they are a segment; few letters are one."""
    texts: list[Text] = []
    letters = 0
    for some in rows.batches(changes):
        found = texts_of(site, some)
        texts += found
        letters += sum(len(text.body) for text in found)
        if letters >= LETTERS:
            yield texts
            texts, letters = [], 0
    yield texts


SEARCH: Final = FollowingChannel(
    name="search", words=_("Keep what can be searched"), follow=follow, batch=BATCH, gives_way=GIVES_WAY
)
MERGING: Final = Job(name="search-merging", words=_("Merge what can be searched"), work=merging.step)
