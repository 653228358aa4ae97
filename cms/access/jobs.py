"""The background work of the audit trail."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.models import AuditEntry
from cms.jobs.job import Job, daily

BATCH: Final = 1_000


def forget_old() -> int:
    """Remove up to :data:`BATCH` rows that are older than the city keeps them; returns how many."""
    before = timezone.now() - timedelta(days=settings.MADANG_AUDIT_DAYS)
    old = list(AuditEntry.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:BATCH])
    # The manager of all others refuses it.
    AuditEntry._base_manager.filter(pk__in=old).delete()
    return len(old)


FORGETTING: Final = Job(
    name="audit-retention",
    words=_("Remove rows of the audit trail that are older than they must be kept"),
    work=forget_old,
    when=daily(),
)
