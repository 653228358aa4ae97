"""Merging a department into another: all that was listed under the one is found under the other from then on.

Its address leads to that of the other, its work and its people are there, and both keep what became of them.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.gathering import gathering
from cms.core.pages import BasePage
from cms.derived import counting
from cms.publication import staff, sync
from cms.releases.models import DocumentPage
from cms.subsites.models import OrganisationUnit, UnitChange


def check(unit: OrganisationUnit, into: OrganisationUnit) -> None:
    """ValidationError where a department cannot be merged into another."""
    if unit.merged_into_id:
        raise ValidationError(_("It was merged into another department already."))
    if into.closed_on or into.unlisted:
        raise ValidationError(_("The other department is not in the chart."))
    above: OrganisationUnit | None = into
    while above is not None:
        if above.pk == unit.pk:
            raise ValidationError(_("A department cannot be merged into itself or into one that is part of it."))
        above = above.parent


@transaction.atomic
def merge(unit: OrganisationUnit, into: OrganisationUnit) -> int:
    """Merge ``unit`` into another; returns how many pages are looked at again, many of them by the worker.

    ValidationError, with nothing changed, where it cannot be.
    """
    check(unit, into)
    pages = _take_pages(unit, into)
    with gathering():
        for child in unit.children.all():
            child.parent = into
            child.save()
        OrganisationUnit.objects.filter(merged_into=unit).update(merged_into=into)
        _take_staff(unit, into)
        unit.closed_on, unit.merged_into = timezone.localdate(), into
        unit.save()
        unit.successors.set([into])
        UnitChange.objects.create(unit=into, kind=UnitChange.Kind.MERGED, other=unit)
    staff.sync([unit.key, into.key])
    return pages


def _take_pages(unit: OrganisationUnit, into: OrganisationUnit) -> int:
    found: set[int] = set()
    for model, name in _holders():
        rows = model._default_manager.filter(**{name: unit})
        ids = set(rows.values_list("pk", flat=True)) if issubclass(model, BasePage) else set()
        if issubclass(model, DocumentPage):
            counting.mark(ids)
        rows.update(**{name: into})
        if issubclass(model, DocumentPage):
            counting.mark(ids)
        found |= ids
    if len(found) <= sync.TREE_LIMIT:
        sync.touch_each(found)
    else:
        sync.touch_later(found)
    return len(found)


def _holders() -> Iterator[tuple[Any, str]]:
    """The fields by which pages and people belong to a department. Who decided what when is history, and stays."""
    for relation in OrganisationUnit._meta.related_objects:
        model, field = relation.related_model, relation.field
        if field.many_to_one and field.editable and issubclass(model, (BasePage, get_user_model())):
            yield model, field.name


def _take_staff(unit: OrganisationUnit, into: OrganisationUnit) -> None:
    """After those that the other has, under keys of its own."""
    last = into.positions.aggregate(last=Max("sort_order"))["last"] or 0
    for position in unit.positions.all():
        position.unit, position.key = into, ""
        position.sort_order = last + 1 + (position.sort_order or 0)
        position.save()
