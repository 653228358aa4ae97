"""Wiring only: each signal becomes a call of sync or terms, in the transaction that sent it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from taggit.models import Tag
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.core.gathering import gathered
from cms.core.models import File, Image, Redirect
from cms.core.signals import addresses_known, outputs_asked, page_saved, pages_written
from cms.derived import counting
from cms.jobs import asides
from cms.ledger import generation
from cms.ledger.models import FormerHost
from cms.pages.models import EmbeddedSystem
from cms.publication import former_hosts, proof, schedules, staff, sync, terms
from cms.publication.redirects import imports, making
from cms.releases import release
from cms.releases.models import DocumentPage, KnownGoodValue, TaskCard
from cms.subsites.models import CityPage, Field, OrganisationUnit, StaffPosition, UnitChange

# Jobs whose items are pages: one that changed is tried again at once.
OF_PAGES: Final = (sync.PAGES, schedules.EXPIRY, release.SCREENING, release.RELEASES)


@gathered
def _look_at_pages(page_ids: Sequence[int]) -> None:
    """Whoever writes a page that cannot be built is told so."""
    _look_at(page_ids, sync.touch)


@gathered
def _look_at_names(_: Sequence[None]) -> None:
    terms.sync_all()


@gathered
def _look_at_staff(units: Sequence[str]) -> None:
    """Staff stands in the chart with its department, which is looked at before."""
    staff.sync(units)


@gathered
def _look_below(page_ids: Sequence[int]) -> None:
    """What is below one of these pages is looked at with it."""
    above = ""
    for page in Page.objects.filter(pk__in=page_ids).order_by("path"):
        if not above or not page.path.startswith(above):
            above = page.path
            sync.touch_tree(page)


def _look_at(page_ids: Sequence[int], look: Callable[[Iterable[int]], object]) -> None:
    """Places and pages change the addresses below them; items change themselves."""
    pages = Page.objects.filter(pk__in=page_ids)
    kinds = {page.pk: page.specific_class or Page for page in pages}
    counting.mark(pk for pk, kind in kinds.items() if issubclass(kind, DocumentPage))
    asides.forget(OF_PAGES, page_ids)
    look(page_ids)
    _look_below(page.pk for page in pages if page.numchild and getattr(kinds[page.pk], "publishes", None))


@receiver(page_saved)
def on_page_saved(page_id: int, is_whole: bool = True, **kwargs: Any) -> None:
    """A draft of one that cannot be built, by which it is mended, can be saved."""
    if is_whole:
        _look_at_pages([page_id])
    else:
        _look_at([page_id], sync.touch_each)


@receiver(pages_written)
def on_pages_written(sender: type, page_ids: list[int], new: Sequence[Page] = (), **kwargs: Any) -> None:
    """Items only: whoever writes places in bulk calls reconcile."""
    if sender is DocumentPage:
        counting.mark(page_ids, new=new)
    if len(new) < len(page_ids):
        asides.forget(OF_PAGES, page_ids)
    sync.touch(page_ids, new=new)


@receiver(addresses_known)
def on_addresses_known(
    addresses: Sequence[tuple[str, int]], *, homes: bool = False, **kwargs: Any
) -> list[imports.Refused]:
    """Answered with those that lead elsewhere."""
    return imports.take(addresses, homes=homes)


@receiver(outputs_asked)
def on_outputs_asked(page_id: int | None, **kwargs: Any) -> list[dict[str, Any]]:
    """Answered with what each output says of the page now."""
    return proof.answers(page_id)


@receiver([page_published, page_unpublished])
def on_page_state(instance: Page, **kwargs: Any) -> None:
    """Forget what was set aside of its versions: a publication of one is over."""
    asides.forget([schedules.PUBLISHING], instance.revisions.values_list("pk", flat=True))


@receiver(page_unpublished)
def on_page_unpublished(instance: Page, **kwargs: Any) -> None:
    """Look again: Wagtail may unpublish a page that it saves as one of no type. Publishing saves it as what it is."""
    if Page.objects.filter(pk=instance.pk).exists():
        sync.touch([instance.pk])


@receiver(post_page_move)
def on_page_move(instance: Page, **kwargs: Any) -> None:
    """A move changes the address of everything below, and the place of what stands beside it now."""
    page = Page.objects.get(pk=instance.pk)
    sync.touch_tree(page)
    kind: Any = instance.specific_class
    if getattr(kind, "is_ordered", False):
        sync.touch_later(kind.objects.sibling_of(page, inclusive=False).values_list("pk", flat=True))


@receiver(pre_delete, sender=Page)
def on_page_to_be_deleted(instance: Page, **kwargs: Any) -> None:
    """Wagtail forgets what links to a page together with it."""
    sync.forget_links(instance.pk)


@receiver(post_delete, sender=Page)
def on_page_deleted(instance: Page, **kwargs: Any) -> None:
    """Sent for each page of a deleted tree."""
    sync.forget(instance.pk)
    if getattr(instance.specific_class, "publishes", None) == "term":
        terms.sync_all()


@receiver(post_delete, sender=DocumentPage)
def on_document_deleted(instance: DocumentPage, **kwargs: Any) -> None:
    """Its row can no longer say where it belonged."""
    counting.mark_page(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def on_privacy(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A restriction covers the whole tree below its page and announces none of it."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        sync.touch_tree(page)


@receiver([post_save, post_delete], sender=Site)
def on_site(instance: Site, **kwargs: Any) -> None:
    """A host name is part of every address below its root page, in every language."""
    _look_at_names([None])
    root = Page.objects.filter(pk=instance.root_page_id).first()
    if root:
        _look_below(Page.objects.filter(translation_key=root.translation_key).values_list("pk", flat=True))


@receiver([post_save, post_delete], sender=Field)
@receiver([post_save, post_delete], sender=OrganisationUnit)
@receiver([post_save, post_delete], sender=UnitChange)
@receiver([post_save, post_delete], sender=KnownGoodValue)
@receiver(m2m_changed, sender=OrganisationUnit.successors.through)
def on_vocabulary(**kwargs: Any) -> None:
    """Records keep keys, so a renamed term rewrites only itself; what is known to be public is not covered in one."""
    _look_at_names([None])


@receiver(post_save, sender=OrganisationUnit)
def on_unit(instance: OrganisationUnit, **kwargs: Any) -> None:
    """One that is closed, or in no list, has no staff that the public may know."""
    _look_at_staff([instance.key])


@receiver([post_save, post_delete], sender=StaffPosition)
def on_position(instance: StaffPosition, **kwargs: Any) -> None:
    """Its department is gone where that is deleted."""
    _look_at_staff(OrganisationUnit.objects.filter(pk=instance.unit_id).values_list("key", flat=True))


@receiver(page_saved, sender=CityPage)
def on_city_saved(**kwargs: Any) -> None:
    """A city says whether names of staff are shown."""
    staff.sync_all()


@receiver(post_save, sender=OrganisationUnit)
@receiver([post_save, post_delete], sender=EmbeddedSystem)
def on_shown_in_texts(sender: type, instance: OrganisationUnit | EmbeddedSystem, **kwargs: Any) -> None:
    """Records copy what texts say of them: the telephone of a department, whether a system may stand in a frame."""
    sync.touch_later(sync.referring_pages(sender, [instance.pk], in_texts=True))


@receiver(post_save, sender=Tag)
def on_tag(instance: Tag, created: bool, **kwargs: Any) -> None:
    """A new tag is written when a record first uses it."""
    if not created:
        terms.rename_tag(instance.slug)


@receiver(post_save, sender=TaskCard)
def on_task(instance: TaskCard, created: bool, **kwargs: Any) -> None:
    """A new task card is written when a record first uses it."""
    if not created:
        terms.rename_task(instance.key)


@receiver([post_save, post_delete], sender=Redirect)
def on_redirect(**kwargs: Any) -> None:
    """Drop what is kept of answers at its address, and at those that lead to it."""
    making.announce()


@receiver(post_delete, sender=FormerHost)
def on_former_host(instance: FormerHost, **kwargs: Any) -> None:
    """Drop what is kept of its redirects: it is foreign now, or one of today."""
    former_hosts.insist(instance)
    making.announce()


@receiver([post_save, post_delete], sender=Image)
@receiver([post_save, post_delete], sender=File)
def on_media(sender: type, instance: Image | File, created: bool = False, **kwargs: Any) -> None:
    """Records copy an image's address, licence and credit: its posts are found again by the reference index.

    They are looked at once more when all is done: what a form does after it has saved is told by nobody. A file that
    was replaced by one of the same name and size changes no record, so what is kept of the old one is forgotten here.
    """
    if not created:
        sync.touch_media(sender, [instance.pk])
        transaction.on_commit(partial(sync.touch_media, sender, [instance.pk]))
        generation.replace_on_commit(vocabulary=False)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def on_collection_privacy(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """A restriction covers all that lies in the collection, and below it."""
    on_collection(instance.collection)


@receiver(post_save, sender=Collection)
def on_collection_saved(instance: Collection, created: bool = False, **kwargs: Any) -> None:
    """It may be moved into or out of a private one, which Wagtail does after it was saved, and announces nowhere."""
    if not created:
        transaction.on_commit(partial(on_collection, instance))


def on_collection(collection: Collection) -> None:
    """Look again at what shows the pictures and files in a collection and below it."""
    stored = Collection.objects.filter(pk=collection.pk).first()
    within = Collection.objects.filter(path__startswith=stored.path) if stored else Collection.objects.none()
    for model in (Image, File):
        sync.touch_media(model, model.objects.filter(collection__in=within).values_list("pk", flat=True).iterator())
