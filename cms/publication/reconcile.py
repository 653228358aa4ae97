"""Repair: compare everything with the truth, whatever was done behind the ledger's back."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.derived import counting
from cms.ledger.models import Entry
from cms.ledger.store import Change
from cms.ledger.writing import BATCH
from cms.publication import sync, terms
from cms.publication.redirects import making
from cms.subsites import terms as places


def reconcile() -> Iterator[Change | int]:
    """Sweep all pages, then entries whose page is gone, in batches, each its own transaction.

    A page whose record cannot be made is set aside for the worker.

    Yields the number of repaired rows of vocabulary and redirects first, then each repaired entry. The worker counts
    all statistics again.
    """
    yield terms.sync_all() + sum(map(terms.follow_open, places.cities())) + making.repair()
    for ids in _batches(Page.objects.order_by("pk").values_list("pk", flat=True)):
        yield from sync.touch_each(ids)
    orphans = Entry.objects.filter(state=Entry.State.PUBLIC, page_id__isnull=False)
    for ids in _batches(orphans.order_by("page_id").values_list("page_id", flat=True), key="page_id"):
        missing = set(ids) - set(Page.objects.filter(pk__in=ids).values_list("pk", flat=True))
        yield from sync.touch_each(sorted(missing))
    counting.mark_all()


def _batches(queryset: QuerySet[Any, Any], *, key: str = "pk") -> Iterator[list[int]]:
    """Keyset batches, so that neither memory nor a cursor is held while the batch is repaired."""
    after = 0
    while batch := list(queryset.filter(**{f"{key}__gt": after})[:BATCH]):
        yield batch
        after = batch[-1]
