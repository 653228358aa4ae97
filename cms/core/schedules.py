"""Publishing at a set time, when nobody is there to read a refusal."""

import logging
from typing import Any, Final

from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.core.errors import Refused
from cms.core.signals import schedule_refused

# How Wagtail's command marks what it publishes.
SCHEDULED: Final = "wagtail.publish.scheduled"
REFUSED: Final = "madang.publish.refused"

logger = logging.getLogger(__name__)


def cancel(page: Page, revision: Revision, error: Refused | ValidationError) -> None:
    """Leave the draft as it is and tell its history and others why, so that the other schedules of the city go on."""
    reason = error.message if isinstance(error, Refused) else "; ".join(error.messages)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=page, action=REFUSED, revision=revision, data={"reason": reason})
    schedule_refused.send(type(page), page=page, revision=revision, error=error, reason=reason)
    logger.warning("The schedule of page %s was cancelled: %s", page.pk, reason)


def explain(entry: Any) -> str:
    """The reason that :func:`cancel` kept in a log entry."""
    return str(entry.data.get("reason", ""))
