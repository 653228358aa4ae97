"""The targets of addresses."""

from enum import Enum

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader, plain
from api.graphql.lookups import public
from api.graphql.types import Node
from cms.core.records import Term
from cms.ledger.store import Item, Route


class RouteKind(Enum):
    """The kind of what an address leads to."""

    RECORD = "record"
    TERM = "term"
    REDIRECT = "redirect"
    GONE = "gone"


def _route_kind(route: Route) -> RouteKind:
    if route.gone:
        return RouteKind.GONE
    if route.redirect:
        return RouteKind.REDIRECT
    return RouteKind.TERM if route.term else RouteKind.RECORD


def _route_node(route: Route, context: Context) -> Item | Term | None:
    return route.term or public(route.found, context)


def _route_language(route: Route) -> str | None:
    return route.language or (route.found.item.data["language"] if route.found else None)


class RouteType(graphene.ObjectType):
    """The target of an address: a page of a record or a term, another address, or something withdrawn."""

    class Meta:
        name = "Route"

    kind = plain(graphene.Enum.from_enum(RouteKind), _route_kind)
    node = graphene.Field(Node, description="The record or the term.", resolver=Reader(_route_node))
    redirect = plain(graphene.String, lambda route: route.redirect, required=False)
    permanent = plain(
        graphene.Boolean,
        lambda route: route.permanent if route.redirect else None,
        required=False,
        description="Whether a redirect is one for good, as 301 says, or for a time only, as 302 does.",
    )
    gone = plain(graphene.Boolean, lambda route: route.gone)
    language = plain(graphene.String, _route_language, required=False, description="The language of the page.")
