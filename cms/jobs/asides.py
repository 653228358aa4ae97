"""Items that a job could not do are set aside, each with its error, so that all others are done.

They stay where they are and are tried again later, after a time that doubles: what was wrong may have been a store that
did not answer. Whoever changes an item calls :func:`forget`, and it is tried again at once.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.jobs.failures import Away, told
from cms.jobs.leases import LeaseLost
from cms.jobs.models import SetAside

FIRST: Final = timedelta(minutes=1)
MOST: Final = timedelta(days=1)
# What PostgreSQL calls an exceeded limit of the program, such as a value too long for an index: the item has it.
_LIMITS: Final = "54"

logger = logging.getLogger(__name__)


def apart(
    job: str,
    ids: Sequence[int],
    do: Callable[[list[int]], Any],
    *,
    within: Callable[[], AbstractContextManager[Any]] = transaction.atomic,
) -> list[int]:
    """Do the items together, in a transaction of their own; where that fails, by halves, down to the ones that fail.

    These are set aside; returns the others. What is no item's fault is raised: a database that is away or refuses to
    wait, another system that is away, and a lease that was lost. What tells another system is ``within`` none.
    """
    done = _apart(job, list(ids), do, within)
    if done:
        forget([job], done)
    return done


def _apart(
    job: str, ids: list[int], do: Callable[[list[int]], Any], within: Callable[[], AbstractContextManager[Any]]
) -> list[int]:
    if not ids:
        return []
    try:
        with within():
            do(ids)
    except Exception as error:
        if not is_of_an_item(error):
            raise
        if len(ids) == 1:
            add(job, ids[0], error)
            return []
    else:
        return ids
    middle = len(ids) // 2
    return [*_apart(job, ids[:middle], do, within), *_apart(job, ids[middle:], do, within)]


def is_of_an_item(error: Exception) -> bool:
    """Return whether the item that was worked on can have made this error, and not the place where it was worked on."""
    if isinstance(error, OperationalError):
        return str(getattr(error.__cause__, "sqlstate", "") or "").startswith(_LIMITS)
    return not isinstance(error, InterfaceError | LeaseLost | Away)


def add(job: str, item_id: int, error: Exception) -> None:
    """Set an item aside, once more if it was."""
    now = timezone.now()
    logger.error("The job %s has set aside the item %d.", job, item_id, exc_info=error)
    row, is_new = SetAside.objects.get_or_create(
        job=job,
        item_id=item_id,
        defaults={"error": told(error), "first_at": now, "last_at": now, "retry_at": now + FIRST},
    )
    if not is_new:
        row.error, row.last_at, row.count = told(error), now, row.count + 1
        row.retry_at = now + min(FIRST * 2 ** min(row.count - 1, 20), MOST)
        row.save(update_fields=["error", "last_at", "count", "retry_at"])


def waiting(job: str) -> QuerySet[SetAside, int]:
    """The ids of items that the job is not to try now, for an ``exclude``."""
    rows = SetAside.objects.filter(Q(is_left=True) | Q(retry_at__gt=timezone.now()), job=job)
    return rows.values_list("item_id", flat=True)


def due(job: str) -> QuerySet[SetAside, int]:
    """The ids of items that are to be tried again, for a job whose items do not wait in a place of their own."""
    rows = SetAside.objects.filter(job=job, is_left=False, retry_at__lte=timezone.now())
    return rows.order_by("retry_at").values_list("item_id", flat=True)


def forget(jobs: Iterable[str], ids: Iterable[int]) -> None:
    """These items are done, are gone, or have changed. Mostly nothing is set aside, which is asked first."""
    aside = SetAside.objects.filter(job__in=list(jobs))
    if aside.exists():
        aside.filter(item_id__in=list(ids)).delete()


def retry(pks: Iterable[int]) -> int:
    """Let the jobs try these again now; returns how many there were."""
    return SetAside.objects.filter(pk__in=list(pks)).update(retry_at=timezone.now(), is_left=False)


def leave(pks: Iterable[int]) -> int:
    """Let these be until they change or somebody asks; returns how many there were."""
    return SetAside.objects.filter(pk__in=list(pks)).update(is_left=True)


def hand_over(job: str, *, to: str) -> None:
    """Let all that a job has set aside be another's, in the place of what that one has set aside of the same items."""
    mine = SetAside.objects.filter(job=job)
    SetAside.objects.filter(job=to, item_id__in=mine.values("item_id")).delete()
    mine.update(job=to)
