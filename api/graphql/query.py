"""The root of the API."""

from collections.abc import Iterator
from typing import Any, Final

import graphene

from api.graphql.calendar import calendar_fields, occurrences_field
from api.graphql.changes import Changes, changes
from api.graphql.chart import directory
from api.graphql.connections import FACETS, NARROWING, PAGING, entries
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of
from api.graphql.directories import BOARDS, INITIALS, PAGED, UNITS, WEBSITES, by_key, listed
from api.graphql.kinds import ROWS
from api.graphql.lookups import draft, node, one, route
from api.graphql.opendata import OPEN_DATA
from api.graphql.routes import RouteType
from api.graphql.scalars import Sequence
from api.graphql.search.field import SEARCH, SUGGESTIONS
from api.graphql.search.help import HELP
from api.graphql.statistics import STATISTICS
from api.graphql.types import CONNECTIONS, RECORD_TYPES, TERM_TYPES, Licence, Node, Record, StaffPosition
from api.graphql.webpages import required_pages
from cms.core.kinds import Kind
from cms.core.licences import LICENCES
from cms.ledger.store import MAX_FIRST

_NUMBER: Final = graphene.String(description="The number that it has in this city.")


def _list(kind: Kind) -> graphene.Field:
    """The newest records of a kind."""

    def read(root: Any, context: Context, **arguments: Any) -> Any:
        return entries(context, kind=kind.name, **arguments)

    return graphene.Field(
        CONNECTIONS[kind.name],
        required=True,
        description=ROWS[kind.name].listed,
        resolver=Reader(read),
        **PAGING,
        **FACETS[kind.name],
        **NARROWING,
    )


def _one(kind: Kind) -> graphene.Field:
    """One record of a kind."""
    numbered = {kind.numbered_by: _NUMBER} if kind.numbered_by else {}
    return graphene.Field(
        RECORD_TYPES[kind.name],
        description=f"One {kind.noun}; null where there is none such, or it is not public.",
        key=graphene.ID(),
        url=graphene.String(description="Its address, an old one too."),
        **numbered,
        resolver=Reader(one(kind)),
    )


def _draft(kind: Kind) -> graphene.Field:
    return graphene.Field(
        RECORD_TYPES[kind.name],
        description=f"A draft of a {kind.noun} as the editor lends it, for as long as its token lives.",
        token=graphene.String(required=True),
        resolver=Reader(draft(kind.name)),
    )


def _of_kinds() -> Iterator[tuple[str, graphene.Field]]:
    """The fields of the root that each kind has, by their names."""
    for kind in ROWS.kinds:
        yield kind.plural, _list(kind)
        yield kind.singular, _one(kind)
        yield from calendar_fields(kind, RECORD_TYPES[kind.name], CONNECTIONS[kind.name], at_root=True).items()
        if kind.has_drafts:
            yield ROWS[kind.name].draft, _draft(kind)


_OfKinds: Any = type("_OfKinds", (), dict(_of_kinds()))


class Query(_OfKinds, graphene.ObjectType):
    """All that a city has published: what its pages, feeds and linked data show, any client can read here."""

    city = graphene.Field(TERM_TYPES["city"], required=True, resolver=Reader(lambda root, context: context.city))
    route = graphene.Field(
        RouteType,
        description="What an address leads to, another spelling of one being redirected to its normal form as its page"
        " is; null where nothing was ever published there.",
        host=graphene.String(
            description="With its port, where that is not the default one; without it, this host. Of a host that is not"
            " the city's, what is redirected to it."
        ),
        path=graphene.String(required=True, description="Decoded, such as `/traffic/소식/`; a query may follow."),
        resolver=Reader(lambda root, context, path, host=None: route(context, host, path), as_written=True),
    )
    node = graphene.Field(Node, id=graphene.ID(required=True), resolver=Reader(node))
    fields = listed("field", "The fields of city affairs.")
    websites = WEBSITES
    units = UNITS
    staff = directory(TERM_TYPES["unit"], StaffPosition)
    tags = by_key("tag", "tags")
    tasks = by_key("task", "task cards")
    sections = listed("section", "The parts of the site with a listing of their own.")
    committees = listed("committee", "The committees of the city.")
    occurrences = occurrences_field("city", Record)["occurrences"]
    boards = BOARDS
    terms = PAGED
    initials = INITIALS
    licences = graphene.Field(
        list_of(Licence),
        description="The licences that a work can carry.",
        resolver=Reader(lambda root: list(LICENCES.values()), plain=True),
    )
    search = SEARCH
    search_suggestions = SUGGESTIONS
    search_help = HELP
    statistics = STATISTICS
    open_data = OPEN_DATA
    required_pages = required_pages(lambda: RECORD_TYPES["page"])
    changes = graphene.Field(
        Changes,
        required=True,
        description="What has changed since a sequence number, for mirrors.",
        since=graphene.Argument(Sequence, default_value=0),
        first=graphene.Int(default_value=MAX_FIRST, description=f"How many, at most {MAX_FIRST}."),
        resolver=Reader(changes),
    )
