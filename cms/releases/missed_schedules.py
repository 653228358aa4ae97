"""Keeping and forgetting why a page was not published when its time came."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from cms.core.errors import Refused
from cms.releases.models.missed_schedules import MissedSchedule
from cms.releases.models.screened import content_of, is_screened


class Stopped(Refused):
    """Refused for what screening found, which the disclosure desk can decide on."""


def keep(page: Page, error: Exception, reasons: dict[str, str], **kwargs: Any) -> None:
    """Of a page of a screened type, in the transaction that cancels its schedule."""
    if is_screened(page):
        values = {
            "city": content_of(page)[0].site,
            "at": timezone.now(),
            "reasons": reasons,
            "is_personal": isinstance(error, Stopped),
        }
        MissedSchedule.objects.update_or_create(page_id=page.pk, defaults=values)


def forget(page_id: int) -> None:
    """It is published or scheduled again, or somebody has decided."""
    MissedSchedule.objects.filter(pk=page_id).delete()


def on_published(instance: Page, **kwargs: Any) -> None:
    """Whatever way it was."""
    forget(instance.pk)


def on_revision(instance: Revision, **kwargs: Any) -> None:
    """A page is scheduled anew by its revision alone where it has a live version."""
    if instance.approved_go_live_at is not None and is_screened(instance.content_object):
        forget(int(instance.object_id))


def of(page: Any) -> MissedSchedule | None:
    """The row that is kept of a page. One query."""
    return MissedSchedule.objects.filter(pk=page.pk).first() if page.pk else None
