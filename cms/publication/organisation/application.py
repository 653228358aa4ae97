"""Doing what a comparison says, all of it or nothing."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.errors import BadInput
from cms.core.gathering import gathering
from cms.core.rows import batches
from cms.publication import staff
from cms.publication.organisation.comparison import ADDED, CLOSED, REMOVED, Comparison
from cms.subsites.models import OrganisationUnit, StaffPosition, UnitChange

_FIELDS = ("title_ko", "title_en", "duties_ko", "duties_en", "telephone", "email", "holder", "sort_order")


@transaction.atomic
def apply(comparison: Comparison) -> int:
    """Store what would be added, changed, moved, closed and removed; returns how much that is.

    BadInput, with nothing changed, where a row was refused.
    """
    if comparison.refused:
        first = comparison.refused[0]
        raise BadInput(first.reason, where=_("line %(number)s") % {"number": first.number})
    with gathering():
        _store_units(comparison)
    _store_positions(comparison)
    left = {one.item.unit.key for one in comparison.positions if one.kind == REMOVED}
    staff.sync({position.unit.key for position, _place in comparison.places} | left)
    return len(comparison.all)


def _store_units(comparison: Comparison) -> None:
    """New ones first without what they are part of, which may be new itself."""
    last = OrganisationUnit.objects.aggregate(last=Max("order"))["last"] or 0
    for difference in comparison.units:
        unit = difference.item
        if difference.kind == ADDED:
            last += 1
            unit.order = last
        if difference.kind == CLOSED:
            unit.closed_on = timezone.localdate()
        unit.save()
    _move(comparison)


def _move(comparison: Comparison) -> None:
    """Give departments what they are part of. All leave at once: on the way two of them would stand in a circle."""
    units = {difference.item.key: difference.item for difference in comparison.units}
    before = {key: units[key].parent_id for key in comparison.parents}
    OrganisationUnit.objects.filter(key__in=comparison.parents).update(parent=None)
    known = {unit.key: unit for unit in OrganisationUnit.objects.filter(key__in=comparison.parents.values())}
    for key, parent in comparison.parents.items():
        unit = units[key]
        unit.parent = known.get(parent)
        unit.save()
        if before[key] and unit.parent:
            UnitChange.objects.create(unit=unit, kind=UnitChange.Kind.MOVED, other_id=before[key])


def _store_positions(comparison: Comparison) -> None:
    """In bulk: a city has some thousands, and all of them are looked at together afterwards."""
    keys = _last_keys(comparison)
    gone = [difference.item.pk for difference in comparison.positions if difference.kind == REMOVED]
    for batch in batches(gone):
        StaffPosition.objects.filter(pk__in=batch).delete()
    fresh: dict[int, list[StaffPosition]] = {}
    kept: list[StaffPosition] = []
    for position, place in comparison.places:
        position.sort_order = place
        if position.pk is None:
            position.unit_id = position.unit.pk
            fresh.setdefault(position.unit_id, []).append(position)
        else:
            kept.append(position)
    StaffPosition.objects.bulk_update(kept, _FIELDS, batch_size=500)
    for unit_id, positions in fresh.items():
        for number, position in enumerate(positions, start=keys.get(unit_id, 0) + 1):
            position.key = str(number)
    StaffPosition.objects.bulk_create([one for each in fresh.values() for one in each], batch_size=500)


def _last_keys(comparison: Comparison) -> dict[int, int]:
    """The largest number among the keys of each department's positions, those too that are about to go."""
    units = {position.unit.pk for position, _place in comparison.places}
    found: dict[int, int] = {}
    for unit_id, key in StaffPosition.objects.filter(unit_id__in=units).values_list("unit_id", "key"):
        found[unit_id] = max(found.get(unit_id, 0), int(key) if key.isdecimal() else 0)
    return found
