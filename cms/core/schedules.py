"""Publishing at a set time, when nobody is there to read a refusal."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
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
    reasons = _in_each_language(error)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=page, action=REFUSED, revision=revision, data={"reason": reasons})
    schedule_refused.send(type(page), page=page, revision=revision, error=error, reasons=reasons)
    logger.warning("The schedule of page %s was cancelled: %s", page.pk, worded(reasons))


def _in_each_language(error: Refused | ValidationError) -> dict[str, str]:
    """The reason in each language that the editor speaks: nobody is there yet who could be asked for theirs."""
    reasons = {}
    for language, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        with override(language):
            reasons[language] = error.worded() if isinstance(error, Refused) else "; ".join(error.messages)
    return reasons


def worded(reasons: Mapping[str, str]) -> str:
    """Reasons by their language, in that of whoever reads; in any, where it has none."""
    return reasons.get(get_language() or "") or next(iter(reasons.values()), "")


def explain(entry: Any) -> str:
    """The reason that :func:`cancel` kept in a log entry; older ones have it in one language."""
    kept = entry.data.get("reason", "")
    return worded(kept) if isinstance(kept, dict) else str(kept)
