"""The root of the API."""

from collections.abc import Callable
from typing import Any, Final

import graphene

from api.graphql.calendar import OF_ANY, calendar_fields
from api.graphql.changes import Changes, changes
from api.graphql.connections import FACETS, NARROWING, PAGING, entries, list_of
from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.lookups import draft, node, one, route
from api.graphql.opendata import OPEN_DATA
from api.graphql.routes import RouteType
from api.graphql.scalars import Sequence
from api.graphql.statistics import STATISTICS
from api.graphql.types import CONNECTIONS, RECORD_TYPES, TERM_TYPES, Licence, Node
from cms.core.errors import BadInput
from cms.core.licences import LICENCES
from cms.core.records import Term
from cms.publication import selectors

MAX_KEYS: Final = 100


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


def _websites(root: Any, context: Context, field: str | None = None, language: str | None = None) -> list[Any]:
    found: tuple[Any, ...] = context.vocabulary.all("website")
    return [site for site in found if field in (None, site.field) and language in (None, site.language)]


def _units(root: Any, context: Context, **wanted: str | None) -> list[Any]:
    found: tuple[Any, ...] = context.vocabulary.all("unit")
    return [unit for unit in found if unit.parent == wanted["parent"]] if "parent" in wanted else list(found)


def _by_key(scheme: str) -> Callable[..., list[Term]]:
    """The resolver of some terms of an open vocabulary."""

    def read(root: Any, context: Context, keys: list[str]) -> list[Term]:
        if len(keys) > MAX_KEYS:
            raise BadInput(f"at most {MAX_KEYS} keys", where="keys")
        return context.open_terms(scheme, keys)

    return read


def _terms(scheme: str) -> Reader:
    return Reader(lambda root, context: list(context.vocabulary.all(scheme)))


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
        description="What an address leads to; null where nothing was ever published there.",
        host=graphene.String(description="With its port, where that is not the default one; without it, this host."),
        path=graphene.String(required=True, description="Decoded, such as `/traffic/소식/`."),
        resolver=Reader(lambda root, context, path, host=None: route(context, host, path)),
    )
    node = graphene.Field(Node, id=graphene.ID(required=True), resolver=Reader(node))
    fields = graphene.Field(
        list_of(TERM_TYPES["field"]), description="The fields of city affairs.", resolver=_terms("field")
    )
    websites = graphene.Field(
        list_of(TERM_TYPES["website"]),
        description="The websites below the fields.",
        field=graphene.String(description="The key of a field."),
        language=graphene.String(description="A BCP 47 tag."),
        resolver=Reader(_websites),
    )
    units = graphene.Field(
        list_of(TERM_TYPES["unit"]),
        description="The organisation units.",
        parent=graphene.String(description="The key of a unit; null for those at the top. Without it, all units."),
        resolver=Reader(_units),
    )
    tags = graphene.Field(
        list_of(TERM_TYPES["tag"]),
        description=f"The tags of these keys, at most {MAX_KEYS}, that exist.",
        keys=graphene.Argument(list_of(graphene.String)),
        resolver=Reader(_by_key("tag")),
    )
    tasks = graphene.Field(
        list_of(TERM_TYPES["task"]),
        description=f"The task cards of these keys, at most {MAX_KEYS}, that exist.",
        keys=graphene.Argument(list_of(graphene.String)),
        resolver=Reader(_by_key("task")),
    )
    sections = graphene.Field(
        list_of(TERM_TYPES["section"]),
        description="The parts of the site with a listing of their own.",
        resolver=_terms("section"),
    )
    committees = graphene.Field(
        list_of(TERM_TYPES["committee"]), description="The committees of the city.", resolver=_terms("committee")
    )
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
