"""One decision: the document locked, compared with what the officer saw, changed, and the change written down."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.errors import NotFound, Refused
from cms.core.signals import pages_written
from cms.releases.models import Decision, DocumentPage
from cms.releases.models.decisions import SETTLED
from cms.releases.models.documents import State, locked_documents
from cms.releases.models.page_screenings import PageScreening
from cms.releases.models.stops import stopped
from cms.releases.release import wait_where_stopped
from screening import rules_version

# All that a decision may change; ``before`` of a decision has each of them as it was.
DECIDED: Final = (*SETTLED, "state", "verdict")
STORED: Final = (
    *DECIDED, "release_at", "embargoed_until", "attachments", "unscreened", "held", "held_since",
    "latest_revision", "live_revision", "has_unpublished_changes",
)  # fmt: skip
# What shows more of a document that is public.
_OPENING: Final = (Decision.Action.RELEASE, Decision.Action.OPEN)
DATED: Final = ("first_published_at", "last_published_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """The person who decides, with a note; ``expected`` is the standing of the document on the page that they saw.

    Without it the document is decided on however it stands. ``user`` is None where a command decides.
    """

    user: Any = None
    note: str = ""
    expected: str | None = None


@dataclass(slots=True)
class Deciding:
    """A document that is being decided on: change ``page``; ``facts`` are further columns of the decision."""

    page: DocumentPage
    before: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    decision: Decision | None = None


def standing(page: DocumentPage) -> str:
    """A short hash of what a decision on the page looks at: it changes with the content and with each decision."""
    said = [page.content_hash, page.title, snapshot(page)]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def snapshot(page: DocumentPage) -> dict[str, Any]:
    """The values that a decision may change, as JSON; of attachments what is served of them, never what they say."""
    values = {name: getattr(page, name) for name in DECIDED}
    values["review_on"] = page.review_on.isoformat() if page.review_on else None
    values["embargoed_until"] = _written(page.embargoed_until)
    served = {
        file.digest: {"copy": file.copy, "copy_size": file.copy_size, "withheld": file.withheld} for file in page.files
    }
    return {**values, "live": page.live, "files": served}


def of_document(page: DocumentPage, action: Decision.Action, **facts: Any) -> Decision:
    """A decision on a document, not stored, with what it replaces."""
    return Decision(
        document=page,
        management_number=page.management_number,
        unit_id=page.unit_id,
        action=action,
        rules_version=rules_version(),
        before=snapshot(page) | {"held_since": _written(page.held_since)},
        **facts,
    )


def of_page(page: Any, row: PageScreening, action: Decision.Action, **facts: Any) -> Decision:
    """A decision on a page of a screened type, not stored, with what it replaces."""
    return Decision(
        document_id=page.pk,
        management_number=str(page.key),
        unit_id=row.unit_id,
        action=action,
        rules_version=rules_version(),
        before={"verdict": row.verdict, "meant": row.meant, "live": page.live, "held_since": _written(row.held_since)},
        **facts,
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@contextmanager
def deciding(pk: int, action: Decision.Action, officer: Officer) -> Iterator[Deciding]:
    """Lock a document, let the caller change it, store it with its decision and tell the publication.

    NotFound where there is none, Refused where it is not as the officer saw it; then nothing is changed.
    """
    with transaction.atomic():
        page = next(iter(locked_documents(DocumentPage.objects.filter(pk=pk), limit=1)), None)
        if page is None:
            raise NotFound(_("This document is no longer there."))
        if officer.expected is not None and officer.expected != standing(page):
            raise Refused(changed(page))
        current = Deciding(page=page, before=snapshot(page))
        held_since = page.held_since if page.is_held() else None
        was_public = page.live and not page.is_held()
        yield current
        if not was_public or action in _OPENING:
            wait_where_stopped([page])
        _store(page, held_since=held_since)
        current.decision = Decision.objects.create(
            document=page,
            management_number=page.management_number,
            unit_id=page.unit_id,
            action=action,
            actor=officer.user,
            note=officer.note,
            before=current.before,
            **current.facts,
        )
        pages_written.send(DocumentPage, page_ids=[page.pk])


def _store(page: DocumentPage, *, held_since: datetime | None) -> None:
    page.state_held()
    redate(page, held_since=held_since)
    DocumentPage.objects.bulk_update([page], (*STORED, "live", *DATED))


def redate(page: DocumentPage, *, held_since: datetime | None) -> None:
    """Date what was decided now. What its day found held was on no list yet: it is news on the day of the decision."""
    now = timezone.now()
    if page.live and page.first_published_at:
        if held_since is not None and held_since <= page.first_published_at and not page.is_held():
            page.first_published_at = now
        page.last_published_at = now


def resume(page: DocumentPage) -> None:
    """Let the release rule have the page again: public at once where its day has come and releases are not stopped."""
    if page.release_at > timezone.now() or page.city in stopped():
        page.state = State.WAITING
        return
    page.state, page.live = State.RELEASED, True
    page.first_published_at = page.first_published_at or timezone.now()


def changed(page: DocumentPage) -> str:
    """The message to an officer who comes too late: it names whoever was first, where somebody was."""
    last = page.decisions.select_related("actor").order_by("-pk").first()
    if last is None or last.actor is None:
        return _("The document has changed since you opened it. Nothing was decided: please look at it again.")
    return _("%(person)s has decided on this document since you opened it (%(what)s). Nothing of yours was stored.") % {
        "person": last.actor.get_full_name() or last.actor.get_username(),
        "what": last.get_action_display(),
    }
