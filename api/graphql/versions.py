"""The former versions of an item: what the public could read before its last changes."""

from collections.abc import Callable
from typing import Any

import graphene
from django.utils import timezone

from api.graphql.connections import FIRST
from api.graphql.context import Context
from api.graphql.derive import Reader, list_of, plain
from api.graphql.scalars import DateTime
from cms.ledger.store import MAX_FIRST, Item
from cms.ledger.versions import Version as Former


def _versions(item: Item, context: Context, first: int | None = FIRST) -> list[Former]:
    return context.versions(item, FIRST if first is None else first)


def _changed_at(former: Former) -> str:
    """As it is answered, in the city's zone, as the moments of records are."""
    return timezone.localtime(former.changed_at).isoformat(timespec="seconds")


def versions_field(record_type: Callable[[], Any]) -> graphene.Field:
    """The field of an item; ``record_type`` gives the interface of all items."""

    class Version(graphene.ObjectType):
        """A version of a public item that a later one has replaced."""

        version = plain(graphene.Int, lambda former: former.number, description="Its number, as `version` of a record.")
        changed_at = plain(DateTime, _changed_at, description="When it became public.")
        record = plain(
            record_type,
            lambda former: former.item,
            description="What the public read, without pictures and files that nothing public shows any more and"
            " translations that are gone.",
        )

    return graphene.Field(
        list_of(Version),
        description="Its former versions, the newest first: as many as the city keeps and the present rules of"
        " screening find clear. Never the present one.",
        first=graphene.Int(default_value=FIRST, description=f"How many, at most {MAX_FIRST}."),
        resolver=Reader(_versions),
    )
