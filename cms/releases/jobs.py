"""The background work of the released documents."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.jobs.job import Job, Shown, Where
from cms.releases import page_judging, release, sweeping
from cms.releases.desk import rescreening
from cms.releases.desk.views.base import may_decide
from cms.releases.models import DocumentPage


def shown_documents(user: Any, page_ids: Sequence[int]) -> Mapping[int, Shown]:
    """The titles of documents may name people, so officers alone read them here."""
    if not may_decide(user):
        return {}
    rows = DocumentPage.objects.filter(pk__in=page_ids).values_list("pk", "title", "management_number")
    return {pk: Shown(f"{title} ({number})", reverse("disclosure:review", args=[pk])) for pk, title, number in rows}


def shown_pages(user: Any, page_ids: Sequence[int]) -> Mapping[int, Shown]:
    """The same of posts and meetings that could not be screened."""
    if not may_decide(user):
        return {}
    rows = Page.objects.filter(pk__in=page_ids).values_list("pk", "title")
    return {pk: Shown(title, reverse("disclosure:page", args=[pk])) for pk, title in rows}


JOBS: Final = (
    Job(
        name=release.SCREENING,
        words=_("Screen documents that were edited or have come in"),
        work=release.screen_unscreened,
        limit=timedelta(minutes=5),
        items=shown_documents,
    ),
    Job(
        name=release.RELEASES,
        words=_("Release documents whose day has come"),
        work=release.release_due,
        items=shown_documents,
    ),
    Job(
        name=page_judging.PENDING,
        words=_("Screen posts and meetings that were public before they were screened"),
        work=page_judging.screen_pending,
        limit=timedelta(minutes=5),
        items=shown_pages,
    ),
    Job(
        name="rescreening",
        words=_("Screen documents again by the present rules"),
        work=rescreening.go_on_with_any,
        limit=timedelta(minutes=5),
    ),
    # Files lie on the machine, whose worker alone can look through them.
    Job(
        name="sweeping",
        words=_("Remove stored files that no document names"),
        work=sweeping.Sweeper().go_on,
        where=Where.EVERY,
    ),
)
