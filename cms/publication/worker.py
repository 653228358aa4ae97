"""The background work, in turns: due schedules, documents to screen and to release, queued pages, due
deliveries, statistics, relations, and once a day stored files that nothing names."""

import threading
from collections.abc import Callable
from typing import Final

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.publication import counting, deliveries, ledger, relating, sync
from cms.publication.models import Entry
from cms.publication.selectors import microseconds
from cms.releases import release, sweeping
from cms.releases.desk import rescreening

IDLE_SECONDS: Final = 1.0


def publish_due() -> int:
    """Publish and expire what is due; the cheap index probes keep Wagtail's full sweep for when there is something."""
    now = timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lte=now).exists()
    expired = Entry.objects.filter(expires_us__lte=microseconds(now)).exists()
    if not due and not expired:
        return 0
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)
        _withdraw_expired(microseconds(now))
    return 1


def _withdraw_expired(now_us: int) -> None:
    """What Wagtail's sweep has unpublished is gone already; this takes the entries that it did not know."""
    ids = Entry.objects.filter(expires_us__lte=now_us).values_list("pk", flat=True)
    ledger.withdraw(list(ids), reason="expired")


JOBS: Final[tuple[Callable[[], int], ...]] = (
    publish_due, release.screen_unscreened, release.release_due, sync.touch_queued, deliveries.deliver_due,
    rescreening.go_on_with_any,
    counting.count_stale, relating.follow, sweeping.Sweeper().go_on,
)  # fmt: skip


def turn() -> int:
    """Do each job once; returns how much was done in all."""
    return sum(job() for job in JOBS)


def run(stop: threading.Event) -> None:
    """Work until ``stop`` is set; sleeps only when a whole turn found nothing to do."""
    while not stop.is_set():
        if not turn():
            stop.wait(IDLE_SECONDS)
