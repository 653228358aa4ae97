"""The background work of the released documents."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.jobs.job import Job, Label, Where
from cms.ledger import following
from cms.releases import former_versions, page_judging, release, sweeping
from cms.releases.desk import rescreening
from cms.releases.desk.views.base import may_decide
from cms.releases.models import DocumentPage
from cms.releases.models.screened import is_screened


def labels_of_pages(user: Any, page_ids: Sequence[int]) -> Mapping[int, Label]:
    """Those of the pages that the user may know, each with the place where it is mended if they may go there."""
    known = acquaintance(user).among(Page.objects.filter(pk__in=page_ids)).specific()
    return {page.pk: Label(_title(page), _address(page, user)) for page in known}


def _title(page: Any) -> str:
    title: str = page.get_admin_display_title()
    return f"{title} ({page.management_number})" if isinstance(page, DocumentPage) else title


def _address(page: Any, user: Any) -> str:
    if isinstance(page, DocumentPage) and may_decide(user):
        return reverse("disclosure:review", args=[page.pk])
    if page.permissions_for_user(user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("disclosure:page", args=[page.pk]) if is_screened(page) and may_decide(user) else ""


JOBS: Final = (
    Job(
        name=release.SCREENING,
        words=_("Screen documents that were edited or have come in"),
        work=release.screen_unscreened,
        limit=timedelta(minutes=5),
        items=labels_of_pages,
    ),
    Job(
        name=release.RELEASES,
        words=_("Release documents whose day has come"),
        work=release.release_due,
        items=labels_of_pages,
    ),
    Job(
        name=page_judging.PENDING,
        words=_("Screen posts and meetings that were public before they were screened"),
        work=page_judging.screen_pending,
        limit=timedelta(minutes=5),
        items=labels_of_pages,
    ),
    Job(
        name=former_versions.JOB,
        words=_("Screen former versions by the present rules"),
        work=former_versions.judge_some,
        limit=timedelta(minutes=5),
        items=following.shown,
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
