"""Lists of records as Relay connections (GraphQL Cursor Connections Specification), by keyset: nothing is counted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import graphene

from api.graphql import periods
from api.graphql.context import Context
from api.graphql.derive import many, plain
from api.graphql.descriptions import one_of
from api.graphql.scalars import Cursor, DateTime
from cms.core import kinds
from cms.core.errors import BadCursor
from cms.core.kinds import Facet
from cms.ledger import chart
from cms.ledger.directories import Position
from cms.ledger.facets import function_key
from cms.ledger.store import MAX_FIRST, Filters, Page, store
from cms.ledger.store import Cursor as StoreCursor
from cms.search.requests import Place

FIRST: Final = 20


class Slice(NamedTuple):
    """The source of a connection: a page of a listing and where it began."""

    page: Page
    after: StoreCursor | None


class PageInfo(graphene.ObjectType):
    """The place of a page in its list."""

    has_next_page = plain(graphene.Boolean, lambda slice: slice.page.has_next)
    has_previous_page = plain(graphene.Boolean, lambda slice: slice.after is not None)
    start_cursor = plain(Cursor, lambda slice: slice.page.items[0].cursor if slice.page.items else None, required=False)
    end_cursor = plain(
        Cursor,
        lambda slice: slice.page.end,
        required=False,
        description="Where to go on. A page can be short, even empty, and still have a next one.",
    )


def connection(name: str, node: Callable[[], Any]) -> Any:
    """The connection type of a record type, with its edge type."""
    edge = {
        "cursor": plain(Cursor, lambda item: item.cursor),
        "node": plain(node, lambda item: item),
    }
    edge_type = type(f"{name}Edge", (graphene.ObjectType,), edge)
    fields = {
        "edges": many(edge_type, lambda slice: slice.page.items),
        "nodes": many(node, lambda slice: slice.page.items),
        "page_info": plain(PageInfo, lambda slice: slice),
    }
    return type(f"{name}Connection", (graphene.ObjectType,), fields)


PAGING: Final = {
    "first": graphene.Int(default_value=FIRST, description=f"How many, at most {MAX_FIRST}."),
    "after": graphene.Argument(Cursor, description="The end of the page before."),
}


def _argument(facet: Facet) -> Any:
    if facet.is_path:
        path = f"A whole path of {facet.name}s, the widest first."
        return graphene.List(graphene.NonNull(graphene.String), description=path)
    return graphene.String(description=one_of(facet.values) if facet.values else f"The key of a {facet.of}.")


# What a root list of each kind can be narrowed to, and what a list below a term.
FACETS: Final = {
    kind.name: {one.name: _argument(one) for one in kind.facets} | periods.argument(kind) for kind in kinds.registered()
}
FACETS_BELOW: Final = {
    kind.name: {one.name: _argument(one) for one in kind.narrow} | periods.argument(kind) for kind in kinds.registered()
}
# Of what lists below a unit are.
WITH_BELOW: Final = {"with_below": graphene.Boolean(default_value=True, description="Of the units below it too.")}
NARROWING: Final = {
    "language": graphene.String(description="A BCP 47 tag."),
    "since": graphene.Argument(DateTime, description="Published then or later."),
    "until": graphene.Argument(DateTime, description="Published before."),
}


def _path(steps: Sequence[str]) -> str | None:
    return function_key(steps) if steps else None


def entries(
    context: Context,
    *,
    kind: str,
    first: int | None = FIRST,
    after: StoreCursor | Position | Place | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    status: str | None = None,
    **facets: str | Sequence[str] | None,
) -> Slice:
    """One page of a listing, whose items are announced to the context."""
    if after is not None and not isinstance(after, StoreCursor):
        raise BadCursor("this cursor is one of another list", where="after")
    given: dict[str, Any] = {name: _path(value) if isinstance(value, list) else value for name, value in facets.items()}
    told: dict[str, Any] = {"site": context.city_host.site, "language": language, "since": since, "until": until}
    found = kinds.kind(kind)
    filters = periods.filters(found, status, **told, **given) if status else Filters(kind=kind, **told, **given)
    page = store.entries(filters, first=FIRST if first is None else first, after=after)
    if status:
        page = periods.of_status(found, status, page)
    context.announce(page.items)
    return Slice(page, after)


def of_term(scheme: str, kind: str) -> Callable[..., Slice]:
    """The resolver of a connection below a term: its items of that kind; below the city, all."""

    def read(term: Any, context: Context, **arguments: Any) -> Slice:
        facet: dict[str, Any] = {} if scheme == "city" else {scheme: term.key}
        if arguments.pop("with_below", False):
            facet[scheme] = chart.listed_of(context.vocabulary, term)
        return entries(context, kind=kind, **arguments, **facet)

    return read
