"""The organisation of a city as its snippets have it now: what the publication stores of units and their staff."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from cms.core import records
from cms.subsites.identity import entity
from cms.subsites.models import CityPage, OrganisationUnit, StaffPosition

# The place of departments that are in no list, after all others.
LAST: Final = 2**31 - 1


def unit_terms(source: Any) -> Iterator[records.Unit]:
    """The departments as terms of a source (:class:`cms.subsites.terms.Source`), parents before their children.

    Three queries.
    """
    units = list(
        OrganisationUnit.objects.select_related("parent", "merged_into").prefetch_related(
            "successors", "changes__other"
        )
    )
    above = {unit.parent_id for unit in units}
    loose = {unit.pk for unit in units if unit.unlisted and unit.parent_id is None} - above
    for order, unit in enumerate(_tree(unit for unit in units if unit.pk not in loose)):
        yield _term(unit, order, source)
    # All in one place, where names decide: one more moves no other.
    for unit in units:
        if unit.pk in loose:
            yield _term(unit, LAST, source)


def _term(unit: OrganisationUnit, order: int, source: Any) -> records.Unit:
    """Its address leads on once it was merged, so that it has no page of its own."""
    return records.Unit(
        site=source.site,
        key=unit.key,
        iri=entity(source.identity, "unit", unit.key),
        names=unit.names,
        descriptions=unit.descriptions,
        urls={} if unit.merged_into else source.below("units", unit.key),
        order=order,
        parent=unit.parent.key if unit.parent else None,
        telephone=unit.telephone,
        fax=unit.fax,
        email=unit.email,
        places=unit.places,
        founded_on=unit.founded_on,
        closed_on=unit.closed_on,
        successors=tuple(sorted(other.key for other in unit.successors.all())),
        merged_into=unit.merged_into.key if unit.merged_into else None,
        changes=tuple(_change(change) for change in unit.changes.all()),
    )


def _change(change: Any) -> records.UnitChange:
    return records.UnitChange(
        kind=change.kind,
        changed_on=change.changed_on,
        names=change.names,
        unit=change.other.key if change.other else None,
    )


def _tree(units: Iterable[OrganisationUnit]) -> Iterator[OrganisationUnit]:
    """Parents before their children, each level in its own order."""
    below: dict[int | None, list[OrganisationUnit]] = {}
    for unit in sorted(units, key=lambda unit: (unit.order, unit.key)):
        below.setdefault(unit.parent_id, []).append(unit)
    level = list(reversed(below.get(None, [])))
    while level:
        unit = level.pop()
        yield unit
        level += reversed(below.get(unit.pk, []))


def staff(city: str, units: Collection[str] | None = None) -> dict[str, tuple[records.StaffPosition, ...]]:
    """The positions that the public may know by the keys of their departments, of these or of all; with names where
    the city shows them. A department that has none, is closed, or is not listed is left out. Two queries."""
    shows = CityPage.objects.filter(code=city).order_by("path").values_list("shows_names", flat=True).first()
    rows = StaffPosition.objects.filter(unit__unlisted=False, unit__closed_on=None).select_related("unit")
    found: dict[str, list[records.StaffPosition]] = {}
    for row in rows if units is None else rows.filter(unit__key__in=units):
        found.setdefault(row.unit.key, []).append(_position(row, shows_names=bool(shows)))
    return {key: tuple(positions) for key, positions in found.items()}


def _position(row: StaffPosition, *, shows_names: bool) -> records.StaffPosition:
    return records.StaffPosition(
        key=row.key,
        names=row.names,
        descriptions=row.descriptions,
        telephone=row.telephone,
        email=row.email,
        holder=row.holder if shows_names else "",
    )
