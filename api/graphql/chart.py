"""The organisation chart: what a unit has beside its own fields, and the directory of the positions in all of them."""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import graphene

from api.graphql.connections import PAGING, PageInfo
from api.graphql.context import Context
from api.graphql.derive import Reader, in_language, list_of, many, plain
from api.graphql.scalars import Cursor
from cms.core.errors import BadCursor, BadInput
from cms.core.records import StaffPosition, Unit
from cms.ledger import chart
from cms.ledger.directories import Position
from cms.ledger.store import Cursor as StoreCursor
from cms.search import staff
from cms.search.requests import Place

# Units that are named of those that answer for what is asked.
MOST_UNITS: Final = 5
# Gives the type of units once it is there.
Later = Callable[[], Any]
# How many there usually are of what a unit has.
USUAL: Final[Mapping[str, int]] = {"path": 3, "children": 8, "positions": 12, "successors": 1, "changes": 2}

OF_CHANGES: Final = {
    "name": in_language(
        "What it was called before, where it was renamed; else empty.", lambda change, tag: change.name(tag)
    )
}
OF_POSITIONS: Final = {
    "title": in_language("The job title.", lambda position, tag: position.title(tag)),
    "duties": in_language("What it answers for; may be empty.", lambda position, tag: position.duties(tag)),
}


def _path(unit: Unit, context: Context) -> list[Unit]:
    return chart.path(context.vocabulary, unit)


def _children(unit: Unit, context: Context) -> list[Unit]:
    return chart.children(context.vocabulary).get(unit.key, [])


def _positions(unit: Unit, context: Context) -> tuple[StaffPosition, ...]:
    return chart.positions(context.vocabulary).get(unit.key, ())


def of_units(unit: Later, position: Any) -> dict[str, graphene.Field]:
    """The fields of a unit that its term does not have."""
    return {
        "place": in_language("Where it is found; may be empty.", lambda unit, tag: unit.place(tag)),
        "path": graphene.Field(
            lambda: list_of(unit()), description="The units above it, the highest first.", resolver=Reader(_path)
        ),
        "children": graphene.Field(
            lambda: list_of(unit()),
            description="The units of the chart that are part of it, in their order.",
            resolver=Reader(_children),
        ),
        "positions": graphene.Field(
            list_of(position), description="The positions in it, in their order.", resolver=Reader(_positions)
        ),
    }


class Slice(NamedTuple):
    """The source of a connection: a page of the directory, where it began, and the question."""

    page: staff.Page
    after: Position | None
    query: str


def directory(unit: Any, position: Any) -> graphene.Field:
    """The staff directory, by what is asked."""
    edge = {
        "cursor": plain(Cursor, lambda listed: listed.cursor),
        "node": plain(position, lambda listed: listed.position),
        "unit": plain(unit, lambda listed: listed.unit, description="The unit that it is in."),
    }
    found = {
        "edges": many(type("StaffEdge", (graphene.ObjectType,), edge), lambda slice: slice.page.items),
        "page_info": plain(PageInfo, lambda slice: slice),
        "units": graphene.Field(
            list_of(unit),
            description=f"At most {MOST_UNITS} units that answer for what is asked: their name, their duties, or those"
            " of a position in them, have all words of it.",
            resolver=Reader(_units),
        ),
    }
    return graphene.Field(
        type("StaffConnection", (graphene.ObjectType,), found),
        required=True,
        description="The positions in the units of the chart, in its order.",
        resolver=Reader(_staff),
        query=graphene.String(
            default_value="",
            description="Those whose title, duties, name or unit have all of these words; those that only say that"
            f" somebody asks whom to call, such as `전화`, are left out. At most {staff.LONGEST} characters.",
        ),
        unit=graphene.String(description="The key of a unit: those in it, and in the units below it."),
        **PAGING,
    )


def _staff(
    root: Any,
    context: Context,
    query: str | None = "",
    unit: str | None = None,
    first: int | None = None,
    after: Position | StoreCursor | Place | None = None,
) -> Slice:
    if after is not None and not isinstance(after, Position):
        raise BadCursor("this cursor is not one of `staff`", where="after")
    if unit is not None and context.term(Unit.scheme, unit) is None:
        raise BadInput("there is no such unit", where="unit")
    asked = query or ""
    found = staff.page(context.vocabulary, query=asked, unit=unit, first=20 if first is None else first, after=after)
    return Slice(found, after, asked)


def _units(slice: Slice, context: Context) -> list[Unit]:
    """On the first page alone: who goes on has seen them."""
    return [] if slice.after else staff.units_for(context.vocabulary, slice.query, most=MOST_UNITS)
