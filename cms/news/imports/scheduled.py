"""Imported posts that are to become public later: pages with a schedule, as the editor makes them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Page

from cms.core.errors import Refused
from cms.news import bulk
from cms.news.models import PostPage
from cms.releases.desk import page_report

REFUSED: Final = "it cannot be published as it is: {}"


def add(parent: Page, post: PostPage, *, at: datetime, tags: Iterable[str]) -> tuple[str, ...] | None:
    """Write a draft below ``parent`` that becomes public at that time.

    Returns None, or why it stays a draft without a time: what screening has found in it and where, or the rule.
    """
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    bulk.separate_slugs(parent, [post])
    page: Any = post
    page.live, page.has_unpublished_changes, page.locale = False, True, parent.locale
    page.first_published_at = page.last_published_at = None
    page.go_live_at, page.draft_title = at, post.title
    parent.add_child(instance=post)
    post.tags.add(*tags)
    revision = post.save_revision(user=post.owner, clean=False)
    try:
        with transaction.atomic():
            revision.publish(user=post.owner)
    except (Refused, ValidationError) as error:
        with override("en"):
            items = page_report.report(post, page_report.judged(post))
        found = tuple(dict.fromkeys(f"{item.what}: {item.label}" for item in items if item.stops))
        return found or (REFUSED.format(error.message if isinstance(error, Refused) else "; ".join(error.messages)),)
    return None
