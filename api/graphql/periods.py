"""Periods: the status of a record on the day that it is asked for, and lists narrowed by it."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import graphene
from django.utils import timezone

from api.graphql.derive import plain
from api.graphql.descriptions import one_of
from cms.core.days import beginning
from cms.core.errors import BadInput
from cms.core.kinds import STATUSES, Kind, Period, status
from cms.ledger.facets import check_one_of
from cms.ledger.store import Filters, Item, Page

ARGUMENT: Final = "status"
_MEANING: Final = (
    "The status today, in the city's time: the last day furthest ahead comes first. Pages may be short, even empty, and"
    " have a next one. Not together with `since` or `until`."
)


def argument(kind: Kind) -> dict[str, Any]:
    """The argument by which lists of a kind are narrowed to a status; none where it has no period."""
    return {ARGUMENT: graphene.String(description=f"{one_of(STATUSES)} {_MEANING}")} if kind.period else {}


def field(period: Period) -> Any:
    """The field that tells the status of a record."""
    return plain(
        graphene.String,
        lambda item: status_of(item, period),
        description=f"Today, in the city's time: {one_of(STATUSES)} Empty where it has no last day.",
    )


def status_of(item: Item, period: Period) -> str:
    """The status of an item today."""
    record = item.record
    return status(getattr(record, period.first), getattr(record, period.last), today=timezone.localdate())


def of_status(kind: Kind, wanted: str, page: Page) -> Page:
    """A page of that range with what is of the status alone."""
    assert kind.period is not None, "only kinds with a period have the argument"
    items = tuple(item for item in page.items if status_of(item, kind.period) == wanted)
    return replace(page, items=items)


def filters(
    kind: Kind, wanted: str, *, since: datetime | None = None, until: datetime | None = None, **facets: Any
) -> Filters:
    """The range of the order of deadlines in which everything of a status is; BadInput for what is none.

    What has not begun is in it together with what has: it is few, and for the reader to leave out.
    """
    check_one_of(STATUSES, wanted, where=ARGUMENT)
    if since or until:
        raise BadInput("cannot be asked for together with `since` or `until`", where=ARGUMENT)
    period = kind.period
    assert period is not None, "only kinds with a period have the argument"
    today = beginning(timezone.localdate())
    ends: dict[str, Any] = {"until": today} if wanted == "closed" else {"since": today}
    return Filters(kind=kind.name, order=period.deadlines, **ends, **facets)
