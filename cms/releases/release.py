"""The release rule: documents whose day has come become public by themselves, once they are screened."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.core.reading import one_reading
from cms.core.signals import pages_written
from cms.jobs import asides
from cms.jobs.leases import fence
from cms.releases.judging import Judge
from cms.releases.models import DocumentPage
from cms.releases.models.documents import State, locked_documents, locked_keys
from cms.releases.models.stops import stopped

BATCH: Final = 200
SCREENING: Final = "screening"
RELEASES: Final = "releases"


def release_due(*, limit: int = BATCH) -> int:
    """Release documents whose day has come, the longest due first; returns how many.

    A held one is released too, as far as the rule goes, and stays out of sight until a verdict opens it. Those of a
    city whose releases are stopped wait.
    """
    now = timezone.now()
    due = DocumentPage.objects.filter(state=State.WAITING, release_at__lte=now)
    ready = due.exclude(city__in=stopped()).exclude(pk__in=asides.waiting(RELEASES)).order_by("release_at", "pk")
    ids = list(ready.values_list("pk", flat=True)[:limit])
    return len(asides.apart(RELEASES, ids, partial(_release, due)))


def _release(due: QuerySet[DocumentPage], ids: list[int]) -> None:
    fence()
    due = due.exclude(city__in=stopped())
    if still := locked_keys(due.filter(pk__in=ids).order_by("pk"), limit=len(ids)):
        DocumentPage.objects.filter(pk__in=still).update(state=State.RELEASED)
        make_live(still)
        pages_written.send(DocumentPage, page_ids=still)


def make_live(ids: list[int]) -> None:
    """Let Wagtail's columns say that these are live, since the moment that the rule set for each."""
    now = timezone.now()
    due = dict(DocumentPage.objects.filter(pk__in=ids).values_list("pk", "release_at"))
    pages = list(Page.objects.filter(pk__in=ids).only("pk", "first_published_at", "last_published_at", "live"))
    for page in pages:
        _date(page, due=due[page.pk], now=now)
    Page.objects.bulk_update(pages, ["live", "first_published_at", "last_published_at"])


def release(page: DocumentPage, *, now: datetime) -> None:
    """Release a document in memory; the caller stores it and tells the publication."""
    page.state = State.RELEASED
    _date(page, due=page.release_at, now=now)


def _date(page: Page, *, due: datetime, now: datetime) -> None:
    page.live = True
    page.first_published_at = page.first_published_at or min(due, now)
    page.last_published_at = page.last_published_at or page.first_published_at


def screen_unscreened(*, limit: int = BATCH) -> int:
    """Give a verdict to documents whose content no verdict was made for: those edited, or released by another hand."""
    unscreened = DocumentPage.objects.filter(unscreened=True)
    ready = unscreened.exclude(pk__in=asides.waiting(SCREENING)).order_by("pk")
    ids = list(ready.values_list("pk", flat=True)[:limit])
    return len(asides.apart(SCREENING, ids, partial(_screen, unscreened)))


def _screen(unscreened: QuerySet[DocumentPage], ids: list[int]) -> None:
    fence()
    if pages := locked_documents(unscreened.filter(pk__in=ids), limit=len(ids)):
        screen(pages)
        pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])


def screen(pages: list[DocumentPage]) -> None:
    """Screen these pages as they are in memory, and store the verdicts; the caller tells the publication."""
    judge = Judge()
    with one_reading():
        for page in pages:
            judge.screen(page)
    wait_where_stopped(pages)
    DocumentPage.objects.bulk_update(pages, ["state", "verdict", "unscreened", "held", "held_since"])


def wait_where_stopped(pages: Sequence[DocumentPage]) -> None:
    """Let the released ones of cities whose releases are stopped wait, in memory, before a new verdict opens them."""
    if released := [page for page in pages if page.state == State.RELEASED]:
        cities = stopped()
        for page in released:
            page.state = State.WAITING if page.city in cities else State.RELEASED
