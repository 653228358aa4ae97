"""Publishing and expiring what is due."""

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.publication import ledger
from cms.publication.models import Entry
from cms.publication.selectors import microseconds


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
