"""Bring the ledger to the truth of the pages: what every signal, importer and command calls, and nothing else writes.

A caller only says "look again at these pages". The truth is read from the database, in the caller's transaction, and
compared with what the ledger has; so calling once too often is harmless, and forgetting is repaired by reconcile.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import prefetch_related_objects
from wagtail.models import Page, ReferenceIndex

from cms.core import library
from cms.core.models import File, Image
from cms.core.pages import BasePage
from cms.core.reading import one_reading
from cms.core.rows import batches
from cms.core.visibility import Gate, Reason, gate
from cms.jobs import asides
from cms.jobs.leases import fence
from cms.ledger import clocks, generation, published
from cms.ledger.models import Touch
from cms.ledger.store import Publication, Written, store
from cms.publication import terms
from cms.releases import page_judging

# A larger tree is withdrawn at once where it must be, and otherwise left to the worker, a batch at a time.
TREE_LIMIT: Final = 200
# Of those that are queued, how many are looked at in a transaction: a page with links takes some 20 ms.
STEP: Final = 100
# The job that looks again at queued pages.
PAGES: Final = "pages"


@transaction.atomic
def touch(page_ids: Iterable[int], *, new: Sequence[Page] = ()) -> list[Written]:
    """Look again at these pages now; pages that show or link to one that changed its address follow.

    ``new`` are pages (specific) that the transaction has made and not changed since: what it wrote is the truth, so
    they are not read again, and no other page can know them yet.
    """
    known = {page.pk: page for page in new}
    moved: set[int] = set()
    written = _sync(list(dict.fromkeys(page_ids)), known, moved=moved)
    moved.update(_moved(one for one in written if one.page_id not in known))
    return [*written, *_follow(moved, {one.page_id for one in written})]


@transaction.atomic
def touch_each(page_ids: Iterable[int]) -> list[Written]:
    """Look again at these pages now; one whose record cannot be made is set aside for the worker and stops no other."""
    return _each(list(dict.fromkeys(page_ids)), touch)


def _each(page_ids: Sequence[int], look: Callable[[list[int]], list[Written]]) -> list[Written]:
    written: list[Written] = []
    done = asides.apart(PAGES, page_ids, lambda ids: written.extend(look(ids)))
    touch_later(set(page_ids).difference(done))
    return written


@transaction.atomic
def touch_tree(page: Page) -> None:
    """Look again at a page and everything below it: what must leave leaves now, the rest at once or by the worker."""
    ids = Page.objects.filter(path__startswith=page.path).order_by("path").values_list("pk", flat=True)
    if len(head := list(ids[: TREE_LIMIT + 1])) <= TREE_LIMIT:
        touch_each(head)
        return
    if reason := Gate().tree_reason(page):
        public = published.public_entries(ids.order_by())
        _left(store.withdraw([pk for pk, _ in public], reason=reason))
    touch_each([page.pk])
    touch_later(ids)


@transaction.atomic
def touch_media(model: type[Image] | type[File], pks: Iterable[int]) -> None:
    """Look again at the pages that show these pictures or files, which have changed, or may have become private.

    What is private now is hidden now, however many pages show it and whatever becomes of them.
    """
    for batch in batches(pks):
        if hidden := library.private_paths(model, batch):
            store.hide(hidden)
            generation.replace_on_commit(vocabulary=False)
        pages = referring_pages(model, batch)
        if len(pages) <= TREE_LIMIT:
            touch_each(pages)
        else:
            touch_later(pages)


def touch_later(page_ids: Iterable[int]) -> None:
    """Queue pages for the worker; one that is queued already is queued anew."""
    for batch in batches(page_ids):
        Touch.objects.bulk_create(
            [Touch(page_id=pk) for pk in sorted(batch)],
            update_conflicts=True,
            unique_fields=["page_id"],
            update_fields=["requested_at"],
        )


def touch_queued(*, limit: int = STEP) -> int:
    """Look again at queued pages; returns how many were taken."""
    queued = dict(
        Touch.objects.exclude(page_id__in=asides.waiting(PAGES))
        .order_by("pk")
        .values_list("page_id", "requested_at")[:limit]
    )
    if queued:
        with transaction.atomic():
            fence()
            _unqueue({pk: queued[pk] for pk in asides.apart(PAGES, list(queued), touch)})
    return len(queued)


def _unqueue(requested: Mapping[int, datetime]) -> None:
    """Take these from the queue, but not what was queued anew, or just is, since it was looked at."""
    skip = connection.features.has_select_for_update_skip_locked
    rows = Touch.objects.select_for_update(skip_locked=skip).filter(page_id__in=requested)
    same = [row.pk for row in rows if row.requested_at == requested[row.page_id]]
    Touch.objects.filter(pk__in=same).delete()


def forget(page_id: int) -> list[Written]:
    """A page was deleted: its entry leaves every output."""
    ids = [pk for pk, _ in published.public_entries([page_id])]
    return _drop_terms(store.withdraw(ids, reason=Reason.DELETED)) if ids else []


def forget_links(page_id: int) -> None:
    """A page is about to be deleted: what links to it or translates it, which nobody finds later, is looked at then."""
    touch_later(pk for pk in _neighbours([page_id]) if pk != page_id)


def expire(entry_ids: Sequence[int]) -> list[Written]:
    """The time of these entries is over: what every output says already is written down."""
    return _left(store.withdraw(entry_ids, reason=Reason.EXPIRED))


def _left(written: list[Written]) -> list[Written]:
    """Withdrawn without a look at the pages: those that link to them are to be looked at."""
    _drop_terms(written)
    return [*written, *_follow(set(_moved(written)), {one.page_id for one in written})]


def _drop_terms(written: list[Written]) -> list[Written]:
    if left := {name for one in written for name in one.left}:
        terms.drop_unnamed(left)
    return written


def _sync(
    page_ids: Sequence[int], known: Mapping[int, Page] = MappingProxyType({}), *, moved: set[int] | None = None
) -> list[Written]:
    """Change the ledger; places whose addresses have changed are added to ``moved``."""
    pages = [known[pk] for pk in page_ids if pk in known]
    if unknown := [pk for pk in page_ids if pk not in known]:
        pages += Page.objects.filter(pk__in=unknown).specific()
    _prefetch(pages)
    hidden = dict.fromkeys(set(page_ids) - {page.pk for page in pages}, Reason.DELETED)
    with one_reading():
        page_judging.admit(pages)
        publications, cities = _read(pages, hidden, known)
    if len(sites := {publication.record.site for publication in publications} | cities) > 1:
        clocks.lock_each(sites, keys=[UUID(one.record.key) for one in publications if not one.is_new])
    for city in sorted(cities):
        before = terms.addresses(city)
        if terms.sync(city) and moved is not None and terms.addresses(city) != before:
            moved.update(page.pk for page in pages if isinstance(page, BasePage) and page.publishes == "term")
    terms.sync_open(publication.record for publication in publications)
    written = _withdraw({pk: reason for pk, reason in hidden.items() if pk not in known})
    if publications:
        written += store.publish(publications)
    _lead_aliases([page for page in pages if hidden.get(page.pk) == Reason.ALIAS])
    return _drop_terms(written)


def _prefetch(pages: Sequence[Page]) -> None:
    """Load what records are built of, once for all pages of a type."""
    by_type: dict[type[BasePage], list[BasePage]] = {}
    for page in pages:
        if isinstance(page, BasePage):
            by_type.setdefault(type(page), []).append(page)
    for model, same in by_type.items():
        prefetch_related_objects(same, *model.built_with)


def _read(
    pages: Sequence[Page], hidden: dict[int, Reason], known: Mapping[int, Page]
) -> tuple[list[Publication], set[str]]:
    """The publications of the pages, and the cities whose terms they are; the others are added to ``hidden``."""
    publications: list[Publication] = []
    cities: set[str] = set()
    for page in pages:
        if not isinstance(page, BasePage):
            continue
        if page.publishes == "term":
            cities.add(page.site_key)
        elif page.publishes == "record":
            if reason := gate().reason(page):
                hidden[page.pk] = reason
            else:
                record, body = page.build_record()
                publications.append(
                    Publication(
                        record=record,
                        body=body,
                        page_id=page.pk,
                        expires_at=page.expire_at,
                        is_new=page.pk in known,
                    )
                )
    return publications, cities


def _withdraw(hidden: dict[int, Reason]) -> list[Written]:
    if not hidden:
        return []
    written: list[Written] = []
    by_reason: dict[Reason, list[int]] = {}
    for pk, page_id in published.public_entries(hidden):
        by_reason.setdefault(hidden[page_id], []).append(pk)
    for reason, ids in by_reason.items():
        written += store.withdraw(ids, reason=reason)
    return written


def _lead_aliases(aliases: Sequence[Page]) -> None:
    """An alias is a second address of its source: it redirects there and is listed nowhere."""
    sources = [alias.alias_of_id for alias in aliases if alias.live]
    entries = published.entries_of(sources)
    for alias in aliases:
        if alias.alias_of_id in entries and alias.full_url:
            store.add_address(alias.full_url, entries[alias.alias_of_id])


def _moved(written: Iterable[Written]) -> Iterator[int]:
    """The pages that appeared, left or have another address."""
    for one in written:
        if one.page_id is not None and (one.moved or one.action == "withdrawn"):
            yield one.page_id


def _follow(moved: Collection[int], seen: Container[int | None]) -> list[Written]:
    """Look again at the pages whose record copies something of pages that have moved: a few now, many by the worker."""
    found = [pk for pk in _neighbours(moved) if pk not in seen] if moved else []
    if len(found) <= TREE_LIMIT:
        return _each(found, _sync)
    touch_later(found)
    return []


def _neighbours(moved: Collection[int]) -> list[int]:
    """Their translations, and the pages that link to them."""
    keys = Page.objects.filter(pk__in=moved).values_list("translation_key", flat=True)
    translations = Page.objects.filter(translation_key__in=list(keys)).values_list("pk", flat=True)
    return sorted({*translations, *linking_pages(moved)})


def linking_pages(page_ids: Collection[int]) -> list[int]:
    """The ids of pages that link to these or to their aliases, which lead to the same address."""
    aliases = Page.objects.filter(alias_of__in=page_ids).values_list("pk", flat=True)
    return referring_pages(Page, [*page_ids, *aliases])


def referring_pages(model: type, pks: Iterable[object], *, in_texts: bool = False) -> list[int]:
    """The ids of pages that refer to these objects, by Wagtail's reference index; only those within their texts do
    where that is asked: the path there has several steps."""
    base = ReferenceIndex._get_base_content_type(Page)
    rows = ReferenceIndex.objects.filter(
        base_content_type=base,
        to_content_type=ReferenceIndex._get_base_content_type(model),
        to_object_id__in=[str(pk) for pk in pks],
    )
    rows = rows.filter(model_path__contains=".") if in_texts else rows
    return [int(pk) for pk in rows.values_list("object_id", flat=True).distinct()]
