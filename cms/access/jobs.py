"""The background work of the audit trail, of the lock and of forgotten passwords."""

from datetime import timedelta
from typing import Final

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.links import answer_next
from cms.access.models import AuditEntry
from cms.jobs.job import Job, daily, every

BATCH: Final = 1_000


def forget_old() -> int:
    """Remove up to :data:`BATCH` rows that are older than the city keeps them; returns how many."""
    before = timezone.now() - timedelta(days=settings.MADANG_AUDIT_DAYS)
    old = list(AuditEntry.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:BATCH])
    # The manager of all others refuses it.
    AuditEntry._base_manager.filter(pk__in=old).delete()
    return len(old)


def forget_failures() -> int:
    """Remove up to :data:`BATCH` failed sign-ins that count no more; returns how many.

    Axes removes them at the next failure only, and they hold what was typed as a user name, which may be a password.
    """
    before = timezone.now() - settings.AXES_COOLOFF_TIME
    old = list(AccessAttempt.objects.filter(attempt_time__lt=before).values_list("pk", flat=True)[:BATCH])
    AccessAttempt.objects.filter(pk__in=old).delete()
    return len(old)


FORGETTING: Final = Job(
    name="audit-retention",
    words=_("Remove rows of the audit trail that are older than they must be kept"),
    work=forget_old,
    when=daily(),
)
LINKS: Final = Job(
    name="password-links",
    words=_("Send links for new passwords"),
    work=answer_next,
    limit=timedelta(minutes=2),
)
FAILURES: Final = Job(
    name="sign-in-failures",
    words=_("Remove failed sign-ins that count no more"),
    work=forget_failures,
    when=every(hours=1),
)
