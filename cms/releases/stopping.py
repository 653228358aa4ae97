"""Stopping all releases of a city, and letting them go on.

Whatever would make a document public asks :func:`cms.releases.models.stops.stopped` in its own transaction and leaves
the document waiting. What is public stays so until its content changes; to take down, to close and to send back work as
ever. A batch whose transaction has begun before the stop may still end.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.errors import BadInput, Refused
from cms.core.text import clean_line
from cms.releases.models.documents import DocumentPage, State
from cms.releases.models.stops import ReleaseStop


def stop(city: str, *, user: Any, reason: str) -> ReleaseStop:
    """Stop all releases. BadInput without a reason, Refused where they are stopped already.

    What the rule has let go and a verdict still holds waits again, so that no verdict opens it meanwhile.
    """
    if not (reason := clean_line(reason)):
        raise BadInput(_("Say why: the reason is kept."), where="reason")
    try:
        with transaction.atomic():
            made = ReleaseStop.objects.create(city=city, began_by=user, reason=reason)
            held = DocumentPage.objects.filter(city=city, held=True, state=State.RELEASED)
            held.update(state=State.WAITING)
    except IntegrityError as error:
        raise Refused(_("The releases of this city are stopped already.")) from error
    return made


def go_on(city: str, *, user: Any, note: str = "") -> ReleaseStop:
    """End the stop: the worker releases what has waited, the longest due first. Refused where there is none."""
    with transaction.atomic():
        current = ReleaseStop.objects.select_for_update().filter(city=city, ended_at=None).first()
        if current is None:
            raise Refused(_("The releases of this city are not stopped."))
        current.ended_at, current.ended_by, current.note = timezone.now(), user, clean_line(note)
        current.save(update_fields=["ended_at", "ended_by", "note"])
    return current
