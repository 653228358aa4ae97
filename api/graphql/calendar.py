"""Meetings by when they are held: what is to come, the next one first, and the calendar with what was."""

from datetime import datetime
from typing import Any, Final

import graphene

from api.graphql.connections import FIRST, PAGING, Slice, entries, list_of
from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.scalars import DateTime
from cms.core.records import Committee
from cms.publication import calendar
from cms.publication.selectors import Item

_SINCE: Final = graphene.Argument(DateTime, description="Held then or later.")
_UNTIL: Final = graphene.Argument(DateTime, description="Held before.")
_COMMITTEE: Final = graphene.String(description="The key of a committee; without it, of all.")


def _calendar(source: Any, context: Context, committee: str | None = None, **arguments: Any) -> Slice:
    return entries(context, kind="meeting", calendar=_key(source, committee), **arguments)


def _upcoming(
    source: Any, context: Context, since: datetime, first: int | None = FIRST, committee: str | None = None
) -> list[Item]:
    found = calendar.upcoming(
        site=context.place.site,
        committee=_key(source, committee),
        since=since,
        first=FIRST if first is None else first,
    )
    context.announce(found)
    return found


def _key(source: Any, committee: str | None) -> str:
    return source.key if isinstance(source, Committee) else committee or calendar.ALL


def calendar_fields(meeting: Any, connection: Any, **facets: Any) -> dict[str, graphene.Field]:
    """The two fields, of a committee or, with a facet, of the root."""
    return {
        "calendar": graphene.Field(
            connection,
            required=True,
            description="Meetings in the order of when they are held, the latest first.",
            resolver=Reader(_calendar),
            **PAGING,
            **facets,
            since=_SINCE,
            until=_UNTIL,
        ),
        "upcoming": graphene.Field(
            list_of(meeting),
            description="The meetings held at a moment or later, whatever their status, the next one first.",
            resolver=Reader(_upcoming),
            first=PAGING["first"],
            **facets,
            since=graphene.Argument(graphene.NonNull(DateTime), description="Usually the beginning of today."),
        ),
    }


OF_ANY: Final = {"committee": _COMMITTEE}
