"""The root of the API."""

from enum import Enum
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

import graphene
from graphql_relay import from_global_id

from api.graphql.connections import FACETS, NARROWING, PAGING, Slice, entries, list_of, many, plain
from api.graphql.context import Context
from api.graphql.derive import Reader
from api.graphql.scalars import Sequence
from api.graphql.types import TERM_TYPES, Licence, Node, Post, PostConnection, Record
from cms.core.errors import BadInput, NotFound
from cms.core.licences import LICENCES
from cms.core.records import RECORDS, TERMS, Term
from cms.publication import preview, selectors, vocabulary
from cms.publication.selectors import Found, Item
from cms.publication.vocabulary import Route

MAX_KEYS: Final = 100


def _public(found: Found | None, context: Context, *, kind: str | None = None) -> Item | None:
    """The item that was found, where it is public and of that kind."""
    if found is None or found.gone or kind not in (None, found.item.kind):
        return None
    return context.announce_found(found)


def _route(context: Context, host: str | None, path: str) -> Route | None:
    """What an address of this city leads to; another city's host leads nowhere."""
    name = host or context.place.host
    if vocabulary.hosts().get(name) != context.place.site:
        return None
    route = vocabulary.route(host=name, path=path)
    elsewhere = route and route.found and route.found.item.data["site"] != context.place.site
    return None if elsewhere else route


def _post(root: Any, context: Context, key: str | None = None, url: str | None = None) -> Item | None:
    if (key is None) == (url is None):
        raise BadInput("give either a key or a url", where="post")
    if key is not None:
        return _public(selectors.entry(site=context.place.site, key=key), context, kind="post")
    route = _route_of_url(context, url or "")
    if route is not None and route.redirect:
        route = _route_of_url(context, route.redirect)
    return _public(route.found, context, kind="post") if route else None


def _preview(root: Any, context: Context, token: str) -> Item:
    record, body = preview.load(token)
    if record.kind != "post" or record.site != context.place.site:
        raise NotFound("no draft has this preview token", where="token")
    return context.announce_draft(record, body)


def _route_of_url(context: Context, url: str) -> Route | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return _route(context, parts.netloc, unquote(parts.path)) if parts.netloc else None


def _node(root: Any, context: Context, id: str) -> Item | Term | None:
    name, key = from_global_id(id)
    if name in KINDS:
        return _public(selectors.entry(site=context.place.site, key=key), context, kind=KINDS[name])
    return context.term(SCHEMES[name], key) if name in SCHEMES else None


KINDS: Final = {cls.__name__: kind for kind, cls in RECORDS.items()}
SCHEMES: Final = {cls.__name__: scheme for scheme, cls in TERMS.items()}


def _posts(root: Any, context: Context, **arguments: Any) -> Slice:
    return entries(context, kind="post", **arguments)


def _websites(root: Any, context: Context, field: str | None = None, language: str | None = None) -> list[Any]:
    found: tuple[Any, ...] = context.vocabulary.all("website")
    return [site for site in found if field in (None, site.field) and language in (None, site.language)]


def _units(root: Any, context: Context, **wanted: str | None) -> list[Any]:
    found: tuple[Any, ...] = context.vocabulary.all("unit")
    return [unit for unit in found if unit.parent == wanted["parent"]] if "parent" in wanted else list(found)


def _tags(root: Any, context: Context, keys: list[str]) -> list[Term]:
    if len(keys) > MAX_KEYS:
        raise BadInput(f"at most {MAX_KEYS} keys", where="keys")
    return context.tags(keys)


class RouteKind(Enum):
    """What an address leads to."""

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
    return route.term or _public(route.found, context)


def _route_language(route: Route) -> str | None:
    return route.found.item.data["language"] if route.found else route.language or None


class RouteType(graphene.ObjectType):
    """What an address leads to: a page of a record or a term, another address, or something withdrawn."""

    class Meta:
        name = "Route"

    kind = plain(graphene.Enum.from_enum(RouteKind), _route_kind)
    node = graphene.Field(Node, description="The record or the term.", resolver=Reader(_route_node))
    redirect = plain(graphene.String, lambda route: route.redirect, required=False)
    gone = plain(graphene.Boolean, lambda route: route.gone)
    language = plain(graphene.String, _route_language, required=False, description="The language of the page.")


class Change(graphene.ObjectType):
    """The latest change of one item."""

    sequence = plain(Sequence, lambda pair: pair[0])
    key = plain(graphene.ID, lambda pair: pair[1].item.data["key"])
    kind = plain(graphene.String, lambda pair: pair[1].item.kind)
    url = plain(graphene.String, lambda pair: pair[1].item.data["url"])
    gone = plain(graphene.Boolean, lambda pair: pair[1].gone, description="Whether it has left every output.")
    record = graphene.Field(
        Record,
        description="The item, unless it has gone.",
        resolver=Reader(lambda pair, context: _public(pair[1], context)),
    )


class Changed(NamedTuple):
    since: int
    nodes: list[tuple[int, Found]]
    has_next: bool


class Changes(graphene.ObjectType):
    """Changed items, the oldest change first: ask again with `since: next` to stay up to date."""

    nodes = many(Change, lambda changed: changed.nodes)
    has_next = plain(graphene.Boolean, lambda changed: changed.has_next)
    next = plain(Sequence, lambda changed: changed.nodes[-1][0] if changed.nodes else changed.since)


def _changes(root: Any, context: Context, since: int = 0, first: int = selectors.MAX_FIRST) -> Changed:
    found = selectors.changes(site=context.place.site, since=since, first=first + 1)
    return Changed(since, found[:first], len(found) > first)


def _terms(scheme: str) -> Reader:
    return Reader(lambda root, context: list(context.vocabulary.all(scheme)))


class Query(graphene.ObjectType):
    """All that a city has published: what its pages, feeds and linked data show, any client can read here."""

    city = graphene.Field(TERM_TYPES["city"], required=True, resolver=Reader(lambda root, context: context.city))
    posts = graphene.Field(
        PostConnection,
        required=True,
        description="The newest posts; several filters narrow each other.",
        resolver=Reader(_posts),
        **PAGING,
        **FACETS,
        **NARROWING,
    )
    post = graphene.Field(
        Post,
        description="One post by its key or by its address, an old one too; null where there is none or it has gone.",
        key=graphene.ID(),
        url=graphene.String(),
        resolver=Reader(_post),
    )
    preview = graphene.Field(
        Post,
        description="A draft as the editor lends it, for as long as its token lives.",
        token=graphene.String(required=True),
        resolver=Reader(_preview),
    )
    route = graphene.Field(
        RouteType,
        description="What an address leads to; null where nothing was ever published there.",
        host=graphene.String(description="With its port, where that is not the default one; without it, this host."),
        path=graphene.String(required=True, description="Decoded, such as `/traffic/소식/`."),
        resolver=Reader(lambda root, context, path, host=None: _route(context, host, path)),
    )
    node = graphene.Field(Node, id=graphene.ID(required=True), resolver=Reader(_node))
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
        resolver=Reader(_tags),
    )
    licences = graphene.Field(
        list_of(Licence),
        description="The licences that a work can carry.",
        resolver=Reader(lambda root: list(LICENCES.values()), plain=True),
    )
    changes = graphene.Field(
        Changes,
        required=True,
        description="What has changed since a sequence number, for mirrors.",
        since=graphene.Argument(Sequence, default_value=0),
        first=graphene.Int(default_value=selectors.MAX_FIRST, description=f"How many, at most {selectors.MAX_FIRST}."),
        resolver=Reader(_changes),
    )
