"""Imported posts in which screening has found what must not be public: they are kept as drafts, and named."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import override
from wagtail.models import Page

from cms.core.signals import pages_written
from cms.news.models import PostPage
from cms.releases.desk import page_report
from cms.releases.models import PageScreening

REASON = "kept as a draft: personal data was found in it"


def keep_as_drafts(ids: Iterable[int], *, model: Any = PostPage) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Make drafts of those of these live pages of a type that are held, in the caller's transaction.

    Yields the primary key of each, and what was found where: kinds and places, no value.
    """
    rows = PageScreening.objects.filter(page_id__in=list(ids), held=True, held_since__isnull=False)
    posts = model.objects.filter(pk__in=rows.values("page_id"), live=True).order_by("pk")
    for post in posts:
        with override("en"):
            items = page_report.report(post, page_report.judged(post))
        yield post.pk, tuple(dict.fromkeys(f"{item.what}: {item.label}" for item in items if item.stops))
        Page.objects.filter(pk=post.pk).update(live=False, has_unpublished_changes=True)
        PageScreening.objects.filter(pk=post.pk).delete()
        pages_written.send(model, page_ids=[post.pk])
