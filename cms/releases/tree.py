"""Writing many pages at once: what ``add_child`` does for each, done once for all of them.

Written are both tables of each page and the columns of the tree. Left out are revisions, which the editor makes at its
first save, log entries, the editor's search, the reference index and signals: the caller does what its pages need.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.base import ModelState
from django.db.models.functions import Concat
from wagtail.models import Page

from cms.core import rows

P = TypeVar("P", bound=Page)

_SHARED: Final = [field.name for field in Page._meta.concrete_fields]
_LAST_STEP: Final = Value("Z" * Page.steplen)


class Parent(NamedTuple):
    """The fields of a page that the pages below it need."""

    pk: int
    path: str
    depth: int
    url_path: str
    locale_id: int


def blanks(model: type[P], *, without: Sequence[str] = ()) -> Callable[[], P]:
    """A function that makes new pages of a type with its defaults, as the constructor does at thirty times the cost.

    Only for a type whose values can be shared between pages, or are made by a function. The caller sets the fields
    ``without``.
    """
    first, fields = model(), [field for field in model._meta.concrete_fields if field.name not in without]
    shared = {field.attname: getattr(first, field.attname) for field in fields}
    made = [(field.attname, field.default) for field in fields if field.has_default() and callable(field.default)]

    def blank() -> P:
        page: P = object.__new__(model)
        page._state = ModelState()
        page.__dict__ |= shared
        page.__dict__ |= {name: make() for name, make in made}
        return page

    return blank


def lock(ids: Iterable[int]) -> dict[int, Parent]:
    """These pages, locked in one order until the transaction ends; without those that are no more."""
    pages = Page.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")
    return {values[0]: Parent(*values) for values in pages.values_list(*Parent._fields)}


def add(pages: Sequence[tuple[Page, Parent]]) -> None:
    """Write new pages of one type, each below the locked parent beside it, after the children that are there.

    The caller has set what belongs to a page, its title, slug, state and dates included, and has seen to it that the
    slug is free. Six queries for any number of pages, and one more for each number of children that a parent gets.
    """
    below: dict[int, tuple[Parent, list[Page]]] = {}
    for page, parent in pages:
        below.setdefault(parent.pk, (parent, []))[1].append(page)
    last = _last_steps(below)
    for parent, children in below.values():
        _place(children, parent, after=last[parent.pk])
    written = [page for page, _ in pages]
    for page, pk in zip(written, rows.take_ids(Page, len(written)), strict=True):
        page.pk = page.id = page.page_ptr_id = pk
        page._state.adding = False
    _write(written, replace=False)
    for size in {len(children) for _, children in below.values()}:
        same = [pk for pk, (_, children) in below.items() if len(children) == size]
        Page.objects.filter(pk__in=same).update(numchild=F("numchild") + size)


def write_over(pages: Sequence[Page]) -> None:
    """Write pages of one type, which the caller has locked, with all their columns. Two queries."""
    _write(pages, replace=True)


def _last_steps(ids: Iterable[int]) -> dict[int, int]:
    """The last step below each of these pages, 0 where there is none; one probe of the index each."""
    children = Page.objects.filter(
        path__gt=OuterRef("path"), path__lte=Concat(OuterRef("path"), _LAST_STEP), depth=OuterRef("depth") + 1
    )
    last = Subquery(children.order_by("-path").values("path")[:1])
    found = Page.objects.filter(pk__in=list(ids)).order_by().annotate(last=last).values_list("pk", "last")
    return {pk: Page._str2int(path[-Page.steplen :]) if path else 0 for pk, path in found}


def _place(pages: Sequence[Page], parent: Parent, *, after: int) -> None:
    content_type = ContentType.objects.get_for_model(pages[0])
    for step, page in enumerate(pages, start=after + 1):
        page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1
        page.numchild, page.content_type_id, page.locale_id = 0, content_type.pk, parent.locale_id
        page.url_path, page.draft_title = f"{parent.url_path}{page.slug}/", page.title


def _write(pages: Sequence[Page], *, replace: bool) -> None:
    model = type(pages[0])
    own = [field.name for field in model._meta.local_concrete_fields]
    rows.insert(Page, _SHARED, _values(pages, _SHARED), replace=("id",) if replace else ())
    rows.insert(model, own, _values(pages, own), replace=("page_ptr",) if replace else ())


def _values(pages: Sequence[Page], names: Iterable[str]) -> list[tuple[Any, ...]]:
    read = attrgetter(*(pages[0]._meta.get_field(name).attname for name in names))
    return [read(page) for page in pages]
