"""The acts of an officer on a held page of a screened type: each one transaction, and one row of who and why.

All take the primary key and an :class:`Officer`, and raise ``Refused`` where the page has changed since the officer saw
it, ``BadInput`` where something is missing, ``NotFound`` where there is no such page; nothing is then stored.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from cms.core.errors import BadInput, NotFound, Refused
from cms.core.signals import pages_written
from cms.core.text import clean_line
from cms.releases import authored, declaring, missed_schedules, page_judging
from cms.releases.declaring import Declaration
from cms.releases.desk import page_report
from cms.releases.desk.deciding import Officer, of_page
from cms.releases.models.decisions import Decision
from cms.releases.models.page_screenings import PageScreening
from cms.releases.models.screened import is_screened
from cms.releases.page_judging import PageJudge

Action = Decision.Action


def found(pk: int) -> Any:
    """The page of a screened type as the public would read it, or the latest draft of one that is not live, or was not
    published when its time came."""
    page = Page.objects.filter(pk=pk).first()
    specific: Any = page.specific if page else None
    if not is_screened(specific):
        raise NotFound(_("This page is no longer there."))
    is_draft = not specific.live or missed_schedules.of(specific)
    return specific.get_latest_revision_as_object() if is_draft else specific


def standing(page: Any) -> str:
    """A short hash of what a decision on the page looks at."""
    row = page.screening_row
    said = [page.content_hash, page.live, [row.verdict, row.meant, row.note] if row else None]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def declare(pk: int, officer: Officer) -> None:
    """Say that what stops the page is meant to be public: a person has looked at it. What its time had come for is
    published then."""
    _demand_note(officer)
    with _deciding(pk, officer) as page:
        items = [item for item in page_report.report(page, page_report.judged(page)) if item.stops]
        if not items:
            raise Refused(_("Nothing is found any more that keeps this page from the public."))
        told = [f"{item.what} ({item.label})" for item in items]
        meant = tuple(item.declared for item in items)
        declaring.store(page, Declaration(user=officer.user, reason=clean_line(officer.note), meant=meant, told=told))
        if missed_schedules.of(page):
            _publish(page.latest_revision, officer)
        else:
            _judge_again(page)


def mask(pk: int, officer: Officer) -> None:
    """Cover what stops, in the page as it is public and in its draft; Refused where some of it stands elsewhere."""
    with _deciding(pk, officer) as page:
        row = page.screening_row or PageScreening(page_id=page.pk)
        decision = of_page(page, row, Action.MASK, actor=officer.user, note=officer.note)
        is_due = missed_schedules.of(page) is not None
        draft = page.get_latest_revision_as_object() if page.has_unpublished_changes and not is_due else None
        places = cover(page)
        if not places:
            raise Refused(_("Nothing was found that can be covered in the text."))
        page_report.check(page)
        revision = page.save_revision(user=officer.user)
        if page.live or is_due:
            _publish(revision, officer)
        if draft is not None:
            cover(draft)
            draft.save_revision(user=officer.user)
        log(instance=page, action=declaring.COVERED, user=officer.user, data={"places": places})
        decision.save()


def send_back(pk: int, officer: Officer) -> None:
    """Take the page back to a draft; its author reads in the note what to put right."""
    _demand_note(officer)
    with _deciding(pk, officer) as page:
        row = page.screening_row or PageScreening(page_id=page.pk)
        decision = of_page(page, row, Action.RETURN, actor=officer.user, note=officer.note)
        row.note = clean_line(officer.note)
        row.save()
        if page.live:
            # The right is that of the desk, not one on the page.
            UnpublishPageAction(page, user=officer.user).execute(skip_permission_checks=True)
        missed_schedules.forget(page.pk)
        log(instance=page, action=declaring.RETURNED, user=officer.user, data={"reason": row.note})
        decision.save()


def screen_again(pk: int, officer: Officer) -> None:
    """Let the present rules judge the page afresh; what people have declared of it stays."""
    with _deciding(pk, officer) as page:
        if row := page.screening_row:
            of_page(page, row, Action.SCREEN, actor=officer.user, note=officer.note).save()
        _judge_again(page)


def cover(page: Any) -> int:
    """Cover what stops in a page in memory; returns in how many places."""
    judgement = page_report.judged(page)
    spots = list(page_report.stopping_spots(page, judgement))
    for spot in spots:
        authored.covered(spot.place, spot.findings)
    values = {judgement.value(each) for each in judgement.stopping}
    dropped: int = page.drop_names(values)
    return sum(len(spot.findings) for spot in spots) + dropped


@contextmanager
def _deciding(pk: int, officer: Officer) -> Iterator[Any]:
    """Lock what is kept beside a page, and compare it with what the officer saw."""
    with transaction.atomic():
        PageScreening.objects.select_for_update().filter(pk=pk).first()
        page = found(pk)
        if officer.expected is not None and officer.expected != standing(page):
            raise Refused(_("This page has changed since you opened it. Please look at it again."))
        yield page


def _publish(revision: Any, officer: Officer) -> None:
    """The right is that of the desk, not one on the page."""
    revision.publish(user=officer.user, skip_permission_checks=True)


def _judge_again(page: Any) -> None:
    """A page that is not live is judged when somebody publishes it."""
    if not page.live:
        return
    fresh = type(page).objects.get(pk=page.pk)
    page_judging.store([page_judging.judge_row(fresh, fresh.screening_row, PageJudge())])
    pages_written.send(PageScreening, page_ids=[page.pk])


def _demand_note(officer: Officer) -> None:
    if not clean_line(officer.note):
        raise BadInput(_("Say why: the reason is kept with the decision."), where="note")
