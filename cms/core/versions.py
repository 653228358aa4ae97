"""The version of a page that is live, as Wagtail must know it to keep it live while another one waits.

Wagtail writes a revision for whatever the editor publishes, and none for pages that were founded, imported, taken in
or written by ``add_child``. Such a page has nothing to go back to once it is edited, and scheduling a change of it
would take it off the web: Wagtail sets ``live`` to False wherever there is no ``live_revision``. So the revision is
written when the first next version is, which costs ten million pages that nobody edits nothing.
"""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, Revision

_JUST_BEFORE: Final = timedelta(microseconds=1)


def keep_live(page: Any, *, before: Revision | None = None) -> None:
    """Write what is live of ``page`` (specific) as a revision where there is none; call it within a transaction.

    The revision is older than ``before``, the next one (None where that is still to be written, of what is in memory),
    and is the owner's, who made the page: who writes the next version has not written this one.

    A page that was just added gets none where the next one says what is live: Wagtail adds first and then writes that.
    """
    if not page.live or page.live_revision_id is not None or page.alias_of_id is not None:
        return
    row = Page.objects.select_for_update(of=("self",)).filter(pk=page.pk, live=True).first()
    if row is None or (row.go_live_at is not None and row.go_live_at > timezone.now()):
        # The editor writes a new page as live before it publishes or schedules its first revision.
        return
    if row.live_revision_id is None:
        stored, moment = row.specific, _moment(row, before.created_at if before else timezone.now())
        if page.is_just_added and _says_the_same(before.as_object() if before else page, stored):
            return
        row.live_revision = _written(stored, at=moment)
        Page.objects.filter(pk=row.pk).update(live_revision=row.live_revision)
    page.live_revision = row.live_revision


def _written(stored: Any, *, at: datetime) -> Revision:
    """Write the stored values of a page as a revision of that moment, edited by its owner and published."""
    revision = Revision.objects.create(
        content_object=stored,
        base_content_type=stored.get_base_content_type(),
        user=stored.owner,
        created_at=at,
        content=stored.serializable_data(),
        object_str=str(stored),
    )
    # The history lists what was logged: what was edited can be looked at and put back, what was published is live.
    log(
        instance=stored,
        action="wagtail.edit",
        user=stored.owner,
        revision=revision,
        content_changed=True,
        timestamp=at,
    )
    log(instance=stored, action="wagtail.publish", revision=revision, timestamp=at)
    return revision


def _says_the_same(coming: Any, stored: Any) -> bool:
    return _said(coming) == _said(stored)


def _said(page: Any) -> dict[str, Any]:
    """The values of a page; of a stream its meaning, since PostgreSQL orders the keys of JSON in its own way."""
    streams = {field.name for field in page._meta.get_fields() if isinstance(field, StreamField)}
    said = page.serializable_data()
    return {name: json.loads(value) if name in streams else value for name, value in said.items()}


def _moment(row: Page, until: datetime) -> datetime:
    """The moment when what is live was published; just before the next version where an older one is newer."""
    newest = row.revisions.filter(created_at__lt=until).order_by("-created_at").values_list("created_at", flat=True)
    published = row.last_published_at or row.first_published_at
    latest = max((moment for moment in (published, newest.first()) if moment), default=None)
    return published if published and published == latest and published < until else until - _JUST_BEFORE


def forget(page: Any) -> None:
    """Let go of the revisions of ``page``, which the caller stores: what is in memory is said by something else.

    The editor shall open what is stored, not a draft from before, and no older revision is what is live.
    """
    page.latest_revision_id = page.live_revision_id = None
    page.has_unpublished_changes = False
