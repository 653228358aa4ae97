"""Boards: which there are, what is pinned on each, and the notices beside a notice."""

from typing import Any, Final

import graphene
from django.utils import timezone

from api.graphql.context import Context
from api.graphql.derive import Reader, list_of
from cms.core import records
from cms.core.days import beginning
from cms.core.kinds import Kind
from cms.ledger.facets import listing_name
from cms.ledger.neighbours import neighbours
from cms.ledger.store import Filters, Item, store

# Editors cannot pin more; what came about otherwise is cut.
MAX_PINS: Final = 10


def pins_field(kind: Kind, of: Any) -> graphene.Field:
    """The field of what stands first in the lists of a term today, the newest first."""
    pins = kind.pins
    assert pins is not None, "only kinds with pins have the field"

    def read(term: records.Term, context: Context, language: str | None = None) -> list[Item]:
        board: dict[str, Any] = {pins.facet.name: term.key}
        filters = Filters(
            site=context.city_host.site,
            kind=kind.name,
            language=language,
            order=pins,
            since=beginning(timezone.localdate()),
            **board,
        )
        found = store.entries(filters, first=MAX_PINS).items
        context.announce(found)
        return sorted(found, key=lambda item: item.data["published_at"], reverse=True)

    return graphene.Field(
        list_of(of),
        description=f"At most {MAX_PINS} {kind.nouns} that stand first today, the newest first.",
        language=graphene.String(description="A BCP 47 tag."),
        resolver=Reader(read),
    )


def neighbour(side: str, of: Any, description: str) -> graphene.Field:
    """The notice that is ``older`` or ``newer`` on the same board."""

    def read(item: Item, context: Context) -> Item | None:
        data: Any = item.data
        listing = listing_name(context.city_host.site, records.Board.scheme, data["board"])
        found: Item | None = getattr(neighbours(listing, item), side)
        if found is not None:
            context.announce((found,))
        return found

    return graphene.Field(of, description=description, resolver=Reader(read))
