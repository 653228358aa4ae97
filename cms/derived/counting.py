"""Counting the documents of a unit and month again, when one of them has changed.

Whoever writes a document marks its unit and month in the same transaction; the worker counts just these, through the
index of unit and day of production, so the cost does not grow with the archive. A mark waits some seconds, so that
many changes of one month are counted once. It is no channel: what is held or closed is counted too, and the ledger,
which knows only what is public, tells nobody of it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Min, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from cms.core.records import Document
from cms.derived.models import StaleMonth, UnitMonth
from cms.derived.statistics import ALL, COUNTER, COUNTS, NO_UNIT, next_month
from cms.ledger import bookmarks, generation, published
from cms.ledger.given import erase
from cms.releases.models import DocumentPage
from cms.releases.models.documents import Openness, State
from cms.subsites.models import OrganisationUnit

DELAY: Final = timedelta(seconds=5)
# Marks that are read in one turn, and units and months that are counted in it.
MARKS: Final = 1_000
LIMIT: Final = 20

_OF_CELL: Final = ("city", "unit_id", "produced_on")

# City, id of the unit or 0, first day of the month.
Cell = tuple[str, int, date]


def mark(page_ids: Iterable[int], *, new: Iterable[DocumentPage] = ()) -> None:
    """Mark where these documents belong, and where their published records still say that they do.

    To be called in the transaction that writes the pages, before the ledger follows. ``new`` are those of the pages
    that it has made, as they were written.
    """
    known = {page.pk: _cell_of(page) for page in new}
    cells = set(known.values())
    if ids := [pk for pk in page_ids if pk not in known]:
        cells |= {_cell_of(page) for page in DocumentPage.objects.filter(pk__in=ids).only(*_OF_CELL)}
        cells |= _published_cells(ids)
    mark_cells(cells)


def mark_page(page: DocumentPage) -> None:
    """The same for a document that is being deleted."""
    mark_cells([_cell_of(page)])


def _cell_of(page: DocumentPage) -> Cell:
    return page.city, page.unit_id or 0, page.produced_on.replace(day=1)


def mark_cells(cells: Iterable[Cell]) -> None:
    """Mark units and months."""
    now = timezone.now()
    StaleMonth.objects.bulk_create(
        [
            StaleMonth(site=site, unit_id=unit_id, month=month, marked_at=now)
            for site, unit_id, month in sorted(set(cells))
        ]
    )


def mark_all() -> None:
    """Mark every unit and month that has documents, or is said to: some probes a unit, whatever the number of pages."""
    units = [0, *OrganisationUnit.objects.values_list("pk", flat=True)]
    for city in DocumentPage.objects.order_by("city").values_list("city", flat=True).distinct():
        for unit_id in units:
            mark_cells(_months(city, unit_id))
    keys = dict(OrganisationUnit.objects.values_list("key", "pk")) | {NO_UNIT: 0}
    counted = UnitMonth.objects.exclude(unit=ALL).values_list("site", "unit", "month")
    mark_cells((site, keys[unit], month) for site, unit, month in counted.iterator() if unit in keys)


def _months(city: str, unit_id: int) -> Iterable[Cell]:
    ends = _documents(city, unit_id).aggregate(first=Min("produced_on"), last=Max("produced_on"))
    month = ends["first"] and ends["first"].replace(day=1)
    while month and month <= ends["last"]:
        yield city, unit_id, month
        month = next_month(month)


def _published_cells(page_ids: list[int]) -> set[Cell]:
    said = published.said(page_ids, Document.kind, ("publisher", "produced_on"))
    keys = {publisher for _, publisher, _ in said if publisher}
    units = dict(OrganisationUnit.objects.filter(key__in=keys).values_list("key", "pk")) if keys else {}
    return {
        (site, units.get(publisher or "", 0), date.fromisoformat(day).replace(day=1)) for site, publisher, day in said
    }


def count_stale(*, limit: int = LIMIT) -> int:
    """Count again what was marked some seconds ago; returns how many units and months."""
    if not _marks().exists():
        return 0
    with transaction.atomic():
        if bookmarks.hold(COUNTER) is None:
            return 0
        cells = list(dict.fromkeys(_marks()[:MARKS].values_list("site", "unit_id", "month")))[:limit]
        units = dict(OrganisationUnit.objects.values_list("pk", "key")) | {0: NO_UNIT}
        newest = StaleMonth.objects.aggregate(newest=Max("pk"))["newest"]
        for cell in cells:
            site, unit_id, month = cell
            erase(StaleMonth.objects.filter(site=site, unit_id=unit_id, month=month, pk__lte=newest))
            _store(site, units.get(unit_id), month, _count(site, unit_id, month))
        for site, month in sorted({(site, month) for site, _, month in cells}):
            _store(site, ALL, month, _total(site, month))
        bookmarks.step(COUNTER)
        generation.replace_on_commit(vocabulary=False)
    return len(cells)


def _marks() -> Any:
    return StaleMonth.objects.filter(marked_at__lte=timezone.now() - DELAY).order_by("pk")


def _documents(city: str, unit_id: int) -> Any:
    return DocumentPage.objects.filter(city=city, unit_id=unit_id or None)


def documents_of(city: str, unit_id: int, month: date) -> Any:
    """The documents that are counted together, apart so that tests and benchmarks can EXPLAIN it."""
    return _documents(city, unit_id).filter(produced_on__gte=month, produced_on__lt=next_month(month))


_RELEASED: Final = Q(live=True, held=False, state=State.RELEASED)
_COUNTED: Final = {
    "produced": Count("pk"),
    "open": Count("pk", filter=Q(openness=Openness.OPEN)),
    "partial": Count("pk", filter=Q(openness=Openness.PARTIAL)),
    "closed": Count("pk", filter=Q(openness=Openness.CLOSED)),
    "held": Count("pk", filter=Q(held=True, state__in=(State.WAITING, State.RELEASED))),
    "released": Count("pk", filter=_RELEASED),
    "taken_down": Count("pk", filter=Q(state=State.WITHDRAWN)),
}


def _count(city: str, unit_id: int, month: date) -> dict[str, int]:
    days = ExpressionWrapper(TruncDate("first_published_at") - F("produced_on"), output_field=DurationField())
    # Names that no column has, since Django would take an aggregate for the column of its name.
    asked = {f"number_{name}": count for name, count in _COUNTED.items()}
    found = documents_of(city, unit_id, month).aggregate(**asked, waited=Sum(days, filter=_RELEASED))
    waited = found["waited"].days if found["waited"] else 0
    return {name: found[f"number_{name}"] for name in _COUNTED} | {"waited_days": waited}


def _total(site: str, month: date) -> dict[str, int]:
    units = UnitMonth.objects.filter(site=site, month=month).exclude(unit=ALL)
    found = units.aggregate(**{name: Sum(name) for name in COUNTS})
    return {name: value or 0 for name, value in found.items()}


def _store(site: str, unit: str | None, month: date, counts: dict[str, int]) -> None:
    """One row of the table; a unit that has gone, or a month without documents, has none."""
    row = UnitMonth.objects.filter(site=site, unit=unit, month=month)
    if unit is None or not counts["produced"]:
        row.delete()
    elif not row.update(**counts):
        UnitMonth.objects.create(site=site, unit=unit, month=month, **counts)
