"""Publishing and taking down what is scheduled, each in a transaction of its own.

Wagtail's command does all of it in one, locks what it meets in any order, and one page that fails undoes the others.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.core import rows
from cms.core.schedules import SCHEDULED
from cms.jobs import asides
from cms.jobs.leases import fence
from cms.ledger import published
from cms.publication import sync

PUBLISHING: Final = "schedules"
EXPIRY: Final = "expiry"
BATCH: Final = 100
# How Wagtail's command marks what it takes down.
_EXPIRED: Final = "wagtail.unpublish.scheduled"


def publish_due(*, limit: int = BATCH) -> int:
    """Publish what is due, the longest due first; returns how many revisions that were."""
    now = timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lte=now).exclude(pk__in=asides.waiting(PUBLISHING))
    ids = list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True)[:limit])
    return _each(PUBLISHING, ids, partial(_publish, now=now))


def _publish(pk: int, *, now: datetime) -> bool:
    revision = _locked(Revision.objects.filter(pk=pk, approved_go_live_at__lte=now))
    if revision is not None:
        revision.publish(log_action=SCHEDULED)
    return revision is not None


def expire_due(*, limit: int = BATCH) -> int:
    """Take down what has expired, first from all outputs and then from the tree of pages; returns how much."""
    now = timezone.now()
    if expired := published.expired(most=rows.BATCH):
        with transaction.atomic():
            fence()
            sync.expire(expired)
    pages = Page.objects.filter(live=True, expire_at__lte=now).exclude(pk__in=asides.waiting(EXPIRY))
    ids = list(pages.order_by("expire_at", "pk").values_list("pk", flat=True)[:limit])
    return len(expired) + _each(EXPIRY, ids, partial(_unpublish, now=now))


def _unpublish(pk: int, *, now: datetime) -> bool:
    page = _locked(Page.objects.filter(pk=pk, live=True, expire_at__lte=now))
    if page is not None:
        page.unpublish(set_expired=True, log_action=_EXPIRED)
    return page is not None


def _each(job: str, ids: Sequence[int], do: Callable[[int], bool]) -> int:
    """Do each in a transaction of its own; returns for how many there was something to do."""
    done = 0

    def one(pks: list[int]) -> None:
        nonlocal done
        fence()
        done += do(pks[0])

    for pk in ids:
        asides.apart(job, [pk], one)
    return done


def _locked(rows: Any) -> Any:
    """The row, locked; None where it is done by now, or another worker is just at it."""
    skip = connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(skip_locked=skip).first()
