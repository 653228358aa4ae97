"""Lists of records as Relay connections (GraphQL Cursor Connections Specification), by keyset: nothing is counted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.descriptions import one_of
from api.graphql.scalars import Cursor, DateTime
from cms.core.errors import BadCursor
from cms.publication import selectors
from cms.publication.directories import Place
from cms.publication.facets import ENUMERATIONS
from cms.publication.selectors import Filters, function_key

FIRST: Final = 20


class Slice(NamedTuple):
    """The source of a connection: a page of a listing and where it began."""

    page: selectors.Page
    after: selectors.Cursor | None


def plain(of: Any, read: Callable[[Any], Any], *, required: bool = True, description: str | None = None) -> Any:
    """A field without arguments whose value is at hand."""
    return graphene.Field(of, required=required, resolver=Reader(read, plain=True), description=description)


def list_of(of: Any) -> graphene.NonNull:
    """A list that is never null and holds no null."""
    return graphene.NonNull(graphene.List(graphene.NonNull(of)))


def many(of: Any, read: Callable[[Any], Any]) -> Any:
    """The same with a list."""
    return graphene.Field(list_of(of), resolver=Reader(read, plain=True))


class PageInfo(graphene.ObjectType):
    """Where a page of a list lies."""

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
    "first": graphene.Int(default_value=FIRST, description=f"How many, at most {selectors.MAX_FIRST}."),
    "after": graphene.Argument(Cursor, description="The end of the page before."),
}


def _facet(thing: str) -> graphene.String:
    return graphene.String(description=f"The key of a {thing}.")


_OPENNESS: Final = graphene.String(description=one_of(ENUMERATIONS["openness"]))
_GENRE: Final = graphene.String(description=one_of(ENUMERATIONS["genre"]))
# What a root list of each kind can be narrowed to.
FACETS: Final = {
    "post": {thing: _facet(thing) for thing in ("field", "website", "tag", "unit")},
    "document": {
        "unit": _facet("unit"),
        "task": _facet("task card"),
        "function": graphene.List(
            graphene.NonNull(graphene.String), description="A whole path of functions, the widest first."
        ),
        "genre": _GENRE,
        "openness": _OPENNESS,
    },
    "meeting": {"committee": _facet("committee"), "unit": _facet("unit"), "openness": _OPENNESS},
}
# And what a list below a term.
FACETS_BELOW: Final[dict[str, dict[str, graphene.String]]] = {
    "post": {},
    "document": {"genre": _GENRE, "openness": _OPENNESS},
    "meeting": {"openness": _OPENNESS},
}
NARROWING: Final = {
    "language": graphene.String(description="A BCP 47 tag."),
    "since": graphene.Argument(DateTime, description="Published then or later."),
    "until": graphene.Argument(DateTime, description="Published before."),
}


def entries(
    context: Context,
    *,
    kind: str,
    first: int | None = FIRST,
    after: selectors.Cursor | Place | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    function: Sequence[str] | None = None,
    **facets: str | None,
) -> Slice:
    """One page of a listing, whose items are announced to the context."""
    if isinstance(after, Place):
        raise BadCursor("this cursor is one of `terms`", where="after")
    given = {name: value for name, value in facets.items() if value is not None}
    if function:
        given["function"] = function_key(function)
    filters = Filters(site=context.place.site, kind=kind, language=language, since=since, until=until, **given)
    page = selectors.entries(filters, first=FIRST if first is None else first, after=after)
    context.announce(page.items)
    return Slice(page, after)


def of_term(scheme: str, kind: str) -> Callable[..., Slice]:
    """The resolver of a connection below a term: its items of that kind; below the city, all."""

    def read(term: Any, context: Context, **arguments: Any) -> Slice:
        facet = {} if scheme == "city" else {scheme: term.key}
        return entries(context, kind=kind, **arguments, **facet)

    return read
