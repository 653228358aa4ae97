"""Writing many documents at once: both tables of each page and its place in the tree, a few queries a batch.

Left out of what ``add_child`` does are the revision, which the editor makes at its first save, the editor's search, the
reference index and a log entry for each.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from cms.core import rows
from cms.releases import folders
from cms.releases.models import DocumentPage

_SHARED: Final = [field.name for field in Page._meta.concrete_fields]
_OWN: Final = [field.name for field in DocumentPage._meta.local_concrete_fields]
_LAST_STEP: Final = Value("Z" * Page.steplen)


class Raced(Exception):
    """Another loader was faster: what was read before the folders were locked is no longer so. Begin again."""


def insert(pages: Sequence[tuple[DocumentPage, int]]) -> None:
    """Write new pages below the folders of those ids; the caller's transaction locks the folders until its end."""
    parents = folders.lock(folder for _, folder in pages)
    if len(parents) < len({folder for _, folder in pages}):
        raise Raced("a folder was deleted")
    _refuse_known(page for page, _ in pages)
    below: dict[int, list[DocumentPage]] = {}
    for page, folder in pages:
        below.setdefault(folder, []).append(page)
    last = _last_steps(below)
    for folder, children in below.items():
        _place(parents[folder], children, after=last[folder])
    _number(written := [page for page, _ in pages])
    _write(written)
    for size in {len(children) for children in below.values()}:
        same = [folder for folder, children in below.items() if len(children) == size]
        Page.objects.filter(pk__in=same).update(numchild=F("numchild") + size)


def update(pages: Sequence[DocumentPage]) -> None:
    """Write pages that the caller has locked."""
    _write(pages, replace=True)


def _refuse_known(pages: Iterable[DocumentPage]) -> None:
    """Raced where one of the numbers has been written by another loader since it was looked up."""
    numbers: dict[str, list[str]] = {}
    for page in pages:
        numbers.setdefault(page.city, []).append(page.management_number)
    for city, given in numbers.items():
        if DocumentPage.objects.filter(city=city, management_number__in=given).exists():
            raise Raced("a number was written meanwhile")


def _last_steps(ids: Iterable[int]) -> dict[int, int]:
    """The last step below each of these pages, 0 where there is none; one probe of the index each."""
    children = Page.objects.filter(
        path__gt=OuterRef("path"), path__lte=Concat(OuterRef("path"), _LAST_STEP), depth=OuterRef("depth") + 1
    )
    last = Subquery(children.order_by("-path").values("path")[:1])
    found = Page.objects.filter(pk__in=list(ids)).order_by().annotate(last=last).values_list("pk", "last")
    return {pk: Page._str2int(path[-Page.steplen :]) if path else 0 for pk, path in found}


def _place(parent: Page, pages: Sequence[DocumentPage], *, after: int) -> None:
    content_type = ContentType.objects.get_for_model(DocumentPage)
    for step, page in enumerate(pages, start=after + 1):
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1
        page.numchild, page.content_type, page.locale_id = 0, content_type, parent.locale_id
        page.url_path = f"{parent.url_path}{page.slug}/"


def _number(pages: Sequence[DocumentPage]) -> None:
    for page, pk in zip(pages, rows.take_ids(Page, len(pages)), strict=True):
        page.pk = page.id = page.page_ptr_id = pk
        page._state.adding = False


def _write(pages: Sequence[DocumentPage], *, replace: bool = False) -> None:
    rows.insert(Page, _SHARED, _values(pages, Page, _SHARED), replace=("id",) if replace else ())
    rows.insert(DocumentPage, _OWN, _values(pages, DocumentPage, _OWN), replace=("page_ptr",) if replace else ())


def _values(pages: Iterable[DocumentPage], model: type[Page], names: Iterable[str]) -> list[list[Any]]:
    attributes = [model._meta.get_field(name).attname for name in names]
    return [[getattr(page, name) for name in attributes] for page in pages]
