"""The root of the API."""

from typing import Any

import graphene

from api.graphql.calendar import OF_ANY, calendar_fields
from api.graphql.changes import Changes, changes
from api.graphql.connections import FACETS, NARROWING, PAGING, entries, list_of
from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.directories import INITIALS, PAGED, UNITS, WEBSITES, by_key, listed
from api.graphql.lookups import draft, node, one, route
from api.graphql.opendata import OPEN_DATA
from api.graphql.routes import RouteType
from api.graphql.scalars import Sequence
from api.graphql.statistics import STATISTICS
from api.graphql.types import CONNECTIONS, RECORD_TYPES, TERM_TYPES, Licence, Node
from cms.core.licences import LICENCES
from cms.publication import selectors


def _list(kind: str, description: str) -> graphene.Field:
    """The newest records of a kind."""

    def read(root: Any, context: Context, **arguments: Any) -> Any:
        return entries(context, kind=kind, **arguments)

    return graphene.Field(
        CONNECTIONS[kind],
        required=True,
        description=description,
        resolver=Reader(read),
        **PAGING,
        **FACETS[kind],
        **NARROWING,
    )


def _draft(kind: str) -> graphene.Field:
    return graphene.Field(
        RECORD_TYPES[kind],
        description=f"A draft of a {kind} as the editor lends it, for as long as its token lives.",
        token=graphene.String(required=True),
        resolver=Reader(draft(kind)),
    )


class Query(graphene.ObjectType):
    """All that a city has published: what its pages, feeds and linked data show, any client can read here."""

    city = graphene.Field(TERM_TYPES["city"], required=True, resolver=Reader(lambda root, context: context.city))
    posts = _list("post", "The newest posts; several filters narrow each other.")
    post = graphene.Field(
        RECORD_TYPES["post"],
        description="One post by its key or by its address, an old one too; null where there is none or it has gone.",
        key=graphene.ID(),
        url=graphene.String(),
        resolver=Reader(one("post")),
    )
    documents = _list(
        "document", "The newest released documents, closed ones as a record; several filters narrow each other."
    )
    document = graphene.Field(
        RECORD_TYPES["document"],
        description="One released document; null where there is none such, or it is not public.",
        key=graphene.ID(),
        url=graphene.String(description="Its address, an old one too."),
        management_number=graphene.String(description="The number that it has in this city."),
        resolver=Reader(one("document")),
    )
    meetings = _list("meeting", "The meetings of committees, the one announced last first.")
    calendar, upcoming = calendar_fields(RECORD_TYPES["meeting"], CONNECTIONS["meeting"], **OF_ANY).values()
    meeting = graphene.Field(
        RECORD_TYPES["meeting"],
        description="One meeting by its key or by its address; null where there is none or it has gone.",
        key=graphene.ID(),
        url=graphene.String(),
        resolver=Reader(one("meeting")),
    )
    preview = _draft("post")
    meeting_preview = _draft("meeting")
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
    tags = by_key("tag", "tags")
    tasks = by_key("task", "task cards")
    sections = listed("section", "The parts of the site with a listing of their own.")
    committees = listed("committee", "The committees of the city.")
    terms = PAGED
    initials = INITIALS
    licences = graphene.Field(
        list_of(Licence),
        description="The licences that a work can carry.",
        resolver=Reader(lambda root: list(LICENCES.values()), plain=True),
    )
    statistics = STATISTICS
    open_data = OPEN_DATA
    changes = graphene.Field(
        Changes,
        required=True,
        description="What has changed since a sequence number, for mirrors.",
        since=graphene.Argument(Sequence, default_value=0),
        first=graphene.Int(default_value=selectors.MAX_FIRST, description=f"How many, at most {selectors.MAX_FIRST}."),
        resolver=Reader(changes),
    )
