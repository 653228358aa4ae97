"""The notes of what was written: a row in the transaction of whoever writes, which a job takes into an index.

Nobody who writes waits for an index, and what is rolled back was never noted.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from cms.core import rows
from cms.jobs import asides
from cms.search.models import Noted

# Notes that are read at once.
BATCH = 500


def note(what: str, keys: Iterable[int]) -> None:
    """Note that these of a kind have been written, in the caller's transaction. A statement for each five hundred."""
    for some in rows.batches(keys):
        rows.insert(Noted, ("what", "key"), [(what, key) for key in some])


def take(job: str, notes: QuerySet[Any], column: str, take_in: Callable[[Collection[int]], Any]) -> int:
    """Take in what the first of these notes name in a column; returns how many notes are done with.

    What cannot be taken in is set aside, and stops nothing else.
    """
    waiting = notes.exclude(**{f"{column}__in": asides.waiting(job)}).order_by("pk")
    noted = list(waiting.values_list("pk", column)[:BATCH])
    done = set(asides.apart(job, sorted({key for _, key in noted}), take_in))
    notes.filter(pk__in=[pk for pk, key in noted if key in done]).delete()
    return len(noted)
