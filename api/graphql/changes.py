"""The changes of the ledger, for mirrors."""

from typing import Any, NamedTuple

import graphene

from api.graphql.context import Context
from api.graphql.derive import Reader, many, plain
from api.graphql.lookups import public
from api.graphql.scalars import Sequence
from api.graphql.types import Record
from cms.ledger.store import MAX_FIRST, Found, store


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
        resolver=Reader(lambda pair, context: public(pair[1], context)),
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


def changes(root: Any, context: Context, since: int = 0, first: int = MAX_FIRST) -> Changed:
    """The resolver of :class:`Changes`; one row more than asked for says whether there are more."""
    found = store.changes(site=context.city_host.site, since=since, first=first + 1)
    context.read_together(one.item for _, one in found[:first] if not one.gone)
    return Changed(since, found[:first], len(found) > first)
