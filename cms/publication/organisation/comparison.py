"""The comparison of a file with the organisation as it is stored: what it would add, change, move and close."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.publication.organisation.rows import PARENT, Refused, Row, Rows
from cms.subsites.models import OrganisationUnit, StaffPosition

ADDED, CHANGED, MOVED, CLOSED, REMOVED = "added", "changed", "moved", "closed", "removed"
_TOLD: Final = {
    ADDED: gettext_lazy("new"),
    CHANGED: gettext_lazy("changed"),
    MOVED: gettext_lazy("moved"),
    CLOSED: gettext_lazy("closed"),
    REMOVED: gettext_lazy("removed"),
}
_UNCHECKED: Final = {"parent", "key", "merged_into", "order", "unit", "sort_order"}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that a file would do to a department or a position: each field with what it is and what it would be.

    ``number`` is the line; 0 for what is not in the file.
    """

    kind: str
    item: Any
    name: str
    number: int = 0
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def told(self) -> Any:
        """The kind of difference, in the words of the editor."""
        return _TOLD[self.kind]

    @property
    def told_fields(self) -> list[tuple[Any, str, str]]:
        """The fields by what the editor calls them."""
        names = {each.name: each.verbose_name for each in self.item._meta.fields}
        return [(names[name], before, after) for name, before, after in self.fields]


@dataclass(kw_only=True)
class Comparison:
    """All that a file would do, in the order in which it can be done, and the rows that keep it from being done.

    ``missing`` are the departments of the chart that it does not name.
    """

    units: list[Difference] = field(default_factory=list)
    positions: list[Difference] = field(default_factory=list)
    missing: list[OrganisationUnit] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)
    places: list[tuple[StaffPosition, int]] = field(default_factory=list)

    @property
    def all(self) -> list[Difference]:
        """The differences of departments, then those of positions."""
        return [*self.units, *self.positions]


def compare(rows: Rows, *, closes: bool = False) -> Comparison:
    """Compare a file with what is stored; where it ``closes``, departments that it does not name are closed. Two
    queries."""
    stored = {unit.key: unit for unit in OrganisationUnit.objects.select_related("parent").order_by("order", "key")}
    found = Comparison(refused=list(rows.refused))
    named = _units(rows, stored, found)
    _refuse_circles(rows.units, stored, found)
    found.missing = [
        unit for unit in stored.values() if unit.key not in named and not unit.unlisted and unit.closed_on is None
    ]
    if closes:
        found.units += [Difference(kind=CLOSED, item=unit, name=str(unit)) for unit in found.missing]
    if rows.has_staff:
        _positions(rows, named, found)
    found.refused.sort(key=lambda refused: refused.number)
    return found


def _units(rows: Rows, stored: dict[str, OrganisationUnit], found: Comparison) -> dict[str, OrganisationUnit]:
    """The departments that the file is about, by key; those of its rows are compared."""
    named: dict[str, OrganisationUnit] = {}
    offered = {row.unit for row in rows.units} | stored.keys()
    for row in rows.units:
        reason = _wrong_unit(row, stored, named, offered)
        if not reason:
            unit = stored.get(row.unit) or OrganisationUnit(key=row.unit)
            reason = _compare_unit(row, unit, found)
            named[row.unit] = unit
        if reason:
            found.refused.append(Refused(number=row.number, reason=reason))
    for row in rows.positions:
        if row.unit in stored and stored[row.unit].closed_on is None:
            named.setdefault(row.unit, stored[row.unit])
    return named


def _wrong_unit(row: Row, stored: dict[str, Any], named: dict[str, Any], offered: Iterable[str]) -> str:
    parent = row.values.get(PARENT, "")
    if row.unit in named:
        return _("The department “%(key)s” stands in the file twice.") % {"key": row.unit}
    if row.unit not in stored and not row.values.get("name_ko"):
        return _("The department “%(key)s” is new and has no name.") % {"key": row.unit}
    if row.unit in stored and stored[row.unit].closed_on:
        return _("The department “%(key)s” is closed.") % {"key": row.unit}
    if parent and parent not in offered:
        return _("There is no department “%(key)s” that it could be part of.") % {"key": parent}
    return ""


def _compare_unit(row: Row, unit: OrganisationUnit, found: Comparison) -> str:
    """Note what would become of a department; the reason where it cannot be."""
    values = {name: value for name, value in row.values.items() if name != PARENT}
    if unit.pk is None:
        values["name_en"] = values.get("name_en") or values["name_ko"]
    values = {name: value for name, value in values.items() if value or name not in ("name_ko", "name_en")}
    before = str(unit) if unit.pk else values["name_ko"]
    parent = unit.parent.key if unit.parent else ""
    fields = tuple(_changed(unit, values))
    if reason := _invalid(unit, values):
        return reason
    if PARENT in row.values and row.values[PARENT] != parent:
        found.parents[unit.key] = row.values[PARENT]
        fields = (*fields, (PARENT, parent, row.values[PARENT]))
    kind = ADDED if unit.pk is None else MOVED if unit.key in found.parents else CHANGED
    if fields or unit.pk is None:
        found.units.append(Difference(kind=kind, item=unit, name=before, number=row.number, fields=fields))
    return ""


def _changed(item: Any, values: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, value in values.items():
        before = getattr(item, name)
        if before != value:
            yield name, before, value


def _invalid(item: Any, values: dict[str, str]) -> str:
    """Set the values; the reason where the model does not take them."""
    for name, value in values.items():
        setattr(item, name, value)
    try:
        item.clean_fields(exclude=_UNCHECKED)
    except ValidationError as error:
        names = {each.name: each.verbose_name for each in item._meta.fields}
        return "; ".join(f"{names[name]}: {' '.join(said)}" for name, said in error.message_dict.items())
    return ""


def _refuse_circles(rows: list[Row], stored: dict[str, OrganisationUnit], found: Comparison) -> None:
    """Refuse each row whose department would be below itself."""
    above = {key: unit.parent.key if unit.parent else "" for key, unit in stored.items()}
    above |= {row.unit: row.values[PARENT] for row in rows if PARENT in row.values}
    safe: set[str] = set()
    for row in rows:
        way, key = [row.unit], above.get(row.unit, "")
        while key and key not in safe and key not in way:
            way.append(key)
            key = above.get(key, "")
        if key == row.unit:
            reason = _("The department “%(key)s” would be part of itself.") % {"key": row.unit}
            found.refused.append(Refused(number=row.number, reason=reason))
        elif not key or key in safe:
            safe.update(way)


def _positions(rows: Rows, named: dict[str, OrganisationUnit], found: Comparison) -> None:
    """Compare the staff of the departments that the file is about, one after the other. One query."""
    by_unit: dict[str, list[Row]] = {key: [] for key in named}
    for row in rows.positions:
        if row.unit in by_unit:
            by_unit[row.unit].append(row)
        else:
            reason = _("There is no department “%(key)s” in the chart.") % {"key": row.unit}
            found.refused.append(Refused(number=row.number, reason=reason))
    stored: dict[str, list[StaffPosition]] = {}
    for position in StaffPosition.objects.filter(unit__key__in=by_unit).select_related("unit"):
        stored.setdefault(position.unit.key, []).append(position)
    for key, asked in by_unit.items():
        _staff(named[key], asked, stored.get(key, []), found)


def _staff(unit: OrganisationUnit, rows: list[Row], stored: list[StaffPosition], found: Comparison) -> None:
    """A row is the position of its title and duties, else the next one of its title; what is left is removed."""
    left = list(stored)
    known: dict[int, StaffPosition] = {}
    for names in (("title_ko", "duties_ko"), ("title_ko",)):
        for place, row in enumerate(rows):
            same = (one for one in left if all(getattr(one, name) == row.values.get(name, "") for name in names))
            if place not in known and (position := next(same, None)):
                known[place] = position
                left.remove(position)
    for place, row in enumerate(rows):
        position = known.get(place) or StaffPosition(unit=unit)
        fields = tuple(_changed(position, row.values))
        if reason := _invalid(position, row.values):
            found.refused.append(Refused(number=row.number, reason=reason))
            continue
        found.places.append((position, place))
        if fields:
            kind = CHANGED if position.pk else ADDED
            name = f"{unit} · {position.title_ko}"
            found.positions.append(Difference(kind=kind, item=position, name=name, number=row.number, fields=fields))
    found.positions += [
        Difference(kind=REMOVED, item=one, name=f"{unit} · {one.title_ko}", fields=(("duties_ko", one.duties_ko, ""),))
        for one in left
    ]
