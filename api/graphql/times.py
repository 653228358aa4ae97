"""The times of one item, as a calendar has them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone

from api.graphql.connections import FIRST, PAGING
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from api.graphql.scalars import DateTime
from cms.ledger import calendar


def told(moment: datetime | None) -> str | None:
    """A moment as it is answered, in the city's zone, as the moments of records are."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


class Span(graphene.ObjectType):
    """One time of an item, in the city's zone."""

    starts_at = plain(DateTime, lambda time: told(time.starts_at))
    ends_at = plain(DateTime, lambda time: told(time.ends_at), required=False)


def next_times(noun: str) -> graphene.Field:
    """The field of a kind, called ``noun``, that says when one of its items takes place next."""

    def read(item: Any, context: Context, since: datetime, first: int | None = FIRST) -> Sequence[Any]:
        first = FIRST if first is None else first
        return calendar.of_entry(site=item.data["site"], entry_id=item.id, since=since, first=first)

    return graphene.Field(
        list_of(Span),
        description=f"When this {noun} takes place from a moment on, the next time first.",
        resolver=Reader(read),
        first=PAGING["first"],
        since=graphene.Argument(graphene.NonNull(DateTime), description="Usually the beginning of today."),
    )
