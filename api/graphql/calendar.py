"""The calendar of a kind: what is to come, the next one first, and all in the order of when it is held."""

from datetime import datetime
from typing import Any, Final

import graphene

from api.graphql.connections import FIRST, PAGING, Slice, entries
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of
from api.graphql.scalars import DateTime
from cms.core.kinds import Kind
from cms.core.records import Term
from cms.ledger import calendar
from cms.ledger.store import Item

_SINCE: Final = graphene.Argument(DateTime, description="Held then or later.")
_UNTIL: Final = graphene.Argument(DateTime, description="Held before.")


def calendar_fields(kind: Kind, of: Any, connection: Any, *, at_root: bool = False) -> dict[str, graphene.Field]:
    """The two fields of a kind whose type is ``of``: of a term, or at the root with the key of one as an argument.

    None where the kind has no calendar.
    """
    if kind.calendar is None:
        return {}
    things, facet = kind.nouns, kind.calendar.facet
    key = graphene.String(description=f"The key of a {facet.of}; without it, of all.")
    arguments = {facet.name: key} if at_root else {}

    def whose(source: Any, given: dict[str, Any]) -> str:
        """The value of the facet that is asked for, taken out of the arguments."""
        named = given.pop(facet.name, None) or calendar.ALL
        return source.key if isinstance(source, Term) else named

    def held(source: Any, context: Context, **given: Any) -> Slice:
        return entries(context, kind=kind.name, calendar=whose(source, given), **given)

    def upcoming(source: Any, context: Context, since: datetime, first: int | None = FIRST, **given: Any) -> list[Item]:
        first = FIRST if first is None else first
        found = calendar.upcoming(site=context.city_host.site, of=whose(source, given), since=since, first=first)
        context.announce(found)
        return found

    return {
        "calendar": graphene.Field(
            connection,
            required=True,
            description=f"{things.capitalize()} in the order of when they are held, the latest first.",
            resolver=Reader(held),
            **PAGING,
            **arguments,
            since=_SINCE,
            until=_UNTIL,
        ),
        "upcoming": graphene.Field(
            list_of(of),
            description=f"The {things} held at a moment or later, whatever their status, the next one first.",
            resolver=Reader(upcoming),
            first=PAGING["first"],
            **arguments,
            since=graphene.Argument(graphene.NonNull(DateTime), description="Usually the beginning of today."),
        ),
    }
