"""Repair: compare everything with the truth, whatever was done behind the ledger's back."""

from collections.abc import Callable, Iterator
from functools import partial

from wagtail.models import Page

from cms.core.rows import BATCH
from cms.derived import counting
from cms.ledger import published
from cms.ledger.store import Written
from cms.publication import staff, sync, terms
from cms.publication.redirects import making
from cms.subsites import terms as places


def reconcile() -> Iterator[Written | int]:
    """Sweep all pages, then entries whose page is gone, in batches, each its own transaction.

    A page whose record cannot be made is set aside for the worker.

    Yields the number of repaired rows of vocabulary and redirects first, then each repaired entry. The worker counts
    all statistics again.
    """
    yield terms.sync_all() + staff.sync_all() + sum(map(terms.follow_open, places.cities())) + making.repair()
    for ids in _batches(_pages):
        yield from sync.touch_each(ids)
    for ids in _batches(partial(published.public_pages, most=BATCH)):
        missing = set(ids) - set(Page.objects.filter(pk__in=ids).values_list("pk", flat=True))
        yield from sync.touch_each(sorted(missing))
    counting.mark_all()


def _pages(*, after: int) -> list[int]:
    return list(Page.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])


def _batches(read: Callable[..., list[int]]) -> Iterator[list[int]]:
    """Keyset batches, so that neither memory nor a cursor is held while the batch is repaired."""
    after = 0
    while batch := read(after=after):
        yield batch
        after = batch[-1]
